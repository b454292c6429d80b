"""Whether a session is over, for whatever belonged to it: it imports no act, so that every act may ask."""

from coproduction.ports import Memory


def is_over(memory: Memory, session_id: str | None) -> bool:
    """Whether this session is one that has ended."""
    session = memory.sessions.get(session_id) if session_id else None
    return session is not None and not session.is_live
