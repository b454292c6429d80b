"""What is a person's own: their ideas, what waits for their yes, and their pledges."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from coproduction.consents import Consent
from coproduction.followups import Reply, stopped_with
from coproduction.service.along import Held
from coproduction.service.belongings import Belongings
from coproduction.service.places import Invited
from coproduction.service.promised import Promised
from coproduction.undoing import WAY_BACK
from coproduction.words import Text, several
from handlers import ideaids, ids, listids
from handlers.blocks import askings as asking_blocks
from handlers.blocks import idealists, inhand, longlists
from handlers.blocks.aloud import told_apart
from handlers.blocks.coming import held
from handlers.blocks.consents import waiting
from handlers.blocks.fitting import fits, fitting
from handlers.blocks.followups import answers, help_with, said_difference, stopped
from handlers.blocks.idealists import Partners
from handlers.blocks.kit import Block, Drawing, actions, aside, button, context, header, paragraphs, section
from handlers.blocks.notes import own_words
from handlers.blocks.nudgemenus import ask_on
from handlers.blocks.plans import sentence
from handlers.blocks.pledges import (
    change_button,
    difference_button,
    easier_button,
    hand_over_button,
    let_go_button,
    share_button,
    take_up_button,
    taken_over,
    with_date,
)
from handlers.blocks.recurring import kept
from handlers.blocks.running import for_everybody
from handlers.blocks.standing import standing
from handlers.blocks.text import brief
from handlers.blocks.videocalls import call_line
from handlers.voice import Voice

_NO_PLEDGE = Text("You have made no pledge yet. To make one, type {/pledge}.")
_HANDED_OVER = Text("You have no pledge now. You handed yours over. To make one, type {/pledge}.")
IDEAS_LISTED, QUESTIONS_LISTED = 6, 2  # each with its buttons
TOGETHER_LISTED, SESSIONS_LISTED = 5, 3
ASKINGS_LISTED, PLEDGES_LISTED = 4, 8  # each with its buttons


@dataclass(frozen=True, slots=True)
class Waiting:
    """The questions that wait for a person, how many for others whom they asked, and what is held back."""

    questions: Sequence[Consent] = ()
    for_others: int = 0
    held: Held | None = None


def mine(
    say: Voice,
    own: Belongings,
    now: datetime,
    *,
    wants_reminders: bool,
    waits: Waiting = Waiting(),
    names: Mapping[str, str] = MappingProxyType({}),
) -> Drawing:
    """A person's own ideas and pledges, and what others ask them; of the pledges the newest that fit."""
    listed = [header(say("My ideas")), *_ideas(say, own, now, names)]
    ideas = [*_questions(say, waits), *_asked(say, own, names), *listed]
    meant = idealists.meanings_of(say, own.ideas[-IDEAS_LISTED:])
    below = [
        *_together(say, own, names),
        header(say("My pledges")),
        *([] if own.promised else [section(say(_HANDED_OVER if own.has_handed_over else _NO_PLEDGE))]),
    ]
    foot = [] if wants_reminders else [context(say("You stopped reminders.")), *stopped(say)]
    lines = each_pledge(say, own, now, names, wants_reminders=wants_reminders)
    every = (
        [*ideas, *words, *below, *_earlier(say, len(lines) - kept), *_flat(lines[len(lines) - kept :]), *foot]
        for kept in range(min(PLEDGES_LISTED, len(lines)), -1, -1)
        for words in (meant, [])  # no pledge goes for what the states of ideas mean
    )
    return Drawing.of(say, next((each for each in every if fits(each)), fitting([*ideas, *below, *foot])))


def _asked(say: Voice, own: Belongings, names: Mapping[str, str]) -> list[Block]:
    """What others ask this person, the oldest first, and whose buddy they are."""
    shown = _flat(each_asked(say, own, names)[:ASKINGS_LISTED])
    left = len(own.around) - ASKINGS_LISTED
    label = several(left, "And {n} more thing that others ask you", "And {n} more things that others ask you")
    return [*shown, *([longlists.more(say, label, listids.ASKED)] if left > 0 else [])]


def each_asked(say: Voice, own: Belongings, names: Mapping[str, str]) -> list[list[Block]]:
    """Each thing that others ask this person."""
    shown = enumerate(own.around, start=1)
    return [asking_blocks.asked(say, each, names, number) for number, each in shown]


def to_do(say: Voice) -> Block:
    """What is done at Home and beside it; each form says where it goes, or asks."""
    idea = button(say("Write an idea"), ids.NEW_IDEA)
    return actions(idea, button(say("Make a pledge"), ids.NEW_PLEDGE))


def all_ideas(say: Voice) -> Block:
    """The way from Home to the board of ideas."""
    return actions(button(say("See all ideas"), ideaids.SEE_BOARD, aloud=say("See all ideas on the board")))


def live(say: Voice, sessions: Sequence[Invited], first: int = 1) -> list[Block]:
    """The sessions that go on where somebody is, each with the way in; counted from `first`."""
    blocks = _flat(each_live(say, sessions[:SESSIONS_LISTED], first))
    return [*told_apart(blocks), *more_live(say, len(sessions) - SESSIONS_LISTED)]


def more_live(say: Voice, number: int) -> list[Block]:
    """What opens all sessions that go on, where so many have no room."""
    label = several(number, "And {n} more session is live", "And {n} more sessions are live")
    return [longlists.more(say, label, listids.LIVE)] if number > 0 else []


def take_part(say: Voice) -> list[Block]:
    """Why a session stands there twice for who leads: above with what leads it, below to take part in it."""
    return [header(say("To take part yourself"))]


def each_live(say: Voice, sessions: Sequence[Invited], first: int = 1) -> list[list[Block]]:
    """Each of these sessions with the way in."""
    return [_live(say, each, number) for number, each in enumerate(sessions, start=first)]


def _live(say: Voice, session: Invited, number: int) -> list[Block]:
    label = say("Check in again") if session.has_come else say("Check in")
    aloud = say("{answer}: {title}", answer=label, title=session.where.title)
    style = "" if session.has_come else "primary"
    way_in = button(label, ids.at(ids.CHECK_IN, number), session.session, style=style, aloud=aloud)
    here = say("You are checked in.") if session.has_come else say("You have not checked in yet.")
    goes_on = say("This session is live in {channel}.", channel=f"<#{session.where.channel}>")
    quoted = say("“{title}”", title=session.where.title)
    step = for_everybody(say, session.step, session.round, session.group) if session.step else []
    told = "\n".join([f"{goes_on} {here}", *call_line(say, session.link)])
    return [*paragraphs(quoted), section(told), actions(way_in), *step]


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
    return [*blocks, *([held(say, waits.held)] if waits.held else [])]


def _ideas(say: Voice, own: Belongings, now: datetime, names: Mapping[str, str]) -> list[Block]:
    ideas, partners = own.ideas, Partners(own.ties, names)
    if not ideas:
        return [
            section(say("You have no ideas with your name yet. To share one, type {/idea} and your words."))
        ]
    newest = ideas[-IDEAS_LISTED:]
    blocks = [block for line in idealists.owned(say, newest, now, own.states, partners) for block in line]
    if len(ideas) > len(newest):
        blocks.append(idealists.more(say, len(ideas) - len(newest), listids.MINE))
    return blocks


def _together(say: Voice, own: Belongings, names: Mapping[str, str]) -> list[Block]:
    """What this person has in hand, and the ideas of others on which they work with them."""
    partners, held = Partners(own.ties, names), inhand.of_person(say, own.in_hand, own.states)
    return held + idealists.together(say, own.together[-TOGETHER_LISTED:], own.states, partners)


def _earlier(say: Voice, number: int) -> list[Block]:
    """What opens all pledges, where so many have no room."""
    label = several(number, "And {n} earlier pledge", "And {n} earlier pledges")
    return [longlists.more(say, label, listids.PLEDGES)] if number else []


def each_pledge(
    say: Voice, own: Belongings, now: datetime, names: Mapping[str, str], *, wants_reminders: bool
) -> list[list[Block]]:
    """Each of a person's pledges with what can be done with it, the oldest first."""
    apart = len({promised.pledge.channel for promised in own.promised}) > 1
    return [
        [
            *([context(say("In {channel}:", channel=f"<#{promised.pledge.channel}>"))] if apart else []),
            *_words(say, number, promised, own),
            *_stands(say, promised, own, now, names, wants_reminders=wants_reminders),
            *_below(say, number, promised, own, now, names),
        ]
        for number, promised in enumerate(own.promised, start=1)
    ]


def _flat(lines: Sequence[Sequence[Block]]) -> list[Block]:
    return [block for line in lines for block in line]


def _stands(
    say: Voice,
    promised: Promised,
    own: Belongings,
    now: datetime,
    names: Mapping[str, str],
    *,
    wants_reminders: bool,
) -> list[Block]:
    """Whose it was, what its person wrote about it, and where it stands."""
    comes, words = own.comes.get(promised.pledge.id), own_words(say, own.notes_about(promised))
    taken = taken_over(say, promised.pledge, names)
    stands = standing(say, promised, now, comes=comes, wants_reminders=wants_reminders, has_words=bool(words))
    return [*([aside(taken)] if taken else []), *words, context(stands)]


def _words(say: Voice, number: int, promised: Promised, own: Belongings) -> list[Block]:
    """What was promised, the plan for it, and what difference it made."""
    pledge = promised.pledge
    what = with_date(say, brief(pledge.what, 300), pledge)
    said = said_difference(say, pledge) if promised.reply is Reply.DONE else []
    rule = own.recurrences.get(pledge.id)
    has_ended = pledge.id in own.ended and not pledge.is_withdrawn
    often = kept(say, rule, is_over=has_ended) if has_ended or promised.is_open else []
    plan = [*often, *(sentence(say, own.plans.get(pledge.id)) if promised.is_open else [])]
    return [*paragraphs(say("{number}. {pledge}", number=number, pledge=what)), *plan, *said]


def _below(
    say: Voice, number: int, promised: Promised, own: Belongings, now: datetime, names: Mapping[str, str]
) -> list[Block]:
    """Who helps with it, and what its person can do with it."""
    pledge, about = promised.pledge, say("pledge {number}", number=number)
    if pledge.withdrawn_at:
        back = actions(take_up_button(say, pledge, about, number))
        return [back] if now <= pledge.withdrawn_at + WAY_BACK else []
    asked = own.askings.get(pledge.id, ()) if promised.is_open else ()
    seen = [context(say("Everybody in {channel} can read it.", channel=f"<#{pledge.channel}>"))]
    return [
        *(seen if pledge.is_shared else []),
        *asking_blocks.standing(say, asked, names, about, number),
        *_help(say, number, promised, names),
        *_ways(say, number, promised, about),
    ]


def _ways(say: Voice, number: int, promised: Promised, about: str) -> list[Block]:
    """What its person can say of a pledge, and do with it."""
    pledge, is_done = promised.pledge, promised.reply is Reply.DONE
    replies = answers(say, ids.at(ids.REPLY_PLEDGE, number), pledge.id, about, promised.reply)
    change, let_go = change_button(say, pledge, about, number), let_go_button(say, pledge, about, number)
    share = share_button(say, pledge, about, number)
    easier = easier_button(say, pledge, about, number)
    if is_done:
        told = difference_button(say, pledge, about, number)
        again = [*_go_on(say, number, promised, about), easier]  # done once, and kept again
        goes_on = again if promised.is_open else []
        return [actions(told, *replies, change, *goes_on, share, let_go)]
    over = hand_over_button(say, pledge, about, number)
    return [actions(*replies, *_go_on(say, number, promised, about), change, easier, share, over, let_go)]


def _go_on(say: Voice, number: int, promised: Promised, about: str) -> list[Block]:
    """The way back where asking has stopped without an answer, or could not be done."""
    last, label = stopped_with(promised.follow_ups), say("Go on asking")
    if last is None:
        return ask_on(say, number, promised, about)
    aloud = say("Go on asking: {pledge}", pledge=about)
    return [button(label, ids.at(listids.GO_ON, number), last.id, aloud=aloud)]


def _help(say: Voice, number: int, promised: Promised, names: Mapping[str, str]) -> list[Block]:
    """Whom somebody may ask who has said that they are stuck."""
    if promised.told is None:
        return []
    told, asked = promised.told.id, promised.facilitator
    return help_with(say, promised.pledge, told, asked, names, has_asked=promised.has_asked, number=number)
