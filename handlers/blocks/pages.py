"""A list that is too long for its place, page by page in a form."""

from collections.abc import Sequence

from handlers import ids
from handlers.blocks.kit import Block, View, actions, button, context, notice
from handlers.voice import Voice

PAGE = 20


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
    pages = max(1, -(-len(lines) // per))
    here = min(max(number, 0), pages - 1)
    shown = [block for line in lines[here * per : (here + 1) * per] for block in line]
    turns = [
        button(label, ids.at(action, there), subject)
        for label, there in ((say("Earlier page"), here - 1), (say("Next page"), here + 1))
        if 0 <= there < pages
    ]
    which = context(say("Page {page} of {pages}", page=here + 1, pages=pages))
    return notice(say, title, [which, *shown, *([actions(*turns)] if turns else [])], private)
