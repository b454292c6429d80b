"""Lines for a spreadsheet: no cell of them is run as a formula, and they can be shown to be copied."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from handlers.blocks.kit import SECTION_LENGTH, Block, section
from handlers.blocks.text import escape, weight

_FORMULA: Final = frozenset("=+-@\u2212|%")  # how a cell begins that some spreadsheet would run, in any width
# Where a cell may begin: many spreadsheets end one at a semicolon, and what is pasted ends at a line.
_BEGINS: Final = re.compile(r"(^|[;\n])(?=[^\S\n]*(\S))")
_FENCE: Final = "```"
_PIECE: Final = 500  # characters that have room in a section, however they are escaped


def harmless(shown: str) -> str:
    """A text without signs that nobody sees, so that no spreadsheet takes it for a formula."""
    return _BEGINS.sub(_guarded, shown)


def _guarded(begin: re.Match[str]) -> str:
    is_formula = unicodedata.normalize("NFKC", begin[2])[:1] in _FORMULA
    return f"{begin[1]}'" if is_formula else begin[1]


def to_copy(file: str) -> Iterator[Block]:
    """The lines of a file as they are, as many together as one section takes; a back quote would end it."""
    part: list[str] = []
    for piece in _pieces(file.replace("`", "'")):
        if part and weight("".join([*part, piece])) > SECTION_LENGTH - 2 * len(_FENCE):
            yield _fenced(part)
            part = []
        part.append(piece)
    if part:
        yield _fenced(part)


def _pieces(file: str) -> Iterator[str]:
    """Its lines with their ends; those that are long in several."""
    for line in file.splitlines(keepends=True):
        yield from (line[at : at + _PIECE] for at in range(0, len(line), _PIECE))


def _fenced(part: Sequence[str]) -> Block:
    words = escape("".join(part).removesuffix("\n"))
    return section(f"{_FENCE}{words}{_FENCE}")
