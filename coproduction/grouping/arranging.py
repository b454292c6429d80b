"""Arranging one round: deal, improve by exchanges, stop at what is provably the best."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from coproduction.grouping.exact import best_of_all
from coproduction.grouping.guests import Groups, Guest, Wish, each_once, how_many
from coproduction.grouping.measure import assess
from coproduction.grouping.quality import Grouping, Quality
from coproduction.grouping.room import Room
from coproduction.grouping.search import improve, settle, settle_many
from coproduction.grouping.starts import dealt, filled
from coproduction.grouping.table import Seating

BUDGET = 1_000_000  # exchanges that are weighed at the most: about a second
Way = tuple[float, float, int]
WALKS: tuple[Way, ...] = (  # one after the other: how warm at first and in the end, and what a detour costs
    (60.0, 8.0, 90),
    (60.0, 8.0, 400),
    (60.0, 8.0, 200),
    (25.0, 1.5, 45),
    (15.0, 1.5, 45),
)
A_LITTLE = 60  # exchanges for each person, beside what a room took without its needs
ENOUGH = 3_000  # for each person without their needs: a small room may be trivial so, and hard with them
LEAST = 8_000  # and in a small room so many
FILLINGS = 1_500  # people seated one by one at the most for a start: often that is the best already
FEW = 12  # exchanges for each person: a walk of fewer finds nothing better
LARGE = 60  # people; more of them start near their best, and are warmed up less and for fewer steps


@dataclass(slots=True)
class Purse:
    """Exchanges that may be weighed yet, and how many were."""

    left: int
    spent: int = 0

    def pay(self, weighed: int) -> None:
        self.left -= weighed
        self.spent += weighed


def arrange(guests: Iterable[Guest], wish: Wish, *, budget: int = BUDGET, start: Groups = ()) -> Grouping:
    """The best groups found for these people within `budget` exchanges weighed; no clock decides anything.

    For so few people that all groupings can be tried, all are, and the best is proven so. `start` are
    groups of the same people and sizes, known to be good, to begin with.
    """
    return arranged(each_once(guests), wish, Purse(budget), start)


def arranged(people: Sequence[Guest], wish: Wish, purse: Purse, start: Groups = ()) -> Grouping:
    """The same, paid from a purse."""
    if not people:
        return Grouping((), assess((), wish, ()))
    room = Room(people, wish, how_many(len(people), wish))
    exact = best_of_all(room)
    where = exact or _searched(room, purse, start)
    groups = room.names(sorted(Seating(room, where).groups(), key=len, reverse=True))
    quality = assess(people, wish, groups)
    return Grouping(groups, _proven(quality) if exact else quality)


def searched(room: Room, budget: int, start: Groups) -> list[int]:
    """Everybody's group in the best seating found within the budget."""
    return _searched(room, Purse(budget), start)


def _searched(room: Room, purse: Purse, start: Groups) -> list[int]:
    """The same, paid from a purse.

    Where there are needs, they are left aside first. What that took may be spent again on serving them, and
    a little more: so a room with needs is not much slower than the same room without.
    """
    chance = random.Random(room.wish.seed)  # noqa: S311  # fairness, not secrecy
    if not room.help.needs:
        return _walked(room, _best_start(room, room.goal(), chance, start), purse, chance)
    if start:
        return _walked(room, room.places(start), purse, chance)
    first = Purse(min(purse.left * 2 // 3, ENOUGH * len(room.guests)))
    with room.needless():
        best = _walked(room, _best_start(room, room.goal(), chance, ()), first, chance)
    little = max(A_LITTLE * len(room.guests), LEAST) + first.spent // 2
    if len(room.guests) > LARGE:  # many people leave more ways to serve each
        little = max(little // 2, LEAST)
    again = Purse(min(purse.left - first.spent, little))
    walks = WALKS if len(room.guests) <= LARGE else WALKS[-2:]
    best = _walked(room, best, again, chance, walks)
    purse.pay(first.spent)
    purse.pay(again.spent)
    return best


def _walked(
    room: Room, start: list[int], purse: Purse, chance: random.Random, walks: Sequence[Way] = WALKS
) -> list[int]:
    """From a start, settled and then improved a few times over, each time from the best so far."""
    goal, budget, people = room.goal(), purse.left, len(room.guests)
    if room.cost(start) <= goal:
        return start
    room.stay_in()
    has_many = people > LARGE and bool(room.help.needs)
    settled = settle_many if has_many else settle
    best, weighed = settled(Seating(room, start), goal, max(budget * 2 // 3, LEAST))
    purse.pay(weighed)
    damp = min(1.0, LARGE / people) ** 0.5
    steps = min(round(budget * damp * damp / len(walks)), people**3 // 2)  # in a small room more find no more
    for warm, cool, detour in walks:
        if (has_many and steps < FEW * people) or room.cost(best) <= goal:
            break
        room.set_out(detour)
        warmth = (warm * damp, cool * damp)
        best, weighed = improve(Seating(room, best), goal, steps, chance, warmth)
        purse.pay(weighed)
    return best


def _best_start(room: Room, goal: int, chance: random.Random, start: Groups) -> list[int]:
    """The groups to begin with, or dealt, or, where that is not the best already, filled in a few orders."""
    deals = list(dealt(room, chance))
    chance.shuffle(deals)
    known = [room.places(start)] if start else []
    best = min(known + deals, key=room.cost)
    for _ in range(1 + FILLINGS // len(room.guests)):
        if room.cost(best) <= goal:
            break
        best = min(best, filled(room, chance), key=room.cost)
    return best


def _proven(quality: Quality) -> Quality:
    """Nothing is better: all were tried."""
    rules = tuple(replace(rule, least=rule.broken) for rule in quality.rules)
    return replace(quality, rules=rules, bound=quality.cost)
