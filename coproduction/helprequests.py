"""A request for help: what somebody who is stuck with a pledge agrees to tell their facilitator."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from coproduction.texts import required
from coproduction.words import Text

WORDS_LENGTH = 600
HELP_WANTED: Final = "help_wanted"  # to the facilitator who is asked


@dataclass(frozen=True, slots=True)
class HelpRequest:
    """What `person` tells `facilitator`, in their own words; one for each question about a pledge.

    Times are aware UTC. `dealt_with_at` is when the facilitator said that this is dealt with.
    """

    follow_up: str
    person: str
    facilitator: str
    words: str
    asked_at: datetime
    dealt_with_at: datetime | None = None


class HelpRequests(Protocol):
    """What storage keeps of this noun."""

    def add(self, request: HelpRequest) -> bool:
        """False, and nothing stored, when help was asked after the same question before."""

    def get(self, follow_up: str) -> HelpRequest | None: ...
    def put(self, request: HelpRequest) -> None:
        """Store anew whether it is dealt with."""


def words_of(text: str) -> str:
    """What the facilitator will read, or a Refusal."""
    return required(
        text,
        most=WORDS_LENGTH,
        field="words",
        empty=Text("Please write what you need help with. A few words are enough."),
    )
