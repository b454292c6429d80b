"""Ideas, and who supports them."""

from sqlalchemy import func, select

from coproduction.ideas import Idea
from storage import tables
from storage.phrases import add, add_new, change, find, given, pair, remove
from storage.repository import Shelf, told
from storage.statements import Query, within

_idea, _support = tables.idea.c, tables.support.c

_ADD = add(tables.idea)
_CHANGE = change(tables.idea)
_GET = find(Idea, tables.idea, given(_idea.id))
_FROM_ORIGIN = find(Idea, tables.idea, given(_idea.origin))
_OF = find(Idea, tables.idea, given(_idea.channel), order=[_idea.number])
_BY = find(Idea, tables.idea, given(_idea.author), order=[_idea.channel, _idea.number])

_SUPPORT = add_new(tables.support)
_TAKE_BACK = remove(tables.support, given(_support.idea), given(_support.person))
_SUPPORTERS = Query(int, select(func.count()).select_from(tables.support).where(given(_support.idea)))
_SUPPORT_OF = Query(
    pair,
    select(_support.idea, func.count())
    .where(_support.idea.in_(within(select(_idea.id).where(given(_idea.channel)))))
    .group_by(_support.idea),
)


class Ideas(Shelf):
    """`coproduction.ports.Ideas`."""

    def add(self, idea: Idea) -> None:
        self._touch(_ADD, **told(idea))

    def put(self, idea: Idea) -> None:
        self._change(_CHANGE, idea)

    def get(self, idea: str) -> Idea | None:
        return self._one(_GET, id=idea)

    def from_origin(self, origin: str) -> Idea | None:
        return self._one(_FROM_ORIGIN, origin=origin)

    def of(self, channel: str) -> list[Idea]:
        return self._all(_OF, channel=channel)

    def by(self, person: str) -> list[Idea]:
        return self._all(_BY, author=person)

    def support(self, idea: str, person: str) -> bool:
        return self._touch(_SUPPORT, idea=idea, person=person) == 1

    def take_back(self, idea: str, person: str) -> bool:
        return self._touch(_TAKE_BACK, idea=idea, person=person) == 1

    def supporters(self, idea: str) -> int:
        return self._one(_SUPPORTERS, idea=idea) or 0

    def support_of(self, channel: str) -> dict[str, int]:
        return dict(self._all(_SUPPORT_OF, channel=channel))
