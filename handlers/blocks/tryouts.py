"""A plan that is played through: one step after the other, as those who lead will say it."""

from datetime import timedelta

from coproduction.agendas import minutes_in
from coproduction.planned import Planned
from coproduction.words import Text, several
from handlers import ids
from handlers.blocks.agendas import back
from handlers.blocks.kit import (
    Block,
    Drawing,
    View,
    actions,
    button,
    context,
    header,
    notice,
    paragraphs,
    section,
)
from handlers.blocks.text import brief, clock
from handlers.voice import Voice

_TRY = Text("Try it out")
_PRIVATE = Text("Only you see this. I store nothing, and tell nobody.")
_SENT = Text(
    "The first step is in your conversation with me. Close this and open it: press my name, then “Messages”."
)
_STOPPED = Text("You stopped. Nothing has changed.")


def try_out(say: Voice, planned: Planned, label: Text = _TRY) -> Block:
    """The way to the first step."""
    return _button(say, planned, label, ids.TRY_OUT, f"{planned.id}:0")


def played(say: Voice, planned: Planned, place: int) -> Drawing:
    """The step at this place, else the end: also where steps were taken out meanwhile."""
    title = header(say("Try it out: {title}", title=brief(planned.title, 100)))
    if place >= len(planned.agenda):
        again = try_out(say, planned, Text("Play it again"))
        ending = [section(say(_end(planned))), actions(again, _plan(say, planned))]
        return Drawing.of(say, [title, *ending])
    step = planned.agenda[place]
    lasts = several(step.minutes, "It takes {n} minute.", "It takes {n} minutes.")
    which = say(
        "Step {number} of {steps}: {name}", number=place + 1, steps=len(planned.agenda), name=step.name
    )
    begins = say("It begins at {time}.", time=_clock(planned, minutes_in(planned.agenda[:place])))
    forward = _button(say, planned, Text("Next"), ids.TRY_OUT, f"{planned.id}:{place + 1}")
    stop = _button(say, planned, Text("Stop"), ids.STOP_TRYING, planned.id)
    return Drawing.of(
        say,
        [
            title,
            section(f"*{which}*\n{begins} {say(lasts)}"),
            *paragraphs(say("You say: {words}", words=step.says)),
            *(paragraphs(say("In the other language: {words}", words=step.second)) if step.second else []),
            actions(forward, stop),
            context(say(_PRIVATE)),
        ],
    )


def sent(say: Voice, planned: Planned) -> View:
    """In the place of the plan: where the first step stands."""
    blocks = [*paragraphs(say(_SENT)), back(say, planned)]
    return notice(say, say("Try it out"), blocks, ids.private(planned.channel, planned.id))


def stopped(say: Voice, planned: Planned) -> Drawing:
    """In the place of the step."""
    return Drawing.of_words(say, say(_STOPPED), actions(_plan(say, planned)))


def _end(planned: Planned) -> Text:
    """When the steps are over, against when the session is to end."""
    over, end = _clock(planned, minutes_in(planned.agenda)), _clock(planned, planned.minutes)
    return Text("That is all. The steps are over at {over}, the session ends at {end}.", over=over, end=end)


def _clock(planned: Planned, minutes: int) -> str:
    """What a clock in its zone shows so many minutes after its beginning."""
    return clock((planned.starts_at + timedelta(minutes=minutes)).astimezone(planned.where))


def _plan(say: Voice, planned: Planned) -> Block:
    return _button(say, planned, Text("Open the plan"), ids.OPEN_PLAN, planned.id)


def _button(say: Voice, planned: Planned, label: Text, action: str, value: str) -> Block:
    """A button that says aloud which plan it is about."""
    aloud = say("{label}: {title}", label=label, title=brief(planned.title, 50))
    return button(say(label), action, value, aloud=aloud)
