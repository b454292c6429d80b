"""How the bot is used: one line in the log for each event, in counts. No names, no words, nobody's id."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Use(StrEnum):
    """What happens in a programme."""

    SESSION_STARTED = "session_started"
    SESSION_ENDED = "session_ended"
    SESSION_REOPENED = "session_reopened"
    SESSION_CANCELLED = "session_cancelled"
    ROUND_STARTED = "round_started"
    ROUND_ENDED = "round_ended"
    POLL_OPENED = "poll_opened"
    POLL_CLOSED = "poll_closed"
    POLL_TAKEN_BACK = "poll_taken_back"
    REPORT_ASKED = "report_asked"
    NUDGES_SENT = "nudges_sent"


class By(StrEnum):
    """Who ended it: a role, never a person."""

    FACILITATOR = "facilitator"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Event:
    """One event, and how many of what were in it. Only counts and words of ours can be said here."""

    use: Use
    counts: Mapping[str, int] = field(default_factory=dict)
    by: By | None = None
