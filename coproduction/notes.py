"""A note: what somebody wrote about a question that they were asked, kept for them in their own words."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, Protocol

from coproduction.texts import tidy_lines

NOTE_LENGTH = 3000  # what Slack takes in one field of a form
KEPT_WORDS: Final = "kept_words"  # the answer to words that were kept
_CUT: Final = "…"


class Told(StrEnum):
    """What a note is about."""

    TYPED = "typed"  # an answer in words, instead of a button
    DIFFERENCE = "difference"  # what has changed because it was done


@dataclass(frozen=True, slots=True)
class Note:
    """What `person` wrote about a question. `origin` tells this one from all others; nobody else sees it.

    `written_at` is aware UTC.
    """

    origin: str
    follow_up: str
    person: str
    about: Told
    words: str
    written_at: datetime

    @property
    def is_cut(self) -> bool:
        """Whether more was written than we keep."""
        return len(self.words) == NOTE_LENGTH and self.words.endswith(_CUT)


class Notes(Protocol):
    """What storage keeps of this noun."""

    def keep(self, note: Note) -> None:
        """Store it; what came from the same origin before is replaced."""

    def get(self, origin: str) -> Note | None: ...
    def of(self, follow_up: str) -> list[Note]:
        """All notes about one question, the oldest first."""

    def drop(self, origin: str) -> bool:
        """Whether there was such a note: it is gone."""


def kept_of(text: str) -> str:
    """As much of what somebody typed as we keep: nobody is asked to type it again because it is long."""
    words = tidy_lines(text)
    return words if len(words) <= NOTE_LENGTH else words[: NOTE_LENGTH - 1] + _CUT
