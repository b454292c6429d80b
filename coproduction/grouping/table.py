"""Who sits where while groups are looked for: what an exchange of two people changes is known at once."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from itertools import combinations
from operator import add, sub

from coproduction.grouping.quality import Must
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
        self.help = [room.help.codes(members[group]) for group in groups]
        self.lacks = list(map(room.help.lacked, self.help))  # how many needs each group does not serve
        self.lacked = sum(self.lacks)
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
        return seen // 2 + sum(self.room.walked[code] for code in self.code) + self.lacked * self.room.need

    def cost(self) -> int:
        """What the seating costs, every rule at its full price."""
        room = self.room
        needs = self.lacked * (room.price[Must.NEEDS] - room.need)
        return self.total + needs + sum(room.mix[code] - room.walked[code] for code in self.code)

    def change(self, ones: Sequence[int], others: Sequence[int]) -> int:
        """By how much the cost would change if as many of one group changed places with these of another."""
        room, beside, across = self.room, self.link[self.where[ones[0]]], self.link[self.where[others[0]]]
        leaving = sum(across[one] - beside[one] for one in ones)
        coming = sum(beside[one] - across[one] for one in others)
        meeting = sum(room.pair[one][other] for one in ones for other in others)
        inner = sum(
            room.pair[one][other] for block in (ones, others) for one, other in combinations(block, 2)
        )
        alike = leaving + coming + 2 * (inner - meeting) + self.remix(ones, others)
        a, b = self.help[self.where[ones[0]]], self.help[self.where[others[0]]]
        return alike + room.help.change(room.help.steps(ones, others), a, b) * room.need

    def remix(self, ones: Sequence[int], others: Sequence[int]) -> int:
        """The part of it that comes from the two groups' mixes."""
        unit = self.room.unit
        step = sum(unit[one] for one in others) - sum(unit[one] for one in ones)
        return self.moved(self.where[ones[0]], self.where[others[0]], step) if step else 0

    def moved(self, a: int, b: int, step: int) -> int:
        """The same where it is known by which units group `a` gains over those that go to `b`."""
        mix, here, there = self.room.walked, self.code[a], self.code[b]
        return mix[here + step] + mix[there - step] - mix[here] - mix[there]

    def troubled(self) -> list[int]:
        """The people of groups that break a rule or an aim about their mix more often than has to be, of
        those that cost most first."""
        costs = self.room.troubles(self.code)
        people = [one for one, group in enumerate(self.where) if costs[group]]
        return sorted(people, key=lambda one: -costs[self.where[one]])

    def is_troubled(self, one: int) -> bool:
        """Whether this person sits in such a group."""
        return self.room.troubles(self.code)[self.where[one]] > 0

    def wanting(self) -> list[tuple[int, set[int]]]:
        """Who needs what nobody else of their group gives, and in which groups somebody does."""
        help_, found = self.room.help, list[tuple[int, set[int]]]()
        for one, group in enumerate(self.where) if self.lacked > help_.unservable else ():
            for need in help_.asked[one] if self.lacks[group] else ():
                if help_.lacking[self.help[group][need]]:
                    there = {other for other, codes in enumerate(self.help) if help_.gives(codes[need])}
                    found.append((one, there - {group}))
        return found

    def best_place(self, one: int, groups: Container[int], need: int) -> tuple[int, int]:
        """With whom of these groups this person had best change places, and by how much the cost changes if a
        need that is not served costs so much."""
        where, unit, needy, lacks = self.where, self.room.unit, self.room.needy, self.lacks
        a, row = where[one], self.room.pair[one]
        beside, mixes, best, least = self.link[a], dict[tuple[int, int], int](), one, 0
        is_needy, is_lacking = needy[one], lacks[a] > 0
        for other, b in enumerate(where):
            if b == a or b not in groups:
                continue
            across = self.link[b]
            change = across[one] - beside[one] + beside[other] - across[other] - 2 * row[other]
            mix = mixes.get((b, unit[other]))
            if mix is None:
                mix = mixes[b, unit[other]] = self.moved(a, b, unit[other] - unit[one])
            change += mix
            if change >= least and not (is_lacking or lacks[b]):
                continue  # where nothing is lacking, needs make nothing better
            if is_needy or needy[other]:
                change += self.unhelped(one, other) * need
            if change < least:
                best, least = other, change
        return best, least

    def unhelped(self, one: int, other: int) -> int:
        """How many more needs would not be served if these two changed places."""
        help_, a, b = self.room.help, self.help[self.where[one]], self.help[self.where[other]]
        steps = help_.between[help_.sort[one], help_.sort[other]]
        return help_.change(steps, a, b) if steps else 0

    def exchange(self, one: int, other: int, change: int) -> None:
        """Let these two change places, which changes the cost by that much."""
        a, b, unit = self.where[one], self.where[other], self.room.unit
        self.total += change
        steps = list(map(sub, self.room.pair[other], self.room.pair[one]))
        self.link[a] = list(map(add, self.link[a], steps))
        self.link[b] = list(map(sub, self.link[b], steps))
        self.code[a] += unit[other] - unit[one]
        self.code[b] += unit[one] - unit[other]
        if self.room.needy[one] or self.room.needy[other]:
            self._help(one, other)
        self.where[one], self.where[other] = b, a

    def _help(self, one: int, other: int) -> None:
        """Keep the needs up to date, before these two change places."""
        help_, a, b = self.room.help, self.where[one], self.where[other]
        for need, step in help_.between[help_.sort[one], help_.sort[other]]:
            self.help[a][need] += step
            self.help[b][need] -= step
        for group in (a, b):
            self.lacked -= self.lacks[group]
            self.lacks[group] = help_.lacked(self.help[group])
            self.lacked += self.lacks[group]


def _links(room: Room, members: Sequence[int]) -> list[int]:
    """What each person costs with these."""
    rows = [room.pair[one] for one in members]
    return [sum(column) for column in zip(*rows, strict=True)] if rows else [0] * len(room.guests)
