"""The form that asks a facilitator for help, and what the facilitator reads."""

from collections.abc import Iterable, Mapping

from coproduction.helprequests import HELP_WANTED, WORDS_LENGTH, HelpRequest
from coproduction.pledges import Pledge
from coproduction.words import Text
from handlers import ids
from handlers.blocks.fields import text_input
from handlers.blocks.kit import (
    Block,
    Drawing,
    MessageDrawing,
    View,
    actions,
    button,
    context,
    header,
    modal,
    paragraphs,
)
from handlers.blocks.text import brief, on_one_line
from handlers.voice import Voice

_DEALT = Text("Dealt with: {person}")
_NOT_DEALT = Text("Not dealt with: {person}")


def form(say: Voice, follow_up: str, pledge: Pledge, facilitator: str, why: str = "") -> View:
    """What will be sent, to read and to change before it is; `facilitator` is a name, and `why` what its
    person wrote beside "stuck".
    """
    about = brief(on_one_line(pledge.what), WORDS_LENGTH - 100)
    words = say("I need help with my pledge: “{pledge}”.", pledge=about)
    words = brief(f"{words}\n{why}", WORDS_LENGTH) if why else words
    sees = say(
        "{person} will read these words and your name. Nobody else will. You may change the words.",
        person=facilitator,
    )
    label = say("What should {person} know?", person=brief(facilitator, 80))
    field = text_input("words", label, most=WORDS_LENGTH, multiline=True, initial=words, hint=sees)
    blocks, private = [field], ids.private(None, follow_up)
    return modal(say, say("Ask for help"), ids.HELP_FORM, say("Send"), private, blocks)


def wanted(say: Voice, request: HelpRequest, names: Mapping[str, str]) -> Drawing:
    """To the facilitator: who asks, and their words."""
    person = names[request.person]
    return Drawing.of(
        say,
        [
            header(say("{person} asks you for help", person=brief(person, 100))),
            *paragraphs(request.words),
            context(say("Only you got this. Please write to {mention}.", mention=f"<@{request.person}>")),
            actions(dealing(say, request, person)),
        ],
    )


def dealing(say: Voice, request: HelpRequest, name: str, place: int = 0, asked: Text | None = None) -> Block:
    """The button that says that it is dealt with, or that it is not after all. `place` is where it stands
    among others; `asked`, which call for help it is, where others of this name stand with it.
    """
    is_open = request.dealt_with_at is None
    words, action = (_DEALT, ids.DEALT) if is_open else (_NOT_DEALT, ids.NOT_DEALT)
    label = say(words.filled(person=brief(name, 30)))
    if asked:
        label = say("{label} ({about})", label=label, about=asked)
    return button(label, ids.at(action, place), request.follow_up, aloud=label)


def _who(request: HelpRequest) -> Iterable[str]:
    return (request.person,)


DRAWINGS = (MessageDrawing(HELP_WANTED, wanted, _who),)
