"""Whom an intruder takes for the author of what: every way to guess, and how often it is right.

For each thing that was said, a way to guess puts the people of the room in order. The AUC is the chance that
it puts the right person before a wrong one, over all rooms: 1 is certain, 0.5 is chance. One below 0.5 tells
as much as one above, so that what counts is how far from it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from benchmarks.attack.traces import Stream

Scores = Mapping[str, float]  # by person: the higher, the more likely
Guess = tuple[str, Mapping[str, Scores]]  # what it is called, and its scores by thing
NOTHING = "nothing to go by"
_NEVER = float("-inf")


@dataclass(slots=True)
class Pooled:
    """The places that right and wrong people had, over many rooms: 0 is last, 1 is first."""

    right: Counter[float] = field(default_factory=Counter)
    wrong: Counter[float] = field(default_factory=Counter)

    def add(self, scores: Scores, author: str) -> None:
        """One thing that was said."""
        for person, place in _places(scores).items():
            (self.right if person == author else self.wrong)[place] += 1

    def within(self, all_of_them: Pooled) -> Pooled:
        """This way over all rooms: where it had nothing to go by, all share a place in the middle."""
        right = Counter({0.5: all_of_them.right.total() - self.right.total()})
        wrong = Counter({0.5: all_of_them.wrong.total() - self.wrong.total()})
        return Pooled(self.right + right, self.wrong + wrong)

    @property
    def auc(self) -> float:
        """The chance that a right one is before a wrong one; half of those who share a place."""
        below, won = 0, 0.0
        for place in sorted({*self.right, *self.wrong}):
            won += self.right[place] * (below + self.wrong[place] / 2)
            below += self.wrong[place]
        return won / (self.right.total() * below) if below and self.right else 0.5

    @property
    def power(self) -> float:
        """What the guess tells, whichever way round."""
        return max(self.auc, 1 - self.auc)


def _places(scores: Scores) -> dict[str, float]:
    """Each person's place among the others; who has the same score shares one."""
    ordered = sorted(scores.values())
    last = len(ordered) - 1
    return {
        person: round((bisect_left(ordered, score) + bisect_right(ordered, score) - 1) / 2 / last, 4)
        for person, score in scores.items()
    }


def guesses(streams: Sequence[Stream], people: Sequence[str], items: Sequence[str]) -> Iterator[Guess]:
    """Every way to guess that these traces give; of what left none there is nothing to guess."""
    there = frozenset[str]().union(*(event.items for stream in streams for event in stream.events))
    items = [item for item in items if item in there]
    yield NOTHING, {}
    seen = [_Seen(stream, people, items) for stream in streams]
    for each in seen:
        if each.of_people and each.of_items:
            yield from each.guesses()
    for whose, what in product(seen, seen):
        if 2 * len(whose.of_people) >= len(people) and len(what.of_items) > 1:
            name = f"{whose.name} / {what.name}" if whose is not what else whose.name
            yield f"same place in order: {name}", _in_order(whose.order_of_people(), what.order_of_items())


class _Seen:
    """Where in a stream each person and each thing is."""

    def __init__(self, stream: Stream, people: Sequence[str], items: Sequence[str]) -> None:
        self.name, self._stream = stream.name, stream
        self._people, self._items = people, items
        self.of_people, self.of_items = defaultdict[str, list[int]](list), defaultdict[str, list[int]](list)
        mine, these = frozenset(people), frozenset(items)
        for place, event in enumerate(stream.events):
            for person in event.people & mine:
                self.of_people[person].append(place)
            for item in event.items & these:
                self.of_items[item].append(place)

    def guesses(self) -> Iterator[Guess]:
        """By how near a person's traces are to those of a thing."""
        for name, near in (("together", _together), ("nearest", _nearest), ("just before", _before)):
            yield (
                f"{name}: {self.name}",
                {
                    item: {person: near(self.of_people.get(person, []), there) for person in self._people}
                    for item in self._items
                    if (there := self.of_items.get(item))
                },
            )

    def order_of_people(self) -> dict[str, float]:
        """From 0 to 1 by their first trace; who has none comes last."""
        return _ordered(self.of_people, self._people)

    def order_of_items(self) -> dict[str, float]:
        """The same of the things."""
        return _ordered(self.of_items, self._items)


def _together(whose: list[int], what: list[int]) -> float:
    return float(len(set(whose).intersection(what)))


def _nearest(whose: list[int], what: list[int]) -> float:
    """Both are in order, so that next to a place of one only two places of the other can be."""
    few, many = sorted((whose, what), key=len)
    next_to = ((place, bisect_left(many, place)) for place in few)
    return -min(
        (abs(place - each) for place, at in next_to for each in many[max(at - 1, 0) : at + 1]),
        default=-_NEVER,
    )


def _before(whose: list[int], what: list[int]) -> float:
    came = bisect_right(whose, what[0])
    return float(whose[came - 1] - what[0]) if came else _NEVER


def _ordered(traces: Mapping[str, list[int]], everybody: Sequence[str]) -> dict[str, float]:
    first = {each: float(traces[each][0]) if each in traces else float("inf") for each in everybody}
    return _places(first)


def _in_order(whose: Mapping[str, float], what: Mapping[str, float]) -> dict[str, Scores]:
    return {item: {person: -abs(place - at) for person, at in whose.items()} for item, place in what.items()}
