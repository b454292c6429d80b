"""Circles of people in which everybody has met everybody, such as an old group: more of them than there are
groups cannot all be parted."""

from __future__ import annotations

from collections.abc import Mapping

from coproduction.grouping.crowd import even_pairs
from coproduction.grouping.guests import Pair


def repeats_in_cliques(met: Mapping[Pair, int], groups: int) -> int:
    """How many meetings repeat at the least, by circles that share no meeting.

    A circle of c people over g groups leaves at least the pairs of an even deal together. Circles without a
    common pair add up; two people who met twice can be in two of them.
    """
    web = _Web(met)
    found = 0
    for one in range(len(web.beside)):
        while len(circle := web.circle(one)) > groups:
            found += even_pairs(len(circle), groups) * web.take(circle)
    return found


class _Web:
    """Who has met whom, as bits: `beside[i]` has bit j set while i and j have meetings left."""

    def __init__(self, met: Mapping[Pair, int]) -> None:
        number = {one: index for index, one in enumerate(sorted({one for pair in met for one in pair}))}
        self.beside = [0] * len(number)
        self.times: dict[tuple[int, int], int] = {}
        for pair, times in met.items():
            low, high = sorted(number[one] for one in pair)
            self.times[low, high] = times
            self._flip(low, high)

    def circle(self, one: int) -> list[int]:
        """A large circle around `one`: again and again whoever keeps most of the others in it."""
        circle, open_to = [one], self.beside[one]
        while open_to:
            following = max(_bits(open_to), key=lambda other: (open_to & self.beside[other]).bit_count())
            circle.append(following)
            open_to &= self.beside[following]
        return sorted(circle)

    def take(self, circle: list[int]) -> int:
        """Use up the circle's meetings, as often as all of its pairs have met; how often that is."""
        edges = [(low, high) for index, high in enumerate(circle) for low in circle[:index]]
        often = min(self.times[edge] for edge in edges)
        for edge in edges:
            self.times[edge] -= often
            if not self.times[edge]:
                self._flip(*edge)
        return often

    def _flip(self, low: int, high: int) -> None:
        self.beside[low] ^= 1 << high
        self.beside[high] ^= 1 << low


def _bits(number: int) -> list[int]:
    """The places of the bits that are set."""
    places = []
    while number:
        lowest = number & -number
        places.append(lowest.bit_length() - 1)
        number ^= lowest
    return places
