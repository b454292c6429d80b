"""The hours at which people may be asked: at ten or their own, on a weekday that is no public holiday.

What is stored with a question is its *wall time*, which is what a clock on the wall of that zone shows: it
stays what was meant when the clocks change, when a person moves, and when a country changes its rules.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

Holidays = Callable[[date], bool]  # whether nobody is asked on a day, although it may be a weekday

ASK_AT = time(10, 0)
AWAKE = time(8, 0), time(22, 0)  # when nobody is woken up by what they do not expect
DAY_BEGINS, DAY_ENDS = time(9, 0), time(18, 0)
OWN_HOURS = range(7, 21)  # of which people may choose one
LATE_HOURS = 2  # after a late hour that somebody chose
ONE_DAY = timedelta(days=1)
_FARTHEST = 40  # days: no calendar of holidays closes more of them in a row


def no_holidays(_day: date) -> bool:
    """Where nobody has said which days are public holidays."""
    return False


@dataclass(frozen=True, slots=True)
class WallTime:
    """A day and an hour as the clock on the wall shows it, without saying where."""

    day: date
    hour: time = ASK_AT

    def __str__(self) -> str:
        return f"{self.day.isoformat()}T{self.hour.isoformat('minutes')}"

    def in_zone(self, zone: ZoneInfo) -> datetime:
        """That moment, in UTC: of an hour that comes twice the first, of one that is left out the one after.

        So there is always exactly one.
        """
        return datetime.combine(self.day, self.hour, zone).astimezone(UTC)

    def is_left_out(self, zone: ZoneInfo) -> bool:
        """Whether no clock there ever shows it: that night the clocks jump over it."""
        return on_the_wall(self.in_zone(zone), zone) != self

    def comes_twice(self, zone: ZoneInfo) -> bool:
        """Whether the clocks there go back over it, so that it is shown in two moments."""
        first = datetime.combine(self.day, self.hour, zone)
        return not self.is_left_out(zone) and first.utcoffset() != first.replace(fold=1).utcoffset()


def wall_time(stored: str) -> WallTime:
    """A wall time as it is stored; ValueError when it is none."""
    at = datetime.fromisoformat(stored)
    return WallTime(at.date(), at.time())


def on_the_wall(moment: datetime, zone: ZoneInfo) -> WallTime:
    """What the clock there shows at a moment."""
    local = moment.astimezone(zone)
    return WallTime(local.date(), local.time().replace(second=0, microsecond=0))


def instant(day: date, zone: ZoneInfo, at: time = ASK_AT) -> datetime:
    """10:00, or another hour, of that day in that zone, in UTC."""
    return WallTime(day, at).in_zone(zone)


def in_zone(due_at: datetime, old: ZoneInfo, new: ZoneInfo) -> datetime:
    """The same local day and hour after the person moved from one zone to another."""
    return on_the_wall(due_at, old).in_zone(new)


def local_day(now: datetime, zone: ZoneInfo) -> date:
    """Which day it is there."""
    return now.astimezone(zone).date()


def is_asking_day(day: date, holidays: Holidays = no_holidays) -> bool:
    """Whether people are asked on that day."""
    return day.weekday() < 5 and not holidays(day)


def asking_day(day: date, holidays: Holidays = no_holidays, *, forward: bool = True) -> date:
    """That day, or the next one (or the one before) on which people are asked."""
    for _ in range(_FARTHEST):
        if is_asking_day(day, holidays):
            break
        day += ONE_DAY if forward else -ONE_DAY
    return day


def own_day(at: time) -> tuple[time, time]:
    """From when until when who is asked `at` that hour may be asked: 9:00 to 18:00, but not before the hour
    that they chose; who chose a late one may still be asked some while after it.
    """
    late_enough = time(min(at.hour + LATE_HOURS, 23))
    return DAY_BEGINS if at == ASK_AT else at, max(DAY_ENDS, late_enough)


def is_decent(now: datetime, zone: ZoneInfo, holidays: Holidays = no_holidays, at: time = ASK_AT) -> bool:
    """Whether people whose hour is `at` may be asked there now."""
    local, (begins, ends) = now.astimezone(zone), own_day(at)
    return is_asking_day(local.date(), holidays) and begins <= local.time() < ends


def decent_time(
    now: datetime, zone: ZoneInfo, holidays: Holidays = no_holidays, at: time = ASK_AT
) -> datetime:
    """`now` if people whose hour is `at` may be asked there, else that hour of the next such day, in UTC."""
    if is_decent(now, zone, holidays, at):
        return now
    local, (begins, _) = now.astimezone(zone), own_day(at)
    day = local.date() if local.time() < begins else local.date() + ONE_DAY
    return instant(asking_day(day, holidays), zone, at)


def asking_time(
    now: datetime, zone: ZoneInfo, holidays: Holidays = no_holidays, at: time = ASK_AT
) -> datetime:
    """The same, but never before their hour: what comes late waits for it, or goes later that day."""
    then = decent_time(now, zone, holidays, at)
    return max(then, instant(local_day(then, zone), zone, at))


def awake_time(now: datetime, zone: ZoneInfo) -> datetime:
    """`now` if it is day there, on whichever day of the week, else the morning that comes, in UTC."""
    local, (begins, ends) = now.astimezone(zone), AWAKE
    if begins <= local.time() < ends:
        return now
    return instant(local.date() + ONE_DAY * (local.time() >= ends), zone, begins)


def window_ends(
    due_at: datetime, window: timedelta, zone: ZoneInfo, holidays: Holidays = no_holidays
) -> datetime:
    """Until when something is worth sending: public holidays on which nobody may be asked do not count."""
    day, ends = local_day(due_at, zone), due_at + window
    while day <= local_day(ends, zone):
        ends += ONE_DAY * (day.weekday() < 5 and holidays(day))
        day += ONE_DAY
    return ends
