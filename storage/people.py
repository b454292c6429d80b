"""The people of a workspace."""

from coproduction.people import Person
from storage import tables
from storage.phrases import find, given, keep
from storage.shelf import Shelf, told

_person = tables.person.c

_GET = find(Person, tables.person, given(_person.id))
_ALL = find(Person, tables.person, order=[_person.id])
_KEEP = keep(tables.person)


class People(Shelf):
    """`coproduction.ports.People`."""

    def get(self, person: str) -> Person | None:
        return self._one(_GET, id=person)

    def put(self, person: Person) -> None:
        self._touch(_KEEP, **told(person))

    def all(self) -> list[Person]:
        return self._all(_ALL)
