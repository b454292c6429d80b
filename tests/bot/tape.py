"""A log that can be waited on, line by line."""

from __future__ import annotations

import asyncio
import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from bot.logs import set_up


class Tape(io.StringIO):
    """Keeps every log line, and wakes whoever waits for one."""

    def __init__(self) -> None:
        super().__init__()
        self._loop = asyncio.get_running_loop()
        self._grown = asyncio.Event()

    def write(self, text: str, /) -> int:
        """From whichever thread logs."""
        written = super().write(text)
        self._loop.call_soon_threadsafe(self._ring)
        return written

    def _ring(self) -> None:
        event, self._grown = self._grown, asyncio.Event()
        event.set()

    async def says(self, words: str, *, times: int = 1, within: float = 20) -> str:
        """The line that holds these words for the n-th time, as soon as it is there."""
        async with asyncio.timeout(within):
            while len(found := self.lines(words)) < times:
                await self._grown.wait()
        return found[times - 1]

    def lines(self, words: str = "") -> list[str]:
        """The lines with these words in them."""
        return [line for line in self.getvalue().splitlines() if words in line]

    def events(self, *names: str) -> list[str]:
        """Which of these events were logged, in their order, each as often as it was."""
        return [name for line in self.lines() for name in names if f"] {name} " in f"{line} "]


@contextmanager
def taped() -> Iterator[Tape]:
    """Log as in life, onto a tape."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    tape = Tape()
    set_up("text", tape)
    try:
        yield tape
    finally:
        root.handlers[:] = before
        root.setLevel(level)
