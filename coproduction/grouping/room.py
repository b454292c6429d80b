"""People and wishes as whole numbers, so that comparing two groupings is comparing two numbers.

The number is the cost of the aims plus, for every broken rule, more than all later rules and aims could
ever cost together: smaller is better, exactly in the order of the rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coproduction.grouping.bounds import least_broken, least_counts
from coproduction.grouping.crowd import (
    Crowd,
    bands,
    crowd,
    even_pairs,
    left_alone,
    pairs,
    present,
    unserved,
)
from coproduction.grouping.guests import Groups, Guest, Wish, even_sizes
from coproduction.grouping.quality import Must
from coproduction.people import Perspective

Kind = tuple[Perspective | None, bool, frozenset[str], frozenset[str]]


class Room:
    """The people in `groups` groups: what each pair costs in one group, and what each group's mix costs."""

    def __init__(self, guests: Sequence[Guest], wish: Wish, groups: int, *, is_loose: bool = False) -> None:
        self.guests = list(guests)
        self.wish = present(wish, self.guests)
        self.sizes = even_sizes(len(self.guests), groups)
        self.number = {guest.id: index for index, guest in enumerate(self.guests)}
        self.crowd = crowd(self.guests)
        self.price = _prices(self.crowd, self.wish, self.sizes, self._highest(is_loose))
        self.pair = self._pairs()
        self.kinds, self.kind = self._kinds()
        self.base = len(self.guests) + 1 if is_loose else max(self.sizes, default=0) + 2
        self.is_needy = any(guest.needs for guest in self.kinds)
        self.unit = [self.base**kind for kind in self.kind]
        self._beyond: dict[int, tuple[int, bool, int]] = {}
        self._mixes: dict[int, int] = {}
        self._walked: dict[int, int] = {}
        self._detour = 0
        self.bands = self._bands()

    def _highest(self, is_loose: bool) -> int:
        """More than the aims can cost together; where groups may be of any size, even with all in one."""
        weights = self.wish.weights
        seats = pairs(len(self.guests)) if is_loose else sum(map(pairs, self.sizes))
        a_pair = weights.repeats * max(self.wish.met.values(), default=0) + weights.sectors
        needs = sum(len(guest.needs) for guest in self.guests)
        people = len(self.guests) * weights.newcomers + needs * weights.needs
        return 1 + seats * (a_pair + weights.perspectives) + people

    def _pairs(self) -> list[list[int]]:
        """What any two people cost in one group."""
        classes = list(dict.fromkeys((guest.sector, guest.perspective) for guest in self.guests))
        index = {one: place for place, one in enumerate(classes)}
        classed = [index[guest.sector, guest.perspective] for guest in self.guests]
        prices = [[self._of_classes(one, other) for other in classes] for one in classes]
        matrix = [[prices[one][other] for other in classed] for one in classed]
        for place, row in enumerate(matrix):
            row[place] = 0
        self._add(matrix, ((pair, self.price[Must.APART]) for pair in self.wish.apart))
        self._add(matrix, ((pair, -self.price[Must.TOGETHER]) for pair in self.wish.together))
        weight = self.wish.weights.repeats
        self._add(matrix, ((pair, times * weight) for pair, times in self.wish.met.items()))
        return matrix

    def _add(self, matrix: list[list[int]], extra: Iterable[tuple[frozenset[str], int]]) -> None:
        for pair, cost in extra:
            one, other = (self.number[person] for person in pair)
            matrix[one][other] += cost
            matrix[other][one] += cost

    def _of_classes(
        self, one: tuple[str | None, Perspective | None], other: tuple[str | None, Perspective | None]
    ) -> int:
        cost = self.wish.weights.sectors if one[0] is not None and one[0] == other[0] else 0
        is_alike = one[1] is other[1] and one[1] in {Perspective.LIVED, Perspective.FRONT_LINE}
        return cost + self.wish.weights.perspectives * is_alike

    def _kinds(self) -> tuple[list[Guest], list[int]]:
        """One guest to stand for each kind of people that a group's mix is about, and everybody's kind."""
        spoken = frozenset(need for guest in self.guests for need in guest.needs)
        kinds: dict[Kind, int] = {}
        kind = [kinds.setdefault(_kind(guest, spoken), len(kinds)) for guest in self.guests]
        return [self.guests[kind.index(place)] for place in range(len(kinds))], kind

    def _bands(self) -> list[list[int]]:
        """Those who have to sit together, as numbers, each band once."""
        found = set(bands(self.number, self.wish.together).values())
        return sorted((sorted(self.number[one] for one in band) for band in found), key=_largest_first)

    def mix(self, code: int) -> int:
        """What a group of this mix costs beyond its pairs; `code` is the sum of its people's units."""
        known = self._mixes.get(code)
        if known is None:
            known = self._mixes[code] = self._mix(
                code, self.price[Must.NO_LONE_VOICE], self.price[Must.SPREAD]
            )
        return known

    def set_out(self, detour: int) -> None:
        """On the next walk two of governing bodies in one group cost so much, and a lone voice twice that."""
        self._detour = detour
        self._walked.clear()

    def walked(self, code: int) -> int:
        """The same on a walk from seating to seating, where these rules cost no more than a detour."""
        known = self._walked.get(code)
        if known is None:
            known = self._walked[code] = self._mix(code, 2 * self._detour, self._detour)
        return known

    def _mix(self, code: int, lone: int, spread: int) -> int:
        known = self._beyond.get(code)  # whatever the two rules cost now, a mix stays what it is
        if known is None:
            known = self._beyond[code] = self._counted(code)
        cost, is_lone_voice, governing = known
        return cost + lone * is_lone_voice + spread * governing

    def _counted(self, code: int) -> tuple[int, bool, int]:
        """What the aims cost in a group of this mix, whether it has a lone voice, its pairs of governing."""
        members: list[Guest] = []
        for guest in self.kinds:
            code, count = divmod(code, self.base)
            members += [guest] * count
        weights, people = self.wish.weights, crowd(members)
        alone = left_alone(members) if self.crowd.returners else 0
        lacking = len(unserved(members)) if self.is_needy else 0
        return (
            alone * weights.newcomers + lacking * weights.needs,
            people.is_lone_voice,
            pairs(people.governing),
        )

    def constant(self) -> int:
        """What every grouping of these people costs by this arithmetic, but not by the formula."""
        groups, weight = len(self.sizes), self.wish.weights.perspectives
        even = even_pairs(self.crowd.lived, groups) + even_pairs(self.crowd.front, groups)
        governing = even_pairs(self.crowd.governing, groups) * self.price[Must.SPREAD]
        return even * weight + governing - len(self.wish.together) * self.price[Must.TOGETHER]

    def goal(self) -> int:
        """The cost that no grouping can be below."""
        least = least_broken(self.guests, self.wish, self.sizes)
        counts = least_counts(self.guests, self.wish, self.sizes, least[Must.NO_LONE_VOICE], is_spread=True)
        weights = self.wish.weights
        soft = sum(weights.of(aim.name) * count for aim, count in counts.items())
        return soft + sum(self.price[rule] * broken for rule, broken in least.items()) + self.constant()

    def cost(self, where: Sequence[int]) -> int:
        """What a grouping costs, given everybody's group."""
        members: list[list[int]] = [[] for _ in self.sizes]
        cost = 0
        for one, group in enumerate(where):
            row = self.pair[one]
            cost += sum([row[other] for other in members[group]])
            members[group].append(one)
        return cost + sum(self.mix(sum(self.unit[one] for one in group)) for group in members)

    def places(self, groups: Iterable[Iterable[str]]) -> list[int]:
        """Everybody's group, given the groups as ids."""
        by_size = sorted((list(group) for group in groups), key=len, reverse=True)
        group_of = {one: index for index, group in enumerate(by_size) for one in group}
        return [group_of[guest.id] for guest in self.guests]

    def names(self, groups: Iterable[Sequence[int]]) -> Groups:
        """The groups as ids."""
        return tuple(tuple(self.guests[place].id for place in group) for group in groups)


def _prices(people: Crowd, wish: Wish, sizes: Sequence[int], highest: int) -> dict[Must, int]:
    """What each rule costs once: more than everything after it. Sizes are given, so nobody is alone."""
    spread = highest
    lone = spread * (1 + pairs(people.governing))
    together = lone * (1 + len(sizes))
    apart = together * (1 + len(wish.together))
    return {
        Must.COMPANY: 0,
        Must.APART: apart,
        Must.TOGETHER: together,
        Must.NO_LONE_VOICE: lone,
        Must.SPREAD: spread,
        Must.SIZES: 0,
    }


def _kind(guest: Guest, spoken: frozenset[str]) -> Kind:
    return guest.perspective, guest.is_newcomer, guest.needs, guest.gives & spoken


def _largest_first(band: Sequence[int]) -> tuple[int, int]:
    return -len(band), band[0]
