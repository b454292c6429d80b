"""Turns at redrawing: of the processes that share a database, one at a time redraws a card."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

NO_TIME = timedelta(0)


@dataclass(frozen=True, slots=True)
class Waits:
    """How long it is before one may ask again: for this `card`, and for any `call` that redraws one."""

    card: timedelta = NO_TIME
    call: timedelta = NO_TIME

    def __bool__(self) -> bool:
        """Whether it is somebody else's turn."""
        return bool(self.card or self.call)


class CardTurns(Protocol):
    """What storage keeps of this noun. A card is the id of its message; time is the database's own, which all
    processes share.
    """

    def take(
        self, card: str, process: str, *, most: timedelta, call: timedelta, is_last: bool = False
    ) -> Waits:
        """Take the turn of a card, which nobody else can until it is given back, or for `most` so long; and
        let `call` pass before the next of any card. How long to wait where it is somebody else's turn.

        `is_last`: of a process that ends, and that waits only for whoever redraws this card just now.
        """

    def give_back(self, card: str, process: str, pause: timedelta) -> bool:
        """The card rests for so long. False when the turn was not ours any more: it had lasted too long, and
        somebody else may have drawn a newer state before our older one arrived.
        """

    def forget(self) -> None:
        """Delete the turns that ended long ago."""
