"""Asking how it goes with an idea that is tried, or that somebody has in hand."""

from datetime import datetime

from coproduction.ideas import Idea
from coproduction.inhand import ASKED_AGAIN, holder
from coproduction.messages import Card, MessageState
from coproduction.ports import Memory
from coproduction.progress import STALLED_NOTE, TRY_ENDS, Move
from coproduction.service import bodies, progress
from coproduction.service.owing import owe_privately

AGAIN = "again"


def ask(memory: Memory, now: datetime, idea: Idea, woken: Move) -> None:
    """The day of a try has passed, so everybody sees that. It is asked about twice; then nothing moves."""
    progress.redraw(memory, idea)
    kind = STALLED_NOTE if woken.wake_at is None else TRY_ENDS
    ask_holder(memory, now, idea, Card(kind, woken.id, occasion=AGAIN if woken.reminded > 1 else ""))


def ask_holder(memory: Memory, now: datetime, idea: Idea, card: Card) -> None:
    """Who has an idea in hand is asked, else all who lead."""
    owner = holder(progress.of(memory, idea))
    whom = [owner] if owner else bodies.leading_programme(memory, idea.channel)
    for each in (card._replace(recipient=one) for one in whom):
        due = _asked_again_at(memory, now, each) if each.occasion else now
        if due:
            owe_privately(memory, due, each)


def _asked_again_at(memory: Memory, now: datetime, again: Card) -> datetime | None:
    """Two weeks after the first question came, which may have been late; None while that still waits."""
    first = memory.messages.find(again._replace(occasion=""))
    if first and first.state is MessageState.PENDING:
        return None
    return max(now, first.arrived_at + ASKED_AGAIN) if first and first.arrived_at else now
