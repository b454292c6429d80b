"""Wherever a pledge stands written, it is redrawn when it changes: no two messages disagree."""

from coproduction.askings import question
from coproduction.followups import PLEDGE, nudge_card
from coproduction.messages import Card
from coproduction.notes import KEPT_WORDS
from coproduction.pledges import Pledge, shared_card
from coproduction.ports import Memory
from coproduction.service import running
from coproduction.sessions import SESSION_CARD
from coproduction.steps import REVIEW
from coproduction.talk import ASKED_WHICH, TOLD_ANSWER, TOLD_HELP, TOLD_NO, TOLD_PLACED

# private ones that show where pledges stand
_ANSWERS = (KEPT_WORDS, ASKED_WHICH, TOLD_ANSWER, TOLD_HELP, TOLD_NO, TOLD_PLACED)


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
