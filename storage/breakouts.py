"""Breakout rounds, their groups, and who is in which."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import func, select

from coproduction.breakouts import Group, Round
from storage import tables
from storage.phrases import add, find, given, pair
from storage.shelf import Shelf, told
from storage.statements import Query

_round, _group, _member = tables.breakout_round.c, tables.breakout_group.c, tables.breakout_member.c

_ADD = add(tables.breakout_round)
_ADD_GROUP = add(tables.breakout_group)
_ADD_MEMBER = add(tables.breakout_member)
_GET = find(Round, tables.breakout_round, given(_round.id))
_FROM_ORIGIN = find(Round, tables.breakout_round, given(_round.origin))
_COUNT = Query(int, select(func.count()).select_from(tables.breakout_round).where(given(_round.session)))
_NUMBERS = Query(int, select(_group.number).where(given(_group.round)).order_by(_group.number))
_MEMBERS = Query(
    pair,
    select(_member.number, _member.person)
    .where(given(_member.round))
    .order_by(_member.number, _member.place),
)


class Breakouts(Shelf):
    """`coproduction.ports.Breakouts`."""

    def add(self, round_: Round, groups: Collection[Group]) -> None:
        self._touch(_ADD, **told(round_))
        for group in groups:
            self._touch(_ADD_GROUP, round=round_.id, number=group.number)
            for place, person in enumerate(group.members):
                self._touch(_ADD_MEMBER, round=round_.id, number=group.number, place=place, person=person)

    def get(self, round_: str) -> Round | None:
        return self._one(_GET, id=round_)

    def from_origin(self, origin: str) -> Round | None:
        return self._one(_FROM_ORIGIN, origin=origin)

    def groups(self, round_: str) -> list[Group]:
        members: defaultdict[int, list[str]] = defaultdict(list)
        for number, person in self._all(_MEMBERS, round=round_):
            members[number].append(person)
        return [Group(round_, number, tuple(members[number])) for number in self._all(_NUMBERS, round=round_)]

    def count(self, session: str) -> int:
        return self._one(_COUNT, session=session) or 0
