"""Sessions that nobody has ended: they end by themselves, and those who lead are told."""

from datetime import datetime

from coproduction.messages import Card
from coproduction.ports import Memory
from coproduction.service import closing, partings, people
from coproduction.service.owing import owe_all_privately
from coproduction.sessions import ENDED_BY_ITSELF, FORGOTTEN_AFTER
from coproduction.usage import By


def due(memory: Memory, now: datetime) -> list[str]:
    """The sessions that nobody has ended, so long ago that nobody can still be in them.

    For one that was planned that is sooner: so long after its planned end, and after that of its last step.
    One whose end was undone has an hour from then on.
    """
    begun_long_ago = [session.id for session in memory.sessions.live_since(now - FORGOTTEN_AFTER)]
    over = [each for each in begun_long_ago if not _goes_on(memory, now, each)]
    return list(dict.fromkeys([*over, *memory.running.left(now)]))


def _goes_on(memory: Memory, now: datetime, session_id: str) -> bool:
    """Whether a moment is noted at which it ends by itself, and that is still to come."""
    known = memory.running.get(session_id)
    return known is not None and known.closes_at is not None and now < known.closes_at


def end(memory: Memory, now: datetime, session_id: str) -> None:
    """End a session that nobody has ended, and tell those who facilitate it."""
    session = memory.sessions.get(session_id)
    if session is None or not session.is_live or session_id not in due(memory, now):
        return
    closing.end(memory, now, session, By.TIME)
    part = partings.ends(memory, session_id) - 1  # told of each end, where one was undone
    leading = people.leading_session(memory, session)
    owe_all_privately(memory, now, [Card(ENDED_BY_ITSELF, session.id, one, part) for one in leading])
