"""What people promised."""

from coproduction.pledges import Pledge
from storage import tables
from storage.phrases import add, find, given
from storage.repository import Shelf, told

_pledge = tables.pledge.c
_as_made = [_pledge.made_at, _pledge.id]

_ADD = add(tables.pledge)
_GET = find(Pledge, tables.pledge, given(_pledge.id))
_FROM_ORIGIN = find(Pledge, tables.pledge, given(_pledge.origin))
_BY = find(Pledge, tables.pledge, given(_pledge.person), order=_as_made)
_OF = find(Pledge, tables.pledge, given(_pledge.channel), order=_as_made)


class Pledges(Shelf):
    """`coproduction.ports.Pledges`."""

    def add(self, pledge: Pledge) -> None:
        self._touch(_ADD, **told(pledge))

    def get(self, pledge: str) -> Pledge | None:
        return self._one(_GET, id=pledge)

    def from_origin(self, origin: str) -> Pledge | None:
        return self._one(_FROM_ORIGIN, origin=origin)

    def by(self, person: str) -> list[Pledge]:
        return self._all(_BY, person=person)

    def of(self, channel: str) -> list[Pledge]:
        return self._all(_OF, channel=channel)
