"""Arranging one round: deal, improve by exchanges, stop at what is provably the best."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace

from coproduction.grouping.exact import best_of_all
from coproduction.grouping.guests import Groups, Guest, Wish, how_many
from coproduction.grouping.measure import assess
from coproduction.grouping.quality import Grouping, Quality
from coproduction.grouping.room import Room
from coproduction.grouping.search import improve
from coproduction.grouping.starts import dealt, filled
from coproduction.grouping.table import Seating

BUDGET = 1_000_000  # exchanges that are weighed at the most: about a second
WALKS = (  # one after the other: how warm at first and in the end, and what a detour costs
    (60.0, 8.0, 90),
    (60.0, 8.0, 400),
    (60.0, 8.0, 200),
    (25.0, 1.5, 45),
    (15.0, 1.5, 45),
)
LARGE = 60  # people; more of them start near their best, and are warmed up less and for fewer steps


def arrange(guests: Iterable[Guest], wish: Wish, *, budget: int = BUDGET, start: Groups = ()) -> Grouping:
    """The best groups found for these people within `budget` exchanges weighed; no clock decides anything.

    For so few people that all groupings can be tried, all are, and the best is proven so. `start` are
    groups of the same people and sizes, known to be good, to begin with.
    """
    people = list(guests)
    if not people:
        return Grouping((), assess((), wish, ()))
    room = Room(people, wish, how_many(len(people), wish))
    exact = best_of_all(room)
    where = exact or searched(room, budget, start)
    groups = room.names(sorted(Seating(room, where).groups(), key=len, reverse=True))
    quality = assess(people, wish, groups)
    return Grouping(groups, _proven(quality) if exact else quality)


def searched(room: Room, budget: int, start: Groups) -> list[int]:
    """From the best start, improved a few times over, each time from the best so far."""
    goal, chance = room.goal(), random.Random(room.wish.seed)  # noqa: S311  # fairness, not secrecy
    best = _best_start(room, goal, chance, start)
    damp = min(1.0, LARGE / len(room.guests)) ** 0.5
    steps = round(budget * damp * damp / len(WALKS))
    for warm, cool, detour in WALKS:
        if room.cost(best) <= goal:
            break
        room.set_out(detour)
        best = improve(Seating(room, best), goal, steps, chance, (warm * damp, cool * damp))
    return best


def _best_start(room: Room, goal: int, chance: random.Random, start: Groups) -> list[int]:
    """The groups to begin with, or dealt, or, where that is not the best already, filled."""
    deals = list(dealt(room, chance))
    chance.shuffle(deals)
    known = [room.places(start)] if start else []
    best = min(known + deals, key=room.cost)
    return best if room.cost(best) <= goal else min(best, filled(room, chance), key=room.cost)


def _proven(quality: Quality) -> Quality:
    """Nothing is better: all were tried."""
    rules = tuple(replace(rule, least=rule.broken) for rule in quality.rules)
    return replace(quality, rules=rules, bound=quality.cost)
