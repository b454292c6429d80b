"""Who sits where while groups are looked for: what an exchange of two people changes is known at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from operator import add, sub

from coproduction.grouping.room import Room


class Seating:
    """Everybody's group. `link[g][i]` is what person i costs with the members of group g, kept up to date.

    Two people i of group a and j of group b who change places change the cost of pairs by
    link[b][i] - link[a][i] + link[a][j] - link[b][j] - 2·pair[i][j]: weighing that takes a few additions, and
    making it one pass over two rows.
    """

    def __init__(self, room: Room, where: Iterable[int]) -> None:
        self.room = room
        self.where = list(where)
        groups = range(len(room.sizes))
        members = self.groups()
        self.link = [_links(room, members[group]) for group in groups]
        self.code = [sum(room.unit[one] for one in members[group]) for group in groups]
        self.total = self._total()

    def groups(self) -> list[list[int]]:
        """The members of each group."""
        members: list[list[int]] = [[] for _ in self.room.sizes]
        for one, group in enumerate(self.where):
            members[group].append(one)
        return members

    def _total(self) -> int:
        """Everything from the start: each pair is seen from both sides."""
        seen = sum(self.link[group][one] for one, group in enumerate(self.where))
        return seen // 2 + sum(map(self.room.walked, self.code))

    def cost(self) -> int:
        """What the seating costs, lone voices at their full price."""
        return self.total + sum(self.room.mix(code) - self.room.walked(code) for code in self.code)

    def change(self, ones: Sequence[int], others: Sequence[int]) -> int:
        """By how much the cost would change if as many of one group changed places with these of another."""
        room, beside, across = self.room, self.link[self.where[ones[0]]], self.link[self.where[others[0]]]
        leaving = sum(across[one] - beside[one] for one in ones)
        coming = sum(beside[one] - across[one] for one in others)
        meeting = sum(room.pair[one][other] for one in ones for other in others)
        inner = sum(
            room.pair[one][other] for block in (ones, others) for one, other in combinations(block, 2)
        )
        return leaving + coming + 2 * (inner - meeting) + self.remix(ones, others)

    def remix(self, ones: Sequence[int], others: Sequence[int]) -> int:
        """The part of it that comes from the two groups' mixes."""
        unit, mix = self.room.unit, self.room.walked
        step = sum(unit[one] for one in others) - sum(unit[one] for one in ones)
        a, b = self.code[self.where[ones[0]]], self.code[self.where[others[0]]]
        return mix(a + step) + mix(b - step) - mix(a) - mix(b) if step else 0

    def exchange(self, one: int, other: int, change: int) -> None:
        """Let these two change places, which changes the cost by that much."""
        a, b, unit = self.where[one], self.where[other], self.room.unit
        self.total += change
        steps = list(map(sub, self.room.pair[other], self.room.pair[one]))
        self.link[a] = list(map(add, self.link[a], steps))
        self.link[b] = list(map(sub, self.link[b], steps))
        self.code[a] += unit[other] - unit[one]
        self.code[b] += unit[one] - unit[other]
        self.where[one], self.where[other] = b, a


def _links(room: Room, members: Sequence[int]) -> list[int]:
    """What each person costs with these."""
    rows = [room.pair[one] for one in members]
    return [sum(column) for column in zip(*rows, strict=True)] if rows else [0] * len(room.guests)
