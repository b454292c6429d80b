"""Linked initiatives: what others do that ideas could join, and what we ask of them or offer."""

from dataclasses import dataclass
from typing import Protocol

from coproduction.texts import required
from coproduction.words import Text

NAME_LENGTH, LINE_LENGTH = 75, 300
MOST = 10  # of a programme, so that all are read


@dataclass(frozen=True, slots=True)
class Initiative:
    """An initiative: its name, what it does, and what the programme in `channel` asks of it or offers it.

    `origin` is the form in which it was named first: it is the same initiative however often it is changed.
    """

    channel: str
    origin: str
    name: str
    does: str
    asks: str


class Initiatives(Protocol):
    """What storage keeps of this noun."""

    def put(self, initiative: Initiative) -> None:
        """In the place of what was said of it before."""

    def drop(self, channel: str, origin: str) -> None:
        """Nothing is said of it any more."""

    def of(self, channel: str) -> list[Initiative]:
        """Those of a programme by name."""


def initiative_of(channel: str, origin: str, name: str, does: str, asks: str) -> Initiative:
    """What somebody filled in, or a Refusal."""
    unnamed = Text("Please write what this initiative is called. For example: Food for all")
    unclear = Text("Please write what it does. For example: it cooks for families on Fridays")
    alone = Text("Please write what you ask or offer. For example: we offer our hall")
    return Initiative(
        channel,
        origin,
        required(name, most=NAME_LENGTH, field="name", empty=unnamed),
        required(does, most=LINE_LENGTH, field="does", empty=unclear),
        required(asks, most=LINE_LENGTH, field="asks", empty=alone),
    )
