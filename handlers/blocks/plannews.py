"""What who leads a planned session hears of it: what somebody else did with it, or that nobody began it."""

from collections.abc import Iterable, Mapping

from coproduction.planned import Planned
from coproduction.plannews import PLAN_NEWS, UNSTARTED, Deed
from coproduction.service.plannews import Done, Unstarted
from coproduction.words import Text
from handlers import ids
from handlers.blocks.announcing import time_of
from handlers.blocks.calendars import TAKE_OUT, UPDATE, calendar_button
from handlers.blocks.kit import Block, Drawing, MessageDrawing, actions, button, context, paragraphs, section
from handlers.blocks.planned import cancel_it, change_it
from handlers.blocks.starting import start_now
from handlers.blocks.text import brief
from handlers.voice import Voice

_HEADS: Mapping[Deed, Text] = {
    Deed.STARTED: Text("{person} has started a session that you lead: {title}"),
    Deed.MOVED: Text("{person} has changed the time of a session that you lead: {title}"),
    Deed.CANCELLED: Text("{person} has cancelled a session that you lead: {title}"),
}
_UNSTARTED = Text("Nobody has started the session that you lead: {title}")
_WAS_PLANNED = Text("It was planned for this time, in {channel}: {when}")
_WAYS = Text("You can start it now, give it a new time, or cancel it.")
_OVER = Text("Its time is over. You can give it a new time, or cancel it.")
_OTHER = Text(
    "Another session goes on in that channel: “{other}”. You can give this one a new time, or cancel it."
)


def done(say: Voice, shown: Done, names: Mapping[str, str]) -> Drawing:
    """What somebody else has done with what they lead."""
    planned = shown.planned
    person = brief(names[shown.by], 100)
    words = say(_HEADS[shown.deed], person=person, title=planned.title)
    renamed = [section(say("Its title is new, too."))] if shown.is_renamed else []
    return Drawing.of(say, [*paragraphs(words), *renamed, *_DRAWN[shown.deed](say, planned)])


def _started(say: Voice, planned: Planned) -> list[Block]:
    return [section(say("Its card is in {channel}.", channel=f"<#{planned.channel}>"))]


def _moved(say: Voice, planned: Planned) -> list[Block]:
    plan = button(
        say("Open the plan"),
        ids.OPEN_PLAN,
        planned.id,
        aloud=say("Open the plan: {title}", title=brief(planned.title, 50)),
    )
    change = [calendar_button(say, planned, UPDATE)] if planned.is_announced else []
    return [section(say("Now it is: {when}", when=time_of(say, planned))), actions(plan, *change)]


def _cancelled(say: Voice, planned: Planned) -> list[Block]:
    why = say("The reason: {because}", because=planned.because or "")
    out = [actions(calendar_button(say, planned, TAKE_OUT))] if planned.is_announced else []
    return [section(time_of(say, planned)), *paragraphs(why), *out]


_DRAWN = {Deed.STARTED: _started, Deed.MOVED: _moved, Deed.CANCELLED: _cancelled}


def unstarted(say: Voice, shown: Unstarted, _names: Mapping[str, str]) -> Drawing:
    """That its time has come, or is over, and nobody has started it: with all that can be done."""
    planned, other = shown.planned, shown.other
    where = f"<#{planned.channel}>"
    alone = say(_OVER if planned.is_missed else _WAYS)
    ways = say(_OTHER, other=other.title) if other else alone
    buttons = [change_it(say, planned), cancel_it(say, planned)]
    return Drawing.of(
        say,
        [
            *paragraphs(say(_UNSTARTED, title=planned.title)),
            section(say(_WAS_PLANNED, channel=where, when=time_of(say, planned))),
            *paragraphs(ways),
            actions(*([] if other or planned.is_missed else [start_now(say, planned)]), *buttons),
            context(say("To stop reminders, type {/stop}.")),
        ],
    )


def _who(shown: Done) -> Iterable[str]:
    return (shown.by,)


DRAWINGS = (MessageDrawing(PLAN_NEWS, done, _who), MessageDrawing(UNSTARTED, unstarted))
