"""What is a person's own: their ideas, what waits for their yes, and their pledges."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from coproduction.consents import Consent
from coproduction.ideas import Idea, can_return
from coproduction.service.pledges import Promised
from coproduction.undoing import WAY_BACK
from coproduction.words import several
from handlers import ids
from handlers.blocks import ideas as idea_blocks
from handlers.blocks.consents import waiting
from handlers.blocks.fitting import fitting
from handlers.blocks.followups import answers, standing, with_date
from handlers.blocks.kit import Block, Drawing, actions, button, context, header, paragraphs, section
from handlers.blocks.pledges import change_button, let_go_button, take_up_button
from handlers.blocks.text import brief
from handlers.voice import Voice

IDEAS_LISTED, QUESTIONS_LISTED = 6, 2  # each with its buttons
PLEDGES_LISTED = 8  # each with its buttons


@dataclass(frozen=True, slots=True)
class Waiting:
    """The questions that wait for a person, and how many messages wait for others whom they asked."""

    questions: Sequence[Consent] = ()
    for_others: int = 0


def mine(
    say: Voice,
    ideas: Sequence[Idea],
    pledges: Sequence[Promised],
    now: datetime,
    *,
    wants_reminders: bool,
    waits: Waiting = Waiting(),
) -> Drawing:
    """A person's own ideas and pledges."""
    return Drawing.of(
        say,
        fitting(
            [
                *_questions(say, waits),
                header(say("My ideas")),
                *_ideas(say, ideas, now),
                header(say("My pledges")),
                *_pledges(say, pledges, now, wants_reminders=wants_reminders),
            ]
        ),
    )


def new_idea(say: Voice) -> Block:
    """What is done at Home; the form says where it goes, or asks."""
    return actions(button(say("Write an idea"), ids.NEW_IDEA))


def _questions(say: Voice, waits: Waiting) -> list[Block]:
    blocks: list[Block] = []
    if waits.questions:
        blocks.append(header(say("May I show your message as an idea?")))
    for position, consent in enumerate(waits.questions[:QUESTIONS_LISTED]):
        blocks += waiting(say, consent, position)
    if waits.for_others:
        words = several(
            waits.for_others,
            "{n} message that you would like to keep waits for the answer of who wrote it.",
            "{n} messages that you would like to keep wait for the answers of who wrote them.",
        )
        blocks.append(context(say(words)))
    return blocks


def _ideas(say: Voice, ideas: Sequence[Idea], now: datetime) -> list[Block]:
    if not ideas:
        return [section(say("You have no ideas with your name yet."))]
    newest = ideas[-IDEAS_LISTED:]
    blocks = [
        block for idea in newest for block in idea_blocks.own(say, idea, can_return=can_return(idea, now))
    ]
    if len(ideas) > len(newest):
        blocks.append(idea_blocks.more(say, len(ideas) - len(newest), f"{idea_blocks.MINE}:"))
    return blocks


def _pledges(say: Voice, pledges: Sequence[Promised], now: datetime, *, wants_reminders: bool) -> list[Block]:
    if not pledges:
        return [section(say("You have made no pledge yet."))]
    shown = list(enumerate(pledges, start=1))[-PLEDGES_LISTED:]
    return [
        block
        for number, promised in shown
        for block in _pledge(say, number, promised, now, wants_reminders=wants_reminders)
    ]


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
