"""What is a person's own: their ideas, what waits for their yes, and their pledges."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from coproduction.consents import Consent
from coproduction.ideas import Idea
from coproduction.service.places import Invited
from coproduction.service.pledges import Promised
from coproduction.undoing import WAY_BACK
from coproduction.words import several
from handlers import ids
from handlers.blocks import ideas as idea_blocks
from handlers.blocks.consents import waiting
from handlers.blocks.fitting import fitting
from handlers.blocks.followups import answers, help_with, standing, with_date
from handlers.blocks.kit import Block, Drawing, actions, button, context, header, paragraphs, section
from handlers.blocks.pledges import change_button, let_go_button, take_up_button
from handlers.blocks.text import brief
from handlers.voice import Voice

IDEAS_LISTED, QUESTIONS_LISTED = 6, 2  # each with its buttons
SESSIONS_LISTED = 3
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
    names: Mapping[str, str] = MappingProxyType({}),
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
                *_pledges(say, pledges, now, names, wants_reminders=wants_reminders),
            ]
        ),
    )


def to_do(say: Voice) -> Block:
    """What is done at Home; each form says where it goes, or asks."""
    idea = button(say("Write an idea"), ids.NEW_IDEA)
    return actions(idea, button(say("Make a pledge"), ids.NEW_PLEDGE))


def live(say: Voice, sessions: Sequence[Invited], first: int = 1) -> list[Block]:
    """The sessions that go on where somebody is, each with the way in; counted from `first`."""
    blocks: list[Block] = []
    for number, each in enumerate(sessions[:SESSIONS_LISTED], start=first):
        label = say("Check in again") if each.has_come else say("Check in")
        aloud = say("{answer}: {title}", answer=label, title=each.where.title)
        style = "" if each.has_come else "primary"
        way_in = button(label, ids.at(ids.CHECK_IN, number), each.session, style=style, aloud=aloud)
        here = say("You are checked in.") if each.has_come else say("You have not checked in yet.")
        goes_on = say("This session is live in {channel}.", channel=f"<#{each.where.channel}>")
        quoted = say("“{title}”", title=each.where.title)
        blocks += [*paragraphs(quoted), section(f"{goes_on} {here}"), actions(way_in)]
    more = several(
        len(sessions) - SESSIONS_LISTED,
        "And {n} more session is live. You can check in in its channel.",
        "And {n} more sessions are live. You can check in in their channels.",
    )
    return [*blocks, *([context(say(more))] if len(sessions) > SESSIONS_LISTED else [])]


def _questions(say: Voice, waits: Waiting) -> list[Block]:
    blocks: list[Block] = []
    if waits.questions:
        blocks.append(header(say("May I show your message as an idea?")))
    for position, consent in enumerate(waits.questions[:QUESTIONS_LISTED]):
        blocks += waiting(say, consent, position)
    if (more := len(waits.questions) - QUESTIONS_LISTED) > 0:
        left = several(
            more,
            "{n} more message waits for your answer. Answer these first, and open this again.",
            "{n} more messages wait for your answer. Answer these first, and open this again.",
        )
        blocks.append(context(say(left)))
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
        return [
            section(say("You have no ideas with your name yet. To share one, type {/idea} and your words."))
        ]
    newest = ideas[-IDEAS_LISTED:]
    blocks = [block for line in idea_blocks.owned(say, newest, now) for block in line]
    if len(ideas) > len(newest):
        blocks.append(idea_blocks.more(say, len(ideas) - len(newest), f"{idea_blocks.MINE}:"))
    return blocks


def _pledges(
    say: Voice, pledges: Sequence[Promised], now: datetime, names: Mapping[str, str], *, wants_reminders: bool
) -> list[Block]:
    if not pledges:
        return [section(say("You have made no pledge yet. To make one, type {/pledge}."))]
    are_several = len({promised.pledge.channel for promised in pledges}) > 1
    shown = list(enumerate(pledges, start=1))[-PLEDGES_LISTED:]
    earlier = several(
        len(pledges) - PLEDGES_LISTED,
        "And {n} earlier pledge. Its reminder has the same buttons.",
        "And {n} earlier pledges. Their reminders have the same buttons.",
    )
    cut = [context(say(earlier))] if len(pledges) > PLEDGES_LISTED else []
    return cut + [
        block
        for number, promised in shown
        for block in (
            *([_in(say, promised)] if are_several else []),
            *_pledge(say, number, promised, now, names, wants_reminders=wants_reminders),
        )
    ]


def _pledge(
    say: Voice,
    number: int,
    promised: Promised,
    now: datetime,
    names: Mapping[str, str],
    *,
    wants_reminders: bool,
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
        drawn += [*_help(say, number, promised, names), _ways(say, number, promised, about)]
    elif now <= pledge.withdrawn_at + WAY_BACK:
        drawn.append(actions(take_up_button(say, pledge, about, number)))
    return drawn


def _ways(say: Voice, number: int, promised: Promised, about: str) -> Block:
    """What its person can say of a pledge, and do with it."""
    pledge = promised.pledge
    replies = answers(say, ids.at(ids.REPLY_PLEDGE, number), pledge.id, about, promised.reply)
    change, let_go = change_button(say, pledge, about, number), let_go_button(say, pledge, about, number)
    return actions(*replies, change, let_go)


def _in(say: Voice, promised: Promised) -> Block:
    return context(say("In {channel}:", channel=f"<#{promised.pledge.channel}>"))


def _help(say: Voice, number: int, promised: Promised, names: Mapping[str, str]) -> list[Block]:
    """Whom somebody may ask who has said that they are stuck."""
    if promised.told is None:
        return []
    told, asked = promised.told.id, promised.facilitator
    return help_with(say, promised.pledge, told, asked, names, has_asked=promised.has_asked, number=number)
