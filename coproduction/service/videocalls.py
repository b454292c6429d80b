"""Where people meet who take part in a session: the link to the video call that stands in its plan."""

from coproduction.ports import Memory


def link_of(memory: Memory, session_id: str) -> str:
    """The link that was planned for this session; "" where nobody planned it, or the plan has none."""
    plan = memory.planned.of_session(session_id)
    return (plan.link or "") if plan else ""
