"""Arithmetic on a circle of groups: dealing that never brings two people together twice.

Write everybody as (column c, place x), a column being as many people as there are groups, and send them to
group x + m·c in round m. Two people of different columns meet when x + m·c = y + m·d, that is for one m
only, wherever differences can be divided by: in a finite field. (These are the parallel classes of a
transversal design, from mutually orthogonal Latin squares; R. C. Bose 1938, H. F. MacNeish 1922.) Numbers
that are no prime power are taken as a product of fields, in which at least the first few elements differ by
something one can divide by.
"""

from __future__ import annotations

from functools import cache
from itertools import product


@cache
def circle(groups: int) -> Circle:
    """The arithmetic for so many groups."""
    return Circle(groups)


class Circle:
    """Addition and multiplication of the numbers below `groups`, in a product of finite fields."""

    def __init__(self, groups: int) -> None:
        self.groups = groups
        self.fields = [_Field(prime, power) for prime, power in _factors(groups)]
        places = range(groups)
        self.number = {self._parts(place): place for place in places}
        self._turned: dict[int, list[int]] = {}

    def _parts(self, place: int) -> tuple[int, ...]:
        return tuple(place % field.order for field in self.fields)

    def add(self, one: int, other: int) -> int:
        parts = zip(self.fields, self._parts(one), self._parts(other), strict=True)
        return self.number[tuple(field.add(a, b) for field, a, b in parts)]

    def turned(self, by: int) -> list[int]:
        """Every number, with that much added."""
        if by not in self._turned:
            self._turned[by] = [self.add(place, by) for place in range(self.groups)]
        return self._turned[by]

    def times(self, one: int, other: int) -> int:
        parts = zip(self.fields, self._parts(one), self._parts(other), strict=True)
        return self.number[tuple(field.times(a, b) for field, a, b in parts)]


class _Field:
    """The finite field of prime**power elements: numbers, their digits to that base being polynomials."""

    def __init__(self, prime: int, power: int) -> None:
        self.prime, self.power = prime, power
        self.order: int = prime**power
        self.powers = self._generated()
        self.log = {element: place for place, element in enumerate(self.powers)}

    def add(self, one: int, other: int) -> int:
        digits = zip(self._digits(one), self._digits(other), strict=True)
        return self._number([(a + b) % self.prime for a, b in digits])

    def times(self, one: int, other: int) -> int:
        if not (one and other):
            return 0
        return self.powers[(self.log[one] + self.log[other]) % (self.order - 1)]

    def _generated(self) -> list[int]:
        """All elements but zero, as powers of x: some reduction of its highest power makes them all."""
        choices = product(range(self.prime), repeat=self.power)
        return next(found for tail in choices if len(found := self._cycle(tail)) == self.order - 1)

    def _cycle(self, tail: tuple[int, ...]) -> list[int]:
        """1, x, x² ... up to a repetition, when x to the highest power equals `tail`."""
        element, found = 1, list[int]()
        while element not in {0, *found[:1]}:
            found.append(element)
            *low, top = self._digits(element)
            element = self._number([(a + top * b) % self.prime for a, b in zip([0, *low], tail, strict=True)])
            if len(found) == self.order:
                break
        return found

    def _digits(self, number: int) -> list[int]:
        return [number // self.prime**place % self.prime for place in range(self.power)]

    def _number(self, digits: list[int]) -> int:
        return int(sum(digit * self.prime**place for place, digit in enumerate(digits)))


def _factors(number: int) -> list[tuple[int, int]]:
    """The prime powers that make up the number."""
    found, prime = list[tuple[int, int]](), 2
    while number > 1:
        power = 0
        while number % prime == 0:
            number, power = number // prime, power + 1
        if power:
            found.append((prime, power))
        prime += 1
    return found
