"""What goes on after an act was acknowledged."""

import asyncio
from collections.abc import Coroutine
from typing import Any


class Background:
    """Tasks that go on after an act was acknowledged. Each is held, so that shutdown can wait for it."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[object]] = set()

    def run(self, work: Coroutine[Any, Any, object], name: str) -> None:
        """Start a task; it must not raise."""
        task = asyncio.create_task(work, name=name)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def done(self) -> None:
        """Wait until no task runs, including those that tasks start."""
        while self._running:
            await asyncio.wait(self._running)  # unlike gather, it lets the loop run when all are done already
