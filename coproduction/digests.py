"""A weekly summary for who leads a programme: on the weekday they chose, at ten where they live.

Each row owns the time of its next summary; off has none. What is told are counts, and who has asked the
reader for help: nobody's words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Final, Protocol
from zoneinfo import ZoneInfo

from coproduction.errors import Refusal
from coproduction.hours import instant

DIGEST: Final = "digest"
WEEK = timedelta(weeks=1)
WINDOW = timedelta(days=2)  # what could not go out by then is told a week later
IN_TIME = WEEK  # an answer that takes longer is overdue
NOT_FORGOTTEN = timedelta(weeks=4)  # what is older is told no more: nobody will answer it now
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
    """What a week's summary tells: ids of people who asked the reader for help, and counts of pledges."""

    channel: str
    weekday: int
    wants_help: tuple[str, ...] = ()
    overdue: int = 0
    pledges: int = 0
    stand: Mapping[str, int] = field(default_factory=dict)  # how many stand where, by the report's words

    @property
    def says_something(self) -> bool:
        """Whether there is anything to do, so that it is worth a message."""
        return bool(self.wants_help or self.overdue)


def day_named(chosen: str) -> int | None:
    """The weekday that was chosen, None for no summary, or a Refusal."""
    if chosen == OFF:
        return None
    if not (chosen.isascii() and chosen.isdigit() and int(chosen) in WORKDAYS):
        raise Refusal("Please choose a weekday from the list.")
    return int(chosen)


def next_time(now: datetime, weekday: int, zone: ZoneInfo, told: Sequence[str] = ()) -> datetime:
    """The next ten o'clock on this weekday in that zone, in none of the weeks that were told already."""
    on = now.astimezone(zone).date()
    while on.weekday() != weekday or instant(on, zone) <= now or week_of(on) in told:
        on += timedelta(days=1)
    return instant(on, zone)


def last_time(now: datetime, first: datetime, weekday: int, zone: ZoneInfo) -> datetime:
    """The last such time until now, from the `first` on: after an outage of weeks only that one is told."""
    at = first
    while (later := next_time(at, weekday, zone)) <= now:
        at = later
    return at


def week_of(on: date) -> str:
    """The week of a day, by which a summary is told from those of other weeks."""
    year, week, _ = on.isocalendar()
    return f"{year}-W{week:02d}"


def off(wanted: DigestDay) -> DigestDay:
    """The same, told no more."""
    return replace(wanted, next_at=None)
