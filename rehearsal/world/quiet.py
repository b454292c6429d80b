"""Do not disturb: the hours in which somebody's Slack makes no sound, every day or for once."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from rehearsal.model import Person

_HOUR = r"(?:[01]\d|2[0-3]):[0-5]\d"
_HOURS = re.compile(f"{_HOUR}-{_HOUR}")
_ONE_DAY = timedelta(days=1)


def is_schedule(words: str) -> bool:
    """Whether this is a schedule, such as "22:00-08:00"; nothing is none."""
    return not words or _HOURS.fullmatch(words) is not None


def window(person: Person, now: datetime) -> tuple[int, int] | None:
    """When it is quiet next, or now, from and until which moment; None when they have chosen nothing."""
    if person.snoozed_until > now.timestamp():
        return int(now.timestamp()), person.snoozed_until
    if not person.quiet:
        return None
    begins, ends = (time.fromisoformat(each) for each in person.quiet.split("-"))
    zone = ZoneInfo(person.tz)
    day = now.astimezone(zone).date() - _ONE_DAY
    while True:
        end = datetime.combine(day + _ONE_DAY * (ends <= begins), ends, zone)
        if end > now:
            return int(datetime.combine(day, begins, zone).timestamp()), int(end.timestamp())
        day += _ONE_DAY
