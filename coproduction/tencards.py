"""Ten cards: each person judges ten things in private, one at a time, and may stop and go on at any time.

Which card comes next depends on nothing but the cards that were shown and judged so far, so that two
processes agree, and a person who stopped goes on where they were. When all is closed, `settle` keeps only
counts, and `cardresults.result` says what they mean.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import partial
from hashlib import blake2b
from math import prod
from typing import Protocol

from coproduction.dealing import ROUND, Dealt, next_of
from coproduction.errors import Refusal
from coproduction.people import Perspective
from coproduction.releases import FEWEST


class Verdict(StrEnum):
    """What a person says of a card, as it is stored."""

    HELPS = "helps"
    NOT_SURE = "unsure"
    DOES_NOT_HELP = "not"


@dataclass(frozen=True, slots=True)
class Card:
    """A thing to judge. `author` is who wrote it, None where that is not known."""

    id: str
    author: str | None = None


@dataclass(frozen=True, slots=True)
class Hand:
    """The cards that one person was shown, in that order, and their verdicts so far, by card."""

    poll: str
    person: str
    shown: tuple[str, ...] = ()
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Turn:
    """What a person is shown now: a card, the `number`th `of` this round, and what they said of it before.

    Without a card they have done `number` of the round's `of` cards, or there was none for them (0 of 0).
    `left` cards have not been shown to them, beside this one.
    """

    card: str | None
    number: int
    of: int
    left: int
    verdict: Verdict | None = None


def deal(cards: Sequence[Card], hand: Hand, dealt: Dealt, *, another: bool = False) -> Turn:
    """The turn of somebody who opens the cards or has just judged one.

    A card that was shown and not judged comes again. After ten there is none, unless they want `another` ten.
    """
    line, left = _line(cards, hand), _left(cards, hand)
    for card in line:
        if card not in hand.verdicts:
            return _turn(hand, card, line, len(left))
    done = len(line)
    if not left or (done and done % ROUND == 0 and not another):
        of = (done - 1) % ROUND + 1 if done else 0
        return Turn(None, of, of, len(left))
    dealt = replace(dealt, authored={each.id for each in cards if each.author})
    turn_of = next_of(left, dealt, [each.id for each in cards], partial(_drawn, hand.poll))
    card = min(turn_of, key=lambda each: _drawn(hand.poll, each, hand.person))
    return _turn(hand, card, [*line, card], len(left) - 1)


def back(cards: Sequence[Card], hand: Hand, card: str | None) -> Turn | None:
    """The turn before that of this card, or before the end of a round (None), to change a verdict."""
    here = {each.id for each in cards}
    line = _line(cards, hand)
    end = line.index(card) if card in line else len(line)
    before = [each for each in line[:end] if each in here]
    return _turn(hand, before[-1], line, len(_left(cards, hand))) if before else None


def verdict_on(cards: Sequence[Card], hand: Hand, card: str, given: str) -> Verdict:
    """The verdict that somebody gives a card, or a Refusal where it is not theirs or was taken away."""
    if card not in hand.shown or card not in {each.id for each in cards}:
        raise Refusal("You cannot judge this card now. Please open the ten cards again.")
    try:
        return Verdict(given)
    except ValueError:
        raise Refusal("Please press one of the buttons below the card.") from None


def _line(cards: Sequence[Card], hand: Hand) -> list[str]:
    """What counts in a person's rounds: all they judged, and not a card that was taken away before."""
    here = {card.id for card in cards}
    return [card for card in hand.shown if card in hand.verdicts or card in here]


def _left(cards: Sequence[Card], hand: Hand) -> list[str]:
    """The cards that this person can still be dealt: never one twice, never their own."""
    shown = set(hand.shown)
    return [card.id for card in cards if card.id not in shown and card.author != hand.person]


def _turn(hand: Hand, card: str, line: Sequence[str], left: int) -> Turn:
    place = line.index(card)
    of = min(ROUND, len(line) + left - place // ROUND * ROUND)
    return Turn(card, place % ROUND + 1, of, left, hand.verdicts.get(card))


def _drawn(poll: str, card: str, person: str = "") -> bytes:
    """Where a card stands in the order of this poll, or in a person's own, which is random and always the
    same."""
    return blake2b(f"{poll}\0{person}\0{card}".encode(), digest_size=8).digest()


@dataclass(frozen=True, slots=True)
class Judgement:
    """One verdict on a card and from where it comes, which is all that counting needs."""

    card: str
    perspective: Perspective | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Count:
    """How many people said what of a card."""

    helps: int = 0
    not_sure: int = 0
    does_not_help: int = 0

    @property
    def answers(self) -> int:
        """All of them: who is not sure has answered, too."""
        return self.helps + self.not_sure + self.does_not_help

    @property
    def score(self) -> float:
        """The part of those who find it helpful, drawn to a half while few have answered (Laplace)."""
        return (self.helps + 1) / (self.answers + 2)

    @property
    def rank(self) -> tuple[float, float]:
        """Greater is more helpful; of two that help as many, that which fewer say does not help."""
        return self.score, -self.does_not_help / max(self.answers, 1)


@dataclass(frozen=True, slots=True)
class Counted:
    """What is kept of a card for good: no count in it, nor what is left of the total, is of fewer than five.

    `total` is None of fewer than five answers. `split` has the counts by perspective as far as they may be
    told apart; `known` the perspectives with five answers. `bridge` is the card's place among those that help
    across perspectives, from 1; None when it does not, or when that cannot be known.
    """

    card: str
    total: Count | None = None
    split: Mapping[Perspective, Count] = field(default_factory=dict)
    known: tuple[Perspective, ...] = ()
    bridge: int | None = None


def settle(cards: Sequence[str], judgements: Iterable[Judgement]) -> list[Counted]:
    """What is kept of these cards, in their order; verdicts on others are not counted.

    How well a card bridges is kept as a place and no number: from a number and the other counts, the verdicts
    of a perspective with fewer than five answers could be worked out.
    """
    counts = counts_of(judgements)
    settled = [_counted(card, counts.get(card, {})) for card in cards]
    known = (each.card for each in settled if _helps_each(counts, each))
    bridges = {card: bridge(counts[card]) or 0.0 for card in known}
    order = sorted((card for card in bridges if bridges[card] > 0.5), key=lambda card: -bridges[card])
    places = {card: place for place, card in enumerate(order, start=1)}
    return [replace(each, bridge=places.get(each.card)) for each in settled]


def _helps_each(counts: Mapping[str, Mapping[Perspective | None, Count]], card: Counted) -> bool:
    """Whether half or more of each perspective with five answers find it helpful: a mean may hide a no."""
    return card.total is not None and all(counts[card.card][each].score >= 0.5 for each in card.known)


def bridge(count: Mapping[Perspective | None, Count]) -> float | None:
    """How helpful a card is across perspectives: the geometric mean of the scores of those with five answers.

    None where there are not two such perspectives. People who declared none are of no perspective.
    """
    scores = [count[each].score for each in _known(count)]
    return round(prod(scores) ** (1 / len(scores)), 9) if len(scores) > 1 else None


def counts_of(judgements: Iterable[Judgement]) -> dict[str, dict[Perspective | None, Count]]:
    """The counts of each card by perspective, None for people who declared none."""
    told = Counter((each.card, each.perspective, each.verdict) for each in judgements)
    counts: dict[str, dict[Perspective | None, Count]] = {}
    for card, perspective, _ in told:
        given = (told[card, perspective, verdict] for verdict in Verdict)
        counts.setdefault(card, {})[perspective] = Count(*given)
    return counts


def total_of(counts: Iterable[Count]) -> Count:
    """All of these counts together."""
    all_ = list(counts)
    return Count(
        sum(each.helps for each in all_),
        sum(each.not_sure for each in all_),
        sum(each.does_not_help for each in all_),
    )


def _known(count: Mapping[Perspective | None, Count]) -> tuple[Perspective, ...]:
    return tuple(each for each in Perspective if each in count and count[each].answers >= FEWEST)


def _counted(card: str, count: Mapping[Perspective | None, Count]) -> Counted:
    total = total_of(count.values())
    if total.answers < FEWEST:
        return Counted(card)
    return Counted(card, total, _split(count), _known(count))


def _split(count: Mapping[Perspective | None, Count]) -> dict[Perspective, Count]:
    """The perspectives that may be told apart: what is left of the total is nobody, or five or more."""
    known = sorted(_known(count), key=lambda each: count[each].answers)
    rest = total_of(count.values()).answers - sum(count[each].answers for each in known)
    apart = known[1:] if 0 < rest < FEWEST else known
    return {each: count[each] for each in Perspective if each in apart}


class TenCards(Protocol):
    """What storage keeps of this noun: who was shown what and said what until a poll closes, then counts."""

    def hand(self, poll: str, person: str) -> Hand: ...
    def dealt(self, poll: str, perspective: Perspective | None) -> Dealt:
        """How far each card has come, for somebody of this perspective."""

    def show(self, hand: Hand, card: str) -> None:
        """Store that this person is shown a card after all others; once."""

    def judge(self, hand: Hand, card: str, verdict: Verdict) -> None: ...
    def drop(self, poll: str, person: str) -> None:
        """Delete what this person was shown and said."""

    def judgements(self, poll: str) -> list[Judgement]: ...
    def settle(self, poll: str, counted: Iterable[Counted]) -> None:
        """Keep these counts for good, and delete all that people were shown and said."""

    def settled(self, poll: str) -> list[Counted]: ...
    def polls_with(self, card: str) -> list[str]:
        """The closed polls in which this card was counted."""

    def closed_in(self, channel: str) -> list[str]:
        """The closed polls of this kind in a channel that were not taken back."""
