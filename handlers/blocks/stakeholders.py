"""The list of people to ask, the form of a line, and what whom it is about reads."""

from collections.abc import Iterable, Mapping, Sequence

from coproduction.people import SECTOR_NAMES
from coproduction.service.stakeholders import OnList
from coproduction.stakeholders import (
    ROLE_LENGTH,
    STATE_NAMES,
    TOLD,
    TOLD_OFF,
    Stakeholder,
    StakeholderForm,
    State,
)
from coproduction.words import Text, day
from handlers import ids, leadids
from handlers.blocks import pages
from handlers.blocks.fields import menu, person_input, text_input
from handlers.blocks.giveaways import once_more
from handlers.blocks.kit import (
    Block,
    Drawing,
    MessageDrawing,
    View,
    actions,
    aside,
    asks,
    button,
    context,
    modal,
    paragraphs,
    section,
)
from handlers.blocks.text import brief
from handlers.voice import Voice

PER_PAGE = 15
TITLE = Text("People to ask")
_WHAT = Text(
    "Whom do you still need, and who can introduce you? Write *roles, not names*. Only those who lead this "
    "programme can read the list. Each line is deleted after six months."
)
_TOLD = Text(
    "Are they in this Slack? Then they are told once you ask them: what is kept of them, "
    "and how to be taken off."
)
_UNTOLD = Text("I could not tell them. Please tell them that they are on this list.")
_OFF = Text(
    "You are off the list. I keep only that you do not want to be on it, until {day}, "
    "so that nobody adds you again."
)
_NEW = StakeholderForm("", "", State.TO_ASK)
_SURE = Text("I delete what is kept of you there. I keep only that you do not want to be on this list.")
_STOP = Text("Do you want no reminders from me either? Then write to me: stop")
_IN_WORDS = Text("You can also write to me here: take me off the list")
_GONE = Text("There is nothing about you on this list any more.")


def way(say: Voice, channel: str) -> Block:
    """The button that opens the list."""
    aloud = say("People to ask: see the list")
    return button(say(TITLE), leadids.STAKEHOLDERS, channel, aloud=aloud)


def listing(
    say: Voice, channel: str, found: Sequence[Stakeholder], page: int = 0, note: Text | None = None
) -> View:
    """A page of it; each line is changed or removed by a button."""
    lines = [_line(say, each, number) for number, each in enumerate(found, start=1)]
    private, per = ids.private(channel), PER_PAGE
    view = pages.page(say, say(TITLE), lines, page, leadids.STAKEHOLDERS, channel, private, per=per)
    add = button(say("Add a line"), leadids.NEW_STAKEHOLDER, channel, aloud=say("Add a line to the list"))
    head = [*(paragraphs(say(note)) if note else []), section(say(_WHAT)), actions(add)]
    return {**view, "blocks": [*head, *(view["blocks"] if found else [])]}


def _line(say: Voice, each: Stakeholder, number: int) -> list[Block]:
    """Our own words with mentions, and the roles apart, which are people's own words."""
    role = say("{number}. {role}", number=number, role=each.role)
    sector, state = SECTOR_NAMES[each.sector], STATE_NAMES[each.state]
    said = [
        say("{sector}: {state}.", sector=sector, state=state),
        *([say("It is {person}.", person=f"<@{each.person}>")] if each.person else []),
        *([say("{person} can introduce us.", person=f"<@{each.introducer}>")] if each.introducer else []),
        *([say(_UNTOLD)] if each.is_to_tell else []),
    ]
    sure = asks(say, say("Remove this line?"), brief(role, 280), say("Remove"))
    ways = (
        _button(say, say("Change"), leadids.CHANGE_STAKEHOLDER, each, number),
        _button(say, say("Remove"), leadids.REMOVE_STAKEHOLDER, each, number, sure),
    )
    return [*paragraphs(role), context(" ".join(said)), *_introduced(say, each), actions(*ways)]


def _introduced(say: Voice, each: Stakeholder) -> list[Block]:
    role = each.introducer_role
    return [aside(say("Who can introduce us: {role}", role=role))] if role else []


def _button(
    say: Voice, label: str, action: str, each: Stakeholder, number: int, sure: Block | None = None
) -> Block:
    aloud = say("{answer}, {number}: {idea}", answer=label, number=number, idea=brief(each.role, 40))
    return button(label, ids.at(action, number), each.id, aloud=aloud, confirm=sure)


def as_form(had: Stakeholder) -> StakeholderForm:
    """A line as it would be filled in."""
    return StakeholderForm(had.role, had.sector, had.state, had.person, had.introducer, had.introducer_role)


def form(
    say: Voice,
    channel: str,
    stakeholder: str = "",
    had: StakeholderForm = _NEW,
    noted: Sequence[Text] = (),
) -> View:
    """A line, new or as it is; with what in it looks like a name, the look once more."""
    sectors = {code: say(name) for code, name in SECTOR_NAMES.items()}
    states = {state.value: say(name) for state, name in STATE_NAMES.items()}
    hint = say("A role, not a name. For example: head of the library")
    blocks = [
        *(once_more(say, noted) if noted else []),
        text_input("role", say("Their role"), most=ROLE_LENGTH, hint=hint, initial=had.role),
        menu(say, "sector", say("Where do they belong?"), sectors, initial=had.sector),
        menu(say, "state", say("How far is it?"), states, initial=had.state),
        *_people(say, had),
    ]
    name = leadids.STAKEHOLDER_LOOKED_FORM if noted else leadids.STAKEHOLDER_FORM
    label = say("Save it so") if noted else say("Save")
    return modal(say, say("Somebody to ask"), name, label, ids.private(channel, stakeholder), blocks)


def _people(say: Voice, had: StakeholderForm) -> list[Block]:
    """Who it is, and who can introduce us: people of this Slack, or a role."""
    who = say("Who is it, if they are in this Slack?")
    by = say("Who can introduce us, if they are in this Slack?")
    person, introducer, role = had.person or "", had.introducer or "", had.introducer_role or ""
    label = say("Or which role can introduce us?")
    return [
        person_input(say, "person", who, hint=say(_TOLD), optional=True, initial=person),
        person_input(say, "introducer", by, optional=True, initial=introducer),
        text_input("introducer_role", label, most=ROLE_LENGTH, optional=True, initial=role),
    ]


def on_list(say: Voice, shown: OnList, names: Mapping[str, str]) -> Drawing:
    """To whom a line is about: all that is kept of them, and the way off."""
    kept = shown.stakeholder
    if kept is None:
        return Drawing.of_words(say, say(_GONE))
    until = day(kept.forget_at.date())
    if kept.is_off:
        return Drawing.of_words(say, say(_OFF, day=until))
    label = say("Take me off the list")
    aloud = say("{answer}: {title}", answer=label, title=brief(say.of(shown.title), 40))
    sure = asks(say, say("Take yourself off?"), say(_SURE), label)
    off = button(label, leadids.LEAVE_STAKEHOLDERS, kept.id, aloud=aloud, confirm=sure)
    told = say(
        "{person} has you on a list of people to ask about “{title}”.",
        person=brief(names[kept.added_by], 100),
        title=brief(say.of(shown.title), 100),
    )
    only = say(
        "Only those who lead it can read this. It is deleted on {day}, or when you take yourself off.",
        day=until,
    )
    lines, small = "\n".join([told, *_kept(say, kept, names)]), context(f"{only} {say(_IN_WORDS)}")
    return Drawing.of(say, [*paragraphs(lines), small, actions(off)])


def _kept(say: Voice, kept: Stakeholder, names: Mapping[str, str]) -> list[str]:
    """Each thing that is kept of them."""
    by = brief(names[kept.introducer], 100) if kept.introducer else kept.introducer_role
    state = STATE_NAMES.get(kept.state, "")
    return [
        say("This is all that is kept of you there:"),
        say("• Your role: {role}", role=kept.role),
        say("• Where you belong: {sector}", sector=SECTOR_NAMES[kept.sector]),
        say("• How far it is: {state}", state=state),
        *([say("• Who can introduce you: {person}", person=by)] if by else []),
    ]


def _who(shown: OnList) -> Iterable[str]:
    kept = shown.stakeholder
    return [each for each in (kept.added_by, kept.introducer) if each] if kept else []


def told_off(say: Voice, shown: OnList, names: Mapping[str, str]) -> Drawing:
    """The same to who has asked for it in words, which may have meant more."""
    return Drawing.of(say, [*on_list(say, shown, names).blocks, context(say(_STOP))])


DRAWINGS = (MessageDrawing(TOLD, on_list, _who), MessageDrawing(TOLD_OFF, told_off, _who))
