"""What may be shown of what people said when only its totals are for everybody: never fewer than five.

Totals that are shown one after the other can be subtracted. So what is shown stays as it is until it can be
shown anew without giving anybody away: at least five voices stand in it, and it differs in at least five
voices from every state that was ever shown, because old states are kept in people's screens and in Slack.
"""

from collections.abc import Hashable, Iterable
from typing import TypeVar

FEWEST = 5

V = TypeVar("V", bound=Hashable)


def may_show(now: frozenset[V], earlier: Iterable[frozenset[V]]) -> bool:
    """Whether the voices of `now` may be shown after all these states; each holds a voice with what it said.

    A state says one thing of each voice, so that somebody who changes their mind five times is one voice.
    """
    return all(_differing(each, now) >= FEWEST for each in (frozenset[V](), *earlier))


def _differing(one: frozenset[V], other: frozenset[V]) -> int:
    """How many voices surely say something else: who left and who came may be the same person."""
    return max(len(one - other), len(other - one))
