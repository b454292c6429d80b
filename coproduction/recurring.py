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

from coproduction.days import FARTHEST
from coproduction.errors import Refusal
from coproduction.people import Rhythm
from coproduction.words import Text

_LIGHT: Final = 4  # weeks between two questions to those who want few


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


def recurrence_of(pledge: str, every: str | None, until: str | None, first: date) -> Recurrence | None:
    """What somebody chose in a form (a code of `Every`, an ISO date), None when it is kept once; a Refusal
    where there is no such choice, or the end comes before the first day or too late.
    """
    if not every:
        return None
    try:
        often, ends = Every(every), date.fromisoformat(until) if until else None
    except ValueError:
        raise Refusal("Please choose how often from the list, and the last day from the calendar.") from None
    if ends and ends < first:
        raise Refusal("This ends before the first time. Please choose a later day.", "until")
    if ends and ends > first + FARTHEST:
        raise Refusal("Please choose an end within a year.", "until")
    return Recurrence(pledge, often, first, ends)


def days(recurrence: Recurrence, rhythm: Rhythm = Rhythm.STANDARD) -> Iterator[date]:
    """Its days in order. Who wants few reminders is asked of every fourth week, or of every month."""
    weeks = {Every.WEEK: 1, Every.TWO_WEEKS: 2, Every.MONTH: 0}[recurrence.every]
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
