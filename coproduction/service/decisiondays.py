"""When who answers for bodies is asked: once a week, on their day."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from coproduction.bodies import DECISIONS, Body
from coproduction.digests import WEEK, When, day_named, next_time, week_of
from coproduction.errors import Refusal
from coproduction.hours import asking_day, asking_time, local_day
from coproduction.messages import Card
from coproduction.people import Actor, Person, asked_on, hour_of, zone_of
from coproduction.ports import Memory
from coproduction.service import people


def next_of(memory: Memory, now: datetime, body: Body) -> datetime | None:
    """When who answers for it is asked next; each week is told once."""
    if body.owner is None:
        return None
    person = memory.people.get(body.owner) or Person(body.owner)
    week = week_of(local_day(now, zone_of(person)))
    was_asked = memory.messages.find(Card(DECISIONS, body.owner, body.owner, occasion=week))
    return next_time(now, when_of(memory, person, body), [week] if was_asked else [])


def plan(memory: Memory, now: datetime, body: Body) -> None:
    """Who answers for it is asked on their day."""
    memory.bodies.put(replace(body, next_at=next_of(memory, now, body)))


def goes_out_on(memory: Memory, now: datetime, person: Person) -> date:
    """The day on which what is owed now goes out: after an outage that may be in another week."""
    zone = zone_of(person)
    return local_day(asking_time(now, zone, memory.is_holiday, hour_of(person)), zone)


def wait_until_back(memory: Memory, now: datetime, person: Person, due: Iterable[Body]) -> bool:
    """Whether who answers for these is away: then they are asked when they are back."""
    if person.back_on is None or person.back_on <= local_day(now, zone_of(person)):
        return False
    back_at = asked_on(asking_day(person.back_on, memory.is_holiday), person)
    for body in due:
        memory.bodies.put(replace(body, next_at=back_at))
    return True


def set_next(
    memory: Memory, now: datetime, person: Person, bodies: Collection[Body], asked: date | None
) -> None:
    """When who answers for these is asked next, who is asked on this day, if they are.

    After one that is late, or for who was away, the next comes on their day again, but a week later or more.
    """
    whens = [when_of(memory, person, body) for body in bodies]
    is_late = asked is not None and not any(when.falls_on(asked) for when in whens)
    since = asked_on(asked + WEEK, person) - timedelta(seconds=1) if asked and is_late else now
    told = [week_of(asked)] if asked else []
    for body, when in zip(bodies, whens, strict=True):
        memory.bodies.put(replace(body, next_at=next_time(max(now, since), when, told)))


def when_of(memory: Memory, person: Person, body: Body) -> When:
    """On which day, where they live, at their hour."""
    return When(weekday_of(body, person), zone_of(person), hour_of(person), memory.is_holiday)


def weekday_of(body: Body, owner: Person) -> int:
    """On which weekday who answers for a body is asked: what they chose goes before what others have set."""
    return body.weekday if owner.decides_on is None else owner.decides_on


def owned(memory: Memory, person: str) -> list[Body]:
    """For which bodies somebody answers, each with the weekday on which they are asked."""
    owner = memory.people.get(person) or Person(person)
    return [replace(each, weekday=weekday_of(each, owner)) for each in memory.bodies.owned_by(person)]


def choose_day(memory: Memory, now: datetime, actor: Actor, chosen: str) -> list[Body]:
    """Who answers for bodies chooses the weekday on which they are asked, once a week for all of them."""
    weekday = day_named(chosen)
    if weekday is None:
        raise Refusal("Please choose a weekday from the list.")
    bodies = memory.bodies.owned_by(actor.id)
    if not bodies:
        raise Refusal("You answer for no body now, so I ask you nothing. Those who lead can name you again.")
    memory.people.put(replace(people.meet(memory, actor), decides_on=weekday), "decides_on")
    for each in bodies:
        plan(memory, now, each)
    memory.changed(*(each.card for each in memory.messages.about(DECISIONS, actor.id)))
    return owned(memory, actor.id)
