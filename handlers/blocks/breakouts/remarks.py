"""All that groups brought back from a round, page by page: cards show only some of it."""

from collections.abc import Sequence

from coproduction.breakouts.forms import WORD_LENGTH
from coproduction.service.breakouts.reportbacks import Remarks
from handlers import ids
from handlers.blocks.breakouts.cards import line_of
from handlers.blocks.kit import (
    Block,
    View,
    actions,
    button,
    context,
    divider,
    line_by_line,
    notice,
    paragraphs,
    section,
)
from handlers.voice import Voice

PAGE = 40  # blocks; a form holds a hundred


def pages(say: Voice, shown: Remarks, number: int, private: str) -> View:
    """One page of what was brought back, each group's below its name, with the ways to the other pages."""
    blocks = [block for group in shown.groups for block in _of_group(say, shown, group.number)]
    many = max(1, -(-len(blocks) // PAGE))
    here = min(max(number, 0), many - 1)
    title = say("Remarks, round {number}", number=shown.round.number)
    page = blocks[here * PAGE : (here + 1) * PAGE] or [section(say("Nobody has brought anything back yet."))]
    return notice(say, title, [*page, *_turns(say, shown, here, many)], private)


def _of_group(say: Voice, shown: Remarks, number: int) -> Sequence[Block]:
    group = next(each for each in shown.groups if each.number == number)
    lines = [line_of(say, word, WORD_LENGTH) for word in shown.words if word.group == number]
    if not lines:
        return ()
    return [*paragraphs(say("{group}:", group=group.name)), *line_by_line(lines), divider()]


def _turns(say: Voice, shown: Remarks, here: int, many: int) -> Sequence[Block]:
    if many == 1:
        return ()
    key = ids.of_group(shown.round.id, shown.of_group)
    buttons = [
        button(label, ids.at(ids.ALL_SAID, there), key)
        for label, there in ((say("Earlier page"), here - 1), (say("Next page"), here + 1))
        if 0 <= there < many
    ]
    return context(say("Page {page} of {pages}", page=here + 1, pages=many)), actions(*buttons)
