"""What a driver hears of a skip to the next message that the app wrote to somebody alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from rehearsal.model import Json


@dataclass(frozen=True)
class Found:
    """The message at which the clock stopped."""

    person: str  # ids
    name: str
    channel: str
    ts: str
    text: str  # as its person reads it


@dataclass(frozen=True)
class Skipped:
    """How far the clock went, and why no further."""

    now: datetime
    offset: float
    stepped: int
    stopped: bool  # by another order
    nothing_due: bool  # the app said that it has nothing planned within these days
    found: Found | None
    more: int  # other people who got one at the same time

    @classmethod
    def read(cls, answer: Json) -> Self:
        """From the answer of the control API."""
        found = answer["found"]
        now = datetime.fromisoformat(answer["now"])
        return cls(**answer | {"now": now, "found": Found(**found) if found else None})

    def __str__(self) -> str:
        if self.nothing_due:
            return "Nobody is due: the app has nothing planned for anybody. The clock stays where it is."
        if self.found is None:
            return "Nobody got a message from the app on the way."
        also = f" and {self.more} more" if self.more else ""
        return f"{self.found.name}{also} got a message from the app:\n----\n{self.found.text}"
