"""What happens to people and to the bot in the weeks after a session, as data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Absence:
    """Somebody tells the bot when they are back; until then it asks them nothing."""

    who: str
    says_so: datetime
    back_on: date


@dataclass(frozen=True)
class Removal:
    """Somebody goes to live in another time zone."""

    who: str
    at: datetime
    old: str
    new: str


@dataclass(frozen=True)
class Outage:
    """The bot is killed, and nobody starts it before `until`."""

    begins: datetime
    until: datetime
