"""Whose day comes sooner than was said, because of what somebody has just promised or changed.

What is due within a week is asked in one message, on the day of the first of it; so a new question may bring
others with it before the days that their person has read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from coproduction.people import Person
from coproduction.pledges import Pledge
from coproduction.ports import Memory
from coproduction.service.arrivals import Arrival, of_person


@dataclass(frozen=True, slots=True)
class Sooner:
    """A pledge that is asked about on an earlier day than was said: when, where its person lives."""

    pledge: Pledge
    at: datetime


def sooner(memory: Memory, person: Person, before: Mapping[str, Arrival]) -> tuple[Sooner, ...]:
    """The pledges of which a question comes on an earlier day now than it did `before` (by follow-up), each
    with the first such day, the earliest first.
    """
    moved: dict[str, datetime] = {}
    coming = of_person(memory, person)
    for each in memory.follow_ups.of_person(person.id):
        was, comes = before.get(each.id), coming.get(each.id)
        if was and comes and comes.at.date() < was.at.date():
            moved[each.subject] = min(comes.at, moved.get(each.subject, comes.at))
    told = memory.pledges.some(list(moved))
    found = [Sooner(told[pledge], at) for pledge, at in moved.items() if pledge in told]
    return tuple(sorted(found, key=lambda each: (each.at, each.pledge.made_at)))
