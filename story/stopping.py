"""Told to stop, by Ctrl-C or SIGTERM: once, and whatever was started is brought to its end first.

Who stops a whole group of processes tells each of them, and make tells its own once more. So a second word
changes nothing: it must not break off the clearing away, and leave a workspace behind that nobody sees.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")
WISHES = (signal.SIGINT, signal.SIGTERM)


def run(work: Coroutine[Any, Any, T]) -> T:
    """What this work comes to. Raises KeyboardInterrupt when it was stopped, and has cleared away."""
    return asyncio.run(_stoppable(work))


async def _stoppable(work: Coroutine[Any, Any, T]) -> T:
    doing = asyncio.ensure_future(work)
    told = asyncio.Event()

    def stop() -> None:
        if not told.is_set():
            told.set()
            doing.cancel()

    for wish in WISHES:
        asyncio.get_running_loop().add_signal_handler(wish, stop)
    await asyncio.wait({doing})
    if told.is_set() and doing.cancelled():
        raise KeyboardInterrupt
    return doing.result()
