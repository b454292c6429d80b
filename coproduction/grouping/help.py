"""Needs and who can serve them, as whole numbers: what an exchange of two people changes is looked up.

For each need a group has a code that is the sum of its people's: how many ask for it, how many give it, and
how many do both. Only the needs that two people have to do with change when they change places.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from coproduction.grouping.crowd import unserved
from coproduction.grouping.guests import Guest, Pair
from coproduction.grouping.lookups import Lookup

Codes = list[int]  # of one group, need by need
Steps = tuple[tuple[int, int], ...]  # needs, and by how much their codes change


class Help:
    """The needs of some people, none of them seen when it `is_blind`.

    `touched[i]` has the code that person i adds, by the need's number.
    """

    def __init__(self, guests: Sequence[Guest], *, is_blind: bool = False) -> None:
        self.needs = [] if is_blind else sorted({need for guest in guests for need in guest.needs})
        self._base = len(guests) + 2
        self.touched = [self._codes(guest) for guest in guests]
        alike: dict[frozenset[tuple[int, int]], int] = {}
        self.sort = [alike.setdefault(frozenset(codes.items()), len(alike)) for codes in self.touched]
        self._sorts = list(alike)
        self.asked = [
            [number for number, need in enumerate(self.needs) if need in guest.needs] for guest in guests
        ]
        self.unservable = 0 if is_blind else len(unserved(guests))
        # by a group's code, how many in it lack the need: nobody else there gives it
        self.lacking = Lookup(self._lacking)
        # by the sorts of two people, what changes in a group when the second comes for the first
        self.between = Lookup(self._between)

    def _codes(self, guest: Guest) -> Mapping[int, int]:
        found = {}
        for number, need in enumerate(self.needs):
            asks, gives = need in guest.needs, need in guest.gives
            if asks or gives:
                found[number] = asks + self._base * gives + self._base**2 * (asks and gives)
        return found

    def _lacking(self, code: int) -> int:
        others, both_and_givers = code % self._base, code // self._base
        givers, both = both_and_givers % self._base, both_and_givers // self._base
        return (others, both)[givers] if givers <= 1 else 0

    def _between(self, sorts: tuple[int, int]) -> Steps:
        one, other = (self._sorts[sort] for sort in sorts)
        return _summed(((need, -code) for need, code in one), other)

    def codes(self, members: Iterable[int]) -> Codes:
        """The codes of a group of these people."""
        codes = [0] * len(self.needs)
        for one in members:
            for need, code in self.touched[one].items():
                codes[need] += code
        return codes

    def gives(self, code: int) -> bool:
        """Whether anybody in a group of this code gives the need."""
        return code >= self._base

    def lacked(self, codes: Codes) -> int:
        """How many needs a group of these codes does not serve."""
        return sum([self.lacking[code] for code in codes])

    def steps(self, ones: Iterable[int], others: Iterable[int]) -> Steps:
        """By how much the codes of a group change when the ones leave it and the others come."""
        leaving = ((need, -code) for one in ones for need, code in self.touched[one].items())
        return _summed(leaving, (step for other in others for step in self.touched[other].items()))

    def change(self, steps: Steps, a: Codes, b: Codes) -> int:
        """How many more needs are not served when `a` changes by these steps, and `b` by their opposite."""
        lacking, more = self.lacking, 0
        for need, step in steps:
            here, there = a[need], b[need]
            more += lacking[here + step] - lacking[here] + lacking[there - step] - lacking[there]
        return more


def _summed(*steps: Iterable[tuple[int, int]]) -> Steps:
    """Those of one need added up, without those that come to nothing."""
    total: dict[int, int] = {}
    for need, step in chain(*steps):
        total[need] = total.get(need, 0) + step
    return tuple((need, step) for need, step in total.items() if step)


def only_helpers(guests: Sequence[Guest]) -> list[Pair]:
    """Who needs something, with the one person who can give it: they had better sit together."""
    pairs = []
    for need in sorted({need for guest in guests for need in guest.needs}):
        givers = [guest.id for guest in guests if need in guest.gives]
        asking = [guest.id for guest in guests if need in guest.needs]
        pairs += [frozenset((one, givers[0])) for one in asking if len(givers) == 1 and one != givers[0]]
    return pairs
