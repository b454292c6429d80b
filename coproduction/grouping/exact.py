"""Few people: every grouping is weighed, each possible group once."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import combinations

from coproduction.grouping.room import Room

MOST = 12  # people; two more take four times as long

People = tuple[int, ...]
Part = tuple[int, list[People]]  # what some people's best groups cost, and these groups


def best_of_all(room: Room) -> list[int] | None:
    """Everybody's group in the best of all groupings, or None when there are too many to try."""
    if len(room.guests) > MOST:
        return None
    people = list(range(len(room.guests)))
    random.Random(room.wish.seed).shuffle(people)  # noqa: S311  # of equally good ones, another seed finds another
    _, groups = _Exact(room).best(tuple(people), len(room.sizes))
    groups.sort(key=len, reverse=True)
    return [next(index for index, group in enumerate(groups) if one in group) for one in room.number.values()]


class _Exact:
    """Dynamic programming: the best groups for some of the people depend on nobody else, so found once."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.prices: dict[People, int] = {}
        self.parts: dict[tuple[People, int], Part] = {}

    def best(self, people: People, groups: int) -> Part:
        """The best way to seat these in so many groups; the first of them sits in one group or another."""
        if not people:
            return 0, []
        known = self.parts.get((people, groups))
        if known is None:
            found = (self._with(group, people, groups) for group in self._around(people, groups))
            known = self.parts[people, groups] = min(found, key=_cost)
        return known

    def _with(self, group: People, people: People, groups: int) -> Part:
        cost, others = self.best(tuple(one for one in people if one not in group), groups - 1)
        return cost + self._price(group), [group, *others]

    @staticmethod
    def _around(people: People, groups: int) -> Iterator[People]:
        """Every group that the first of these people can have, in each size that leaves even sizes."""
        first, *others = people
        least, larger = divmod(len(people), groups)
        for size in (least, least + 1) if larger else (least,):
            yield from ((first, *beside) for beside in combinations(others, size - 1))

    def _price(self, group: People) -> int:
        known = self.prices.get(group)
        if known is None:
            pair = self.room.pair
            beside = sum(pair[one][other] for index, one in enumerate(group) for other in group[:index])
            known = self.prices[group] = beside + self.room.beyond(group)
        return known


def _cost(part: Part) -> int:
    return part[0]
