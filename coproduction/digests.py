"""A weekly summary for who leads a programme: on the weekday they chose, at ten where they live.

Each row owns the time of its next summary; off has none. What is told are counts, and who has asked the
reader for help: nobody's words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Final, Protocol
from zoneinfo import ZoneInfo

from coproduction.errors import Refusal
from coproduction.helprequests import HelpRequest
from coproduction.hours import ASK_AT, Holidays, asking_day, instant, local_day, no_holidays

DIGEST: Final = "digest"
WEEK = timedelta(weeks=1)
WINDOW = timedelta(days=2)  # what could not go out by then is told a week later
IN_TIME = WEEK  # an answer that takes longer is overdue
NOT_FORGOTTEN = timedelta(weeks=4)  # what waits for longer is no reason for a summary any more
USUAL: Final = 0  # Monday, until somebody chooses
WORKDAYS: Final = range(5)
OFF: Final = "off"


@dataclass(frozen=True, slots=True)
class DigestDay:
    """On which weekday (0 is Monday) `person` wants to hear of the programme in `channel`.

    `next_at` is aware UTC, None when they want no summary.
    """

    person: str
    channel: str
    weekday: int = USUAL
    next_at: datetime | None = None


class Digests(Protocol):
    """What storage keeps of this noun."""

    def put(self, wanted: DigestDay) -> None:
        """Store it in place of what this person wanted before of that programme."""

    def begin(self, wanted: DigestDay) -> bool:
        """Store it unless this person has said anything about that programme; whether it was stored."""

    def get(self, person: str, channel: str) -> DigestDay | None: ...
    def of(self, person: str) -> list[DigestDay]: ...
    def due(self, now: datetime) -> list[DigestDay]: ...
    def drop(self, person: str) -> None:
        """This person leads no more: they are told nothing."""


@dataclass(frozen=True, slots=True)
class Digest:
    """What a week's summary tells of one programme: who asked the reader for help, and counts of pledges.

    `dealt_with`: those of them of whom the reader has said so since. `is_reason`: whether anybody has asked
    for help in the last four weeks, so that it is worth a message; `ends_soon`: whether somebody has asked so
    long ago that next week it is none any more.
    """

    channel: str
    weekday: int
    wants_help: tuple[HelpRequest, ...] = ()
    dealt_with: tuple[HelpRequest, ...] = ()
    overdue: int = 0
    pledges: int = 0
    stand: Mapping[str, int] = field(default_factory=dict)  # how many stand where, by the report's words
    is_reason: bool = True
    ends_soon: bool = False

    @property
    def says_something(self) -> bool:
        """Whether there is anything to do, so that it is worth a message."""
        return bool((self.wants_help and self.is_reason) or self.overdue)


@dataclass(frozen=True, slots=True)
class WeeklySummary:
    """What one message tells: of each programme of its reader that is due at the same time."""

    digests: tuple[Digest, ...]

    @property
    def says_something(self) -> bool:
        """Whether there is anything to do in any of them."""
        return any(each.says_something for each in self.digests)


def day_named(chosen: str) -> int | None:
    """The weekday that was chosen, None for no summary, or a Refusal."""
    if chosen == OFF:
        return None
    if not (chosen.isascii() and chosen.isdigit() and int(chosen) in WORKDAYS):
        raise Refusal("Please choose a weekday from the list.")
    return int(chosen)


@dataclass(frozen=True, slots=True)
class When:
    """On which weekday, at which hour and where a reader is told; not on the days that are `holidays`."""

    weekday: int
    zone: ZoneInfo
    hour: time = ASK_AT
    holidays: Holidays = no_holidays

    def at(self, on: date) -> datetime:
        """Their hour of that day; of a public holiday, of the next working day of its week, else of the one
        before, so that no week is told twice or never.
        """
        day = asking_day(on, self.holidays)
        if week_of(day) != week_of(on):
            day = asking_day(on, self.holidays, forward=False)
        return instant(day if week_of(day) == week_of(on) else on, self.zone, self.hour)

    def falls_on(self, day: date) -> bool:
        """Whether their time of that week is on this day."""
        at = self.at(day + timedelta(days=self.weekday - day.weekday()))
        return local_day(at, self.zone) == day


def next_time(now: datetime, when: When, told: Sequence[str] = ()) -> datetime:
    """The next time that is meant, in none of the weeks that were told already."""
    today = now.astimezone(when.zone).date()
    on = today - timedelta(days=today.weekday()) + timedelta(days=when.weekday)
    while when.at(on) <= now or week_of(on) in told:
        on += WEEK
    return when.at(on)


def last_time(now: datetime, first: datetime, when: When) -> datetime:
    """The last such time until now, from the `first` on: after an outage of weeks only that one is told."""
    at = first
    while (later := next_time(at, when)) <= now:
        at = later
    return at


def week_of(on: date) -> str:
    """The week of a day, by which a summary is told from those of other weeks."""
    year, week, _ = on.isocalendar()
    return f"{year}-W{week:02d}"


def off(wanted: DigestDay) -> DigestDay:
    """The same, told no more."""
    return replace(wanted, next_at=None)
