"""A tie: two people who say that they work on a collaboration together. It counts when both have said so,
and neither has said since that it is over.

asked ─▶ yes ─ after 12 weeks both are asked, and each says for themselves: alive, or over
  └────▶ no, of which nobody is told
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol

TIE_ASKED: Final = "tie_asked"
TIE_AGREED: Final = "tie_agreed"  # to who asked
TIE_ALIVE: Final = "tie_alive"  # to both, once
BETWEEN: Final = ":"  # in the id of a tie, which is made of its idea and its person
ALIVE_AFTER = timedelta(weeks=12)
WINDOW = timedelta(weeks=4)
MOST = 5  # people who are asked about one idea


class TieState(StrEnum):
    """What who was asked has answered."""

    ASKED = "asked"
    YES = "yes"
    NO = "no"


class Goes(StrEnum):
    """What one of both says later of a tie."""

    ALIVE = "alive"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Tie:
    """That the author of an idea works on it with this person. `next_at` is when both are asked, None once
    they were; `author_says` and `person_says` are what each has said of it since.
    """

    idea: str
    person: str
    state: TieState = TieState.ASKED
    next_at: datetime | None = None
    author_says: Goes | None = None
    person_says: Goes | None = None

    @property
    def id(self) -> str:
        """Its id, in messages about it."""
        return f"{self.idea}{BETWEEN}{self.person}"

    @property
    def counts(self) -> bool:
        """Whether both have said yes, and neither that it is over."""
        return self.state is TieState.YES and Goes.OVER not in (self.author_says, self.person_says)


class Ties(Protocol):
    """What storage keeps of this noun."""

    def add(self, tie: Tie) -> bool:
        """False when this person was asked before."""

    def move_on(self, tie: Tie, was: TieState) -> bool:
        """Store its state, and when both are asked, only while it stands where it `was`."""

    def author_says(self, idea: str, person: str, goes: Goes | None) -> None: ...
    def person_says(self, idea: str, person: str, goes: Goes | None) -> None: ...
    def get(self, idea: str, person: str) -> Tie | None: ...
    def of(self, idea: str) -> list[Tie]: ...
    def of_channel(self, channel: str) -> list[Tie]: ...
    def due(self, now: datetime) -> list[Tie]: ...
