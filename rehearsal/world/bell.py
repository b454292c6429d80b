"""Waiting for something to have changed, without ever sleeping and looking again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Bell:
    """Rung after every change; whoever waits looks once more.

    No ring is lost: `until` takes the event it will wait on, then looks, and only then waits.
    """

    def __init__(self) -> None:
        self._event = asyncio.Event()
        self.rings = 0  # how often it was rung: nothing has changed while this is the same

    def ring(self) -> None:
        """Wake everyone who waits. Many rings in one turn of the loop cost each waiter one look."""
        self.rings += 1
        event, self._event = self._event, asyncio.Event()
        event.set()

    async def until(self, look: Callable[[], T | None], timeout: float) -> T | None:
        """What `look` finds, as soon as it finds something; None when `timeout` seconds have passed."""
        deadline = asyncio.get_running_loop().time() + timeout
        while True:
            event = self._event
            found = look()
            if found is not None:
                return found
            if not await self._rung(event, deadline):
                return look()

    @staticmethod
    async def _rung(event: asyncio.Event, deadline: float) -> bool:
        left = deadline - asyncio.get_running_loop().time()
        if left <= 0:
            return False
        try:
            # Not `wait_for`: before Python 3.12 it loses a cancellation that meets the end of the waiting.
            async with asyncio.timeout(left):
                await event.wait()
        except TimeoutError:
            return False
        return True
