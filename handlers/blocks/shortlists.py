"""The shortlist: the form in which those who lead choose it, and what they read then."""

from coproduction.service.shortlists import MOST_CANDIDATES, Candidate, Choice
from coproduction.shortlists import MOST
from coproduction.words import Text, several
from handlers import ideaids, ids
from handlers.blocks.board import stands_behind
from handlers.blocks.fields import any_of
from handlers.blocks.idealists import more_ideas
from handlers.blocks.kit import (
    View,
    actions,
    button,
    context,
    line_by_line,
    modal,
    notice,
    section,
)
from handlers.blocks.text import brief
from handlers.voice import Voice

IN_SIGHT = 20  # candidates with their figures
_HOW = Text(
    "The strongest ideas come first: what people found helpful in the ten cards, then dots, then support. "
    "You choose. All see your choice on the board and on the cards of the ideas."
)

_IN_MENU = Text("{ideas}. All of them are in the menu.")
_ON_BOARD = Text("{ideas}. The menu has the strongest ones. To see all ideas, type {/board}")


def form(say: Voice, choice: Choice) -> View:
    """The candidates with their figures, and the choice."""
    shown = [_line(say, each) for each in choice.candidates[:IN_SIGHT]]
    rest = len(choice.candidates) - IN_SIGHT
    in_menu = choice.candidates[:MOST_CANDIDATES]
    where = _IN_MENU if len(in_menu) == len(choice.candidates) else _ON_BOARD
    more = [context(say(where, ideas=more_ideas(rest)))] if rest > 0 else []
    options = {each.backed.idea.id: brief(_title(say, each, 75), 75) for each in in_menu}
    chosen = [each.backed.idea.id for each in choice.shortlist]
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
