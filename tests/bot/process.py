"""The bot as operators run it: `python -m bot`, its standard error, its signals and its exit code."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

LEAVES_WITHIN = 10.0


@dataclass
class Ended:
    """How a process ended."""

    code: int
    seconds: float


@dataclass
class Process:
    """A running bot; every line it says is kept, and can be waited for."""

    process: asyncio.subprocess.Process
    lines: list[str] = field(default_factory=list)

    async def says(self, words: str, within: float = 30) -> str:
        """The next line with these words in it."""
        async with asyncio.timeout(within):
            while line := await self._next():
                if words in line:
                    return line
        raise AssertionError(f"it ended without saying {words!r}:\n{self.text}")

    async def ends(self, within: float = 30) -> Ended:
        """Wait until it ends by itself."""
        began = time.monotonic()
        async with asyncio.timeout(within):
            while await self._next():
                continue
            code = await self.process.wait()
        return Ended(code, time.monotonic() - began)

    async def told(self, wish: signal.Signals = signal.SIGTERM) -> Ended:
        """Tell it to stop, and wait until it has."""
        self.process.send_signal(wish)
        return await self.ends()

    async def _next(self) -> str:
        """The next line, empty when there will be none."""
        assert self.process.stderr
        raw = await self.process.stderr.readline()
        if raw:
            self.lines.append(raw.decode().rstrip("\n"))
        return raw.decode()

    @property
    def text(self) -> str:
        """Everything that was read so far."""
        return "\n".join(self.lines)

    def count(self, words: str) -> int:
        """How many of the lines read so far hold these words."""
        return sum(words in line for line in self.lines)


Start = Callable[..., Awaitable[Process]]


async def started(stack: AsyncExitStack, folder: Path, /, **settings: str) -> Process:
    """`python -m bot` in a folder, with these settings and no others."""
    return await stack.enter_async_context(_running(folder, settings))


@asynccontextmanager
async def _running(folder: Path, settings: dict[str, str]) -> AsyncIterator[Process]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot"),
        cwd=folder,
        env={"PATH": os.defpath, "PYTHONDONTWRITEBYTECODE": "1", **settings},
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield Process(process)
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
