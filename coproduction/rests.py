"""Rests: how long Slack wants to be left alone, as processes that share a database tell each other."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol


class Rests(Protocol):
    """What storage keeps of this noun; a lane is a method, or a method and a conversation."""

    def begin(self, lane: str, now: datetime, until: datetime) -> None:
        """No call in this lane until then; rests that are over by now are forgotten."""

    def going_on(self, now: datetime) -> Mapping[str, datetime]:
        """The lanes that rest, and until when."""
