"""What may be shown of what people said when only its totals are for everybody: never fewer than five.

Totals that are shown one after the other can be subtracted. So what is shown stays as it is until it can be
shown anew without giving anybody away: at least five voices stand in it, and it differs in at least five
voices from every state that was ever shown, because old states are kept in people's screens and in Slack.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

FEWEST = 5

V = TypeVar("V", bound=Hashable)


def may_show(now: frozenset[V], earlier: Iterable[frozenset[V]]) -> bool:
    """Whether the voices of `now` may be shown after all these states; each holds a voice with what it said.

    A state says one thing of each voice, so that somebody who changes their mind five times is one voice.
    """
    return all(_differing(each, now) >= FEWEST for each in (frozenset[V](), *earlier))


def is_beside(now: frozenset[V], other: frozenset[V]) -> bool:
    """Whether both may be shown side by side: they are equal, or who subtracts finds at least five voices."""
    return now == other or _differing(other, now) >= FEWEST


def few(numbers: Mapping[V, int], order: Callable[[V], str]) -> set[V]:
    """What must be counted together: what fewer than five said, and as much beside it as hides them.

    Whoever subtracts what is shown from all must not be left with a number below five, nor with one of these.
    What nobody said is none of them. In doubt what comes first in the `order` is taken.
    """
    rising = sorted(
        (each for each in numbers if numbers[each]), key=lambda each: (numbers[each], order(each))
    )
    found = [each for each in rising if numbers[each] < FEWEST]
    for each in rising[len(found) :] if found else ():
        if hides([numbers[known] for known in found]):
            break
        found.append(each)
    return set(found)


def hides(numbers: Sequence[int]) -> bool:
    """Whether the sum of these tells none of them: not where each is as small, or as large, as it can be."""
    together, many = sum(numbers), len(numbers)
    is_open = many < together < (FEWEST - 1) * many or max(numbers, default=0) >= FEWEST
    return many > 1 and together >= FEWEST and is_open


def _differing(one: frozenset[V], other: frozenset[V]) -> int:
    """How many voices surely say something else: who left and who came may be the same person."""
    return max(len(one - other), len(other - one))
