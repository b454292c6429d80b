"""When who answers for bodies is asked: once a week, on their day."""

from dataclasses import replace
from datetime import datetime

from coproduction.bodies import DECISIONS, Body
from coproduction.digests import When, day_named, next_time, week_of
from coproduction.errors import Refusal
from coproduction.hours import local_day
from coproduction.messages import Card
from coproduction.people import Actor, Person, hour_of, zone_of
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
