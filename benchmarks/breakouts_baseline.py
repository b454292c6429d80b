"""What most tools that shuffle well do, as we would write it: a genetic search.

It follows the idea of islemaster/good-enough-golfers (MIT), not its code: each round starts from a few random
groupings; a generation is every exchange of somebody of the worst group with anybody else, for each grouping
that was kept, and two new random groupings; kept are the fittest. It ends after thirty generations, or at no
cost at all: it has no lower bound to stop at. Like that program it needs groups of equal size.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from benchmarks.breakouts_rooms import costs
from coproduction.grouping import Groups, Guest, meetings

GENERATIONS, STARTS, KEPT, FRESH = 30, 5, 100, 2

Table = tuple[int, ...]
Scored = tuple[int, list[tuple[int, Table]]]  # the cost of all, and each group with its own


def genetic(guests: list[Guest], groups: int, rounds: int, seed: int) -> list[Groups]:
    """Rounds of groups, one after the other."""
    chance = random.Random(seed)  # noqa: S311  # a benchmark
    been: list[Groups] = []
    for _ in range(rounds):
        pair = costs(guests, meetings(been))
        best = _one_round(pair, groups, chance)
        been.append(tuple(tuple(guests[one].id for one in group) for _, group in best[1]))
    return been


def _one_round(pair: Sequence[Sequence[int]], groups: int, chance: random.Random) -> Scored:
    kept = sorted((_random(pair, groups, chance) for _ in range(STARTS)), key=_cost)
    for _ in range(GENERATIONS):
        if kept[0][0] == 0:
            break
        born = [mutant for parent in kept for mutant in _mutants(pair, parent)]
        born += [_random(pair, groups, chance) for _ in range(FRESH * len(kept))]
        born += kept
        fittest = min(born, key=_cost)[0]
        kept = [scored for scored in born if scored[0] == fittest][:KEPT]
    return kept[0]


def _random(pair: Sequence[Sequence[int]], groups: int, chance: random.Random) -> Scored:
    order = chance.sample(range(len(pair)), len(pair))
    size = len(pair) // groups
    return _scored([_table(pair, tuple(order[at : at + size])) for at in range(0, len(pair), size)])


def _mutants(pair: Sequence[Sequence[int]], parent: Scored) -> Iterator[Scored]:
    """Everybody of the worst group exchanged with everybody else; only two groups are counted again."""
    (_, worst), *others = sorted(parent[1], key=_cost, reverse=True)
    for place, one in enumerate(worst):
        for number, (_, group) in enumerate(others):
            for at, other in enumerate(group):
                tables = list(others)
                tables[number] = _table(pair, (*group[:at], one, *group[at + 1 :]))
                yield _scored([_table(pair, (*worst[:place], other, *worst[place + 1 :])), *tables])


def _table(pair: Sequence[Sequence[int]], group: Table) -> tuple[int, Table]:
    cost = 0
    for index, one in enumerate(group):
        row = pair[one]
        for other in group[:index]:
            cost += row[other]
    return cost, group


def _scored(tables: list[tuple[int, Table]]) -> Scored:
    return sum([cost for cost, _ in tables]), tables


def _cost(scored: tuple[int, object]) -> int:
    return scored[0]
