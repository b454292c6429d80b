"""Postcards: a greeting to everybody, which anybody may stamp (what would be `coproduction/postcards.py`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol

from coproduction.errors import Refusal
from coproduction.messages import Card
from coproduction.texts import required
from coproduction.words import Text

POSTCARD: Final = "postcard"
THANKS: Final = "postcard_thanks"  # to its writer, once somebody has stamped it
LENGTH = 80


@dataclass(frozen=True, slots=True)
class Postcard:
    """A greeting; `stamps` counts those who liked it."""

    id: str
    channel: str
    writer: str
    greeting: str
    origin: str
    stamps: int = 0


class Postcards(Protocol):
    """What storage keeps of this noun."""

    def add(self, postcard: Postcard) -> None: ...
    def put(self, postcard: Postcard) -> None: ...
    def get(self, postcard: str) -> Postcard | None: ...


def greeting_of(text: str) -> str:
    """A greeting, or a Refusal."""
    return required(text, most=LENGTH, field="greeting", empty=Text("A postcard needs a greeting."))


def card_of(postcard_id: str) -> Card:
    """The card of a postcard."""
    return Card(POSTCARD, postcard_id)


def still_there(postcard: Postcard | None) -> Postcard:
    """The postcard, or a Refusal."""
    if postcard is None:
        raise Refusal("This postcard is gone.")
    return postcard
