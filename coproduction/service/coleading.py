"""Telling people that they were chosen to lead a planned session together with who planned it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from coproduction.budget import A_WEEK
from coproduction.kinds import Cause, MessageKind
from coproduction.messages import Message, MessageState, Outcome, unwanted
from coproduction.people import Actor, Person
from coproduction.planned import CHOSEN, CHOSEN_AT_ONCE, Planned, chosen_note
from coproduction.ports import Memory
from coproduction.service import reaching, upcoming
from coproduction.service.owing import owe_all_privately

_NEAR = timedelta(days=10)  # a week, and the days after it on which nobody is asked


def tell(memory: Memory, now: datetime, actor: Actor, planned: Planned, before: Collection[str] = ()) -> None:
    """Tell in private whom `actor` has chosen for it, but for those who were chosen `before`; each once.

    As what nobody asked for, within a week; at once where it would begin before that, also who still waits to
    be told when it was moved.
    """
    untold = [one for one in planned.helpers if one != actor.id and not _is_told(memory, planned, one)]
    late = [one for one in untold if _begins_before(memory, now, planned, one)]
    new = [one for one in untold if one not in (*before, *late)]
    owe_all_privately(memory, now, [chosen_note(planned, one) for one in new])
    owe_all_privately(memory, now, [chosen_note(planned, one, at_once=True) for one in late])


def _is_told(memory: Memory, planned: Planned, person: str) -> bool:
    """Whether they have been told, or were to be and cannot be any more."""
    told = memory.messages.find(chosen_note(planned, person))
    return told is not None and told.state is not MessageState.PENDING


def knows(memory: Memory, planned: Planned, person: str) -> bool:
    """Whether somebody may know that they lead it, who else is told with all that there is to know."""
    notes = [chosen_note(planned, person), chosen_note(planned, person, at_once=True)]
    told = any(each.state is not MessageState.PENDING for each in memory.messages.find_all(notes).values())
    return told or planned.is_announced or person == planned.planned_by


def _begins_before(memory: Memory, now: datetime, planned: Planned, person: str) -> bool:
    """Whether it begins before somebody may get what they did not ask for."""
    known = memory.people.get(person) or Person(person)
    return reaching.free_from(memory, known, now) >= planned.starts_at


@dataclass(frozen=True, slots=True)
class Chosen:
    """What `person` was chosen for, and whether they may lead: else the plan does not open for them."""

    planned: Planned
    person: str
    may_lead: bool


def _chosen(memory: Memory, message: Message) -> Chosen | None:
    found, person = memory.planned.get(message.subject), memory.people.get(message.recipient)
    may_lead = person is not None and person.is_facilitator
    return Chosen(found, message.recipient, may_lead) if found else None


def _unneeded(memory: Memory, message: Message, now: datetime) -> Outcome | None:
    found = memory.planned.get(message.subject)
    if found is None or not found.is_waiting or found.is_over(now):
        return unwanted("it has begun, is over or was cancelled")
    if message.recipient not in found.helpers:
        return unwanted("somebody else was chosen")
    at_once = memory.messages.find(chosen_note(found, message.recipient, at_once=True))
    return unwanted("they are told at once") if at_once and message.kind == CHOSEN else None


def _is_near(memory: Memory, message: Message) -> bool:
    """Whether it begins so soon that they cannot wait until a week is free that another message took."""
    found = memory.planned.get(message.subject)
    return found is not None and found.starts_at < message.due_at + _NEAR


KINDS = (
    MessageKind(
        name=CHOSEN,
        content=_chosen,
        cause=Cause.UNASKED,
        window=A_WEEK,
        asked_for=_is_near,
        guard=_unneeded,
        programme=upcoming.channel_of,
    ),
    MessageKind(
        name=CHOSEN_AT_ONCE,
        content=_chosen,
        cause=Cause.BY_NAME,
        guard=_unneeded,
        programme=upcoming.channel_of,
    ),
)
