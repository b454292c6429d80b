"""What the counts of ten cards say: what most people find helpful, and what bridges."""

from collections.abc import Sequence
from dataclasses import dataclass

from coproduction.people import Perspective
from coproduction.tencards import Counted, bridge

NAMED = 3  # cards that a result names, at most


@dataclass(frozen=True, slots=True)
class Result:
    """What the counts say: of `cards` cards, `enough` have five answers; the best of those come first.

    `helpful` are found helpful by more than half of the people who judged them. `bridging` help across
    perspectives; None when no card was judged by five people each of two perspectives. `missing` perspectives
    gave five answers to no card. `as_helpful` more cards are level with the last `helpful` one, `as_bridging`
    with the last of `bridging`. `perhaps_bridging` more bridge, too, and whether they are level with that one
    cannot be told: it would tell what a perspective said whose count is not kept. `gone` cards are not shown
    any more since it closed, and are not counted.
    """

    people: int
    cards: int
    enough: int
    helpful: tuple[Counted, ...]
    bridging: tuple[Counted, ...] | None
    missing: tuple[Perspective, ...]
    as_helpful: int = 0
    as_bridging: int = 0
    perhaps_bridging: int = 0
    gone: int = 0


def result(settled: Sequence[Counted], people: int, gone: int = 0) -> Result:
    """The result of cards that `people` people have judged, but for those that are `gone` since."""
    enough = [(each.total, each) for each in settled if each.total]
    liked = [(total.rank, each) for total, each in enough if 2 * total.helps > total.answers]
    liked.sort(key=lambda pair: pair[0], reverse=True)  # it keeps the order of equal ones
    bridging = sorted((each for each in settled if each.bridge), key=lambda each: each.bridge or 0)
    values = [_told_bridge(each) for each in bridging]
    last, rest = values[NAMED - 1 : NAMED], values[NAMED:]
    heard = {perspective for each in settled for perspective in each.known}
    return Result(
        people=people,
        gone=gone,
        cards=len(settled),
        enough=len(enough),
        helpful=tuple(each for _, each in liked[:NAMED]),
        bridging=tuple(bridging[:NAMED]) if any(len(each.known) > 1 for each in settled) else None,
        missing=tuple(each for each in Perspective if each not in heard),
        as_helpful=sum(_as_read(each) == _as_read(liked[NAMED - 1][1]) for _, each in liked[NAMED:]),
        as_bridging=sum(each in last for each in rest if each is not None),
        perhaps_bridging=len(rest) if None in last else rest.count(None),
    )


def _as_read(card: Counted) -> tuple[int, int] | None:
    """The two numbers that a result shows of a card: who reads the same of another calls it as helpful."""
    return (card.total.helps, card.total.answers) if card.total else None


def _told_bridge(card: Counted) -> float | None:
    """How well a card bridges by the counts that are kept, None where one is not kept by itself."""
    return bridge({each: card.split[each] for each in card.known}) if {*card.known} == {*card.split} else None
