"""What time brings after the end of a session: it is sealed."""

from collections.abc import Sequence
from datetime import datetime

from coproduction.ports import Memory
from coproduction.service import partings
from coproduction.service.breakouts import channels
from coproduction.service.voices import reseal
from coproduction.sessions import Session


def to_seal(memory: Memory, now: datetime) -> Sequence[str]:
    """The sessions from whose end there is no way back any more."""
    return memory.endings.to_seal(now)


def seal(memory: Memory, now: datetime, session_id: str) -> None:
    """Seal one, unless somebody has undone its end, or another process was quicker."""
    session = memory.sessions.get(session_id)
    if session and session_id in memory.endings.to_seal(now) and memory.endings.drop(session_id):
        close_for_good(memory, now, session)
        partings.redraw(memory, session_id)


def close_for_good(memory: Memory, now: datetime, session: Session) -> None:
    """What is said without a name leads back to nobody any more; groups' own channels are archived. Hands are
    down: until now they were kept for who might undo the end.
    """
    memory.turns.lower_all(session.id)
    channels.close_all(memory, now, session)
    reseal(memory, session.id)
