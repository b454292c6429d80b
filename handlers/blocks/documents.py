"""A document as a message: its figures line by line, because a message on a phone has no room for a table."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from coproduction.documents import Chapter, Document, Line
from coproduction.words import several
from handlers.blocks.kit import Block, Drawing, context, divider, header, paragraphs, section
from handlers.blocks.text import brief, escape, moment
from handlers.voice import Voice

ROWS_SHOWN = 17  # the newest, over all tables about people's own things: a message holds 50 blocks
OWN_WORDS = 150


def card(say: Voice, document: Document, _names: Mapping[str, str]) -> Drawing:
    """The whole of it."""
    tables = sum(map(_has_own_words, document.chapters))
    rows = ROWS_SHOWN // max(tables, 1)
    chapters = [block for chapter in document.chapters for block in _chapter(say, chapter, rows)]
    return Drawing.of(say, [header(say(document.title)), *chapters, context(escape(say(document.note)))])


def _has_own_words(chapter: Chapter) -> bool:
    rows = chapter.grid.rows if chapter.grid else ()
    return any(isinstance(line, str) for row in rows for line in row.lines)


def _chapter(say: Voice, chapter: Chapter, most: int) -> Iterator[Block]:
    """Our own lines together in sections; people's own words apart, where nothing in them is markup."""
    rows = chapter.grid.rows[-most:] if chapter.grid else ()
    lines = [*chapter.lines, *(line for row in rows for line in row.lines)]
    told = [(isinstance(line, str), _line(say, line)) for line in lines]
    heading = (False, f"*{escape(say(chapter.heading))}*")
    for is_own, together in groupby([heading, *told], key=itemgetter(0)):
        words = [text for _, text in together]
        if is_own:
            yield from paragraphs("\n".join(words))
        else:
            yield section("\n".join(words))
    if chapter.grid and (left_out := len(chapter.grid.rows) - len(rows)):
        earlier = several(left_out, "{n} earlier one is not shown.", "{n} earlier ones are not shown.")
        yield context(say(earlier))
    if any(is_own for is_own, _ in told):
        yield divider()


def _line(say: Voice, line: Line) -> str:
    match line:
        case str():
            return brief(line, OWN_WORDS)
        case datetime():
            return moment(say, line)
        case _:
            return escape(say(line))
