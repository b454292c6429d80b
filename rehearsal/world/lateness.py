"""How long a process was kept from its work: what it could not look at meanwhile has not come late."""

from __future__ import annotations

import asyncio

STEP, WATCHED = 0.05, 5.0  # seconds between two looks at the clock, and for how long it is looked at


class Lateness:
    """Looks at the loop's clock for a while, again and again, and adds up by how much it was late."""

    def __init__(self) -> None:
        self.seconds = 0.0  # in all
        self._until = 0.0
        self._is_watching = False

    def watch(self) -> None:
        """From now on, for a while."""
        loop = asyncio.get_running_loop()
        self._until = loop.time() + WATCHED
        if not self._is_watching:
            self._is_watching = True
            loop.call_later(STEP, self._look, loop.time() + STEP)

    def _look(self, due: float) -> None:
        loop = asyncio.get_running_loop()
        now = loop.time()
        self.seconds += max(0.0, now - due)
        self._is_watching = now < self._until
        if self._is_watching:
            loop.call_later(STEP, self._look, now + STEP)
