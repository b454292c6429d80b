"""Telling who leads a planned session by its plan what others did with it, and that nobody has started it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from coproduction.kinds import Cause, MessageKind
from coproduction.messages import Message, Outcome, too_late, unwanted
from coproduction.planned import A_DAY, Planned, PlannedState
from coproduction.plannews import PLAN_NEWS, UNSTARTED, Deed, is_news, news, told_in, unstarted_note
from coproduction.ports import Memory
from coproduction.service import people, upcoming
from coproduction.service.owing import owe_all_privately
from coproduction.sessions import Session

WINDOW = timedelta(days=30)  # as what others are told of a change


@dataclass(frozen=True, slots=True)
class Done:
    """What somebody (`by`) has done with what is planned."""

    planned: Planned
    deed: Deed
    by: str
    is_renamed: bool = False  # in the same moment


@dataclass(frozen=True, slots=True)
class Unstarted:
    """What nobody has started, and the session that goes on in its channel in its place, if any."""

    planned: Planned
    other: Session | None


def tell(memory: Memory, now: datetime, done: Done, leading: Collection[str]) -> None:
    """Tell each of these in private what somebody else has done with what they lead."""
    told = (news(done.planned, one, done.deed, done.by, is_renamed=done.is_renamed) for one in leading)
    owe_all_privately(memory, now, list(told))


def tell_unstarted(memory: Memory, now: datetime, planned: Planned) -> None:
    """Tell each who may lead it that nobody has started it."""
    leading = people.leading_plan(memory, planned)
    owe_all_privately(memory, now, [unstarted_note(planned, one) for one in leading])


def _done(memory: Memory, message: Message) -> Done | None:
    found = memory.planned.get(message.subject)
    told = told_in(found, message.occasion) if found else None
    return Done(found, *told) if found and told else None


def _untrue(memory: Memory, message: Message, now: datetime) -> Outcome | None:
    """What speaks against telling it now: it is not so any more, or its time is over."""
    done = _done(memory, message)
    if done is None or done.planned.state is not _LEADS_TO[done.deed]:
        return unwanted("it is not so any more")
    if done.deed is Deed.STARTED:
        session = memory.sessions.get(done.planned.session or "")
        return None if session and session.is_live else unwanted("it is over by now")
    return too_late() if is_late(message, done.planned, now) else None


def is_late(message: Message, planned: Planned, now: datetime) -> bool:
    """Whether it is too late to tell what became of it: after its end, or a day after if it was done then."""
    return not is_news(planned, now) if planned.is_over(message.due_at) else planned.is_over(now)


_LEADS_TO = {
    Deed.STARTED: PlannedState.STARTED,
    Deed.MOVED: PlannedState.PLANNED,
    Deed.CANCELLED: PlannedState.CANCELLED,
}


def _unstarted(memory: Memory, message: Message) -> Unstarted | None:
    found = memory.planned.get(message.subject)
    return Unstarted(found, memory.sessions.live_in(found.channel)) if found else None


def _begun(memory: Memory, message: Message, now: datetime) -> Outcome | None:
    """What speaks against telling that nobody has started it."""
    found = memory.planned.get(message.subject)
    if found is None or not found.is_waiting or message.occasion != str(found.revision):
        return unwanted("it has moved, begun or been cancelled")
    return None if is_news(found, now) else too_late()


KINDS = (
    MessageKind(
        name=PLAN_NEWS,
        content=_done,
        cause=Cause.CHANGE,
        window=WINDOW,
        guard=_untrue,
        programme=upcoming.channel_of,
        for_members=True,
    ),
    MessageKind(
        name=UNSTARTED,
        content=_unstarted,
        cause=Cause.REMINDER,
        window=A_DAY,
        guard=_begun,
        programme=upcoming.channel_of,
        for_members=True,
    ),
)
