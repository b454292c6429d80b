"""The session after one: with the same people, four weeks on, beginning with what was promised."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from coproduction.agendatemplates import FOLLOW_UP
from coproduction.hours import WallTime, on_the_wall
from coproduction.people import Actor, zone_of
from coproduction.planned import Planned
from coproduction.ports import Memory
from coproduction.service import members, people, upcoming
from coproduction.service.planned import DOING
from coproduction.sessions import Session, already_ended

WEEKS = timedelta(weeks=4)
_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Proposed:
    """What the form of the next session begins with; `ahead` is planned in its channel already."""

    channel: str
    title: str
    purpose: str
    at: WallTime
    minutes: int | None
    link: str
    helpers: tuple[str, ...]
    template: str
    ahead: Planned | None
    is_holiday: bool = False


def propose(memory: Memory, now: datetime, actor: Actor, session_id: str) -> Proposed:
    """What fits after this session, for a facilitator in its channel; nothing is stored."""
    people.require_facilitator(memory, actor, DOING)
    session = memory.sessions.get(session_id)
    if session is None:
        raise already_ended(session)
    members.require_lead(memory, actor, session)
    before = memory.planned.of_session(session.id)
    there = upcoming.in_channel(memory, now, actor, session.channel)
    at = _four_weeks_on(memory, now, actor, session, before)
    led_by = (before.planned_by, *before.helpers) if before else ()
    return Proposed(
        session.channel,
        session.title,
        (before.purpose or "") if before else "",
        at,
        before.minutes if before else None,
        (before.link or "") if before else "",
        tuple(each for each in led_by if each != actor.id),
        FOLLOW_UP,
        next((each.planned for each in there), None),
        memory.is_holiday(at.day),
    )


def _four_weeks_on(
    memory: Memory, now: datetime, actor: Actor, session: Session, before: Planned | None
) -> WallTime:
    """The same weekday and hour as a clock of whoever plans shows it; later where that has passed. What was
    not planned began in some minute: the nearest half hour is meant.
    """
    zone = zone_of(people.known(memory, actor))
    began = on_the_wall(before.starts_at, zone) if before else _rounded(on_the_wall(session.started_at, zone))
    at = WallTime(began.day + WEEKS, began.hour)
    while at.in_zone(zone) <= now:
        at = WallTime(at.day + _WEEK, at.hour)
    return at


def _rounded(at: WallTime) -> WallTime:
    """The full or half hour that is nearest."""
    late = datetime.combine(at.day, at.hour) + timedelta(minutes=15)
    half = late.replace(minute=late.minute // 30 * 30, second=0, microsecond=0)
    return WallTime(half.date(), half.time())
