"""Days that are typed: a few plain forms, read strictly. What is not one of them is refused, never guessed.

today · tomorrow · Tuesday · next Tuesday · in 3 days · in two weeks · 3 November · 3 Nov 2026 · November 3 ·
Tuesday 3 November · 3/11 · 3/11/2026 · 2026-11-03, each perhaps with "at 9", "at 9:30", "9:30" or "at 2pm"
behind or before it. Of two numbers the day comes before the month, as in Britain. The same in our other
languages ("el próximo martes", "12 de diciembre a las 9:30"): their words stand in the catalogues, and are
read as the English ones. A weekday is the next day of its name, with "next" or without. What is read is shown
back, with its weekday, before anything is done with it.
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from coproduction.days import FARTHEST
from coproduction.errors import Refusal
from coproduction.hours import ASK_AT, WallTime, local_day
from coproduction.words import LANGUAGES, MONTHS, WEEKDAYS, Text

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_WORDS = (  # of these, what may be typed stands in each catalogue
    Text("today"),  # translators: what people may type for it, apart by semicolons
    Text("tomorrow"),  # translators: what people may type for it, apart by semicolons
    Text("yesterday"),  # translators: what people may type for it, apart by semicolons
    Text("on"),  # translators: as in "on Tuesday": what people may type for it, apart by semicolons
    Text("next"),  # translators: as in "next Tuesday": what people may type for it, apart by semicolons
    Text("in"),  # translators: as in "in 3 days": what people may type for it, apart by semicolons
    Text("one"),  # translators: as in "in one week": what people may type for it, apart by semicolons
    Text("two"),  # translators: as in "in two weeks": what people may type for it, apart by semicolons
    Text("three"),  # translators: as in "in three weeks": what people may type for it, apart by semicolons
    Text("four"),  # translators: as in "in four weeks": what people may type for it, apart by semicolons
    Text("five"),  # translators: as in "in five days": what people may type for it, apart by semicolons
    Text("six"),  # translators: as in "in six weeks": what people may type for it, apart by semicolons
    Text("months"),  # translators: what people may type for one or several, apart by semicolons
    Text("next week"),  # translators: what people may type for it, apart by semicolons
    Text("next month"),  # translators: what people may type for it, apart by semicolons
    Text("days"),  # translators: what people may type for one or several, apart by semicolons
    Text("weeks"),  # translators: what people may type for one or several, apart by semicolons
    Text("of"),  # translators: as in "the 3rd of May": what people may type for it, apart by semicolons
    Text("at"),  # translators: as in "at 9:30": what people may type for it, apart by semicolons
    *WEEKDAYS,
    *MONTHS,
)
_CLOCK = r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s*(?:(?P<half>am|pm)|h)?"
_SURELY_CLOCK = r"(?=\d{1,2}(?::|\s*(?:am|pm|h)\b))"  # where no "at" stands before it
_AT = re.compile(rf"(?P<day>.*?)(?:\s+(?:at\s+|{_SURELY_CLOCK}){_CLOCK})?")
_HOUR_FIRST = re.compile(rf"(?:at (?=\d)|{_SURELY_CLOCK})(?P<clock>{_CLOCK}) (?P<day>(?:\D|.+[^\d\s:]).*)")
_WITH_WEEKDAY = re.compile(r"(?:on )?([a-z]{3,9}) ((?:on |the )*\d.*)")
_OF_A_MONTH = (
    re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})(?:/(?P<year>\d{4}))?"),
    re.compile(
        r"(?:on )?(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)? (?:of )?(?P<month>[a-z]+)"
        r"(?: (?:of )?(?P<year>\d{4}))?"
    ),
    re.compile(
        r"(?:on )?(?P<month>[a-z]{3,9}) (?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)?(?: (?P<year>\d{4}))?"
    ),
)
_HOW = Text(
    'I could not read this day. You can write: "next Tuesday", "3 November", "in 2 weeks" or "2026-11-03".'
)
_HOUR = Text('I could not read this time. You can write: "at 9:30", "at 18:30" or "at 6pm".')
_FULL_HOUR = Text('I could not read this hour. I ask at full hours only. You can write: "at 17" or "at 5pm".')
PAST = Text("This is in the past. Please choose a later day.")
_SPANS = {"day": 1, "days": 1, "week": 7, "weeks": 7}
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}


def wall_time_typed(text: str, now: datetime, zone: ZoneInfo) -> WallTime:
    """The day and hour that somebody typed, 10:00 where they named none.

    A Refusal where it cannot be read, is past, or is more than a year away.
    """
    read = _AT.fullmatch(_day_first(in_english(text)))
    today = local_day(now, zone)
    day = _day(read["day"], today) if read else None
    if read is None or day is None:
        raise Refusal(_HOW, "day")
    at = _hour(read) if read["hour"] else ASK_AT
    if at is None:
        raise Refusal(_HOUR, "day")
    meant = WallTime(day, at)
    if meant.day < today or (read["hour"] and meant.in_zone(zone) <= now):
        raise Refusal(PAST, "day")
    if meant.day > today + FARTHEST:
        raise Refusal("Please choose a day within a year.", "day")
    return meant


def day_typed(text: str, today: date) -> date | None:
    """The day that somebody typed, whatever hour stands beside it; None where it cannot be read."""
    read = _AT.fullmatch(_day_first(in_english(text)))
    return _day(read["day"], today) if read else None


def hour_typed(text: str) -> str:
    """The full hour that somebody typed, such as "at 17" or "at 5pm", in digits; a Refusal for any other."""
    read = _AT.fullmatch(f"x {in_english(text)}")
    at = _hour(read) if read and read["day"] == "x" and read["hour"] else None
    if at is None or at.minute:
        raise Refusal(_FULL_HOUR, "ask_at")
    return str(at.hour)


def in_english(typed: str) -> str:
    """The same in small letters, with the English words for those of our other languages."""
    plain = _bare(" ".join(typed.casefold().replace(",", " ").split()))
    return _spoken().sub(lambda found: _meanings()[found[0]], plain)


def _day_first(typed: str) -> str:
    """The same with its hour at the end, where it stood before the day."""
    first = _HOUR_FIRST.fullmatch(typed)
    return f"{first['day']} at {first['clock']}" if first else typed


@cache
def _spoken() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, _meanings()), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")


@cache
def _meanings() -> Mapping[str, str]:
    """What may be typed in any of our languages, and the English word for it."""
    return {
        _bare(each.strip().casefold()): text.one.casefold()
        for text in _WORDS
        for language in LANGUAGES.values()
        for each in language.pattern(text).split(";")
    }


def _bare(text: str) -> str:
    """Without accents, which are left out where they take long to type."""
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))


def _hour(read: re.Match[str]) -> time | None:
    """The time that was typed; None where no clock shows it."""
    hour, minute, half = int(read["hour"]), int(read["minute"] or 0), read["half"]
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _day(words: str, today: date) -> date | None:
    near = {"yesterday": -1, "today": 0, "tomorrow": 1}
    if words in near:
        return today + timedelta(days=near[words])
    if found := re.fullmatch(r"in (\d{1,3}|[a-z]+) (\w+)", words):
        count = int(found[1]) if found[1].isdigit() else _NUMBERS.get(found[1], 0)
        return _after(count, found[2], today) if count else None
    if found := re.fullmatch(r"(?:on )?(?:next )?([a-z]{3,9})", words):
        return _weekday(found[1], today)
    return _dated(words, today)


def _after(count: int, unit: str, today: date) -> date | None:
    """So many days, weeks or months later: of a shorter month, its last day."""
    if unit in {"month", "months"}:
        year, month = divmod(today.year * 12 + today.month - 1 + count, 12)
        return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))
    span = _SPANS.get(unit)
    return today + timedelta(days=count * span) if span else None


def _weekday(word: str, today: date) -> date | None:
    """The next day of that name, never today: who means today says so."""
    named = _one_of(word, _DAYS)
    return None if named is None else today + timedelta(days=(named - today.weekday() - 1) % 7 + 1)


def _dated(words: str, today: date) -> date | None:
    """A day of a month, of this year if it is still to come, else of the next; a weekday before it must be
    its own."""
    weekday = _WITH_WEEKDAY.fullmatch(words)
    if weekday and (named := _one_of(weekday[1], _DAYS)) is not None:
        dated = _dated(weekday[2], today)
        return dated if dated and dated.weekday() == named else None
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", words):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    found = next(filter(None, (form.fullmatch(words) for form in _OF_A_MONTH)), None)
    if found is None:
        return None
    named = int(found["month"]) - 1 if found["month"].isdigit() else _one_of(found["month"], _MONTHS)
    if named is None:
        return None
    day, month, year = int(found["day"]), named + 1, found["year"]
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
