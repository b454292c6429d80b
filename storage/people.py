"""The people of a workspace."""

from functools import cache

from coproduction.people import Person
from storage import tables
from storage.phrases import find, given, keep
from storage.repository import Shelf, told
from storage.statements import Statement

_person = tables.person.c

_GET = find(Person, tables.person, given(_person.id))
_ALL = find(Person, tables.person, order=[_person.id])


@cache
def _keep(only: tuple[str, ...]) -> Statement:
    return keep(tables.person, *only)


class People(Shelf):
    """`coproduction.ports.People`."""

    def get(self, person: str) -> Person | None:
        return self._one(_GET, id=person)

    def put(self, person: Person, *only: str) -> None:
        self._touch(_keep(only), **told(person))

    def all(self) -> list[Person]:
        return self._all(_ALL)
