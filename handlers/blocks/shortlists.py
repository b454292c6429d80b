"""The shortlist: the form in which those who lead choose it, and what they read then."""

from collections.abc import Collection

from coproduction.service.shortlists import MOST_CANDIDATES, Candidate, Choice
from coproduction.shortlists import MOST
from coproduction.words import Text, several
from handlers import ideaids, ids, listids
from handlers.blocks import longlists, pages
from handlers.blocks.board import stands_behind
from handlers.blocks.fields import any_of
from handlers.blocks.idealists import more_ideas
from handlers.blocks.kit import (
    Block,
    View,
    actions,
    button,
    context,
    line_by_line,
    modal,
    notice,
    paragraphs,
    section,
)
from handlers.blocks.text import brief
from handlers.voice import Voice

IN_SIGHT = 20  # candidates with their figures
_HOW = Text(
    "The strongest ideas come first: what people found helpful in the ten cards, then dots, then support. "
    "You choose. All see your choice on the board and on the cards of the ideas."
)

_IN_MENU = Text("All of them are in the menu.")
_STRONGEST = Text("The menu has the strongest ones.")


def form(say: Voice, choice: Choice, ticked: Collection[str] | None = None) -> View:
    """The candidates with their figures, and the choice: what stands, or what was `ticked` since."""
    shown = [_line(say, each) for each in choice.candidates[:IN_SIGHT]]
    rest = len(choice.candidates) - IN_SIGHT
    in_menu = choice.candidates[:MOST_CANDIDATES]
    where = _IN_MENU if len(in_menu) == len(choice.candidates) else _STRONGEST
    subject = kept(choice.channel, choice.number, "")
    see = longlists.more(say, more_ideas(rest), listids.CANDIDATES, subject, at=IN_SIGHT // pages.PAGE)
    more = [context(say(where)), see] if rest > 0 else []
    options = {each.backed.idea.id: brief(_title(say, each, 75), 75) for each in in_menu}
    chosen = [each.backed.idea.id for each in choice.shortlist] if ticked is None else ticked
    field = any_of(
        "ideas",
        say("The shortlist"),
        say("Choose ideas"),
        options,
        chosen=chosen,
        hint=say("{most} ideas at most.", most=MOST),
    )
    blocks = [section(say(_HOW)), field, *line_by_line(shown), *more]
    private = ids.private(choice.channel, str(choice.number))
    return modal(say, say("Shortlist"), ideaids.SHORTLIST_FORM, say("Choose these"), private, blocks)


def kept(channel: str, number: int | str, ticked: str) -> str:
    """What the list of all candidates carries: whose, which choice stood, what was ticked in the form."""
    return f"{channel}:{number}:{ticked}"


def read_kept(carried: str) -> tuple[str, str, tuple[str, ...]]:
    """The same, read again."""
    channel, number, ticked = [*carried.split(":", 2), "", ""][:3]
    return channel, number, tuple(ticked.split())


def all_candidates(say: Voice, choice: Choice) -> list[list[Block]]:
    """Each candidate with its figures."""
    return [paragraphs(_line(say, each)) for each in choice.candidates]


def back(say: Voice, carried: str) -> Block:
    """From all candidates to the form, with what was ticked there."""
    return button(say("Back to the shortlist"), ideaids.SHORTLIST, carried)


def _title(say: Voice, candidate: Candidate, most: int) -> str:
    idea = candidate.backed.idea
    return say("{number}. {idea}", number=idea.number, idea=brief(idea.text, most))


def _line(say: Voice, candidate: Candidate) -> str:
    judged, dots = candidate.judged, candidate.dots
    helps = Text("{helps} of {all} find it helpful")
    figures = [
        *([say(helps, helps=judged.helps, all=judged.answers)] if judged else []),
        *([say(several(dots, "{n} dot", "{n} dots"))] if dots is not None else []),
        stands_behind(say, candidate.backed.backing),
    ]
    return f"{_title(say, candidate, 160)} ({' · '.join(figures)})"


def chosen(say: Voice, choice: Choice, told: Text) -> View:
    """What stands on the shortlist now, with the way back."""
    lines = [_title(say, each, 160) for each in choice.shortlist]
    there = line_by_line(lines) if lines else [section(say("There is no idea on the shortlist."))]
    again = button(say("Change"), ideaids.SHORTLIST, choice.channel)
    back = [button(say("Undo"), ideaids.UNDO_SHORTLIST, str(choice.number))] if choice.number else []
    blocks = [section(say(told)), *there, actions(again, *back)]
    return notice(say, say("Shortlist"), blocks, ids.private(choice.channel))
