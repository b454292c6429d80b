"""Days that are typed: a few plain forms, read strictly. What is not one of them is refused, never guessed.

today · tomorrow · Tuesday · next Tuesday · in 3 days · in 2 weeks · 3 November · 3 Nov 2026 · 3/11 ·
3/11/2026 · 2026-11-03, each perhaps followed by "at 9", "at 9:30", "at 2pm". Days come before months, as in
Britain. What is read is shown back, with its weekday, before anything is done with it.
"""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from coproduction.days import FARTHEST
from coproduction.errors import Refusal
from coproduction.hours import ASK_AT, WallTime, local_day
from coproduction.words import Text

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_AT = re.compile(r"^(?P<day>.*?)(?:\s+at\s+(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s*(?P<half>am|pm)?)?$")
_HOW = Text(
    'I could not read this day. You can write: "next Tuesday", "3 November", "in 2 weeks" or "2026-11-03".'
)
_SPANS = {"day": 1, "days": 1, "week": 7, "weeks": 7}


def wall_time_typed(text: str, now: datetime, zone: ZoneInfo) -> WallTime:
    """The day and hour that somebody typed, 10:00 where they named none.

    A Refusal where it cannot be read, is past, or is more than a year away.
    """
    read = _AT.match(" ".join(text.casefold().replace(",", " ").split()))
    today = local_day(now, zone)
    day = _day(read["day"], today) if read else None
    if read is None or day is None:
        raise Refusal(_HOW, "day")
    meant = WallTime(day, _hour(read) if read["hour"] else ASK_AT)
    if meant.day < today or (read["hour"] and meant.in_zone(zone) <= now):
        raise Refusal("This is in the past. Please choose a later day.", "day")
    if meant.day > today + FARTHEST:
        raise Refusal("Please choose a day within a year.", "day")
    return meant


def _hour(read: re.Match[str]) -> time:
    hour, minute, half = int(read["hour"]), int(read["minute"] or 0), read["half"]
    if half and not 1 <= hour <= 12:
        raise Refusal(_HOW, "day")
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        raise Refusal(_HOW, "day") from None


def _day(words: str, today: date) -> date | None:
    near = {"today": 0, "tomorrow": 1}
    if words in near:
        return today + timedelta(days=near[words])
    if found := re.fullmatch(r"in (\d{1,3}|a|an|one) (\w+)", words):
        count = int(found[1]) if found[1].isdigit() else 1
        span = _SPANS.get(found[2])
        return today + timedelta(days=count * span) if span else None
    if found := re.fullmatch(r"(?:(?:on|next) )?([a-z]{3,9})", words):
        return _weekday(found[1], today)
    return _dated(words, today)


def _weekday(word: str, today: date) -> date | None:
    """The next day of that name, never today: who means today says so."""
    named = _one_of(word, _DAYS)
    return None if named is None else today + timedelta(days=(named - today.weekday() - 1) % 7 + 1)


def _dated(words: str, today: date) -> date | None:
    """A day of a month, of this year if it is still to come, else of the next."""
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", words):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := re.fullmatch(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}))?", words):
        day, month, year = int(found[1]), int(found[2]), found[3]
    elif found := re.fullmatch(
        r"(?:on )?(?:the )?(\d{1,2})(?:st|nd|rd|th)? (?:of )?([a-z]+)(?: (\d{4}))?", words
    ):
        named = _one_of(found[2], _MONTHS)
        if named is None:
            return None
        day, month, year = int(found[1]), named + 1, found[3]
    else:
        return None
    if year:
        return _date(int(year), month, day)
    years = (_date(each, month, day) for each in range(today.year, today.year + 5))
    return next((each for each in years if each and each >= today), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _one_of(word: str, names: tuple[str, ...]) -> int | None:
    """Which of these names it is, or begins with three letters or more."""
    return next((place for place, name in enumerate(names) if len(word) >= 3 and name.startswith(word)), None)
