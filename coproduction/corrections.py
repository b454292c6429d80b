"""A correction: "that is not what we said", by somebody who was there, and what those who lead answer.

said, for seven days after the end ─▶ waits ─ somebody who leads answers ─▶ answered, on the summary
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol

from coproduction.errors import Over, Refusal
from coproduction.messages import Card
from coproduction.sessions import Session
from coproduction.texts import required
from coproduction.undoing import WAY_BACK
from coproduction.words import Text

CAN_BE_SAID = timedelta(days=7)  # so long after its end; then the summary is frozen
WORDS_LENGTH, ANSWER_LENGTH = 1_000, 500
MOST = 50  # of one session
CORRECTION: Final = "correction"  # to each person who leads
CORRECTION_ANSWERED: Final = "correction_answered"  # to who said it, where they gave their name

_GOES_ON = Text("This session goes on, so it has no summary yet. Please say it in the session.")
_FROZEN = Text(
    "This session ended more than seven days ago, so its summary stays as it is. "
    "To have something changed all the same, please talk to the people who lead."
)
_STAYS = Text("This was answered more than ten minutes ago, so the answer stays as it is.")


class Wrong(StrEnum):
    """What of a summary is wrong."""

    IDEAS = "ideas"
    NUMBERS = "numbers"
    POLLS = "polls"
    GROUPS = "groups"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Correction:
    """What somebody says is wrong with the summary of a session.

    `person` is None where they left their name out, and then stored nowhere; so is when they said it.
    """

    id: str
    session: str
    person: str | None
    words: str
    origin: str
    part: Wrong | None = None
    answer: str | None = None
    answered_by: str | None = None
    answered_at: datetime | None = None


class Corrections(Protocol):
    """What storage keeps of this noun."""

    def add(self, correction: Correction) -> None:
        """Raises Taken when one of the same origin is there."""

    def answer(self, correction: Correction, was: str | None) -> bool:
        """Store its answer; False when that is not as it `was` any more."""

    def get(self, correction: str) -> Correction | None: ...
    def from_origin(self, origin: str) -> Correction | None: ...
    def of(self, session: str) -> list[Correction]:
        """All of a session, those that were answered first, in the order of their answers."""


def frozen_at(session: Session) -> datetime | None:
    """From when on nothing can be said of the summary of a session; None while it goes on."""
    return session.ended_at + CAN_BE_SAID if session.ended_at and not session.is_live else None


def require_open(session: Session | None, now: datetime) -> Session:
    """A session of whose summary something can be said now, or a Refusal in words."""
    if session is None or session.is_cancelled:
        raise Refusal("This session was cancelled, so it has no summary.")
    until = frozen_at(session)
    if until is None:
        raise Refusal(_GOES_ON)
    if now >= until:
        raise Over(_FROZEN)
    return session


def words_of(text: str) -> str:
    """What is wrong, or a Refusal."""
    empty = Text("Please write what is wrong, and what it should say.")
    return required(text, most=WORDS_LENGTH, field="words", empty=empty, lines=True)


def part_named(code: str | None) -> Wrong | None:
    """The part of that name, None where none was chosen, or a Refusal."""
    try:
        return Wrong(code) if code else None
    except ValueError:
        raise Refusal("Please choose what this is about.", "part") from None


def answered(correction: Correction, text: str, by: str, now: datetime) -> Correction:
    """With an answer, or a Refusal. For a while whoever leads can change it; then it stays."""
    if correction.answered_at and now >= correction.answered_at + WAY_BACK:
        raise Over(_STAYS)
    empty = Text("Please write what is to stand on the summary.")
    answer = required(text, most=ANSWER_LENGTH, field="answer", empty=empty, lines=True)
    return replace(correction, answer=answer, answered_by=by, answered_at=correction.answered_at or now)


def reply(correction: Correction) -> Card | None:
    """What whoever said it gets of the answer; None where nobody is known."""
    return Card(CORRECTION_ANSWERED, correction.id, correction.person) if correction.person else None


def note(correction: Correction, person: str) -> Card:
    """What somebody who leads gets of it."""
    return Card(CORRECTION, correction.id, person)
