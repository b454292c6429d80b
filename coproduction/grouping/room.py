"""People and wishes as whole numbers, so that comparing two groupings is comparing two numbers.

The number is the cost of the aims plus, for every broken rule, more than all later rules and aims could
ever cost together: smaller is better, exactly in the order of the rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property

from coproduction.grouping.bounds import least_broken, least_counts
from coproduction.grouping.crowd import (
    bands,
    crowd,
    even_pairs,
    is_unheard,
    left_alone,
    pairs,
    present,
)
from coproduction.grouping.guests import Groups, Guest, Wish, even_sizes
from coproduction.grouping.help import Help, only_helpers
from coproduction.grouping.lookups import Lookup
from coproduction.grouping.quality import Aim, Must, rules
from coproduction.people import Perspective

Kind = tuple[Perspective | None, bool, bool]
Counted = tuple[int, bool, bool, int]  # aims, lone voice, professionals only, pairs of governing bodies


class Room:
    """The people in `groups` groups: what each pair costs in one group, and what each group's mix costs."""

    def __init__(self, guests: Sequence[Guest], wish: Wish, groups: int, *, is_loose: bool = False) -> None:
        self.guests = list(guests)
        self.wish = present(wish, self.guests)
        self.sizes = even_sizes(len(self.guests), groups)
        self.number = {guest.id: index for index, guest in enumerate(self.guests)}
        self.crowd = crowd(self.guests)
        self.price = _prices(self.guests, self.wish, self.sizes, self._highest(is_loose))
        self.pair = self._pairs()
        self.kinds, self.kind = self._kinds()
        self.base = len(self.guests) + 1 if is_loose else max(self.sizes, default=0) + 2
        self.help = Help(self.guests)
        self.needy = [bool(codes) for codes in self.help.touched]
        self.unit = [self.base**kind for kind in self.kind]
        self._known = Lookup(self._counted)  # whatever the rules cost now, a mix stays what it is
        # what a group of a mix costs beyond its pairs; and the same on a walk from seating to seating, where
        # some rules cost no more than a detour
        self.mix: Lookup[int, int] = Lookup(lambda code: self._mix(code, self.price))
        self.walked: Lookup[int, int] = Lookup(lambda code: self._mix(code, self._detours))
        self._detours: Mapping[Must, int] = dict.fromkeys(self.price, 0)
        self.need = 0  # what a need that is not served costs on a walk
        self.bands = self._bands()

    def _highest(self, is_loose: bool) -> int:
        """More than the aims can cost together; where groups may be of any size, even with all in one."""
        weights = self.wish.weights
        seats = pairs(len(self.guests)) if is_loose else sum(map(pairs, self.sizes))
        a_pair = weights.repeats * max(self.wish.met.values(), default=0) + weights.sectors
        people = len(self.guests) * (weights.newcomers + weights.unheard)
        return 1 + seats * (a_pair + weights.perspectives) + people + len(self.sizes) * weights.outnumbered

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
        kinds: dict[Kind, int] = {}
        kind = [kinds.setdefault(_kind(guest, self.wish), len(kinds)) for guest in self.guests]
        return [self.guests[kind.index(place)] for place in range(len(kinds))], kind

    def _bands(self) -> list[list[int]]:
        """Those who have to sit together, as numbers, each band once; and who needs what only one can give,
        with that person, as far as a group has room for all of them."""
        band_of = bands(self.number, self.wish.together)
        for pair in only_helpers(self.guests):
            joined = frozenset[str]().union(*(band_of[one] for one in pair))
            if len(joined) <= max(self.sizes) and pair not in self.wish.apart:
                band_of.update(dict.fromkeys(joined, joined))
        found = set(band_of.values())
        return sorted((sorted(self.number[one] for one in band) for band in found), key=_largest_first)

    def beyond(self, members: Iterable[int]) -> int:
        """What a group of these people costs beyond its pairs: its mix, and needs that it does not serve."""
        there = list(members)
        lacked = self.help.lacked(self.help.codes(there)) * self.price[Must.NEEDS] if self.help.needs else 0
        return self.mix[sum([self.unit[one] for one in there])] + lacked

    def stay_in(self) -> None:
        """From now on every rule costs its full price: nobody is on a walk."""
        self._detours, self.need = self.price, self.price[Must.NEEDS]
        self.walked.clear()

    @contextmanager
    def needless(self) -> Iterator[None]:
        """For a while, as if nobody needed anything."""
        kept = self.help, self.needy
        self.help, self.needy = Help(self.guests, is_blind=True), [False] * len(self.guests)
        yield
        self.help, self.needy = kept

    def set_out(self, detour: int) -> None:
        """On the next walk these rules cost no more than a detour, or two, and a need three."""
        first, second = (rule for rule in rules(self.wish.voices) if rule in _OF_VOICES)
        self._detours = {first: 2 * detour, second: detour, Must.SPREAD: detour}
        self.need = 3 * detour
        self.walked.clear()

    def _mix(self, code: int, price: Mapping[Must, int]) -> int:
        cost, is_lone, is_unmixed, governing = self._known[code]
        cost += price[Must.NO_LONE_VOICE] * is_lone + price[Must.MIXED] * is_unmixed
        return cost + price[Must.SPREAD] * governing

    def _counted(self, code: int) -> Counted:
        """What a group of this mix counts for, its needs left aside."""
        members: list[Guest] = []
        for guest in self.kinds:
            code, count = divmod(code, self.base)
            members += [guest] * count
        weights, people = self.wish.weights, crowd(members)
        alone = left_alone(members) if self.crowd.returners else 0
        unheard = sum(is_unheard(guest, self.wish) for guest in members) if people.is_unmixed else 0
        cost = alone * weights.newcomers + unheard * weights.unheard
        cost += people.is_outnumbered * weights.outnumbered
        return cost, people.is_lone_voice, people.is_unmixed, pairs(people.governing)

    def constant(self) -> int:
        """What every grouping of these people costs by this arithmetic, but not by the formula."""
        groups, weight = len(self.sizes), self.wish.weights.perspectives
        even = even_pairs(self.crowd.lived, groups) + even_pairs(self.crowd.front, groups)
        governing = even_pairs(self.crowd.governing, groups) * self.price[Must.SPREAD]
        return even * weight + governing - len(self.wish.together) * self.price[Must.TOGETHER]

    @cached_property
    def least(self) -> tuple[dict[Must, int], dict[Aim, int]]:
        """How often every grouping breaks each rule, and how far it is from each aim, at the least."""
        broken = least_broken(self.guests, self.wish, self.sizes)
        return broken, least_counts(self.guests, self.wish, self.sizes, broken)

    def goal(self) -> int:
        """The cost that no grouping can be below."""
        least, counts = self.least
        soft = sum(self.wish.weights.of(aim.name) * count for aim, count in counts.items())
        seen = {rule: broken for rule, broken in least.items() if rule is not Must.NEEDS or self.help.needs}
        return soft + sum(self.price[rule] * broken for rule, broken in seen.items()) + self.constant()

    def troubles(self, codes: Iterable[int]) -> list[int]:
        """What the mixes of these groups cost, all that is as seldom as it can be left out."""
        counted = [self._known[code] for code in codes]
        aims, lone, unmixed, governing = map(sum, zip(*counted, strict=True))
        least, counts = self.least
        weights, fair = self.wish.weights, pairs(-(-self.crowd.governing // len(self.sizes)))
        of_mix = (Aim.UNHEARD, Aim.NEWCOMERS, Aim.OUTNUMBERED)
        is_far = aims > sum(weights.of(aim.name) * counts[aim] for aim in of_mix)
        prices = (
            self.price[Must.NO_LONE_VOICE] * (lone > least[Must.NO_LONE_VOICE]),
            self.price[Must.MIXED] * (unmixed > least[Must.MIXED]),
            self.price[Must.SPREAD] * (governing > even_pairs(self.crowd.governing, len(self.sizes))),
        )
        return [
            cost * is_far + prices[0] * is_lone + prices[1] * is_unmixed + prices[2] * max(0, pairs_ - fair)
            for cost, is_lone, is_unmixed, pairs_ in counted
        ]

    def cost(self, where: Sequence[int]) -> int:
        """What a grouping costs, given everybody's group."""
        members: list[list[int]] = [[] for _ in self.sizes]
        cost = 0
        for one, group in enumerate(where):
            row = self.pair[one]
            cost += sum([row[other] for other in members[group]])
            members[group].append(one)
        return cost + sum(map(self.beyond, members))

    def places(self, groups: Iterable[Iterable[str]]) -> list[int]:
        """Everybody's group, given the groups as ids."""
        by_size = sorted((list(group) for group in groups), key=len, reverse=True)
        group_of = {one: index for index, group in enumerate(by_size) for one in group}
        return [group_of[guest.id] for guest in self.guests]

    def names(self, groups: Iterable[Sequence[int]]) -> Groups:
        """The groups as ids."""
        return tuple(tuple(self.guests[place].id for place in group) for group in groups)


_OF_VOICES = {Must.NO_LONE_VOICE, Must.MIXED}


def _prices(guests: Sequence[Guest], wish: Wish, sizes: Sequence[int], highest: int) -> dict[Must, int]:
    """What each rule costs once: more than everything after it. Sizes are given, so nobody is alone."""
    most = {
        Must.APART: len(wish.apart),
        Must.TOGETHER: len(wish.together),
        Must.NEEDS: sum(len(guest.needs) for guest in guests),
        Must.NO_LONE_VOICE: len(sizes),
        Must.MIXED: len(sizes),
        Must.SPREAD: pairs(crowd(guests).governing),
    }
    price = {Must.COMPANY: 0, Must.SIZES: 0}
    for rule in reversed([rule for rule in rules(wish.voices) if rule in most]):
        price[rule] = highest
        highest *= 1 + most[rule]
    return price


def _kind(guest: Guest, wish: Wish) -> Kind:
    return guest.perspective, guest.is_newcomer, is_unheard(guest, wish)


def _largest_first(band: Sequence[int]) -> tuple[int, int]:
    return -len(band), band[0]
