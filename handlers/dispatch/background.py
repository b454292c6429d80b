"""What goes on after an act was acknowledged."""

import asyncio
from collections.abc import Coroutine
from typing import Any


class Errands:
    """Tasks that go on after an act was acknowledged. Each is held, so that shutdown can wait for it."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[None]] = set()

    def run(self, errand: Coroutine[Any, Any, None], name: str) -> None:
        """Start an errand; it must not raise."""
        task = asyncio.create_task(errand, name=name)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def done(self) -> None:
        """Wait until no errand runs, including those that errands start."""
        while self._running:
            await asyncio.wait(self._running)  # unlike gather, it lets the loop run when all are done already
