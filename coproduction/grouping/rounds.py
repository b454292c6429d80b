"""Several rounds planned together, so that the last does not pay for the first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from coproduction.grouping.arranging import BUDGET, LEAST, Purse, arranged
from coproduction.grouping.guests import Groups, Guest, Pair, Wish, each_once, listeners, meetings
from coproduction.grouping.measure import assess
from coproduction.grouping.quality import Grouping, Must
from coproduction.grouping.repair import swapped
from coproduction.grouping.sizes import number_that_serves, tried
from coproduction.people import Perspective

SWEEPS = 4  # times that all rounds are looked at again, at the most


def plan(
    guests: Iterable[Guest], wish: Wish, rounds: int, *, budget: int = BUDGET, start: Groups = ()
) -> list[Grouping]:
    """So many rounds for these people: over all of them the rules are kept best and the cost is least.

    One round after the other first, each within `budget`; then each that is not optimal on its own is
    arranged anew among all others, as long as that helps, within as much again for all of them together. With
    needs that is not done; but a round that leaves one out that could be served is gone on with, once.
    Each round's quality counts the rounds before it. Where a size was asked for that leaves needs out, there
    are groups of one person more or fewer, if that serves more of them. The first round keeps no rule less
    than `start`, groups of the same people that are known.
    """
    people = each_once(guests)
    planned: list[Groups] = []
    if number := number_that_serves(people, wish):
        wish = replace(wish, groups=number, size=None)
    for _ in range(rounds):
        found = _served(people, _after(people, wish, planned), budget, () if planned else start)
        if not planned and (number := number_that_serves(people, wish, found.quality)):
            wish = replace(wish, groups=number, size=None)
            found = _served(people, wish, budget, tried(people, wish, number).groups)
        planned.append(found.groups)
    is_planned = rounds > 1 and not any(guest.needs for guest in people)
    again = Purse(budget * rounds if is_planned else 0)
    for _ in range(SWEEPS):
        if (better := _improved(people, wish, planned, again)) == planned:
            break
        planned = better
    if planned:  # the first is looked at now
        first = swapped(people, wish, Grouping(planned[0], assess(people, wish, planned[0])))
        planned = [first.groups, *planned[1:]]
    return _counted(people, wish, planned)


def _served(people: Sequence[Guest], wish: Wish, budget: int, start: Groups) -> Grouping:
    """One round; where a need is left out that may not have to be, as much again as it took is spent on it:
    in a room that is easy without its needs that is little. So it is where `start` keeps the rules better."""
    purse = Purse(budget)
    found = arranged(people, wish, purse)
    if start and assess(people, wish, start).broken < found.quality.broken:
        return arranged(people, wish, Purse(budget), start)
    if found.quality.rule(Must.NEEDS).is_least:
        return found
    again = arranged(people, wish, Purse(min(budget, max(purse.spent, LEAST))), found.groups)
    return min(again, found, key=lambda each: each.quality.key)


def _after(people: Sequence[Guest], wish: Wish, rounds: Sequence[Groups]) -> Wish:
    """The same wish when these rounds have been."""
    met: dict[Pair, int] = dict(wish.met)
    for pair, times in meetings(rounds).items():
        met[pair] = met.get(pair, 0) + times
    voices = {guest.id for guest in people if guest.perspective is Perspective.LIVED}
    return replace(wish, met=met, heard=wish.heard | listeners(rounds, voices))


def _improved(people: Sequence[Guest], wish: Wish, planned: Sequence[Groups], purse: Purse) -> list[Groups]:
    """Each round arranged anew, where that is better among all others."""
    better = list(planned)
    for number, before in enumerate(planned):
        others = _after(people, wish, [groups for other, groups in enumerate(better) if other != number])
        if purse.left <= 0 or assess(people, others, before).is_optimal:
            continue
        part = Purse(purse.left // (2 * len(planned)) + 1)
        found = arranged(people, others, part, before)
        purse.pay(part.spent + 1)
        if found.quality.key < assess(people, others, before).key:
            better[number] = found.groups
    return better


def _counted(people: Sequence[Guest], wish: Wish, planned: Sequence[Groups]) -> list[Grouping]:
    """The rounds in their order, each judged by the rounds before it."""
    return [
        Grouping(groups, assess(people, _after(people, wish, planned[:number]), groups))
        for number, groups in enumerate(planned)
    ]
