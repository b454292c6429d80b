"""The bot as operators run it: `python -m bot`, its standard error, its signals and its exit code."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Protocol

from bot.__main__ import main
from tests.forks import dividing

LEAVES_WITHIN = 10.0


@dataclass
class Ended:
    """How a process ended."""

    code: int
    seconds: float


class Running(Protocol):
    """A process, however it was started."""

    def send_signal(self, wish: int, /) -> None:
        """Send it a signal."""

    def kill(self) -> None:
        """End it without any farewell."""

    async def wait(self) -> int:
        """Its exit code, when it has ended."""


@dataclass
class Process:
    """A running bot; every line it says is kept, and can be waited for."""

    process: Running
    said: asyncio.StreamReader
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
        raw = await self.said.readline()
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


async def started(stack: AsyncExitStack, folder: Path, /, *arguments: str, **settings: str) -> Process:
    """What `python -m bot` does, in a folder, with these settings and no others; but for its imports.

    They take a second of the processor, and what is imported is the same for everybody: a process that has
    done that and nothing else divides itself for each of them. Of those that a test starts with `commanded`
    the imports are their own.
    """
    return await stack.enter_async_context(_divided(folder, arguments, settings))


async def commanded(stack: AsyncExitStack, folder: Path, /, **settings: str) -> Process:
    """`python -m bot` itself, typed in a folder, with these settings and no others."""
    return await stack.enter_async_context(_typed(folder, settings))


def _environment(settings: dict[str, str]) -> dict[str, str]:
    return {"PATH": os.defpath, "PYTHONDONTWRITEBYTECODE": "1", **settings}


@asynccontextmanager
async def _typed(folder: Path, settings: dict[str, str]) -> AsyncIterator[Process]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot"),
        cwd=folder,
        env=_environment(settings),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stderr
    try:
        yield Process(process, process.stderr)
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


@asynccontextmanager
async def _divided(
    folder: Path, arguments: tuple[str, ...], settings: dict[str, str]
) -> AsyncIterator[Process]:
    divide = dividing()
    reading, writing = divide.Pipe(duplex=False)
    child = divide.Process(target=_serve, args=(folder, arguments, _environment(settings), writing))
    child.start()
    writing.close()
    said = asyncio.StreamReader()
    heard, _ = await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(said), reading
    )
    try:
        yield Process(_Child(child), said)
    finally:
        child.kill()
        await asyncio.to_thread(child.join)
        heard.close()


def _serve(folder: Path, arguments: tuple[str, ...], environment: dict[str, str], stderr: Connection) -> None:
    """In the process of its own: be `python -m bot`."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    os.dup2(stderr.fileno(), sys.stderr.fileno())
    stderr.close()
    sys.exit(main(arguments))


class _Child:
    """A process of `multiprocessing`, waited for without holding up the loop."""

    def __init__(self, process: multiprocessing.process.BaseProcess) -> None:
        self._process = process

    def send_signal(self, wish: int, /) -> None:
        assert self._process.pid
        os.kill(self._process.pid, wish)

    def kill(self) -> None:
        self._process.kill()

    async def wait(self) -> int:
        await asyncio.to_thread(self._process.join)
        assert self._process.exitcode is not None
        return self._process.exitcode
