"""What is a person's own: their ideas and pledges."""

from collections.abc import Sequence
from datetime import datetime

from coproduction.ideas import Idea
from coproduction.pledges import WAY_BACK
from coproduction.service.pledges import Promised
from coproduction.words import Text
from handlers import ids
from handlers.blocks.fitting import fitting
from handlers.blocks.followups import answers, standing, with_date
from handlers.blocks.kit import Block, Drawing, actions, context, header, paragraphs, section
from handlers.blocks.pledges import change_button, let_go_button, take_up_button
from handlers.blocks.text import brief
from handlers.voice import Voice

LISTED = 15
PLEDGES_LISTED = 8  # each with its buttons


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
    shown = list(enumerate(pledges, start=1))[-PLEDGES_LISTED:]
    for number, promised in shown:
        blocks += _pledge(say, number, promised, now, wants_reminders=wants_reminders)
    if not pledges:
        blocks.append(section(say("You have made no pledge yet.")))
    return Drawing.of(say, fitting(blocks))


def _pledge(
    say: Voice, number: int, promised: Promised, now: datetime, *, wants_reminders: bool
) -> list[Block]:
    """One pledge, where it stands, and what its person can do with it."""
    pledge = promised.pledge
    stands = standing(say, promised, now, wants_reminders=wants_reminders)
    about, what = say("pledge {number}", number=number), with_date(say, brief(pledge.what, 300), pledge)
    drawn = [
        *paragraphs(say("{number}. {pledge}", number=number, pledge=what)),
        context(stands),
    ]
    if not pledge.withdrawn_at:
        replies = answers(say, ids.at(ids.REPLY_PLEDGE, number), pledge.id, about, promised.reply)
        drawn.append(
            actions(
                *replies, change_button(say, pledge, about, number), let_go_button(say, pledge, about, number)
            )
        )
    elif now <= pledge.withdrawn_at + WAY_BACK:
        drawn.append(actions(take_up_button(say, pledge, about, number)))
    return drawn
