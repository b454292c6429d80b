"""Wherever a pledge or an idea stands written, it is redrawn when it changes: no two messages disagree."""

from collections.abc import Iterable

from coproduction.askings import question
from coproduction.board import IDEA_TALK
from coproduction.bodies import DECISIONS
from coproduction.followups import PLEDGE, nudge_card
from coproduction.ideas import Idea
from coproduction.messages import Card
from coproduction.notes import KEPT_WORDS
from coproduction.pledges import Pledge, shared_card
from coproduction.ports import Memory
from coproduction.progress import IN_HAND, STALLED_NOTE, TRY_ENDS, Move, Step
from coproduction.service import running
from coproduction.sessions import SESSION_CARD
from coproduction.steps import REVIEW
from coproduction.talk import ASKED_WHICH, TOLD_ANSWER, TOLD_HELP, TOLD_NO, TOLD_PLACED
from coproduction.ties import TIE_AGREED, TIE_ALIVE, TIE_ASKED
from coproduction.worked import DID_IT_WORK, WORKED_TOLD
from coproduction.yousaid import YOU_SAID, YOU_SAID_DRAFT

# private ones that show where pledges stand
_ANSWERS = (KEPT_WORDS, ASKED_WHICH, TOLD_ANSWER, TOLD_HELP, TOLD_NO, TOLD_PLACED)

_HELD = (Step.OWNED, Step.TRIED, Step.CHANGED, Step.GOES_ON, Step.HELP)  # of which somebody is told or asked


def redraw(memory: Memory, pledge: Pledge) -> None:
    """What was asked about it, what was answered to its people since it was made, and what the group sees."""
    asked = memory.follow_ups.of(PLEDGE, pledge.id)
    people = {pledge.person, *(each.person for each in asked)}
    answers = memory.messages.sent_cards(_ANSWERS, pledge.made_at, people)
    cards = [
        *map(nudge_card, asked),
        *map(question, memory.askings.of(pledge.id)),
        *(each.card for each in answers),
    ]
    memory.changed(*dict[Card, None].fromkeys(cards))
    if pledge.shared_at:
        memory.changed(shared_card(pledge))
    redraw_review(memory, pledge.channel)


def redraw_review(memory: Memory, channel: str) -> None:
    """What a session looks back on, where it does so at this moment."""
    live = memory.sessions.live_in(channel)
    at = running.standing(memory, live) if live else None
    if at and at.step.kind == REVIEW:
        running.redraw(memory, at.session, at.step.key)


def redraw_between(memory: Memory, channel: str) -> None:
    """What people wrote between two sessions, where one that goes on begins with it."""
    live = memory.sessions.live_in(channel)
    if live:
        memory.changed(Card(SESSION_CARD, live.id))


def redraw_about(memory: Memory, about: str, subject: str) -> None:
    """The same for what a question is about, if that is a pledge that is still there."""
    pledge = memory.pledges.get(subject) if about == PLEDGE else None
    if pledge:
        redraw(memory, pledge)


def redraw_quoting(memory: Memory, idea: Idea) -> None:
    """Wherever the words of an idea stand besides its card: where it is discussed, where the month is told,
    and what its people, partners and bodies were asked.
    """
    about = memory.messages.about(IDEA_TALK, idea.id, TIE_ASKED, TIE_AGREED, DID_IT_WORK, WORKED_TOLD)
    memory.changed(*(message.card for message in about))
    for tie in memory.ties.of(idea.id):
        both = filter(None, (idea.author, tie.person))
        memory.changed(*(Card(TIE_ALIVE, tie.id, each) for each in both))
    moves = memory.progress.of(idea.id)
    if moves:
        memory.changed(*asked_of_bodies(memory, moves), *asked_of_owners(memory, moves))
        told = memory.messages.sent_cards([YOU_SAID, YOU_SAID_DRAFT], moves[0].at)
        memory.changed(*(each.card for each in told if _is_of(memory, each.subject, idea.channel)))


def _is_of(memory: Memory, month_id: str, channel: str) -> bool:
    month = memory.months.get(month_id)
    return month is not None and month.channel == channel


def asked_of_bodies(memory: Memory, moves: Iterable[Move]) -> list[Card]:
    """The weekly messages in which bodies were asked about the idea of these steps, and the newest of each,
    which counts what waits for the next.
    """
    asked = [(each.asked_in, memory.bodies.get(each.body)) for each in moves if each.body]
    owners = [(week, body.owner) for week, body in asked if body and body.owner]
    newest = [
        max(told, key=lambda each: each.due_at).card
        for owner in {owner for _, owner in owners}
        if (told := memory.messages.about(DECISIONS, owner))
    ]
    weekly = [Card(DECISIONS, owner, owner, occasion=week) for week, owner in owners if week]
    return [*weekly, *(card for card in newest if card not in weekly)]


def asked_of_owners(memory: Memory, moves: Iterable[Move]) -> list[Card]:
    """What those were told and asked who have or had the idea of these steps in hand, or who lead."""
    held = [each.id for each in moves if each.step in _HELD]
    told = (each for id_ in held for each in memory.messages.about(IN_HAND, id_, TRY_ENDS, STALLED_NOTE))
    return [each.card for each in told]
