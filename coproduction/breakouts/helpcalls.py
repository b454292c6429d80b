"""A small group that is stuck calls somebody who leads: what is kept of its calls while the round goes on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

HELP_CALL: Final = "help_call"  # to those who lead: a group would like a hand


@dataclass(frozen=True, slots=True)
class HelpCall:
    """One call of a group. Who pressed is not kept: it is the group's. Times are aware UTC.

    `number` counts the calls of a round from 1, `group` is the group's number. `taken_by` is who leads and
    said first that they are on their way; None while nobody has.
    """

    round: str
    number: int
    group: int
    called_at: datetime
    taken_by: str | None = None


class HelpCalls(Protocol):
    """What storage keeps of this noun, until the round is over."""

    def put(self, call: HelpCall) -> None:
        """Store a call; of one that is there already only who is on the way."""

    def of(self, round_: str) -> list[HelpCall]:
        """All calls of a round in order."""

    def forget(self, round_: str) -> None: ...


def newest(calls: Iterable[HelpCall], group: int) -> HelpCall | None:
    """The last call of a group, None where it has not called; `calls` are in order."""
    return next((call for call in reversed(tuple(calls)) if call.group == group), None)


def numbered(calls: Iterable[HelpCall], number: int) -> HelpCall | None:
    """The call of this number, if it is there."""
    return next((call for call in calls if call.number == number), None)
