"""Every kind of message, from the services that declare them."""

from coproduction.kinds import MessageKind, table
from coproduction.messages import unwanted
from coproduction.service import followups, ideas, polls, reports, sessions
from coproduction.service.breakouts import messages as breakouts

KINDS = table(
    (
        *sessions.KINDS,
        *breakouts.KINDS,
        *ideas.KINDS,
        *polls.KINDS,
        *followups.KINDS,
        *reports.KINDS,
    )
)


_UNKNOWN = MessageKind(
    name="",
    content=lambda _memory, _message: None,
    guard=lambda _memory, _message, _now: unwanted("nobody knows this kind of message"),
)


def kind_of(name: str) -> MessageKind:
    """The kind of that name; for one that another version of us stored, a kind that is never sent."""
    return KINDS.get(name, _UNKNOWN)
