"""The rooms of the breakout benchmark: one that others were measured on, and random ones."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from coproduction.grouping import Groups, Guest, Pair, Wish, arrange, listeners, meetings
from coproduction.people import Perspective

VIEWS = (Perspective.LIVED,) * 2 + (Perspective.FRONT_LINE,) * 3 + (Perspective.GOVERNING, None)


@dataclass(frozen=True, slots=True)
class Case:
    """People, what is asked, and in words how many of what."""

    guests: tuple[Guest, ...]
    wish: Wish
    sectors: int
    earlier: int  # rounds that have been


def of_sectors(people: int, sectors: int) -> list[Guest]:
    """People of sectors that are as large as each other, of whom nothing else is known."""
    return [Guest(f"p{number}", f"s{number % sectors}") for number in range(people)]


def anybody(people: int, sectors: int, chance: random.Random) -> list[Guest]:
    """People of random sectors and perspectives, one in four of them new."""
    return [
        Guest(f"p{n}", f"s{chance.randrange(sectors)}", chance.choice(VIEWS), chance.random() < 0.25)
        for n in range(people)
    ]


def random_case(number: int, least: int, most: int) -> Case:
    """A room of that many people at least and at most, and up to two rounds that have been."""
    chance = random.Random(number)  # noqa: S311  # a case that can be repeated
    sectors, earlier = chance.randrange(2, 13), chance.randrange(3)
    guests, size = anybody(chance.randrange(least, most + 1), sectors, chance), chance.randrange(3, 8)
    been: list[Groups] = []
    for _ in range(earlier):
        before = Wish(size=size, met=meetings(been), heard=heard(guests, been))
        been.append(arrange(guests, before).groups)
    wish = Wish(size=size, met=meetings(been), heard=heard(guests, been))
    return Case(tuple(guests), wish, sectors, earlier)


def heard(guests: Sequence[Guest], been: Sequence[Groups]) -> frozenset[str]:
    """Who has sat with lived experience."""
    return listeners(been, {guest.id for guest in guests if guest.perspective is Perspective.LIVED})


def needing(people: int, seed: int = 0) -> list[Guest]:
    """People of whom 12 in 45 need one of six things, and as many offer one."""
    chance = random.Random(seed or people)  # noqa: S311  # a case that can be repeated
    guests, asking = anybody(people, 10, chance), people * 12 // 45
    return [
        replace(
            guest,
            needs=frozenset({f"need {place % 6}"} if place < asking else ()),
            offers=frozenset({f"need {place % 6}"} if asking <= place < 2 * asking else ()),
        )
        for place, guest in enumerate(guests)
    ]


def repeats(rounds: list[Groups]) -> int:
    """Meetings after the first, counted once for each meeting before."""
    return sum(times * (times - 1) // 2 for times in meetings(rounds).values())


def same_sector(guests: list[Guest], rounds: list[Groups]) -> int:
    """Pairs of one sector in one group, over all rounds."""
    sector = {guest.id: guest.sector for guest in guests}
    return sum(times for pair, times in meetings(rounds).items() if len({sector[one] for one in pair}) == 1)


def costs(guests: list[Guest], met: dict[Pair, int]) -> list[list[int]]:
    """What any two people cost in one group, by the weights of a wish."""
    weights = Wish(groups=1).weights
    return [
        [
            weights.repeats * met.get(frozenset((one.id, other.id)), 0)
            + weights.sectors * (one.sector == other.sector)
            if one is not other
            else 0
            for other in guests
        ]
        for one in guests
    ]
