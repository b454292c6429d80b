"""What a screen reader says of buttons, so that it never says the same of two."""

from collections import Counter
from collections.abc import Iterable

from handlers.blocks.kit import Block
from handlers.blocks.text import brief, clip


def told_apart(blocks: Iterable[Block]) -> list[Block]:
    """The same blocks, in which a screen reader says a number after what it has said of another button."""
    said, found = Counter[str](), []
    for block in blocks:
        elements = []
        for element in buttons(block):
            aloud = aloud_of(element)
            said[aloud] += 1
            is_again = said[aloud] > 1
            elements.append(labelled(element, f"{clip(aloud, 68)} ({said[aloud]})") if is_again else element)
        found.append({**block, "elements": elements} if elements else block)
    return found


def titled(block: Block, title: str) -> Block:
    """The same row of buttons, of which a screen reader also says to which session they belong."""
    named = [labelled(each, f"{brief(aloud_of(each), 45)} ({brief(title, 25)})") for each in buttons(block)]
    return {**block, "elements": named} if title and named else block


def buttons(block: Block) -> list[Block]:
    """The buttons in a row of them."""
    return list(block["elements"]) if block["type"] == "actions" else []


def aloud_of(element: Block) -> str:
    """What a screen reader says of a button, or of a menu."""
    return str(element.get("accessibility_label") or (element.get("text") or element["placeholder"])["text"])


def labelled(element: Block, aloud: str) -> Block:
    """The same button, of which a screen reader says this; Slack takes that of no menu."""
    return {**element, "accessibility_label": aloud} if element["type"] == "button" else element
