"""Improving groups by exchanging two people at a time: simulated annealing with whole numbers.

(S. Kirkpatrick, C. D. Gelatt, M. P. Vecchi 1983; exchanges as the neighbourhood of the social golfer
problem: I. Dotú, P. Van Hentenryck 2005.) A worse exchange is made with probability exp(-change / warmth),
and the warmth falls steadily. What breaks a rule costs so much that it is
hardly ever made. Needs that are not served, lone voices, groups of professionals only and governing bodies
that are not spread are detours on the way, and their full price decides what is kept.
"""

from __future__ import annotations

import random
from math import log

from coproduction.grouping.quality import Must
from coproduction.grouping.table import Seating

BLOCKS = 16  # of so many exchanges weighed, one is of blocks


def improve(
    start: Seating, goal: int, budget: int, chance: random.Random, warmth: tuple[float, float]
) -> tuple[list[int], int]:
    """Everybody's group in the best seating met on a walk of `budget` exchanges weighed, and how many were:
    the goal ends it."""
    first, last = warmth
    walk = Walk(start, first, chance)
    cooling = (last / first) ** (BLOCKS / max(1, budget))
    weighed = 0
    for _ in range(budget // BLOCKS if len(start.room.sizes) > 1 else 0):
        walk.singly(BLOCKS - 1)
        walk.in_blocks()
        walk.warmth *= cooling
        weighed += BLOCKS
        if walk.best <= goal:
            break
    return walk.kept, weighed


def settle(start: Seating, goal: int, budget: int) -> tuple[list[int], int]:
    """Everybody's group when people changed places with whoever is best for it, one after the other, and how
    many exchanges were weighed: first who needs help, then who sits in a group that breaks a rule or has
    nobody to hear."""
    now, weighed, everywhere = start, 0, range(len(start.room.sizes))
    while weighed < budget and now.total > goal:
        before = now.total
        for one, groups in [*now.wanting(), *((one, everywhere) for one in now.troubled())]:
            weighed += len(groups) * len(now.where) // len(everywhere)
            other, change = now.best_place(one, groups, now.room.need)
            if change < 0:
                now.exchange(one, other, change)
            if weighed > budget:
                break
        if now.total == before:
            break
    return now.where, weighed


def settle_many(start: Seating, goal: int, budget: int) -> tuple[list[int], int]:
    """The same for many people with needs who sit well but for these. Who needs help is served first where
    that breaks no rule, for to serve two by one exchange may cost three rules; then at any price. Who sits in
    a group that was mended meanwhile needs no other place."""
    now, weighed, everywhere = start, 0, range(len(start.room.sizes))
    while weighed < budget and now.total > goal:
        before = now.total
        weighed += _serve(now, now.room.price[Must.SPREAD]) + _serve(now, now.room.need)
        for one in now.troubled():
            if weighed > budget or now.total <= goal:
                break
            if now.is_troubled(one):
                weighed += len(now.where)
                other, change = now.best_place(one, everywhere, now.room.need)
                if change < 0:
                    now.exchange(one, other, change)
        if now.total == before:
            break
    return now.where, weighed


def _serve(now: Seating, need: int) -> int:
    """Seat who needs help with who gives it, where that takes less than `need` for each who is served; how
    many exchanges were weighed."""
    weighed = 0
    for one, groups in now.wanting():
        if now.lacks[now.where[one]]:
            weighed += len(groups) * len(now.where) // len(now.lacks)
            lacked, (other, change) = now.lacked, now.best_place(one, groups, need)
            if change < 0:
                now.exchange(one, other, change)
                now.total += (now.lacked - lacked) * (now.room.need - need)
    return weighed


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
        needy, need, lacks = now.room.needy, now.room.need, now.lacks
        for _ in range(times):
            one, other = int(draw() * people), int(draw() * people)
            if (a := where[one]) == (b := where[other]):
                continue
            beside, across = link[a], link[b]
            change = across[one] - beside[one] + beside[other] - across[other] - 2 * pair[one][other]
            if step := unit[other] - unit[one]:
                change += now.moved(a, b, step)
            most = 0.0 if change <= 0 else -warmth * log(1.0 - draw())
            if (needy[one] or needy[other]) and (
                change <= most or lacks[a] or lacks[b]
            ):  # else needs cannot decide
                change += now.unhelped(one, other) * need
            if change <= most:
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
