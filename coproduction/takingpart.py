"""What would help a person to take part in a planned session: for those who lead it, and soon forgotten."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol

from coproduction.errors import Refusal
from coproduction.texts import optional
from coproduction.words import Text

FORGOTTEN_AFTER = timedelta(days=14)  # counted from the end of the session
WORDS_LENGTH, CONTACT_LENGTH = 300, 100


class Help(StrEnum):
    """What can be arranged."""

    ACCESS = "access"
    LANGUAGE = "language"
    CAPTIONS = "captions"
    CHILDCARE = "childcare"


NAMES: Final = {
    Help.ACCESS: Text("Access, such as sign language or breaks"),
    Help.LANGUAGE: Text("Somebody who speaks my language"),
    Help.CAPTIONS: Text("Captions"),
    Help.CHILDCARE: Text("Childcare"),
}


@dataclass(frozen=True, slots=True)
class Needs:
    """What one person told of one planned session; `contact` is how they want to be reached about it."""

    planned: str
    person: str
    helps: tuple[str, ...]
    words: str | None
    contact: str | None
    forget_at: datetime

    @property
    def is_anything(self) -> bool:
        """Whether they told anything."""
        return bool(self.helps or self.words or self.contact)


class TakingPart(Protocol):
    """What storage keeps of this noun."""

    def put(self, needs: Needs) -> None:
        """Keep it in the place of what the person told before."""

    def get(self, planned: str, person: str) -> Needs | None: ...
    def of(self, planned: str) -> list[Needs]:
        """All that was told of a planned session, by person."""

    def over(self, now: datetime) -> list[str]:
        """The planned sessions of which something is to be forgotten by now."""

    def postpone(self, planned: str, forget_at: datetime) -> None:
        """What was told of it is forgotten then."""

    def drop(self, planned: str, person: str) -> bool:
        """Forget what one person told; False when that is nothing."""

    def forget(self, planned: str) -> None:
        """Forget all that was told of it."""


def helps_named(texts: Collection[str]) -> tuple[str, ...]:
    """What was ticked, each once, or a Refusal."""
    try:
        ticked = {Help(text) for text in texts}
    except ValueError:
        raise Refusal("Please choose from the list.", "helps") from None
    return tuple(each.value for each in Help if each in ticked)


def words_of(text: str | None) -> str | None:
    """What else would help."""
    return optional(text, most=WORDS_LENGTH, field="words", lines=True)


def contact_of(text: str | None) -> str | None:
    """How they want to be reached."""
    return optional(text, most=CONTACT_LENGTH, field="contact")
