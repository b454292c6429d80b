"""Asking: a person asks another, in private, to be the buddy of their pledge, or to take it over.

waits ─ yes ─▶ agreed ─ either says so ─▶ ended      (who takes a pledge over is its person from then on)
  ├──── no ──▶ declined ── yes, after all ─▶ agreed  (without a reason, and it is not asked again)
  ├──── who asked takes it back ─▶ ended
  └──── the question cannot reach them ─▶ unreached
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, Protocol

from coproduction.errors import Refusal
from coproduction.messages import Card

ASKING: Final = "asking"  # the private question
ANSWERED: Final = "asking_answered"  # what came of it, to who asked


class Wish(StrEnum):
    """What is asked for."""

    BUDDY = "buddy"
    HAND_OVER = "hand_over"


class AskingState(StrEnum):
    """Where it stands; see the picture above."""

    WAITS = "waits"
    AGREED = "agreed"
    DECLINED = "declined"
    ENDED = "ended"
    UNREACHED = "unreached"


@dataclass(frozen=True, slots=True)
class Asking:
    """`person` asks `asked` about one of their pledges. `asked_at` is aware UTC."""

    id: str
    pledge: str
    wish: Wish
    person: str
    asked: str
    asked_at: datetime
    state: AskingState = AskingState.WAITS

    @property
    def waits(self) -> bool:
        """Whether it may still be answered."""
        return self.state is AskingState.WAITS

    @property
    def is_buddy(self) -> bool:
        """Whether who was asked keeps its person company."""
        return self.wish is Wish.BUDDY and self.state is AskingState.AGREED


class Askings(Protocol):
    """What storage keeps of this noun."""

    def add(self, asking: Asking) -> None:
        """Raises Taken when the same is asked about this pledge already, and waits."""

    def move_on(self, asking: Asking, was: AskingState) -> bool:
        """Store where it stands; False when it was not in that state any more."""

    def get(self, asking: str) -> Asking | None: ...
    def of(self, pledge: str) -> list[Asking]:
        """All that was asked about a pledge, in its order."""

    def of_person(self, person: str) -> list[Asking]:
        """All that this person asked others, in its order."""

    def to(self, asked: str) -> list[Asking]:
        """What this person was asked and has not turned down, in its order."""


def question(asking: Asking) -> Card:
    """The private question."""
    return Card(ASKING, asking.id, asking.asked)


def outcome(asking: Asking) -> Card:
    """What came of it, to who asked."""
    return Card(ANSWERED, asking.id, asking.person)


def require_answerable(asking: Asking | None, by: str, *, agrees: bool) -> Asking:
    """The question that this person may answer so now, or a Refusal that says what became of it.

    A no may still become a yes.
    """
    if asking is None or asking.asked != by:
        raise Refusal("This question was for somebody else, so nothing was changed.")
    if asking.state is AskingState.ENDED:
        raise Refusal("This is not asked any more, so there is nothing to do for you.")
    if not asking.waits and not (agrees and asking.state is AskingState.DECLINED):
        raise Refusal("You have answered this already.")
    return asking
