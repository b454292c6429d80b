"""You said, we did: once a month a draft of what became of ideas, which somebody who leads lets be posted.

planned, with the first step after the last ─ its day ─▶ drafted ─ who leads ─▶ posted, or dropped
       └─ nothing of it stands any more ─▶ dropped
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol

YOU_SAID: Final = "you_said"  # in the channel
YOU_SAID_DRAFT: Final = "you_said_draft"  # to who leads
WINDOW = timedelta(weeks=3)


class MonthState(StrEnum):
    """Where a month's draft stands."""

    PLANNED = "planned"
    DRAFTED = "drafted"
    POSTED = "posted"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Month:
    """What became of a programme's ideas between `since` and `due_at`, when it is drafted."""

    id: str
    channel: str
    since: datetime
    due_at: datetime
    state: MonthState = MonthState.PLANNED
    by: str | None = None  # who let it be posted, or dropped it


class Months(Protocol):
    """What storage keeps of this noun."""

    def add(self, month: Month) -> bool:
        """False when this programme has one that is planned."""

    def move_on(self, month: Month, was: MonthState) -> bool:
        """Store it only while it stands where it `was`."""

    def get(self, month: str) -> Month | None: ...
    def due(self, now: datetime) -> list[Month]: ...


def first_of_next_month(day: date) -> date:
    """The first day of the month after this one."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)
