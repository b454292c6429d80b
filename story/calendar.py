"""When each person must be asked about each pledge, worked out from the script alone.

Written from the promise made to people (10:00 on a weekday that is no public holiday where they live, and one
message a week that they did not ask for), not from the bot's code, so that the two can disagree.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from story.script import Pledge, Script

DONE, STOP = "Done", "Stop reminders"
PUT_OFF = {"Not now: in 3 days": 3, "Not now: in 1 week": 7}
WITHOUT_DATE = (14, 42, 84)  # days after the promise
A_YEAR = 52  # weeks
UNANSWERED = 2  # in a row; the next one says that it is the last
ONE_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)
# Of England in 2027, as the government lists them: gov.uk/bank-holidays.
BANK_HOLIDAYS = frozenset(
    date(2027, month, day)
    for month, day in ((1, 1), (3, 26), (3, 29), (5, 3), (5, 31), (8, 30), (12, 27), (12, 28))
)


@dataclass(frozen=True, order=True)
class Nudge:
    """One question that must be asked, and what the person will press; None when they do not answer."""

    due: datetime
    who: str
    what: str
    reply: str | None = None
    number: int = 0  # of the pledges in one message; 0 where it is alone


@dataclass(frozen=True)
class _Planned:
    """A question that is still to come; `is_chosen`: its person put it off to that day."""

    day: date
    pledge: Pledge
    is_chosen: bool = False


def nudges(script: Script, zones: Mapping[str, str]) -> list[Nudge]:
    """Every nudge of the story, in the order of time. `zones` are people's time zones by name."""
    by_person: dict[str, list[Pledge]] = defaultdict(list)
    for pledge in script.pledges:
        by_person[pledge.asked].append(pledge)
    found: list[Nudge] = []
    for who, pledges in by_person.items():
        found += _of_person(script, pledges, Home.of(script, who, zones[who]))
    return sorted(found, key=lambda nudge: (nudge.due, nudge.who, nudge.number, nudge.what))


@dataclass(frozen=True)
class Home:
    """Where somebody lives: `zone`, and before a day in another one, if they move."""

    zone: ZoneInfo
    old: ZoneInfo
    moves_on: date = date.min

    @classmethod
    def of(cls, script: Script, who: str, zone: str) -> Home:
        """Where this person lives, whose zone is the one given unless the script has them move."""
        move = next((each for each in script.removals if each.who == who), None)
        if move is None:
            return cls(ZoneInfo(zone), ZoneInfo(zone))
        return cls(ZoneInfo(move.new), ZoneInfo(move.old), move.at.date())

    def on(self, day: date) -> ZoneInfo:
        """The zone in which they live on a day."""
        return self.zone if day >= self.moves_on else self.old


def first_days(script: Script, pledge: Pledge, zone: ZoneInfo) -> list[date]:
    """The local days that the person is told when they pledge."""
    made_on = script.sessions[pledge.session - 1].closes.astimezone(zone).date()
    if pledge.by is None:
        return [asking_day(made_on + timedelta(days=days), ONE_DAY) for days in _after_how_many(pledge)]
    two_days_before = asking_day(pledge.by - 2 * ONE_DAY, -ONE_DAY)
    return [max(two_days_before, asking_day(made_on + ONE_DAY, ONE_DAY))]


def _after_how_many(pledge: Pledge) -> Iterable[int]:
    """Days from the promise to each question."""
    return range(7, 7 * A_YEAR, 7) if pledge.is_weekly else WITHOUT_DATE


def standing(pledge: Pledge, asked: Iterable[Nudge]) -> str:
    """The line of the report in which this pledge must be counted."""
    theirs = [nudge for nudge in asked if nudge.who == pledge.asked]
    own = [nudge for nudge in theirs if nudge.what == pledge.what]
    said = [nudge.reply for nudge in own if nudge.reply in {DONE, "Working on it", "Stuck"}]
    if said:
        return said[-1] or ""
    if own:
        return "Not now" if own[-1].reply in PUT_OFF else "No answer yet"
    stopped = bool(pledge.stops) or any(nudge.reply == STOP for nudge in theirs)
    return "Reminders stopped before the first question" if stopped else "Not asked yet"


def _of_person(script: Script, pledges: list[Pledge], home: Home) -> list[Nudge]:
    """Live through a person's weeks: what they press changes what they are asked afterwards."""
    planned = [
        _Planned(day, pledge)
        for pledge in pledges
        if not pledge.stops
        for day in first_days(script, pledge, home.on(script.sessions[pledge.session - 1].closes.date()))
    ]
    waiting = {pledge.what: list(pledge.replies) for pledge in pledges}
    silent = dict.fromkeys(waiting, 0)
    asked: list[Nudge] = []
    free = date.min  # from when on they may be asked what they did not choose
    while planned:
        first = min(planned, key=lambda each: each.day)
        may_be_asked = max(free, _back_on(script, first))
        if not first.is_chosen and first.day < may_be_asked:
            planned[planned.index(first)] = replace(first, day=asking_day(may_be_asked, ONE_DAY))
            continue
        together = [first] if first.is_chosen else _due_within_a_week(first, planned, pledges)
        free = free if first.is_chosen else first.day + A_WEEK
        for number, each in enumerate(together, start=1):
            what = each.pledge.what
            planned.remove(each)
            reply = waiting[what].pop(0) if waiting[what] else None
            due = _when_it_runs(script, at_ten(first.day, home.on(first.day)))
            asked.append(Nudge(due, each.pledge.asked, what, reply, number if len(together) > 1 else 0))
            silent[what] = 0 if reply else silent[what] + 1
            if silent[what] > UNANSWERED:  # it was the last one
                planned = [other for other in planned if other.pledge is not each.pledge]
            planned = _after(reply, each.pledge, planned, first.day)
    return [nudge for nudge in asked if nudge.due < script.ends]


def _back_on(script: Script, first: _Planned) -> date:
    """The day on which this person is back, if they are away when this would be asked."""
    away = (each for each in script.absences if each.who == first.pledge.asked)
    return max((each.back_on for each in away if each.says_so.date() <= first.day), default=date.min)


def _when_it_runs(script: Script, due: datetime) -> datetime:
    """That moment, or the one at which a bot that is dead then is started again."""
    return next((each.until for each in script.outages if each.begins <= due < each.until), due)


def _due_within_a_week(first: _Planned, planned: list[_Planned], pledges: list[Pledge]) -> list[_Planned]:
    """What comes together in one message: of each pledge the next question, in the order of the promises."""
    found = {first.pledge.what: first}
    for each in sorted(planned, key=lambda each: each.day):
        if not each.is_chosen and each.day < first.day + A_WEEK:
            found.setdefault(each.pledge.what, each)
    return sorted(found.values(), key=lambda each: pledges.index(each.pledge))


def _after(reply: str | None, pledge: Pledge, planned: list[_Planned], today: date) -> list[_Planned]:
    """What is still to be asked once this was pressed."""
    if reply == STOP:
        return []
    if reply == DONE and not pledge.is_weekly:
        return [each for each in planned if each.pledge is not pledge]
    if reply in PUT_OFF:
        again = asking_day(today + timedelta(days=PUT_OFF[reply]), ONE_DAY)
        later = [each for each in planned if each.pledge is not pledge or each.day > again]
        return [*later, _Planned(again, pledge, is_chosen=True)]
    return planned


def at_ten(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(10), zone).astimezone(UTC)


def asking_day(day: date, step: timedelta) -> date:
    while day.isoweekday() > 5 or day in BANK_HOLIDAYS:
        day += step
    return day
