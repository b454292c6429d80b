"""As many blocks as Slack takes in one message."""

from collections.abc import Sequence
from itertools import accumulate

from handlers.blocks.kit import Block
from handlers.blocks.text import escape, from_literal

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


def _weight(block: Block) -> int:
    """What Slack adds up: "<" weighs as "&lt;", and a header about a hundred more than it says."""
    texts = block["elements"] if block["type"] in ("context", "actions") else [block["text"]]
    texts = [*texts, block["accessory"]["text"]] if "accessory" in block else texts
    said = (text["text"] for text in texts)
    return 100 + sum(len(escape(from_literal(_words(each)))) for each in said)


def _words(text: str | Block) -> str:
    return text if isinstance(text, str) else str(text["text"])
