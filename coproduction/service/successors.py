"""Who leads on when somebody who leads has left the workspace: those who were to lead with them."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from coproduction.kinds import Cause, MessageKind
from coproduction.messages import Card, Message
from coproduction.planned import Planned
from coproduction.ports import Memory
from coproduction.service import bodies, holding, people, upcoming
from coproduction.service import leading as leaders
from coproduction.service.owing import owe_all_privately
from coproduction.sessions import Session

NOBODY_LEADS: Final = "nobody_leads"  # to each admin of the workspace
MOST_TOLD = 10  # admins
_WINDOW = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Leaderless:
    """A channel, and the titles of its sessions that go on or are planned and that nobody leads any more."""

    channel: str
    titles: tuple[str, ...]


def retire(memory: Memory, now: datetime, absent: Collection[str]) -> None:
    """These lead nobody any more. What they had planned, or started and not ended, is led by who was to help
    with it, else by a facilitator who is in its channel; where there is nobody, it stays as it is.
    Who leads is told for which bodies, and of which ideas, nobody is there any more.
    """
    people.retire(memory, absent)
    bodies.retire(memory, now, absent)
    for session in memory.sessions.live_since(now):
        if {*people.in_charge(memory, session)} & {*absent}:
            _lead_on(memory, session, absent)
    for planned in upcoming.to_come(memory, now):
        if {planned.planned_by, *planned.helpers} & {*absent}:
            _plan_on(memory, planned, absent)
    holding.retire(memory, now, absent)


def _lead_on(memory: Memory, session: Session, absent: Collection[str]) -> None:
    left = [one for one in leaders.in_channel(memory, session) if one not in absent]
    if left and left[0] != session.started_by:
        memory.sessions.revise(replace(session, started_by=left[0]))
    plan = memory.planned.of_session(session.id)
    if left and plan and plan.planned_by in absent:
        memory.planned.put(replace(plan, planned_by=left[0]))


def _plan_on(memory: Memory, found: Planned, absent: Collection[str]) -> None:
    """With the first of its helpers as who has planned it, unless that is somebody who is still there."""
    memory.planned.hold(found.id)
    planned = memory.planned.get(found.id)
    if planned is None or not planned.is_waiting:
        return
    helpers = tuple(one for one in planned.helpers if one not in absent)
    by = planned.planned_by
    if by in absent:
        there = memory.members.of(planned.channel)
        added = people.facilitators(memory)
        able = [*(one for one in helpers if one in added), *(one for one in added if one in there)]
        by = next(iter(able), by)
    memory.planned.put(replace(planned, planned_by=by, helpers=tuple(one for one in helpers if one != by)))


def leading(memory: Memory, now: datetime) -> list[str]:
    """Who leads a session that goes on or is planned, each once."""
    led = [session.started_by for session in memory.sessions.live_since(now)]
    return list(dict.fromkeys([*led, *(planned.planned_by for planned in upcoming.to_come(memory, now))]))


def tell(memory: Memory, now: datetime, gone: Collection[str], admins: Collection[str]) -> None:
    """Owe these admins, once, what is led by somebody of these who are gone, and so by nobody."""
    for person in gone:
        for channel in sorted(_led_by(memory, now, person)):
            told = [Card(NOBODY_LEADS, channel, one, occasion=person) for one in [*admins][:MOST_TOLD]]
            owe_all_privately(memory, now, told)


def _led_by(memory: Memory, now: datetime, person: str) -> dict[str, list[str]]:
    """The titles of what somebody leads, by channel."""
    led: dict[str, list[str]] = {}
    for session in memory.sessions.live_since(now):
        if session.started_by == person:
            led.setdefault(session.channel, []).append(session.title)
    for planned in upcoming.to_come(memory, now):
        if planned.planned_by == person:
            led.setdefault(planned.channel, []).append(planned.title)
    return led


def _shown(memory: Memory, message: Message) -> Leaderless | None:
    """None when somebody leads by now, or nothing is left to lead."""
    titles = _led_by(memory, message.due_at, message.occasion).get(message.subject)
    return Leaderless(message.subject, tuple(titles)) if titles else None


KINDS = (MessageKind(name=NOBODY_LEADS, content=_shown, cause=Cause.CHANGE, window=_WINDOW),)
