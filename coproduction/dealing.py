"""Which of many cards are dealt first: those that the perspective of who is dealt has seen least, so that a
small perspective sees all of them in turn.

Where people are too few for all cards, some are drawn by lot, and others follow when these have their
answers: otherwise none would get enough to show anything.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from coproduction.releases import FEWEST

ROUND = 10  # cards, after which a person is asked whether they want more
SPARE = 2  # people more than five who are shown a card, because some stop before they judge it

Lot = Callable[[str], bytes]  # what is drawn for a card: the least comes first


@dataclass(frozen=True, slots=True)
class Dealt:
    """How far each card has come: how many people were `shown` it, and how many of these `judged` it.

    `alike`: how many of them are of the same perspective as who is dealt now. A missing card nobody has seen.
    `people`: how many may judge; None where nobody knows. One of them less judges a card in `authored`, which
    has an author who is known.
    """

    shown: Mapping[str, int] = field(default_factory=dict)
    judged: Mapping[str, int] = field(default_factory=dict)
    alike: Mapping[str, int] = field(default_factory=dict)
    people: int | None = None
    authored: Collection[str] = ()

    def is_begun(self, card: str) -> bool:
        """Whether it was shown to somebody, and still needs people to have five answers."""
        is_short = self.judged.get(card, 0) < FEWEST
        return is_short and 0 < self.shown.get(card, 0) < FEWEST + SPARE

    def is_through(self, card: str) -> bool:
        """Whether it has its five answers, or was shown to so many that no more are expected."""
        others = (self.people or 0) - (card in self.authored)
        expected = min(FEWEST + SPARE, others)
        return self.judged.get(card, 0) >= FEWEST or self.shown.get(card, 0) >= expected


def at_once(cards: int, people: int | None) -> int:
    """How many of these cards are judged at first: all, where so many people, shown ten each, can give every
    card its five answers; else one round. 0 where five people are not known of: no order of dealing gives
    five answers to any.
    """
    if people is None or people < FEWEST:
        return 0
    is_enough = people * ROUND >= cards * (FEWEST + SPARE)
    return cards if is_enough else min(cards, ROUND)


def next_of(left: Sequence[str], dealt: Dealt, cards: Sequence[str], lot: Lot) -> Sequence[str]:
    """Those of the cards that are `left` for somebody, of all these `cards`, whose turn it is."""
    return _begun_first(_least_alike(_in_play(left, dealt, cards, lot), dealt), dealt)


def _in_play(left: Sequence[str], dealt: Dealt, cards: Sequence[str], lot: Lot) -> Sequence[str]:
    """Those of `left` that are judged for now: of as many as are drawn at first, and so many more whenever
    all of these are through. Who has none of them left goes on with those that are drawn next, which draws
    them for nobody else.
    """
    draw = at_once(len(cards), dealt.people) or len(cards)
    if draw == len(cards):
        return left
    order, mine, drawn = sorted(cards, key=lot), set(left), []
    for begin in range(0, len(order), draw):
        these = order[begin : begin + draw]
        drawn += [card for card in these if card in mine]
        if drawn and not all(map(dealt.is_through, these)):
            break
    return drawn


def _least_alike(cards: Sequence[str], dealt: Dealt) -> Sequence[str]:
    """Those that were shown least within the perspective."""
    least = min(dealt.alike.get(card, 0) for card in cards)
    return [card for card in cards if dealt.alike.get(card, 0) == least]


def _begun_first(cards: Sequence[str], dealt: Dealt) -> Sequence[str]:
    """Those that still need answers, else those that nobody has seen, else all."""
    begun = [card for card in cards if dealt.is_begun(card)]
    return begun or [card for card in cards if not dealt.shown.get(card)] or cards
