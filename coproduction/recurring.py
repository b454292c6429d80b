"""What is done again and again: every week, every two weeks or every month, until a date.

The days are counted from the first one, so that none of them drifts: the 31st of a month is the last day of a
shorter one, and the 31st again after it.
"""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, Protocol

from coproduction.days import picked
from coproduction.errors import Refusal
from coproduction.hours import asking_day
from coproduction.people import Rhythm
from coproduction.words import Text

_LIGHT: Final = 4  # weeks between two questions to those who want few
ONCE: Final = "once"  # what is chosen in a form for a pledge that is kept once


class Every(StrEnum):
    """How often."""

    WEEK = "week"
    TWO_WEEKS = "two_weeks"
    MONTH = "month"


EVERY_NAMES = {
    Every.WEEK: Text("every week"),
    Every.TWO_WEEKS: Text("every two weeks"),
    Every.MONTH: Text("every month"),
}
_WEEKS: Final = {Every.WEEK: 1, Every.TWO_WEEKS: 2, Every.MONTH: 0}


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A pledge that is kept again and again: counted from `first`, and on no day after `until`."""

    pledge: str
    every: Every
    first: date
    until: date | None = None


class Recurrences(Protocol):
    """What storage keeps of this noun."""

    def get(self, pledge: str) -> Recurrence | None: ...
    def put(self, recurrence: Recurrence) -> None: ...
    def drop(self, pledge: str) -> None:
        """It is kept once, like others."""

    def of_person(self, person: str) -> dict[str, Recurrence]:
        """Those of this person's own pledges, by pledge."""


def every_named(code: str | None) -> Every | None:
    """What somebody chose in a form, None when it is kept once; a Refusal where there is no such choice."""
    try:
        return None if code in {None, "", ONCE} else Every(code or "")
    except ValueError:
        raise Refusal("Please choose how often from the list.", "every") from None


def until_of(chosen: str | None, soonest: date) -> date | None:
    """The last day (ISO) that somebody chose, None for no end; a Refusal where it comes before the `soonest`
    time, or too late.
    """
    if not chosen:
        return None
    return picked(
        chosen,
        "until",
        soonest,
        soonest,
        unread=Text("Please choose the last day from the calendar."),
        early=Text("This ends before the next time. Please choose a later day."),
        late=Text("Please choose an end within a year."),
    )


def first_of(every: Every, asked_on: date | None, today: date) -> date:
    """The day from which its days are counted.

    Where it has a date, that on which it is asked about then (`asked_on`), or so many spans before it that
    the first comes soon. Else today's day of each month; or a weekday one span from today, so that "every
    Monday" is what happens.
    """
    if asked_on:
        return _soonest(every, asked_on, today)
    if every is Every.MONTH:
        return today
    return asking_day(today + timedelta(weeks=_WEEKS[every]))


def _soonest(every: Every, asked_on: date, today: date) -> date:
    """The first day after today from which one comes to `asked_on` in whole spans, if that is ahead."""
    soonest, count = asked_on, 0
    while True:
        count += 1
        weeks = _WEEKS[every] * count
        before = asked_on - timedelta(weeks=weeks) if weeks else _month(asked_on, -count)
        if before <= today:
            return soonest
        soonest = before


def days(recurrence: Recurrence, rhythm: Rhythm = Rhythm.STANDARD) -> Iterator[date]:
    """Its days in order. Who wants few reminders is asked of every fourth week, or of every month."""
    weeks = _WEEKS[recurrence.every]
    if rhythm is Rhythm.LIGHT and weeks:
        weeks = _LIGHT
    for count in range(10_000):
        day = recurrence.first + timedelta(weeks=weeks * count) if weeks else _month(recurrence.first, count)
        if recurrence.until and day > recurrence.until:
            return
        yield day


def next_after(recurrence: Recurrence, after: date, rhythm: Rhythm = Rhythm.STANDARD) -> date | None:
    """Its first day after another, None when it has ended by then."""
    return next((day for day in days(recurrence, rhythm) if day > after), None)


def _month(first: date, count: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + count, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(first.day, last))
