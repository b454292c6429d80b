"""What would help people to take part: a form for who comes, a list for who leads."""

from collections.abc import Mapping, Sequence

from coproduction.planned import Planned
from coproduction.service.takingpart import Asked
from coproduction.takingpart import CONTACT_LENGTH, NAMES, WORDS_LENGTH, Help, Needs
from coproduction.words import Text, Value, listed
from handlers import ids
from handlers.blocks.agendas import back
from handlers.blocks.fields import boxes, text_input
from handlers.blocks.kit import Block, View, button, context, line_by_line, modal, notice, paragraphs, section
from handlers.voice import Voice

MOST_LISTED = 80
_WHO_SEES = Text("Only those who lead see this. I forget it 14 days after the session.")


def needs_button(say: Voice, planned: Planned) -> Block:
    """The way to say what would help."""
    return button(say("What would help you?"), ids.TELL_NEEDS, planned.id)


def see_needs(say: Voice, planned_id: str) -> Block:
    """The way to what people told, for who leads."""
    return button(say("What people need"), ids.SEE_NEEDS, planned_id)


def form(say: Voice, asked: Asked) -> View:
    """The form, with what was told before."""
    before, planned = asked.needs, asked.planned
    helps = {each.value: say(words) for each, words in NAMES.items()}
    ticked, label = before.helps if before else (), say("What would help you take part?")
    words, contact = (before.words, before.contact) if before else (None, None)
    fields = [
        *paragraphs(say("“{title}”", title=planned.title)),
        context(say(_WHO_SEES)),
        boxes("helps", label, helps, ticked, optional=True),
        _own("words", say("Anything else?"), WORDS_LENGTH, words),
        _own("contact", say("How can we reach you about this?"), CONTACT_LENGTH, contact),
    ]
    private = ids.private(None, planned.id)
    return modal(say, say("Taking part"), ids.NEEDS_FORM, say("Save"), private, fields)


def _own(field: str, label: str, most: int, before: str | None) -> Block:
    """A field for their own words."""
    return text_input(field, label, most=most, multiline=True, optional=True, initial=before or "")


def told(say: Voice, planned: Planned, needs: Sequence[Needs], names: Mapping[str, str]) -> View:
    """What people told, for who leads."""
    lines = [_line(say, each, names) for each in needs[:MOST_LISTED]]
    nothing = [section(say("Nobody has told me yet what would help them."))]
    way = [back(say, planned)] if planned.is_waiting else []  # the plan of what has begun is closed
    blocks = [context(say(_WHO_SEES)), *(line_by_line(lines) or nothing), *way]
    return notice(say, say("What people need"), blocks, ids.private(planned.channel, planned.id))


def _line(say: Voice, needs: Needs, names: Mapping[str, str]) -> str:
    said: list[Value] = [
        *(NAMES[Help(each)] for each in needs.helps),
        *filter(None, (needs.words, needs.contact)),
    ]
    return say("{person}: {needs}", person=names[needs.person], needs=listed(said))
