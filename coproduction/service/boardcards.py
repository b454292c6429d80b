"""When the board of ideas is posted, and when its cards change."""

from datetime import datetime

from coproduction.board import BOARD, NEWEST
from coproduction.messages import Card
from coproduction.ports import Memory
from coproduction.service import idealists
from coproduction.service.owing import owe
from coproduction.sessions import Session


def show(memory: Memory, now: datetime, channel: str, session: str | None, occasion: str) -> bool:
    """Owe the card of the board of a session, or of a programme; False when this `occasion` has had it."""
    return owe(memory, now, Card(BOARD, session or channel, occasion=occasion), channel=channel, order=2)


def show_after(memory: Memory, now: datetime, session: Session, step: str) -> None:
    """A step for ideas is over: all that was written is shown in one place, where it is more than a few."""
    ideas = [idea for idea, _ in idealists.supported(memory, session.channel) if idea.session == session.id]
    if len(ideas) > NEWEST:
        show(memory, now, session.channel, session.id, f"after:{step}")


def redraw(memory: Memory, channel: str, session: str | None) -> None:
    """What the boards on which an idea stands show has changed."""
    subjects = (channel, session) if session else (channel,)
    memory.changed(*(each.card for subject in subjects for each in memory.messages.about(BOARD, subject)))
