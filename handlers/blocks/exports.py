"""How results for a spreadsheet are handed over: that a file is there, or the lines to copy into one."""

from collections.abc import Sequence
from typing import Final

from coproduction.words import Text
from handlers.blocks import cells
from handlers.blocks.kit import Block, Drawing, View, context, header, notice, section
from handlers.voice import Voice

IN_THE_FILE: Final = Text(
    "The results of the closed polls, and all ideas. Nobody else sees this file here. "
    "Please think before you pass it on: it may say who answered what."
)
TITLE: Final = Text("Results")
GIVEN: Final = Text("The file is in your conversation with me. Nobody else sees it there.")
_COPY = Text(
    "To make a file, copy all lines of a part into a text file. Give it a name that ends in .csv. "
    "Only you see this."
)
_CUT = Text("There is more than fits here: {lines} more lines. Whoever runs me can allow files (FILES=yes).")
_CLOSED = Text("You closed the results before they were ready. To see them again, type: {/results}")
_MOST_BLOCKS = 90  # of the hundred of a form


def not_shown(say: Voice) -> Drawing:
    """For who has closed the form before there was anything to copy."""
    return Drawing.of_words(say, say(_CLOSED))


def to_copy(say: Voice, sheets: Sequence[tuple[Text, str]]) -> View:
    """Each sheet as lines to copy, as far as a form has room."""
    blocks: list[Block] = []
    for name, lines in sheets:
        blocks += [header(say(name)), *cells.to_copy(lines)]
    left = sum(block["text"]["text"].count("\n") + 1 for block in blocks[_MOST_BLOCKS:])
    ending = [context(say(_CUT, lines=left))] if left else []
    return notice(say, say(TITLE), [section(say(_COPY)), *blocks[:_MOST_BLOCKS], *ending])
