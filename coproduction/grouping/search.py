"""Improving groups by exchanging two people at a time: simulated annealing with whole numbers.

(S. Kirkpatrick, C. D. Gelatt, M. P. Vecchi 1983; exchanges as the neighbourhood of the social golfer
problem: I. Dotú, P. Van Hentenryck 2005.) A worse exchange is made with probability exp(-change / warmth),
and the warmth falls steadily. What breaks a rule costs so much that it is
hardly ever made. Lone voices and governing bodies that are not spread are detours on the way, and their full
price decides what is kept.
"""

from __future__ import annotations

import random
from math import log

from coproduction.grouping.table import Seating

BLOCKS = 16  # of so many exchanges weighed, one is of blocks


def improve(
    start: Seating, goal: int, budget: int, chance: random.Random, warmth: tuple[float, float]
) -> list[int]:
    """Everybody's group in the best seating met on a walk of `budget` exchanges weighed; the goal ends it."""
    first, last = warmth
    walk = Walk(start, first, chance)
    cooling = (last / first) ** (BLOCKS / max(1, budget))
    for _ in range(budget // BLOCKS if len(start.room.sizes) > 1 else 0):
        walk.singly(BLOCKS - 1)
        walk.in_blocks()
        walk.warmth *= cooling
        if walk.best <= goal:
            break
    return walk.kept


class Walk:
    """A seating that changes, and the best there was on the way."""

    def __init__(self, start: Seating, warmth: float, chance: random.Random) -> None:
        self.now = start
        self.warmth, self.chance = warmth, chance
        self.best, self.kept = self.now.cost(), list(self.now.where)
        self.bands = [band for band in start.room.bands if len(band) > 1]

    def singly(self, times: int) -> None:
        """Weigh exchanges of two people; this is where the time goes, so nothing is looked up twice."""
        now, draw, warmth = self.now, self.chance.random, self.warmth
        where, link, pair, unit, people = now.where, now.link, now.room.pair, now.room.unit, len(now.where)
        for _ in range(times):
            one, other = int(draw() * people), int(draw() * people)
            if (a := where[one]) == (b := where[other]):
                continue
            beside, across = link[a], link[b]
            change = across[one] - beside[one] + beside[other] - across[other] - 2 * pair[one][other]
            if unit[one] != unit[other]:
                change += now.remix((one,), (other,))
            if change <= 0 or change < -warmth * log(1.0 - draw()):
                now.exchange(one, other, change)
                if now.total < self.best:
                    self._keep()

    def in_blocks(self) -> None:
        """Weigh an exchange of a whole band with people of another group: they move together or not."""
        ones, others = self._blocks() if self.bands else ([], [])
        if not others:
            return
        change = self.now.change(ones, others)
        if change <= 0 or change < -self.warmth * log(1.0 - self.chance.random()):
            for one, other in zip(ones, others, strict=True):
                self.now.exchange(one, other, self.now.change((one,), (other,)))
            self._keep()

    def _keep(self) -> None:
        """Remember this seating if there was none better."""
        if (cost := self.now.cost()) < self.best:
            self.best, self.kept = cost, list(self.now.where)

    def _blocks(self) -> tuple[list[int], list[int]]:
        """People of one group who are to sit together, and as many of another; or nobody, by the draw."""
        where, chance = self.now.where, self.chance
        band, other = chance.choice(self.bands), chance.randrange(len(where))
        a, b = where[band[0]], where[other]
        ones = [person for person in band if where[person] == a]
        there = [person for person, group in enumerate(where) if group == b]
        if a == b or len(there) < len(ones):
            return [], []
        return ones, chance.sample(there, len(ones))
