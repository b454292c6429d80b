"""Which of many cards are dealt first, so that those that were begun get enough answers to show something."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from coproduction.releases import FEWEST

ROUND = 10  # cards, after which a person is asked whether they want more
SPARE = 2  # people more than five who are shown a card, because some stop before they judge it


@dataclass(frozen=True, slots=True)
class Dealt:
    """How far each card has come: how many people were `shown` it, and how many of these `judged` it.

    `alike`: how many of them are of the same perspective as who is dealt now. A missing card nobody has seen.
    """

    shown: Mapping[str, int] = field(default_factory=dict)
    judged: Mapping[str, int] = field(default_factory=dict)
    alike: Mapping[str, int] = field(default_factory=dict)

    def is_begun(self, card: str) -> bool:
        """Whether it was shown to somebody, and still needs people to have five answers."""
        is_short = self.judged.get(card, 0) < FEWEST
        return is_short and 0 < self.shown.get(card, 0) < FEWEST + SPARE


def next_of(left: Sequence[str], dealt: Dealt) -> Sequence[str]:
    """Those of these cards whose turn it is.

    What was begun gets its five answers before another is begun: else many ideas and few people would end in
    nothing.
    """
    begun = [card for card in left if dealt.is_begun(card)]
    return begun or [card for card in left if not dealt.shown.get(card)] or left


def within_reach(cards: int, people: int) -> int:
    """How many of these cards can get five answers, when so many people judge ten each."""
    return min(cards, people * ROUND // FEWEST) if people >= FEWEST else 0
