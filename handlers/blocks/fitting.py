"""As many blocks as Slack takes in one message."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, takewhile

from handlers.blocks.kit import FALLBACK_LENGTH, Block, Drawing, context
from handlers.blocks.text import clip, from_literal, weight

MOST_WEIGHT = 12_000  # characters; Slack refuses a message at about 13,200
MOST_BLOCKS = 49


def fitting(blocks: Sequence[Block], keep: int = 0) -> list[Block]:
    """The first blocks that fit together with the last `keep`, which always stay."""
    ending = list(blocks[len(blocks) - keep :])
    room = MOST_WEIGHT - sum(map(_weight, ending))
    body = blocks[: len(blocks) - keep]
    weights = accumulate(_weight(block) for block in body)
    fits = [block for block, weight in zip(body, weights, strict=True) if weight <= room]
    return [*fits[: MOST_BLOCKS - keep], *ending]


def fits(blocks: Sequence[Block]) -> bool:
    """Whether all of these stand in one message."""
    return len(fitting(blocks)) == len(blocks)


def as_many(
    above: Sequence[Block],
    entries: Sequence[tuple[int, Sequence[Block]]],
    ending: Callable[[int], Sequence[Block]],
) -> list[Block]:
    """The first of these entries, as many as fit between what stands above and the ending.

    Each entry says how many things it tells of; the ending is told how many are left out, to say so.
    """
    total = sum(number for number, _ in entries)

    def drawn(kept: int) -> list[Block]:
        told = sum(number for number, _ in entries[:kept])
        return [*above, *(block for _, some in entries[:kept] for block in some), *ending(total - told)]

    fits = bisect_left(range(len(entries), 0, -1), True, key=lambda kept: _fits(drawn(kept)))
    return fitting(drawn(len(entries) - fits), keep=len(ending(total)))


def _fits(blocks: Sequence[Block]) -> bool:
    return len(fitting(blocks)) == len(blocks)


def fitted(drawing: Drawing) -> Drawing:
    """A message as far as Slack takes it, with the buttons at its end; what was cut off shows as "…"."""
    blocks = drawing.blocks
    buttons = len(list(takewhile(lambda block: block["type"] == "actions", reversed(blocks))))
    if _fits(blocks):
        return drawing
    more = (context("…"), *blocks[len(blocks) - buttons :])
    fits = fitting([*blocks[: len(blocks) - buttons], *more], keep=len(more))
    return Drawing(clip(drawing.text, FALLBACK_LENGTH), tuple(fits))


def _weight(block: Block) -> int:
    """What Slack adds up: "<" weighs as "&lt;", and a header about a hundred more than it says."""
    return 100 + sum(weight(from_literal(words)) for words in _said(block))


def _said(part: object) -> Iterator[str]:
    """Every text in a block, wherever in it."""
    if isinstance(part, list):
        for each in part:
            yield from _said(each)
    elif isinstance(part, dict):
        for name, inside in part.items():
            if name == "text" and isinstance(inside, str):
                yield inside
            else:
                yield from _said(inside)
