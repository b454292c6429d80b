"""As whom people were in a session: as they stood at its end, or while it goes on as they stand now."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from coproduction.atend import Came
from coproduction.people import Person
from coproduction.ports import Memory
from coproduction.sessions import Session


def came(memory: Memory, session: Session) -> list[Came]:
    """Who came, also who only looked on."""
    there = [*memory.sessions.attendees(session.id), *memory.sessions.observers(session.id)]
    kept = {each.person: each for each in memory.at_end.of(session.id)}
    known = memory.people.some([each for each in there if each not in kept])
    return [kept.get(each) or _now(session, known.get(each) or Person(each)) for each in there]


def as_they_came(people: Mapping[str, Person], rooms: Iterable[Iterable[Came]]) -> dict[str, Person]:
    """The same people, each with the sector and perspective of the last of these sessions that they came to;
    the sessions are in their order."""
    last = {each.person: each for room in rooms for each in room}
    then = {
        id_: replace(people.get(id_) or Person(id_), sector=each.sector, perspective=each.perspective)
        for id_, each in last.items()
    }
    return {**people, **then}


def _now(session: Session, person: Person) -> Came:
    return Came(
        session.id,
        person.id,
        person.sector,
        person.perspective,
        person.is_facilitator,
        person.is_observer,
    )
