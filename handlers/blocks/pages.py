"""A list that is too long for its place, page by page in a form."""

from collections.abc import Sequence

from handlers import ids
from handlers.blocks.kit import Block, View, actions, button, context, notice
from handlers.voice import Voice

PAGE = 20
MOST_OF_PAGE = 80  # blocks; a form holds a hundred


def page(  # noqa: PLR0913 (what a page of a list is made of)
    say: Voice,
    title: str,
    lines: Sequence[Sequence[Block]],
    number: int,
    action: str,
    subject: str,
    private: str,
    *,
    per: int = PAGE,
) -> View:
    """One page of a list, each line a block or more; what turns it is `action` with `subject`."""
    parts = _parts(lines, per)
    here, pages = min(max(number, 0), len(parts) - 1), len(parts)
    shown = [block for line in parts[here] for block in line]
    turns = [
        button(label, ids.at(action, there), subject)
        for label, there in ((say("Earlier page"), here - 1), (say("Next page"), here + 1))
        if 0 <= there < pages
    ]
    which = context(say("Page {page} of {pages}", page=here + 1, pages=pages))
    return notice(say, title, [which, *shown, *([actions(*turns)] if turns else [])], private)


def _parts(lines: Sequence[Sequence[Block]], per: int) -> list[list[Sequence[Block]]]:
    """Whole lines, so many on a page as it takes."""
    parts: list[list[Sequence[Block]]] = [[]]
    for line in lines:
        is_full = len(parts[-1]) == per or sum(map(len, parts[-1])) + len(line) > MOST_OF_PAGE
        if parts[-1] and is_full:
            parts.append([])
        parts[-1].append(line)
    return parts
