"""On which day a question will really come, and why not on the day that was meant.

One place for every text that names such a day: it knows when its person is back, their budget, weekends,
public holidays, and what is asked together with something else.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from coproduction.budget import A_WEEK
from coproduction.followups import PLEDGE, FollowUp, FollowUpState
from coproduction.hours import asking_day, local_day, wall_time
from coproduction.people import Actor, Person, asked_on, zone_of
from coproduction.ports import Memory
from coproduction.service import followups


class Why(StrEnum):
    """Why a question comes on a later day than was meant."""

    HOLIDAY = "holiday"
    WEEKEND = "weekend"
    AWAY = "away"
    BUDGET = "budget"  # another message has had the week


@dataclass(frozen=True, slots=True)
class Arrival:
    """When a question comes, where its person lives; `meant` for another day, `why` it does not come then."""

    at: datetime
    meant: date | None = None
    why: Why | None = None


def of_person(memory: Memory, person: Person) -> Mapping[str, Arrival]:
    """When each planned question to somebody will come, by follow-up, as things stand now."""
    every = memory.follow_ups.of_person(person.id)
    planned = [each for each in every if each.state is FollowUpState.PLANNED]
    made_at = {each.id: each.made_at for each in memory.pledges.by(person.id)}
    return _of_planned(memory, person, planned, memory.allowances.get(person.id).free_from(), made_at)


def next_about(memory: Memory, person: Person, pledge: str) -> Arrival | None:
    """When the next question to somebody about a pledge comes; None where none is planned."""
    coming, every = of_person(memory, person), memory.follow_ups.of(PLEDGE, pledge)
    return min(
        (coming[each.id] for each in every if each.id in coming), key=lambda each: each.at, default=None
    )


def next_kept(memory: Memory, person_id: str, pledge: str) -> Arrival | None:
    """The same of what is kept again and again; None for who gets no reminders."""
    person = memory.people.get(person_id) or Person(person_id)
    if not person.wants_reminders or memory.recurrences.get(pledge) is None:
        return None
    return next_about(memory, person, pledge)


def of_all(memory: Memory, until: datetime) -> Mapping[str, Arrival]:
    """The same of everybody's questions that are due before `until`, in a few looks for all of them."""
    by_person: defaultdict[str, list[FollowUp]] = defaultdict(list)
    planned = memory.follow_ups.planned_before(until)
    for each in planned:
        by_person[each.person].append(each)
    known, spent = memory.people.some(list(by_person)), memory.allowances.some(list(by_person))
    pledges = memory.pledges.some([each.subject for each in planned])
    made_at = {id_: each.made_at for id_, each in pledges.items()}
    found: dict[str, Arrival] = {}
    for id_, theirs in by_person.items():
        free = spent[id_].free_from() if id_ in spent else None
        found |= _of_planned(memory, known.get(id_) or Person(id_), theirs, free, made_at)
    return found


def _of_planned(
    memory: Memory,
    person: Person,
    planned: Sequence[FollowUp],
    free: date | None,
    made_at: Mapping[str, datetime],
) -> dict[str, Arrival]:
    """The same of these questions, in their order, where nothing else comes before `free`; `made_at` says
    when each pledge was made.
    """
    found = {each.id: of_chosen(memory, person, each) for each in planned if each.is_asked_for}
    waiting = [each for each in planned if not each.is_asked_for]
    zone = zone_of(person)
    made_on = {
        each.subject: local_day(made_at[each.subject], zone) for each in waiting if each.subject in made_at
    }
    while waiting:
        first = waiting[0]
        arrival = _unasked(memory, person, first, free)
        on = arrival.at.date()
        due = [each for each in waiting if local_day(each.due_at, zone) < on + A_WEEK]
        together = _of_other_pledges(first, [each for each in due if made_on.get(each.subject, on) < on])
        found |= {each.id: Arrival(arrival.at) for each in together} | {first.id: arrival}
        waiting = [each for each in waiting if each.id not in found]
        free = on + A_WEEK
    return found


def of_chosen(memory: Memory, person: Person, follow_up: FollowUp) -> Arrival:
    """When a question comes whose day its person chose: then, or on the next day for it; who is away then is
    asked when they are back.
    """
    zone = zone_of(person)
    meant = wall_time(follow_up.wall).day if follow_up.wall else local_day(follow_up.due_at, zone)
    day = max(meant, local_day(follow_up.due_at, zone))
    back = asking_day(person.back_on, memory.is_holiday) if person.back_on else meant
    if back > meant and back >= day:
        return Arrival(asked_on(back, person).astimezone(zone), meant, Why.AWAY)
    return _on(memory, person, follow_up, meant, day)


def put_off(memory: Memory, now: datetime, actor: Actor, follow_up_id: str, later: int | str = 0) -> Arrival:
    """Put a question off (`followups.put_off`): when it comes again."""
    at, person = followups.put_off(memory, now, actor, follow_up_id, later), memory.people.get(actor.id)
    asked = followups.mine(memory, actor, follow_up_id)
    siblings = memory.follow_ups.of(asked.about, asked.subject)
    chosen = [each for each in siblings if each.is_asked_for and each.state is FollowUpState.PLANNED]
    return of_chosen(memory, person or Person(actor.id), chosen[-1]) if chosen else Arrival(at)


def _unasked(memory: Memory, person: Person, follow_up: FollowUp, free: date | None) -> Arrival:
    """When a question comes that nobody asked for, where nothing else does before `free`."""
    meant = local_day(follow_up.due_at, zone_of(person))
    bounds = ((person.back_on, Why.AWAY), (free, Why.BUDGET))
    later = [(day, why) for day, why in bounds if day and asking_day(day, memory.is_holiday) > meant]
    if not later:
        return _on(memory, person, follow_up, meant, meant)
    day, why = max(later, key=lambda each: each[0])
    at = asked_on(asking_day(day, memory.is_holiday), person).astimezone(zone_of(person))
    if memory.is_holiday(day):  # else it would come on that day
        return Arrival(at, day, Why.HOLIDAY)
    return Arrival(at, meant, why)


def _on(memory: Memory, person: Person, follow_up: FollowUp, meant: date, day: date) -> Arrival:
    """The first day from `day` on on which people are asked, at its own hour if that is its own day."""
    zone, comes = zone_of(person), asking_day(day, memory.is_holiday)
    is_own = comes == local_day(follow_up.due_at, zone)
    at = (follow_up.due_at if is_own else asked_on(comes, person)).astimezone(zone)
    if comes == meant:
        return Arrival(at)
    return Arrival(at, meant, Why.HOLIDAY if memory.is_holiday(meant) else Why.WEEKEND)


def _of_other_pledges(first: FollowUp, waiting: Sequence[FollowUp]) -> list[FollowUp]:
    """Of each other pledge the next question: these are asked in the same message."""
    chosen = {first.subject: first}
    for each in waiting:
        chosen.setdefault(each.subject, each)
    return list(chosen.values())[1:]
