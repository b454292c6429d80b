"""A tie: two people who say that they work on a collaboration together. It counts when both have said so.

asked ─▶ yes ─ after 12 weeks both are asked ─▶ alive, or over
  └────▶ no, of which nobody is told
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol

TIE_ASKED: Final = "tie_asked"
TIE_AGREED: Final = "tie_agreed"  # to who asked
TIE_ALIVE: Final = "tie_alive"  # to both, once
ALIVE_AFTER = timedelta(weeks=12)
WINDOW = timedelta(weeks=4)
MOST = 5  # people who are asked about one idea


class TieState(StrEnum):
    """Where a tie stands."""

    ASKED = "asked"
    YES = "yes"
    NO = "no"
    ALIVE = "alive"
    OVER = "over"

    @property
    def counts(self) -> bool:
        """Whether both have said yes, and nobody that it is over."""
        return self in {TieState.YES, TieState.ALIVE}


@dataclass(frozen=True, slots=True)
class Tie:
    """That the author of an idea works on it with this person. `next_at` is when both are asked."""

    idea: str
    person: str
    state: TieState = TieState.ASKED
    next_at: datetime | None = None


class Ties(Protocol):
    """What storage keeps of this noun."""

    def add(self, tie: Tie) -> bool:
        """False when this person was asked before."""

    def move_on(self, tie: Tie, was: TieState) -> bool:
        """Store it only while it stands where it `was`."""

    def get(self, idea: str, person: str) -> Tie | None: ...
    def of(self, idea: str) -> list[Tie]: ...
    def of_channel(self, channel: str) -> list[Tie]: ...
    def due(self, now: datetime) -> list[Tie]: ...
