"""What people must be asked and when, worked out from their own acts: by no rule of the bot's.

A question waits for its person's hour of its day. Then it is owed in a letter, with all that they will be
asked within a week, which goes as soon as they may be reached. What could not go for four days need not go.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum, auto
from zoneinfo import ZoneInfo

ONE_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)
TEN = 10
WORTH_ASKING = timedelta(days=4)
WEEKS, FEW_WEEKS = (2, 6, 12), (6,)
SPANS = {"week": 1, "two_weeks": 2, "month": 0}
HOLIDAYS = frozenset(
    {date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1), date(2027, 3, 26), date(2027, 3, 29)}
    | {date(2027, 5, 3), date(2027, 5, 31), date(2027, 8, 30)}
)


def is_workday(day: date) -> bool:
    """Whether people are asked on that day at all."""
    return day.isoweekday() <= 5 and day not in HOLIDAYS


def workday(day: date, step: timedelta = ONE_DAY) -> date:
    """That day, or the next such day in this direction."""
    while not is_workday(day):
        day += step
    return day


class Stands(StrEnum):
    """Where a question stands."""

    PLANNED = auto()
    ASKED = auto()  # or on its way
    ANSWERED = auto()
    PUT_OFF = auto()
    PAUSED = auto()  # after the farewell
    SHELVED = auto()  # since it is done, or was let go
    GONE = auto()


HEARD = frozenset({Stands.ASKED, Stands.ANSWERED, Stands.PUT_OFF})


class Fate(StrEnum):
    """What became of a letter."""

    WAITS = auto()
    SENT = auto()
    EXPIRED = auto()
    DROPPED = auto()  # nobody wanted it


@dataclass(eq=False)
class Life:
    """A person, as far as it matters when they are asked."""

    id: str
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Europe/London"))
    hour: int = TEN
    wants_few: bool = False
    has_stopped: bool = False
    back_on: date | None = None
    asked_on: date | None = None  # the last message that they did not ask for
    asked_in: Letter | None = None  # which that was
    promises: list[Promise] = field(default_factory=list, repr=False)
    letters: list[Letter] = field(default_factory=list, repr=False)  # that wait

    def today(self, now: datetime) -> date:
        """Which day it is where they live."""
        return now.astimezone(self.zone).date()

    def at(self, day: date, hour: int | None = None) -> datetime:
        """Their hour, or another, of a day where they live."""
        return datetime.combine(day, time(hour or self.hour), self.zone).astimezone(UTC)

    @property
    def day(self) -> range:
        """The hours in which they may be asked."""
        return range(self.hour, max(18, min(self.hour + 2, 23)))

    def is_awake(self, now: datetime) -> bool:
        """Whether it is one of their hours there, of a workday."""
        local = now.astimezone(self.zone)
        return is_workday(local.date()) and local.hour in self.day

    def is_away(self, now: datetime) -> bool:
        """Whether they are not back yet."""
        return self.back_on is not None and self.back_on > self.today(now)

    def week_until(self, letter: Letter | None = None) -> date | None:
        """The day on which the next may come that they did not ask for; this letter may come at any time."""
        is_same = letter is not None and letter is self.asked_in
        return None if self.asked_on is None or is_same else self.asked_on + A_WEEK

    def free_at(self, now: datetime, *days: date | None) -> datetime:
        """When they may be reached, on none of these days that are to come, nor before."""
        today = self.today(now)
        if later := [day for day in days if day and day > today]:
            return self.at(workday(max(later)))
        if self.is_awake(now):
            return now
        is_over = now.astimezone(self.zone).hour >= self.day[0]
        return self.at(workday(today + ONE_DAY * is_over))

    def free_on(self, now: datetime) -> date:
        """The day on which they may be asked next, what they did not choose."""
        return self.today(self.free_at(now, self.back_on, self.week_until()))

    def is_free(self, now: datetime) -> bool:
        """Whether that is today."""
        return self.free_on(now) <= self.today(now)

    def worth_until(self, moment: datetime, window: timedelta = WORTH_ASKING) -> datetime:
        """Until when it is worth asking what was to be asked then: four days, and each holiday among them."""
        day, ends = self.today(moment), moment + window
        while day <= self.today(ends):
            ends += ONE_DAY * (day in HOLIDAYS and day.isoweekday() <= 5)
            day += ONE_DAY
        return ends

    def gives_back(self, letter: Letter) -> None:
        """It was not sent, and has taken no week."""
        if self.asked_in is letter:
            self.asked_on = self.asked_in = None

    @property
    def planned(self) -> list[Question]:
        """What waits for its day, the first first."""
        found = [each for promise in self.promises for each in promise.those(Stands.PLANNED)]
        return sorted(found, key=lambda each: (each.at, each.number))


@dataclass(eq=False)
class Letter:
    """A message to a person, which asks one question or several; the first asks in its own name."""

    life: Life
    questions: list[Question]
    due: datetime
    until: datetime
    next_at: datetime
    fate: Fate = Fate.WAITS
    looked_at: datetime | None = None  # the tick in which it had its turn last

    @property
    def open(self) -> list[Question]:
        """What it asks that still waits for an answer."""
        return [each for each in self.questions if each.stands is Stands.ASKED]

    @property
    def is_asked_for(self) -> bool:
        """Whether its person chose the day for any of that."""
        return any(each.is_chosen for each in self.open)

    def is_late(self, now: datetime) -> bool:
        """Whether it is too late by itself, and for all that held it back."""
        life = self.life
        week = None if self.is_asked_for else life.week_until(self)
        if week and week >= life.today(self.due) + 2 * A_WEEK:
            week = None
        held = [life.at(workday(day)) + WORTH_ASKING for day in (life.back_on, week) if day]
        return now > max([self.until, *held])


@dataclass(eq=False)
class Question:
    """One question to a person about a promise; `meant` is what the clock on the wall shows at its moment.

    `has_acted`: its person has done something about the promise since it was asked.
    """

    promise: Promise
    life: Life
    number: int
    at: datetime
    meant: datetime
    is_chosen: bool = False
    stands: Stands = Stands.PLANNED
    letter: Letter | None = None
    is_farewell: bool = False
    has_acted: bool = False
    reply: str | None = None

    @property
    def day(self) -> date:
        """Its day where its person lives."""
        return self.life.today(self.at)

    def waits_for(self, day: date, meant: date | None = None) -> None:
        """It is to be asked on that day; `meant` for another."""
        self.at = self.life.at(day)
        self.meant = datetime.combine(meant or day, time(self.life.hour))

    def held_until(self, now: datetime) -> date | None:
        """The day on which it could first be asked, where it is late only because its person was away, or had
        had their message of the week.
        """
        week = None if self.is_chosen else self.life.week_until()
        if week and week >= self.day + 2 * A_WEEK:
            week = None
        later = max((workday(day) for day in (self.life.back_on, week) if day), default=self.day)
        is_late = now > self.life.worth_until(self.at)
        return later if is_late and self.life.at(later) > self.at else None

    def holds(self, now: datetime) -> None:
        """It is asked as on that day, if there is one."""
        if day := self.held_until(now):
            self.waits_for(day, self.meant.date() if self.is_chosen else None)

    @property
    def is_unanswered(self) -> bool:
        """Whether it reached its person, who has done nothing since."""
        is_there = self.letter is not None and self.letter.fate is Fate.SENT
        return is_there and self.stands is Stands.ASKED and not self.has_acted


@dataclass(eq=False)
class Promise:
    """What somebody promised in a programme. `rule`: how often, from which day, and until when, if it is kept
    again.
    """

    id: str
    life: Life
    made_at: datetime
    by: date | None = None
    rule: tuple[str, date, date | None] | None = None
    channel: str = ""
    questions: list[Question] = field(default_factory=list, repr=False)
    is_gone: bool = False
    story: list[str] = field(default_factory=list)  # what happened to it, for who looks for a fault

    def tells(self, what: str, *about: object) -> None:
        """Something happened to it."""
        self.story.append(" ".join(map(str, (what, *about))))

    def those(self, *stand: Stands) -> list[Question]:
        """Its questions that stand so."""
        return [each for each in self.questions if each.stands in stand]

    def turn(self, was: Iterable[Stands], to: Stands) -> None:
        """Whatever of its person's stood so stands like that."""
        for each in self.questions:
            if each.stands in was and each.life is self.life:
                each.stands = to

    @property
    def reply(self) -> str | None:
        """What its person said last."""
        said = [each.reply for each in self.questions if each.reply and each.life is self.life]
        return said[-1] if said else None

    def is_overdue(self, at: datetime) -> bool:
        """Whether its newest question has had no answer for a week, and not yet for four."""
        heard = [each for each in self.questions if each.stands in HEARD]
        if self.is_gone or not heard:
            return False
        newest = heard[-1]
        is_there = newest.letter is not None and newest.letter.fate is Fate.SENT
        is_open = newest.stands is Stands.ASKED and is_there
        return is_open and at - 4 * A_WEEK < newest.at <= at - A_WEEK

    def plan(self, *days: date, is_chosen: bool = False) -> None:
        """It is to be asked about on these days."""
        for day in days:
            number, hour = len(self.questions) + 1, time(self.life.hour)
            meant = datetime.combine(day, hour)
            question = Question(self, self.life, number, self.life.at(day), meant, is_chosen)
            self.questions.append(question)

    def acts(self) -> None:
        """Its person has done something about it: what they were asked before does not go unanswered."""
        for each in self.questions:
            each.has_acted |= each.letter is not None

    def replan(self, now: datetime) -> None:
        """What waited for its day, or would if it was not done after all, makes room for the days that fit
        its date, as if it was promised now.
        """
        self.turn([Stands.PLANNED], Stands.GONE)
        for each in self.those(Stands.SHELVED):
            each.stands = Stands.GONE if each.at > now else each.stands
        if self.rule is None:
            self.plan(*self.first_days(now))
            return
        if self.by and self.by >= self.life.today(now):
            self.rule = (self.rule[0], self.counted_from(self.rule[0], now), self.rule[2])
        self.repeat(now)

    def repeat(self, now: datetime) -> None:
        """It is kept by its rule from now on."""
        for each in self.those(Stands.PLANNED, Stands.PAUSED):
            each.stands = each.stands if each.is_chosen else Stands.GONE
        self.plan_next(self.life.today(now))
        self.acts()

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
