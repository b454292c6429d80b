"""When each person must be asked about each pledge, worked out from the script alone.

Written from the promise made to people (10:00 on a weekday where they live), not from the bot's code, so that
the two can disagree.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from story.script import Pledge, Script

DONE, STOP = "Done", "Stop reminders"
PUT_OFF = {"Not now: in 3 days": 3, "Not now: in 1 week": 7}
WITHOUT_DATE = (14, 42, 84)  # days after the promise
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, order=True)
class Nudge:
    """One question that must be asked, and what the person will press; None when they do not answer."""

    due: datetime
    who: str
    what: str
    reply: str | None = None


def nudges(script: Script, zones: Mapping[str, str]) -> list[Nudge]:
    """Every nudge of the story, in the order of time. `zones` are people's time zones by name."""
    by_person: dict[str, list[Pledge]] = defaultdict(list)
    for pledge in script.pledges:
        by_person[pledge.who].append(pledge)
    found: list[Nudge] = []
    for who, pledges in by_person.items():
        found += _of_person(script, pledges, ZoneInfo(zones[who]))
    return sorted(found, key=lambda nudge: (nudge.due, nudge.who, nudge.what))


def first_days(script: Script, pledge: Pledge, zone: ZoneInfo) -> list[date]:
    """The local days that the person is told when they pledge."""
    made_on = script.sessions[pledge.session - 1].closes.astimezone(zone).date()
    if pledge.by is None:
        return [_weekday(made_on + timedelta(days=days), ONE_DAY) for days in WITHOUT_DATE]
    two_days_before = _weekday(pledge.by - 2 * ONE_DAY, -ONE_DAY)
    return [max(two_days_before, _weekday(made_on + ONE_DAY, ONE_DAY))]


def standing(pledge: Pledge, asked: Iterable[Nudge]) -> str:
    """The line of the report in which this pledge must be counted."""
    theirs = [nudge for nudge in asked if nudge.who == pledge.who]
    own = [nudge for nudge in theirs if nudge.what == pledge.what]
    said = [nudge.reply for nudge in own if nudge.reply in {DONE, "Working on it", "Stuck"}]
    if said:
        return said[-1] or ""
    if own:
        return "Said “not now”" if own[-1].reply in PUT_OFF else "No answer yet"
    stopped = bool(pledge.stops) or any(nudge.reply == STOP for nudge in theirs)
    return "Reminders stopped before the first question" if stopped else "Not asked yet"


def _of_person(script: Script, pledges: list[Pledge], zone: ZoneInfo) -> list[Nudge]:
    """Live through a person's weeks: what they press changes what they are asked afterwards."""
    planned = [
        (_at_ten(day, zone), pledge)
        for pledge in pledges
        if not pledge.stops
        for day in first_days(script, pledge, zone)
    ]
    waiting = {pledge.what: list(pledge.replies) for pledge in pledges}
    asked: list[Nudge] = []
    while planned:
        due, pledge = min(planned, key=lambda each: each[0])
        planned.remove((due, pledge))
        reply = waiting[pledge.what].pop(0) if waiting[pledge.what] else None
        asked.append(Nudge(due, pledge.who, pledge.what, reply))
        planned = _after(reply, pledge, planned, due.astimezone(zone).date(), zone)
    return asked


def _after(
    reply: str | None, pledge: Pledge, planned: list[tuple[datetime, Pledge]], today: date, zone: ZoneInfo
) -> list[tuple[datetime, Pledge]]:
    """What is still to be asked once this was pressed."""
    if reply == STOP:
        return []
    if reply == DONE:
        return [(due, other) for due, other in planned if other is not pledge]
    if reply in PUT_OFF:
        again = _weekday(today + timedelta(days=PUT_OFF[reply]), ONE_DAY)
        return [*planned, (_at_ten(again, zone), pledge)]
    return planned


def _at_ten(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(10), zone).astimezone(UTC)


def _weekday(day: date, step: timedelta) -> date:
    while day.isoweekday() > 5:
        day += step
    return day
