"""How a session begins: the form of a new one, and what is planned beside it."""

from coproduction.planned import Planned
from coproduction.service.planned import Moved
from coproduction.sessions import TITLE_LENGTH, Session
from coproduction.words import Language, Text
from handlers import ids
from handlers.blocks.fields import text_input
from handlers.blocks.kit import (
    Block,
    View,
    actions,
    aside,
    button,
    context,
    modal,
    notice,
    paragraphs,
    section,
)
from handlers.blocks.people import language_field
from handlers.blocks.text import brief, moment
from handlers.voice import Voice

_STILL_PLANNED = Text(
    "“{title}” is still planned. To start that one instead, cancel this one, and type {/start} alone."
)
_STILL_AHEAD = Text(
    "“{title}” of {when} is still planned, with its agenda. To start that one instead, cancel this one, "
    "type {/start} alone and press “Start it now”."
)

_HAS_BEGUN = Text("The session “{title}” has begun."), Text("Its card is on its way to {channel}.")
_HAD_BEGUN = (
    Text("The session “{title}” had begun before, so I changed nothing."),
    Text("It is in {channel}."),
)


def start_form(say: Voice, channel: str | None, language: Language, ahead: Planned | None = None) -> View:
    """The form of a new session. `language` is what the programme speaks, or would if nobody chose.

    `ahead` is what is planned here next: it is named, and can be started in its place.
    """
    title = text_input("title", say("What is the session about?"), most=TITLE_LENGTH)
    label = say("In which language should I write in this channel?")
    spoken = language_field(say, label, language)
    fields = [*(_ahead(say, ahead) if ahead else []), title, spoken]
    return modal(say, say("New session"), ids.START_FORM, say("Start"), ids.private(channel), fields)


def _ahead(say: Voice, ahead: Planned) -> list[Block]:
    """What is planned next, for who may mean it when they start a session."""
    told = say("Planned here for {when}: “{title}”.", when=moment(say, ahead.starts_at), title=ahead.title)
    other = say(
        "To start that one now, with its agenda, press the button. The form below starts another one."
    )
    return [*paragraphs(told), context(other), actions(start_now(say, ahead))]


def start_now(say: Voice, planned: Planned, number: int = 0) -> Block:
    """The button that starts what is planned."""
    aloud = say("Start it now: {title}", title=brief(planned.title, 50))
    action = ids.at(ids.START_PLANNED, number) if number else ids.START_PLANNED
    return button(say("Start it now"), action, f"{planned.id}:{planned.revision}", aloud=aloud)


def has_moved(say: Voice, no: Moved) -> list[Block]:
    """To who pressed an old button: when it is now, and the ways to start it all the same or see its plan."""
    planned = no.planned
    aloud = say("Open the plan: {title}", title=brief(planned.title, 50))
    plan = button(say("Open the plan"), ids.OPEN_PLAN, planned.id, aloud=aloud)
    when = say("Now it is: {when}", when=moment(say, planned.starts_at))
    return [*paragraphs(say(no.words)), section(when), actions(start_now(say, planned), plan)]


def has_begun(say: Voice, session: Session, *, is_new: bool) -> View:
    """What takes the place of the form in which it was started."""
    what, where = _HAS_BEGUN if is_new else _HAD_BEGUN
    told = paragraphs(say(what, title=session.title))
    return notice(
        say, say("The session has begun"), [*told, section(say(where, channel=f"<#{session.channel}>"))]
    )


def still_planned(say: Voice, planned: Planned, *, is_due: bool) -> Block:
    """What is planned, for about now or later, for who has started something else."""
    if is_due:
        return aside(say(_STILL_PLANNED, title=planned.title))
    return aside(say(_STILL_AHEAD, title=planned.title, when=moment(say, planned.starts_at)))
