"""As many blocks as Slack takes in one message."""

from collections.abc import Iterator, Sequence
from itertools import accumulate, takewhile

from handlers.blocks.kit import FALLBACK_LENGTH, Block, Drawing, context
from handlers.blocks.text import clip, escape, from_literal

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


def fitted(drawing: Drawing) -> Drawing:
    """A message as far as Slack takes it, with the buttons at its end; what was cut off shows as "…"."""
    blocks = drawing.blocks
    buttons = len(list(takewhile(lambda block: block["type"] == "actions", reversed(blocks))))
    if len(fitting(blocks, keep=buttons)) == len(blocks):
        return drawing
    more = (context("…"), *blocks[len(blocks) - buttons :])
    fits = fitting([*blocks[: len(blocks) - buttons], *more], keep=len(more))
    return Drawing(clip(drawing.text, FALLBACK_LENGTH), tuple(fits))


def _weight(block: Block) -> int:
    """What Slack adds up: "<" weighs as "&lt;", and a header about a hundred more than it says."""
    return 100 + sum(len(escape(from_literal(words))) for words in _said(block))


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
