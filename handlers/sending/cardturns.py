"""Turns at redrawing among the processes that share a database: a card is drawn by one of them at a time.

What is drawn is read after the turn was taken, and nobody else redraws the card until it is given back; so no
older state can arrive after a newer. Where no other process can be, nobody is asked.
"""

import asyncio
from datetime import timedelta
from uuid import uuid4

from coproduction.cardturns import Waits
from coproduction.ports import Memory
from handlers.desk import Desk

MOST = timedelta(seconds=60)  # that a turn lasts: its process may have died meanwhile
FRESH = 30.0  # seconds after which a turn is too old to call Slack in: a call may take as long again


class CardTurns:
    """The turns of this process, which has one at a time."""

    def __init__(self, desk: Desk, card: float, call: float) -> None:
        """Seconds between two redrawings of one `card`, and between any two calls."""
        self._desk = desk
        self._process = uuid4().hex
        self._pause, self._call = timedelta(seconds=card), timedelta(seconds=call)
        self._held: str | None = None
        self._taken_at = 0.0

    @property
    def are_shared(self) -> bool:
        """Whether there are others to ask."""
        return self._desk.storage.is_shared

    async def take(self, message: str, *, is_last: bool) -> Waits:
        """Take the turn of the card that is this message; or how long to wait."""
        if not self.are_shared:
            return Waits()
        self._taken_at = asyncio.get_running_loop().time()
        waits = await self._desk.write(
            lambda memory: memory.card_turns.take(
                message, self._process, most=MOST, call=self._call, is_last=is_last
            )
        )
        self._held = None if waits else message
        return waits

    @property
    def is_fresh(self) -> bool:
        """Whether what is drawn now surely arrives before somebody else may take this turn."""
        return self._held is None or asyncio.get_running_loop().time() < self._taken_at + FRESH

    def ends(self, memory: Memory) -> bool:
        """The turn is over; False when it was ours no more, so that an older state may have come last."""
        return self._held is None or memory.card_turns.give_back(self._held, self._process, self._pause)

    async def give_back(self) -> None:
        """The same where nothing was drawn."""
        await self._desk.write(self.ends)
