"""What is a person's own: their ideas and pledges."""

from collections.abc import Sequence
from datetime import datetime

from coproduction.ideas import Idea
from coproduction.service.pledges import Promised
from handlers.blocks.followups import standing
from handlers.blocks.kit import Block, Drawing, context, header, paragraphs, section
from handlers.blocks.text import brief, by_day

LISTED = 15


def mine(
    ideas: Sequence[Idea],
    pledges: Sequence[Promised],
    now: datetime,
    *,
    wants_reminders: bool,
) -> Drawing:
    """A person's own ideas and pledges."""
    blocks: list[Block] = [header("My ideas")]
    for idea in ideas[-LISTED:]:
        state = " (taken back)" if idea.is_withdrawn else ""
        blocks += paragraphs(f"{idea.number}. {brief(idea.text, 300)}{state}")
    if not ideas:
        blocks.append(section("You have no ideas with your name yet."))
    blocks.append(header("My pledges"))
    for promised in pledges[-LISTED:]:
        blocks += paragraphs(f"{brief(promised.pledge.what, 300)}{by_day(promised.pledge.by)}")
        blocks.append(context(standing(promised, now, wants_reminders=wants_reminders)))
    if not pledges:
        blocks.append(section("You have made no pledge yet."))
    return Drawing.of(blocks)
