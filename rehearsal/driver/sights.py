"""What a driver of the rehearsal gets back: deeds, messages, views. Plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Self

from rehearsal.model import Json

PATIENCE = 20.0  # seconds; who sees at once waits for nothing, and a busy machine is slow


class Unanswered(AssertionError):  # noqa: N818 - it reads as what happened
    """The app did not acknowledge a deed within three seconds."""


class Impossible(AssertionError):  # noqa: N818 - it reads as what happened
    """Nobody could do this here: no such person, button, field or message."""


class NotSeen(AssertionError):  # noqa: N818 - it reads as what happened
    """What should have shown itself did not, or what should not have did."""


@dataclass(frozen=True)
class Deed:
    """Something a person did, and what became of it."""

    who: str
    what: str
    acked: bool
    told: bool = False  # whether the app heard of it at all
    ms: float | None = None  # how long the app took to acknowledge
    missing: str = ""  # why there was no acknowledgement
    warning: str = ""  # what the person saw instead of an answer
    ts: str | None = None  # of the message it made or was about
    closed: bool = False  # a modal went
    errors: dict[str, str] = field(default_factory=dict)  # a modal's complaints by label

    @classmethod
    def read(cls, who: str, what: str, answer: Json) -> Self:
        """From the answer of the control API."""
        return cls(who=who, what=what, **answer)

    def raise_for_silence(self) -> Self:
        """Raise unless the app acknowledged it."""
        if not self.acked:
            raise Unanswered(f"{self.who} {self.what}: {self.missing} ({self.warning or 'no warning'})")
        return self


@dataclass(frozen=True)
class Message:
    """A message as one person sees it."""

    ts: str
    channel: str
    user: str
    text: str  # the fallback, as stored
    readable: str  # everything a person reads in it
    blocks: list[Json]
    ephemeral: bool
    private: bool  # ephemeral, or in a direct conversation
    edited: bool
    thread_ts: str | None
    reactions: dict[str, list[str]]
    metadata: Json | None


@dataclass(frozen=True)
class View:
    """A modal or Home as its person sees it."""

    id: str
    title: str
    labels: list[str]
    text: str
    errors: dict[str, str]  # by block_id
    json: Json


NO_VIEW = View("", "", [], "", {}, {})
