"""Who leads on when somebody who leads has left the workspace: those who were to lead with them."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from coproduction.planned import Planned
from coproduction.ports import Memory
from coproduction.service import bodies, leading, people, upcoming
from coproduction.sessions import Session


def retire(memory: Memory, now: datetime, absent: Collection[str]) -> None:
    """These lead nobody any more. What they had planned, or started and not ended, is led by who was to help
    with it, else by a facilitator who is in its channel; where there is nobody, it stays as it is.
    """
    people.retire(memory, absent)
    bodies.retire(memory, now, absent)
    for session in memory.sessions.live_since(now):
        if session.started_by in absent:
            _lead_on(memory, session, absent)
    for planned in upcoming.to_come(memory, now):
        if {planned.planned_by, *planned.helpers} & {*absent}:
            _plan_on(memory, planned, absent)


def _lead_on(memory: Memory, session: Session, absent: Collection[str]) -> None:
    left = [one for one in leading.of(memory, session) if one not in absent]
    if left:
        memory.sessions.revise(replace(session, started_by=left[0]))


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
