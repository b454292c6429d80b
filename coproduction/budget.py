"""The budget: of all that nobody asked for, a person gets one message a week, whichever kind it is of.

A week is seven days of the person's own calendar, counted from the day of the last such message, so that
two never come on a Friday and the Monday after it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

A_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Allowance:
    """The last unasked message to a person, and on which day of theirs; both None before the first."""

    person: str
    day: date | None = None
    message: str | None = None

    def free_from(self, message: str | None = None) -> date | None:
        """From which day on the next may come, None at any time; the same message may always."""
        same = message is not None and message == self.message
        return None if self.day is None or same else self.day + A_WEEK


class Allowances(Protocol):
    """What storage keeps of this noun."""

    def get(self, person: str) -> Allowance:
        """Where a person's budget stands."""

    def some(self, people: Collection[str]) -> dict[str, Allowance]:
        """The same of those of these people who have one."""

    def hold(self, person: str) -> None:
        """Nobody else decides about this person's budget before this unit of work is stored."""

    def take(self, person: str, message: str, day: date) -> bool:
        """Spend the week that begins on `day` for this message; False, and nothing changes, while another's
        lasts."""

    def give_back(self, person: str, message: str) -> None:
        """What this message has spent counts no more: it was not sent."""
