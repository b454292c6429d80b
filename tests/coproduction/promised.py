"""What people must be asked and when, worked out from their own acts: by no rule of the bot's.

A question waits for ten o'clock of its day. Then it is owed, with all that its person will be asked within a
week, and goes as soon as they may be reached. Whatever could not go for four days need not any more.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

ONE_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)
WORTH_ASKING = timedelta(days=4)
WEEKS, FEW_WEEKS = (2, 6, 12), (6,)
SPANS = {"week": 1, "two_weeks": 2, "month": 0}
HOLIDAYS = frozenset(
    {date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1), date(2027, 3, 26), date(2027, 3, 29)}
    | {date(2027, 5, 3), date(2027, 5, 31), date(2027, 8, 30)}
)
_NUMBERS = count()


def is_workday(day: date) -> bool:
    """Whether people are asked on that day at all."""
    return day.isoweekday() <= 5 and day not in HOLIDAYS


def workday(day: date, step: timedelta = ONE_DAY) -> date:
    """That day, or the next such day in this direction."""
    while not is_workday(day):
        day += step
    return day


@dataclass(eq=False)
class Life:
    """A person, as far as it matters when they are asked."""

    id: str
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Europe/London"))
    wants_few: bool = False
    has_stopped: bool = False
    back_on: date | None = None
    asked_on: date | None = None  # the last message that they did not ask for
    promises: list[Promise] = field(default_factory=list, repr=False)

    @property
    def is_sure(self) -> bool:
        """Whether the plan says all that follows for this person."""
        return all(each.is_sure for each in self.promises)

    def today(self, now: datetime) -> date:
        """Which day it is where they live."""
        return now.astimezone(self.zone).date()

    def ten(self, day: date) -> datetime:
        """Ten o'clock of a day where they live."""
        return datetime.combine(day, time(10), self.zone).astimezone(UTC)

    def is_awake(self, now: datetime) -> bool:
        """Whether it is nine to six of a workday there."""
        local = now.astimezone(self.zone)
        return is_workday(local.date()) and 9 <= local.hour < 18

    def held_until(self, now: datetime) -> date | None:
        """The day on which they are back, or may get another message; None when neither holds it back."""
        days = (self.back_on, self.asked_on and self.asked_on + A_WEEK)
        return max((day for day in days if day and day > self.today(now)), default=None)

    def free_on(self, now: datetime) -> date:
        """The day on which they may be asked next, what they did not choose."""
        if held := self.held_until(now):
            return workday(held)
        is_over = now.astimezone(self.zone).hour >= 18
        return workday(self.today(now) + ONE_DAY * is_over)

    def worth_until(self, moment: datetime) -> datetime:
        """Until when it is worth asking what was to be asked then: four days, and each holiday among them."""
        day, ends = self.today(moment), moment + WORTH_ASKING
        while day <= self.today(ends):
            ends += ONE_DAY * (day in HOLIDAYS and day.isoweekday() <= 5)
            day += ONE_DAY
        return ends

    def owed(self) -> list[Question]:
        """What is to be asked as soon as they may be reached."""
        return [each for promise in self.promises for each in promise.coming if each.at]


@dataclass(eq=False)
class Question:
    """One question about a promise: on a day, and, once it is owed (`at`), from that moment on.

    `until`: so long it must be asked; without what held it back, `in_time_until`. `is_apart`: it is owed in
    a message of its own, beside another one.
    """

    promise: Promise
    day: date
    is_chosen: bool = False
    at: datetime | None = None
    until: datetime | None = None
    in_time_until: datetime = field(default=datetime.max.replace(tzinfo=UTC))
    is_apart: bool = False
    is_farewell: bool = False
    reply: str | None = None
    number: int = field(default_factory=lambda: next(_NUMBERS))

    @property
    def moment(self) -> datetime:
        """Ten o'clock of its day, where its person lives now."""
        return self.promise.life.ten(self.day)


@dataclass(eq=False)
class Promise:
    """What somebody promised. `rule`: how often, counted from which day, and until when, if it is kept again.

    `silent` is the number of questions in a row without an answer. `is_sure` is False where people pressed so
    wildly that this simple plan does not say what follows.
    """

    id: str
    life: Life
    made_at: datetime
    by: date | None = None
    rule: tuple[str, date, date | None] | None = None
    coming: list[Question] = field(default_factory=list, repr=False)
    paused: list[Question] = field(default_factory=list, repr=False)
    shelved: list[Question] = field(default_factory=list, repr=False)  # since it is done
    late: list[Question] = field(default_factory=list, repr=False)  # given up after an outage
    sent: list[Question] = field(default_factory=list, repr=False)
    silent: int = 0
    is_gone: bool = False
    is_sure: bool = True
    story: list[str] = field(default_factory=list)  # what happened to it, for who looks for a fault

    def tells(self, what: str, *about: object) -> None:
        """Something happened to it."""
        self.story.append(" ".join(map(str, (what, *about))))

    @property
    def planned(self) -> list[Question]:
        """What waits for its day, the first first."""
        return sorted((each for each in self.coming if each.at is None), key=lambda each: each.moment)

    @property
    def reply(self) -> str | None:
        """What its person said last."""
        said = [each.reply for each in sorted(self.sent, key=lambda each: each.number) if each.reply]
        return said[-1] if said else None

    def plan(self, *days: date, is_chosen: bool = False) -> None:
        """It is to be asked about on these days."""
        self.coming += [Question(self, day, is_chosen) for day in days]

    def replan(self, now: datetime) -> None:
        """What waited for its day makes room for the days that fit its date, as if it was promised now."""
        self.coming = [each for each in self.coming if each.at]
        if self.rule is None:
            self.plan(*self.first_days(now))
            return
        if self.by and self.by >= self.life.today(now):
            self.rule = (self.rule[0], self.counted_from(self.rule[0], now), self.rule[2])
        self.repeat(now)

    def repeat(self, now: datetime) -> None:
        """It is kept by its rule from now on."""
        self.coming = [each for each in self.coming if each.at or each.is_chosen]
        self.paused = [each for each in self.paused if each.is_chosen]
        self.plan_next(self.life.today(now))

    def plan_next(self, after: date) -> bool:
        """The next day of its rule; whether there is one."""
        day = next(self._asked_on_after(after), None)
        if day:
            self.plan(day)
        return day is not None

    def first_days(self, now: datetime) -> list[date]:
        """Two days before its date; without one after some weeks; never on the day of the promise."""
        made_on = self.life.today(now)
        if self.by:
            return [max(workday(self.by - 2 * ONE_DAY, -ONE_DAY), workday(made_on + ONE_DAY))]
        return [workday(made_on + A_WEEK * weeks) for weeks in (FEW_WEEKS if self.life.wants_few else WEEKS)]

    def counted_from(self, every: str, now: datetime) -> date:
        """The first day of a rule: soon, and whole spans before that of its date, if it has one."""
        today = self.life.today(now)
        if self.by is None:
            return today if every == "month" else _weekday(today + A_WEEK * SPANS[every])
        asked = max(_weekday(self.by - 2 * ONE_DAY, -ONE_DAY), _weekday(today + ONE_DAY))
        spans = [_span(every, asked, -number) for number in range(60)]
        return min(day for day in spans if day > today)

    def _asked_on_after(self, after: date) -> Iterator[date]:
        if self.rule is None:
            return
        every, first, until = self.rule
        weeks = 4 if self.life.wants_few and SPANS[every] else None
        for number in range(500):
            day = first + A_WEEK * weeks * number if weeks else _span(every, first, number)
            if until and day > until:
                return
            asked = workday(day, -ONE_DAY if self.by and day <= self.by else ONE_DAY)
            if day > after and asked > after:
                yield asked


def _weekday(day: date, step: timedelta = ONE_DAY) -> date:
    while day.isoweekday() > 5:
        day += step
    return day


def _span(every: str, first: date, number: int) -> date:
    if SPANS[every]:
        return first + A_WEEK * SPANS[every] * number
    year, month = divmod(first.year * 12 + first.month - 1 + number, 12)
    return date(year, month + 1, min(first.day, calendar.monthrange(year, month + 1)[1]))
