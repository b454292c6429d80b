"""What who leads a planned session hears of it: what somebody else did with it, or that nobody began it."""

from datetime import datetime
from enum import StrEnum
from typing import Final

from coproduction.messages import Card
from coproduction.planned import A_DAY, Planned

PLAN_NEWS: Final = "plan_news"  # that somebody else has started, moved or cancelled it
_RENAMED: Final = "renamed"
UNSTARTED: Final = "session_unstarted"  # that its time has come, and nobody has started it


class Deed(StrEnum):
    """What somebody has done with it."""

    STARTED = "started"
    MOVED = "moved"
    CANCELLED = "cancelled"


def is_news(planned: Planned, now: datetime) -> bool:
    """Whether it is told what becomes of it: until a day after its end."""
    return now < planned.ends_at + A_DAY


def news(planned: Planned, person: str, deed: Deed, by: str, *, is_renamed: bool = False) -> Card:
    """What tells somebody what another person did; of each start, and of each time, once. `is_renamed`: its
    title is another one since.
    """
    told = f"{deed}:{_which(planned, deed)}:{by}"
    return Card(PLAN_NEWS, planned.id, person, occasion=f"{told}:{_RENAMED}" if is_renamed else told)


def told_in(planned: Planned, occasion: str) -> tuple[Deed, str, bool] | None:
    """What such a message tells, who did it, and whether its title is new; None when it is so no more."""
    said, which, by, *renamed = occasion.split(":")
    deed = Deed(said)
    return (deed, by, renamed == [_RENAMED]) if which == _which(planned, deed) else None


def _which(planned: Planned, deed: Deed) -> str:
    """Which start it was, or which time; empty where that is not so, or can be only once."""
    if deed is Deed.STARTED:
        return planned.session or ""
    return str(planned.revision) if deed is Deed.MOVED else ""


def unstarted_note(planned: Planned, person: str) -> Card:
    """What tells somebody that nobody has started it; of each time, once."""
    return Card(UNSTARTED, planned.id, person, occasion=str(planned.revision))
