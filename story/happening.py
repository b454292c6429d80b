"""Something that happens at a moment of the weeks after a session."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Happening:
    """What happens, and when."""

    at: datetime
    act: Callable[[], Awaitable[None]]
