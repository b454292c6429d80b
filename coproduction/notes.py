"""A note: what somebody wrote about a question that they were asked, kept for them in their own words.

unplaced ── they say which pledge ──▶ typed, or with the pledge        Words that could be about several
   ├────── "It was a question" ─────▶ question                         pledges, or about none, as one word
   └────── two weeks ───────────────▶ lapsed                           may be, wait until it is said.

From *with the pledge* on a note holds no words: it says where they are, or that they are gone.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol

from coproduction.texts import tidy_lines

NOTE_LENGTH = 3000  # what Slack takes in one field of a form
KEPT_WORDS: Final = "kept_words"  # the answer to words that were kept
KEPT_UNPLACED = timedelta(weeks=2)  # so long words wait for their writer to say what they are about
_CUT: Final = "…"


class Told(StrEnum):
    """What became of the words."""

    TYPED = "typed"  # an answer to the question, instead of a button
    UNPLACED = "unplaced"  # kept, until their writer says about which pledge
    WITH_PLEDGE = "with_pledge"  # they stand there, as what difference it made
    QUESTION = "question"  # they were one to us
    LAPSED = "lapsed"  # nobody said what they are about


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

    @property
    def is_answer(self) -> bool:
        """Whether it counts as an answer to its question."""
        return self.about in {Told.TYPED, Told.UNPLACED, Told.WITH_PLEDGE}

    @property
    def waits_until(self) -> datetime:
        """Until when its writer may say what it is about."""
        return self.written_at + KEPT_UNPLACED


class Notes(Protocol):
    """What storage keeps of this noun."""

    def keep(self, note: Note) -> None:
        """Store it; what came from the same origin before is replaced."""

    def get(self, origin: str) -> Note | None: ...
    def of(self, follow_up: str) -> list[Note]:
        """All notes about one question, the oldest first."""

    def of_any(self, follow_ups: Collection[str]) -> list[Note]:
        """The same about any of these questions."""

    def unplaced_since(self, moment: datetime) -> list[str]:
        """The origins of those that were written by then and still wait to be placed."""

    def drop(self, origin: str) -> bool:
        """Whether there was such a note: it is gone."""


def wordless(note: Note, about: Told) -> Note:
    """The same without its words."""
    return replace(note, about=about, words="")


def kept_of(text: str) -> str:
    """As much of what somebody typed as we keep: nobody is asked to type it again because it is long."""
    words = tidy_lines(text)
    return words if len(words) <= NOTE_LENGTH else words[: NOTE_LENGTH - 1] + _CUT
