"""Pledges that are kept again and again: chosen, changed, stopped, and asked about on their days."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from coproduction.budget import A_WEEK
from coproduction.errors import Refusal
from coproduction.followups import (
    PLEDGE,
    FollowUp,
    FollowUpState,
    due_days,
    next_occurrence,
)
from coproduction.hours import asking_day, local_day
from coproduction.people import Person, Rhythm, asked_on, zone_of
from coproduction.pledges import Pledge
from coproduction.ports import Memory
from coproduction.recurring import Every, Recurrence, days, every_named, first_of, next_after, until_of
from coproduction.service.followups import acted, plan

_AHEAD = frozenset({FollowUpState.PLANNED, FollowUpState.PAUSED})


def choose(
    memory: Memory, now: datetime, person: Person, pledge: Pledge, often: str | None, until: str | None
) -> bool:
    """A person says how often they keep a pledge (a code of `Every`, or once), and until which day (ISO).

    False when it stays as it was: then nothing is planned anew.
    """
    before, every = memory.recurrences.get(pledge.id), every_named(often)
    stood = before.until.isoformat() if before and before.until else None
    own = pledge.by.isoformat() if pledge.by else None  # with which the form begins
    if (every, until or None) == (before.every if before else None, stood):
        return False
    if every is None:
        _require_no_end(until, stood or own)
        if before:
            repeat(memory, now, person, pledge, None)
        return before is not None
    repeat(memory, now, person, pledge, _rule(now, person, pledge, before, every, until))
    return True


def _require_no_end(until: str | None, stood: str | None) -> None:
    """Who stops what was kept again and again may leave its last day where it stood."""
    if until and until != stood:
        raise Refusal("You chose a last day. Please choose how often, too, or take the day out.", "every")


def _rule(
    now: datetime,
    person: Person,
    pledge: Pledge,
    before: Recurrence | None,
    every: Every,
    until: str | None,
) -> Recurrence:
    """Its days are counted as before, where only its end has changed."""
    today = local_day(now, zone_of(person))
    first = _first(now, person, pledge, every)
    if before and before.every is every:
        first = before.first
    rule = Recurrence(pledge.id, every, first)
    soonest = max(filter(None, [next_after(rule, today), pledge.by]))
    return replace(rule, until=until_of(until, soonest))


def _first(now: datetime, person: Person, pledge: Pledge, every: Every) -> date:
    """The day from which its days are counted, if that begins now."""
    zone = zone_of(person)
    today = local_day(now, zone)
    is_ahead = pledge.by is not None and pledge.by >= today
    asked_on = due_days(replace(pledge, made_at=now), zone)[0] if is_ahead else None
    return first_of(every, asked_on, today)


def repeat(
    memory: Memory, now: datetime, person: Person, pledge: Pledge, rule: Recurrence | None
) -> datetime | None:
    """A pledge is kept again and again from now on, or (None) once; returns when it is asked about next.

    What was planned makes room for the first day of the rule that is still to come, and that for the next.
    """
    every = memory.follow_ups.of(PLEDGE, pledge.id)
    _make_room(memory, now, (each for each in every if each.state not in _AHEAD or not each.is_asked_for))
    zone, today = zone_of(person), local_day(now, zone_of(person))
    if rule is None:
        memory.recurrences.drop(pledge.id)
        wanted = [day for day in due_days(pledge, zone, memory.is_holiday, person.often) if day > today]
    else:
        memory.recurrences.put(rule)
        following = next_day(memory, pledge, rule, today, person.often)
        wanted = [] if following is None else [following]
    times = [asked_on(day, person) for day in wanted]
    plan(memory, person, pledge.id, next_occurrence(every), times)
    acted(memory, PLEDGE, pledge.id)
    return min(times, default=None)


def plan_anew(memory: Memory, now: datetime, pledge: Pledge, person: Person) -> None:
    """Ask on the days that fit its new date, or its new person, as if it had been made now."""
    every, rule = memory.follow_ups.of(PLEDGE, pledge.id), memory.recurrences.get(pledge.id)
    _make_room(memory, now, (each for each in every if each.state is not FollowUpState.PAUSED))
    if rule:
        if pledge.by and pledge.by >= local_day(now, zone_of(person)):
            rule = replace(rule, first=_first(now, person, pledge, rule.every))
        repeat(memory, now, person, pledge, rule)
        return
    zone = zone_of(person)
    asked = due_days(replace(pledge, made_at=now), zone, memory.is_holiday, person.often)
    times = (asked_on(day, person) for day in asked)
    plan(memory, person, pledge.id, next_occurrence(every), times)


def require_before_its_end(memory: Memory, pledge: Pledge) -> None:
    """Refuse a date after the last day on which it is kept."""
    rule = memory.recurrences.get(pledge.id)
    if rule and rule.until and pledge.by and pledge.by > rule.until:
        raise Refusal(
            "You keep this only until an earlier day. Please choose an earlier date, or a later last day "
            "with “Make it easier to keep”.",
            "by",
        )


def plan_next(memory: Memory, now: datetime, person: Person, after: FollowUp) -> datetime | None:
    """Plan the next question about what is done again and again; None where there is none.

    What an outage has swallowed is not asked afterwards: the next day is one that is still to come.
    """
    rule = memory.recurrences.get(after.subject) if after.about == PLEDGE else None
    if rule is None:
        return None
    zone = zone_of(person)
    last = max(local_day(now, zone), local_day(after.due_at, zone))
    pledge = memory.pledges.get(after.subject)
    day = next_day(memory, pledge, rule, last, person.often) if pledge else None
    if day is None:
        return None
    every = memory.follow_ups.of(after.about, after.subject)
    at = asked_on(day, person)
    plan(memory, person, after.subject, next_occurrence(every), [at])
    return at


def next_day(
    memory: Memory, pledge: Pledge, rule: Recurrence, after: date, rhythm: Rhythm = Rhythm.STANDARD
) -> date | None:
    """On which day after another it is asked about next, None when it has ended by then."""
    asked = (_asked_on(memory, pledge, day) for day in days(rule, rhythm) if day > after)
    return next((day for day in asked if day > after), None)


def meant_on(memory: Memory, pledge: Pledge, rule: Recurrence, asked_on: date) -> date | None:
    """The day of its own for which it is asked about on another; None where that is the same."""
    near = (day for day in days(rule) if abs(day - asked_on) < A_WEEK)
    return next((day for day in near if day != asked_on and _asked_on(memory, pledge, day) == asked_on), None)


def _asked_on(memory: Memory, pledge: Pledge, day: date) -> date:
    """The day on which people are asked for this one: until the date of a pledge the one before, as for what
    is done once, else the one after.
    """
    return asking_day(day, memory.is_holiday, forward=pledge.by is None or day > pledge.by)


def _make_room(memory: Memory, now: datetime, follow_ups: Iterable[FollowUp]) -> None:
    """What was still to be asked is not asked any more, nor when its person takes back that it is done."""
    cancelled = FollowUpState.CANCELLED
    ahead = [
        each for each in follow_ups if each.state in _AHEAD or (each.state is cancelled and each.due_at > now)
    ]
    memory.follow_ups.put_all([replace(each, state=FollowUpState.REPLACED) for each in ahead])
