"""Which of many cards are dealt first.

Where people are enough for all cards, it is those that the perspective of who is dealt has seen least: then
a small perspective sees all of them in turn. Where they are not, cards that were begun go first, so that some
get enough answers to show something.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from coproduction.releases import FEWEST

ROUND = 10  # cards, after which a person is asked whether they want more
SPARE = 2  # people more than five who are shown a card, because some stop before they judge it


@dataclass(frozen=True, slots=True)
class Dealt:
    """How far each card has come: how many people were `shown` it, and how many of these `judged` it.

    `alike`: how many of them are of the same perspective as who is dealt now. A missing card nobody has seen.
    `people`: how many may judge; None where nobody knows.
    """

    shown: Mapping[str, int] = field(default_factory=dict)
    judged: Mapping[str, int] = field(default_factory=dict)
    alike: Mapping[str, int] = field(default_factory=dict)
    people: int | None = None

    def is_begun(self, card: str) -> bool:
        """Whether it was shown to somebody, and still needs people to have five answers."""
        is_short = self.judged.get(card, 0) < FEWEST
        return is_short and 0 < self.shown.get(card, 0) < FEWEST + SPARE

    def is_enough_for(self, cards: int) -> bool:
        """Whether people can be expected to give all of so many cards their answers, or none: then no order
        of dealing gives five to any."""
        known = self.people is not None and self.people >= FEWEST
        return not known or (self.people or 0) * ROUND >= cards * (FEWEST + SPARE)


def next_of(left: Sequence[str], dealt: Dealt, cards: int) -> Sequence[str]:
    """Those of the cards that are `left`, of so many `cards` in all, whose turn it is."""
    if dealt.is_enough_for(cards):
        return _begun_first(_least_alike(left, dealt), dealt)
    return _least_alike(_begun_first(left, dealt), dealt)


def _least_alike(cards: Sequence[str], dealt: Dealt) -> Sequence[str]:
    """Those that were shown least within the perspective."""
    least = min(dealt.alike.get(card, 0) for card in cards)
    return [card for card in cards if dealt.alike.get(card, 0) == least]


def _begun_first(cards: Sequence[str], dealt: Dealt) -> Sequence[str]:
    """Those that still need answers, else those that nobody has seen, else all."""
    begun = [card for card in cards if dealt.is_begun(card)]
    return begun or [card for card in cards if not dealt.shown.get(card)] or cards


def within_reach(cards: int, people: int) -> int:
    """How many of these cards can get five answers, when so many people judge ten each."""
    return min(cards, people * ROUND // FEWEST) if people >= FEWEST else 0
