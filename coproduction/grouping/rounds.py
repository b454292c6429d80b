"""Several rounds planned together, so that the last does not pay for the first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from coproduction.grouping.arranging import BUDGET, arrange
from coproduction.grouping.guests import Groups, Guest, Pair, Wish, meetings
from coproduction.grouping.measure import assess
from coproduction.grouping.quality import Grouping

SWEEPS = 4  # times that all rounds are looked at again, at the most


def plan(guests: Iterable[Guest], wish: Wish, rounds: int, *, budget: int = BUDGET) -> list[Grouping]:
    """So many rounds for these people: over all of them the rules are kept best and the cost is least.

    One round after the other first; then each that is not optimal on its own is arranged anew among all
    others, as long as that helps. Each round's quality counts the rounds before it, and `budget` is for
    each arranging.
    """
    people = list(guests)
    planned: list[Groups] = []
    for _ in range(rounds):
        planned.append(arrange(people, _after(wish, planned), budget=budget).groups)
    for _ in range(SWEEPS):
        if (better := _improved(people, wish, planned, budget)) == planned:
            break
        planned = better
    return _counted(people, wish, planned)


def _after(wish: Wish, rounds: Sequence[Groups]) -> Wish:
    """The same wish when these rounds have been."""
    met: dict[Pair, int] = dict(wish.met)
    for pair, times in meetings(rounds).items():
        met[pair] = met.get(pair, 0) + times
    return replace(wish, met=met)


def _improved(people: Sequence[Guest], wish: Wish, planned: Sequence[Groups], budget: int) -> list[Groups]:
    """Each round arranged anew, where that is better among all others."""
    better = list(planned)
    for number, before in enumerate(planned):
        others = _after(wish, [groups for other, groups in enumerate(better) if other != number])
        if assess(people, others, before).is_optimal:
            continue
        found = arrange(people, others, budget=budget, start=before)
        if found.quality.key < assess(people, others, before).key:
            better[number] = found.groups
    return better


def _counted(people: Sequence[Guest], wish: Wish, planned: Sequence[Groups]) -> list[Grouping]:
    """The rounds in their order, each judged by the rounds before it."""
    return [
        Grouping(groups, assess(people, _after(wish, planned[:number]), groups))
        for number, groups in enumerate(planned)
    ]
