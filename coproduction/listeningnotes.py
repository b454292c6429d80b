"""Listening notes: what those who lead have heard in a place before people meet. No names stand in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from coproduction.texts import optional
from coproduction.words import Text

LENGTH = 600  # characters of one box
BOXES: Final[Mapping[str, Text]] = {
    "needs": Text("What do people need?"),
    "strengths": Text("What are they good at?"),
    "listened_to": Text("Who do people listen to?"),
    "context": Text("What else is good to know here?"),
}


@dataclass(frozen=True, slots=True)
class ListeningNotes:
    """What was written of the programme in `channel`; a box is None where nothing is. `version` counts how
    often it was kept.
    """

    channel: str
    needs: str | None = None
    strengths: str | None = None
    listened_to: str | None = None
    context: str | None = None
    version: int = 0

    @property
    def boxes(self) -> dict[str, str]:
        """The words in each box that has any, in their order."""
        written = {field: getattr(self, field) for field in BOXES}
        return {field: words for field, words in written.items() if words}


class Listening(Protocol):
    """What storage keeps of this noun."""

    def put(self, notes: ListeningNotes, was: int) -> bool:
        """In the place of the version that they `was`; False when another stands there by now."""

    def get(self, channel: str) -> ListeningNotes | None: ...
    def drop(self, channel: str, was: int) -> bool:
        """Forget them; False when another version stands there by now."""


def notes_of(channel: str, words: Mapping[str, str | None], version: int) -> ListeningNotes:
    """What somebody filled in, or a Refusal for what is too long."""
    kept = {field: optional(words.get(field), most=LENGTH, field=field, lines=True) for field in BOXES}
    return ListeningNotes(channel, **kept, version=version)
