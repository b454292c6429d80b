"""Needs and who can serve them, as whole numbers: what an exchange of two people changes is looked up.

For each need a group has a code that is the sum of its people's: how many ask for it, how many give it, and
how many do both. Only the needs that two people have to do with change when they change places.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from coproduction.grouping.crowd import unserved
from coproduction.grouping.guests import Guest, Pair

Codes = list[int]  # of one group, need by need


class Help:
    """The needs of some people, none of them seen when it `is_blind`.

    `touched[i]` has the code that person i adds, by the need's number.
    """

    def __init__(self, guests: Sequence[Guest], *, is_blind: bool = False) -> None:
        self.needs = [] if is_blind else sorted({need for guest in guests for need in guest.needs})
        self._base = len(guests) + 2
        self.touched = [self._codes(guest) for guest in guests]
        self.asked = [
            [number for number, need in enumerate(self.needs) if need in guest.needs] for guest in guests
        ]
        self.unservable = 0 if is_blind else len(unserved(guests))
        self._lacking: dict[int, int] = {0: 0}

    def _codes(self, guest: Guest) -> Mapping[int, int]:
        found = {}
        for number, need in enumerate(self.needs):
            asks, gives = need in guest.needs, need in guest.gives
            if asks or gives:
                found[number] = asks + self._base * gives + self._base**2 * (asks and gives)
        return found

    def codes(self, members: Iterable[int]) -> Codes:
        """The codes of a group of these people."""
        codes = [0] * len(self.needs)
        for one in members:
            for need, code in self.touched[one].items():
                codes[need] += code
        return codes

    def lacking(self, code: int) -> int:
        """How many people in a group of this code lack the need: nobody else there gives it."""
        known = self._lacking.get(code)
        if known is None:
            others, both_and_givers = code % self._base, code // self._base
            givers, both = both_and_givers % self._base, both_and_givers // self._base
            known = self._lacking[code] = (others, both)[givers] if givers <= 1 else 0
        return known

    def gives(self, code: int) -> bool:
        """Whether anybody in a group of this code gives the need."""
        return code >= self._base

    def lacked(self, members: Iterable[int]) -> int:
        """How many needs a group of these people does not serve."""
        return sum(map(self.lacking, self.codes(members))) if self.needs else 0

    def steps(self, ones: Iterable[int], others: Iterable[int]) -> dict[int, int]:
        """By how much the codes of a group change when the ones leave it and the others come."""
        steps: dict[int, int] = {}
        for people, sign in ((ones, -1), (others, 1)):
            for one in people:
                for need, code in self.touched[one].items():
                    steps[need] = steps.get(need, 0) + sign * code
        return steps

    def change(self, steps: Mapping[int, int], a: Codes, b: Codes) -> int:
        """How many more needs are not served when `a` changes by these steps, and `b` by their opposite."""
        lacking = self.lacking
        return sum(
            lacking(a[need] + step) - lacking(a[need]) + lacking(b[need] - step) - lacking(b[need])
            for need, step in steps.items()
        )


def only_helpers(guests: Sequence[Guest]) -> list[Pair]:
    """Who needs something, with the one person who can give it: they had better sit together."""
    pairs = []
    for need in sorted({need for guest in guests for need in guest.needs}):
        givers = [guest.id for guest in guests if need in guest.gives]
        asking = [guest.id for guest in guests if need in guest.needs]
        pairs += [frozenset((one, givers[0])) for one in asking if len(givers) == 1 and one != givers[0]]
    return pairs
