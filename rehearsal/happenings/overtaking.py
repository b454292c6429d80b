"""Envelopes that arrive in another order than things happened."""

from __future__ import annotations

import asyncio

HELD_BACK = 1.0  # seconds after which an envelope goes even when nothing has overtaken it


class Overtaking:
    """Whoever is held back goes after the next one that is not; of several, the last goes first."""

    def __init__(self) -> None:
        self._held: list[asyncio.Future[None]] = []
        self._timer: asyncio.TimerHandle | None = None

    async def hold(self) -> None:
        """Wait to be overtaken."""
        loop = asyncio.get_running_loop()
        waiting: asyncio.Future[None] = loop.create_future()
        self._held.append(waiting)
        if self._timer is None:
            self._timer = loop.call_later(HELD_BACK, self.let_go)
        await waiting

    def let_go(self) -> None:
        """Another envelope has passed."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        held, self._held = self._held, []
        for waiting in reversed(held):
            if not waiting.done():
                waiting.set_result(None)
