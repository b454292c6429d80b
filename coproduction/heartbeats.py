"""Heartbeats: which processes of the bot are at work on this database. Nobody's data."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

EVERY = timedelta(seconds=30)
LIVE_FOR = 3 * EVERY  # after that the process is held for gone: it was killed, or its machine sleeps


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """A process, when it was at work last, and how many bots it has found that are on another database."""

    process: str
    seen_at: datetime
    strangers: int = 0


class Heartbeats(Protocol):
    """What storage keeps of this noun."""

    def beat(self, process: str, now: datetime, strangers: int) -> None:
        """This process is at work; those that were seen last before it could be live are forgotten."""

    def live(self, now: datetime) -> Sequence[Heartbeat]:
        """The processes that are at work."""

    def known(self) -> Sequence[Heartbeat]:
        """Those that are not forgotten yet."""

    def stop(self, process: str) -> None:
        """This process has ended."""
