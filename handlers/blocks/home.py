"""What is a person's own: their ideas and pledges."""

from collections.abc import Sequence
from datetime import datetime

from coproduction.ideas import Idea
from coproduction.service.pledges import Promised
from coproduction.words import Text
from handlers.blocks.followups import standing, with_date
from handlers.blocks.kit import Block, Drawing, context, header, paragraphs, section
from handlers.blocks.text import brief
from handlers.voice import Voice

LISTED = 15


def mine(
    say: Voice,
    ideas: Sequence[Idea],
    pledges: Sequence[Promised],
    now: datetime,
    *,
    wants_reminders: bool,
) -> Drawing:
    """A person's own ideas and pledges."""
    blocks: list[Block] = [header(say("My ideas"))]
    for idea in ideas[-LISTED:]:
        words = Text("{number}. {idea} (taken back)") if idea.is_withdrawn else Text("{number}. {idea}")
        blocks += paragraphs(say(words, number=idea.number, idea=brief(idea.text, 300)))
    if not ideas:
        blocks.append(section(say("You have no ideas with your name yet.")))
    blocks.append(header(say("My pledges")))
    for promised in pledges[-LISTED:]:
        pledge = promised.pledge
        blocks += paragraphs(with_date(say, brief(pledge.what, 300), pledge))
        blocks.append(context(standing(say, promised, now, wants_reminders=wants_reminders)))
    if not pledges:
        blocks.append(section(say("You have made no pledge yet.")))
    return Drawing.of(say, blocks)
