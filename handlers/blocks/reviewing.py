"""What a session looks back on: the pledges that people share, and the ideas that wait for an answer."""

from collections.abc import Iterable, Mapping

from coproduction.ideas import Idea
from coproduction.pledges import Pledge
from coproduction.service.reviewing import Review
from coproduction.words import Text, several
from handlers import listids
from handlers.blocks.idealists import more, written_between
from handlers.blocks.kit import Block, context, line_by_line, paragraphs, section
from handlers.blocks.mentions import mention
from handlers.blocks.pledges import with_date
from handlers.blocks.text import brief
from handlers.voice import Voice

SHOWN = 8  # pledges, and as many ideas
PLEDGE_LENGTH, IDEA_LENGTH = 150, 80  # characters of each
_NOTHING = Text("Nobody has shared a pledge yet, and no ideas wait. Tell in the call what has happened.")


def looked_back(say: Voice, review: Review, names: Mapping[str, str]) -> list[Block]:
    """Both, as many as fit well on a card that everybody sees."""
    between = written_between(say, review.between, SHOWN)
    blocks = [*_promised(say, review, names), *_waiting(say, review), *between]
    return blocks or [section(say(_NOTHING))]


def whose(review: Review) -> Iterable[str]:
    """The people whose pledges it shows."""
    return (pledge.person for pledge in review.promised[:SHOWN])


def _promised(say: Voice, review: Review, names: Mapping[str, str]) -> list[Block]:
    shown = [_pledge(say, pledge, names) for pledge in review.promised[:SHOWN]]
    told = " ".join(say(each) for each in _counted(review, len(review.promised) - len(shown)))
    counts = [context(told)] if told else []
    lines = [block for line in shown for block in line]
    return [section(say("*What we promised*")), *lines, *counts] if lines or counts else []


def _counted(review: Review, left: int) -> Iterable[Text]:
    """What stands here without its words; `left` pledges are shared and do not fit."""
    if left:
        yield several(
            left,
            "{n} more pledge is shared, on a card above.",
            "{n} more pledges are shared, on cards above.",
        )
    if review.done:
        yield several(review.done, "{n} shared pledge is done.", "{n} shared pledges are done.")
    if review.private:
        yield Text(
            "At least {number} pledges are private. Only their people see them.", number=review.private
        )


def _pledge(say: Voice, pledge: Pledge, names: Mapping[str, str]) -> list[Block]:
    words = with_date(say, say("“{pledge}”", pledge=brief(pledge.what, PLEDGE_LENGTH)), pledge)
    who = section(say("{person} shares a pledge:", person=mention(pledge.person, names)))
    return [who, *paragraphs(words)]


def _waiting(say: Voice, review: Review) -> list[Block]:
    if review.before is None or not review.ideas:
        return []
    left = len(review.ideas) - SHOWN
    rest = [more(say, left, listids.OF_SESSION, review.before.id)] if left > 0 else []
    lines = line_by_line([_idea(say, each) for each in review.ideas[:SHOWN]])
    return [section(say("*Ideas of last time that wait for an answer*")), *lines, *rest]


def _idea(say: Voice, idea: Idea) -> str:
    return say("{number}. {idea}", number=idea.number, idea=brief(idea.text, IDEA_LENGTH))
