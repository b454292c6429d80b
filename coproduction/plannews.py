"""What who leads a planned session hears of it: what somebody else did with it, or that nobody began it."""

from datetime import datetime
from enum import StrEnum
from typing import Final

from coproduction.messages import Card
from coproduction.planned import A_DAY, Planned

PLAN_NEWS: Final = "plan_news"  # that somebody else has started, moved or cancelled it
UNSTARTED: Final = "session_unstarted"  # that its time has come, and nobody has started it


class Deed(StrEnum):
    """What somebody has done with it."""

    STARTED = "started"
    MOVED = "moved"
    CANCELLED = "cancelled"


def is_news(planned: Planned, now: datetime) -> bool:
    """Whether it is told what becomes of it: until a day after its end."""
    return now < planned.ends_at + A_DAY


def news(planned: Planned, person: str, deed: Deed, by: str) -> Card:
    """What tells somebody what another person did; of each start, and of each time, once."""
    return Card(PLAN_NEWS, planned.id, person, occasion=f"{deed}:{_which(planned, deed)}:{by}")


def told_in(planned: Planned, occasion: str) -> tuple[Deed, str] | None:
    """What such a message tells, and who did it; None when it is not so any more."""
    said, which, by = occasion.split(":", 2)
    deed = Deed(said)
    return (deed, by) if which == _which(planned, deed) else None


def _which(planned: Planned, deed: Deed) -> str:
    """Which start it was, or which time; empty where that is not so, or can be only once."""
    if deed is Deed.STARTED:
        return planned.session or ""
    return str(planned.revision) if deed is Deed.MOVED else ""


def unstarted_note(planned: Planned, person: str) -> Card:
    """What tells somebody that nobody has started it; of each time, once."""
    return Card(UNSTARTED, planned.id, person, occasion=str(planned.revision))
