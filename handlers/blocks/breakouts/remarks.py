"""All that groups brought back from a round, page by page: cards show only some of it."""

from collections.abc import Sequence

from coproduction.breakouts.forms import WORD_LENGTH
from coproduction.service.breakouts.reportbacks import Remarks
from handlers import ids
from handlers.blocks.breakouts.brought import line_of
from handlers.blocks.kit import Block, View, divider, line_by_line, paragraphs, section
from handlers.blocks.pages import page
from handlers.voice import Voice

PAGE = 40  # blocks; a form holds a hundred


def pages(say: Voice, shown: Remarks, number: int, private: str) -> View:
    """One page of what was brought back, each group's below its name, with the ways to the other pages."""
    blocks = [block for group in shown.groups for block in _of_group(say, shown, group.number)]
    title = say("Remarks, round {number}", number=shown.round.number)
    lines = [[block] for block in blocks or [section(say("Nobody has brought anything back yet."))]]
    key = ids.of_group(shown.round.id, shown.of_group)
    return page(say, title, lines, number, ids.ALL_SAID, key, private, per=PAGE)


def _of_group(say: Voice, shown: Remarks, number: int) -> Sequence[Block]:
    group = next(each for each in shown.groups if each.number == number)
    lines = [line_of(say, word, WORD_LENGTH) for word in shown.words if word.group == number]
    if not lines:
        return ()
    return [*paragraphs(say("{group}:", group=group.name)), *line_by_line(lines), divider()]
