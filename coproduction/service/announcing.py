"""Announcing a planned session in its channel, and who says that they come."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from coproduction.agendas import frozen
from coproduction.errors import Over, Refusal
from coproduction.kinds import Cause, MessageKind, Rank
from coproduction.messages import Message, Outcome, too_late, unwanted
from coproduction.people import Actor
from coproduction.planned import (
    A_DAY,
    CALLED_OFF,
    INVITATION,
    SESSION_MOVED,
    SESSION_REMINDER,
    SOON_NAMED,
    Coming,
    Planned,
    PlannedState,
    awaited,
    coming_named,
    invitation,
    numbers,
    open_to_answers,
    reminder,
)
from coproduction.plannews import is_news
from coproduction.ports import Memory
from coproduction.service import invitedto, members, partings, people, planned, plannews, upcoming
from coproduction.service.owing import owe, owe_all_privately
from coproduction.words import Text

WINDOW = timedelta(days=30)  # a change is told until the session begins, and not after so long an outage
_EMPTY = Text("The agenda has no steps yet. Please add one, so that people know what to expect.")
_PAST = Text("The time of this session is over. To announce it, change its day and time first.")
_UNSEEN = Text("I have announced nothing. The plan was changed meanwhile. Please look at it again.")


class Unseen(Refusal):
    """What would be announced is not what was shown."""

    def __init__(self) -> None:
        super().__init__(_UNSEEN)


@dataclass(frozen=True, slots=True)
class Invitation:
    """What the card in the channel shows: the planned session, and how many come, may come and cannot."""

    planned: Planned
    numbers: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Reminding:
    """What somebody is reminded of; `is_soon`: it begins in ten minutes, not in a day.

    `is_archived`: nobody can come to its channel any more.
    """

    planned: Planned
    is_soon: bool
    is_archived: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """What is at another time now; `is_archived` as above."""

    planned: Planned
    is_archived: bool = False


@dataclass(frozen=True, slots=True)
class Answered:
    """What somebody has said; `is_new` is False when they had said so before.

    `has_forgotten`: with their no, what they told would help them to take part is deleted.
    """

    planned: Planned
    coming: Coming
    is_new: bool
    has_forgotten: bool = False


def stamp(shown: Planned) -> str:
    """What tells a plan as it would be announced from any other."""
    return hashlib.sha256(f"{shown.stamp} {frozen(shown.agenda)}".encode()).hexdigest()[:16]


def preview(memory: Memory, now: datetime, actor: Actor, planned_id: str) -> Planned:
    """What would be announced, or a Refusal that says what it still needs."""
    found = planned.led(memory, actor, planned_id)
    if not found.agenda:
        raise Refusal(_EMPTY)
    if found.is_over(now):
        raise Over(_PAST)
    return found


def announce(memory: Memory, now: datetime, actor: Actor, planned_id: str, seen: str) -> Planned:
    """Post the card in its channel, exactly as it was `seen`, or raise Unseen. Twice is once."""
    memory.planned.hold(planned_id)
    shown = preview(memory, now, actor, planned_id)
    if shown.is_announced:
        return shown
    if stamp(shown) != seen:
        raise Unseen
    announced = awaited(replace(shown, announced_at=now), now)
    memory.planned.put(announced)
    owe(memory, now, invitation(announced), channel=announced.channel)
    partings.redraw_before(memory, now, announced)
    invitedto.redraw(memory, announced.channel)
    return announced


def answer(memory: Memory, now: datetime, actor: Actor, planned_id: str, said: str) -> Answered:
    """A person says whether they come; the newest answer counts, and nobody in public sees whose it is."""
    coming = coming_named(said)
    found = open_to_answers(memory.planned.get(planned_id), now)
    joins = invitedto.has_agreed(memory, actor.id, found.channel)  # as a new champion
    if not (joins or found.id in memory.planned.said_by(actor.id)):  # who has answered may say otherwise
        members.require(memory, actor, found.channel)
    if not joins and coming is not Coming.NO:
        members.refuse_shut_out(memory, actor, found.channel)
    people.meet(memory, actor)
    is_new = memory.planned.answer(found.id, actor.id, coming)
    if is_new:
        memory.changed(invitation(found))
    has_forgotten = coming is Coming.NO and memory.taking_part.drop(found.id, actor.id)
    if has_forgotten:
        memory.forgets()
    return Answered(found, coming, is_new, has_forgotten)


def rules_of(memory: Memory, actor: Actor, planned_id: str) -> Planned:
    """The planned session whose ground rules somebody wants to read; also once it has begun."""
    found = memory.planned.get(planned_id)
    if found is None:
        raise Refusal("I do not know this session any more.")
    members.require(memory, actor, found.channel)
    return found


def due(memory: Memory, now: datetime) -> list[str]:
    """The planned sessions for which time does something."""
    return memory.planned.due(now)


def wake(memory: Memory, now: datetime, planned_id: str) -> None:
    """Before its time: remind who comes or may come; of two reminders that are late one is enough. Soon
    after: tell who leads it that nobody has started it. Once it is over its card says so; who was not told
    while it was its time, because nothing ran then, is told if that is not long past.
    """
    found = memory.planned.hold(planned_id)
    if found is None or not found.is_waiting or found.wake_at is None or found.wake_at > now:
        return
    memory.planned.put(awaited(found, now))
    if now < found.starts_at:
        who = [one for one, said in memory.planned.answers(found.id).items() if said is not Coming.NO]
        owe_all_privately(memory, now, [reminder(found, one, now) for one in sorted(who)])
    elif found.is_over(now):
        memory.changed(invitation(found))
        partings.redraw_before(memory, now, found)
        if found.wake_at <= found.late_at and is_news(found, now):
            plannews.tell_unstarted(memory, now, found)
    elif now >= found.late_at:
        plannews.tell_unstarted(memory, now, found)


def _shown(memory: Memory, message: Message) -> Invitation | None:
    found = memory.planned.get(message.subject)
    return Invitation(found, numbers(memory.planned.counts(found.id))) if found else None


def _planned(memory: Memory, message: Message) -> Planned | None:
    return memory.planned.get(message.subject)


def _reminding(memory: Memory, message: Message) -> Reminding | None:
    found = memory.planned.get(message.subject)
    is_soon = (message.occasion or "").partition(":")[2] == SOON_NAMED
    return Reminding(found, is_soon, upcoming.is_archived(memory, found)) if found else None


def _moved(memory: Memory, message: Message) -> Moved | None:
    found = memory.planned.get(message.subject)
    return Moved(found, upcoming.is_archived(memory, found)) if found else None


def _is_wanted(memory: Memory, message: Message) -> bool:
    found = memory.planned.get(message.subject)
    return found is not None and found.is_waiting and not found.is_missed


def _stale(memory: Memory, message: Message, now: datetime) -> Outcome | None:
    """Of a session that moved again, began or was cancelled the older news are none."""
    found = memory.planned.get(message.subject)
    if found is None or not found.is_waiting or message.occasion != str(found.revision):
        return unwanted("it has moved again, begun or been cancelled")
    return too_late() if found.is_over(now) else None


def _late(memory: Memory, message: Message, now: datetime) -> Outcome | None:
    found = memory.planned.get(message.subject)
    if found is None or found.state is not PlannedState.CANCELLED:
        return unwanted("it is not cancelled")
    return too_late() if plannews.is_late(message, found, now) else None


def _unannounced(memory: Memory, message: Message, _now: datetime) -> Outcome | None:
    found = memory.planned.get(message.subject)
    if found is None or found.state is PlannedState.CANCELLED:
        return unwanted("it was cancelled before it was announced")
    return None


def _unneeded(memory: Memory, message: Message, now: datetime) -> Outcome | None:
    """What speaks against a reminder now: it expires when the session begins."""
    found = memory.planned.get(message.subject)
    if found is None or not found.is_waiting or message.occasion.partition(":")[0] != str(found.revision):
        return unwanted("it has moved, begun or been cancelled")
    if memory.planned.said_by(message.recipient).get(found.id) in (None, Coming.NO):
        return unwanted("they do not come")
    is_superseded = message.card != reminder(found, message.recipient, now)
    return too_late() if now >= found.starts_at or is_superseded else None


def _language(memory: Memory, message: Message) -> str | None:
    found = memory.planned.get(message.subject)
    return found.language if found else None


KINDS = (
    MessageKind(
        name=INVITATION,
        content=_shown,
        cause=Cause.SESSION,
        rank=Rank.FACILITATOR,
        keeps_changing=True,
        lives=_is_wanted,
        guard=_unannounced,
        guess=_language,
    ),
    MessageKind(
        name=SESSION_MOVED,
        content=_moved,
        cause=Cause.CHANGE,
        window=WINDOW,
        guard=_stale,
        programme=upcoming.channel_of,
        for_members=True,
    ),
    MessageKind(
        name=SESSION_REMINDER,
        content=_reminding,
        cause=Cause.REMINDER,
        window=A_DAY,
        guard=_unneeded,
        programme=upcoming.channel_of,
        for_members=True,
    ),
    MessageKind(
        name=CALLED_OFF,
        content=_planned,
        cause=Cause.CHANGE,
        window=WINDOW,
        guard=_late,
        programme=upcoming.channel_of,
        for_members=True,
    ),
)
