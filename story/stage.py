"""The two processes of a rehearsal: the workspace and the bot, started and stopped by their own ids.

They are of the group of whoever starts them. So whatever ends that group, a shell or make, ends them, too.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from types import MappingProxyType

from rehearsal.driver.room import Room
from rehearsal.driver.sights import NotSeen
from story.setting import TEAM, arguments
from story.words import told

CHECKOUT = Path(__file__).parents[1]
STARTS_WITHIN = 30.0  # seconds; a slow machine has to import everything first
STOPS_WITHIN = 10.0  # what the bot promises after SIGTERM
TAIL_LINES = 40
# Where programs and their libraries are, and where files may be put.
_KEPT = ("PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PYTHONDONTWRITEBYTECODE")
FURNISHED = arguments()
FILES: Mapping[str, str] = {"FILES": "yes"}  # results, calendars and posters come as files


NO_WORKSPACE = "the rehearsal workspace did not start; what it said is above"
NOT_STARTED = "the bot ended with code {code} instead of starting"
NOT_CONNECTED = "the bot did not connect within {seconds} seconds"


class StageFault(Exception):  # noqa: N818 - its words are its interface
    """One of the processes did not do what it must."""


@asynccontextmanager
async def workspace(port: int = 0, furnished: Iterable[str] = FURNISHED) -> AsyncIterator[str]:
    """A rehearsal workspace in a process of its own; its address."""
    manifest = str(CHECKOUT / "manifest.json")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "rehearsal", "--port", str(port), "--manifest", manifest, *furnished,
        cwd=CHECKOUT, env=_surroundings(), stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        yield await _address(process)
    finally:
        await _stop(process)


def asking_for(settings: Mapping[str, str], folder: Path) -> tuple[str, ...]:
    """What tells a workspace of the manifest, in this folder, that the bot needs with these settings."""
    asked = subprocess.run(
        [sys.executable, "-m", "bot.manifest"],
        cwd=CHECKOUT, env={**_surroundings(), **settings}, check=True, stdout=subprocess.PIPE,
    )  # fmt: skip
    path = folder / "manifest.json"
    path.write_bytes(asked.stdout)
    return ("--manifest", str(path))


async def _address(process: asyncio.subprocess.Process) -> str:
    assert process.stdout is not None  # noqa: S101 - it was asked for
    line = (await asyncio.wait_for(process.stdout.readline(), STARTS_WITHIN)).decode()
    if "listening on " not in line:
        raise StageFault(told(NO_WORKSPACE))
    return line.split()[-1]


class BotProcess:
    """`python -m bot`, which may be stopped, killed and started again on the same database."""

    def __init__(
        self, url: str, folder: Path, *, quickly: bool, settings: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        """`settings` are those that are not as in every rehearsal."""
        self._environment = {**_settings(url, folder, quickly=quickly), **settings}
        self._folder = folder
        self._log = folder / "bot.log"
        self._process: asyncio.subprocess.Process | None = None

    async def start(self, room: Room) -> None:
        """Return when it is connected to the workspace."""
        since = await room.seq()
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot",
                cwd=self._folder, env=self._environment, stdout=log, stderr=log,
            )  # fmt: skip
        await self._connected(room, since)

    async def _connected(self, room: Room, since: int) -> None:
        connected = asyncio.create_task(
            room.wait_for(kind="socket", what="open", since=since, timeout=STARTS_WITHIN)
        )
        ended = asyncio.create_task(self.process.wait())
        await asyncio.wait({connected, ended}, return_when=asyncio.FIRST_COMPLETED)
        if ended.done():
            connected.cancel()
            raise StageFault(told(NOT_STARTED, code=ended.result()))
        ended.cancel()
        try:
            await connected
        except NotSeen:
            raise StageFault(told(NOT_CONNECTED, seconds=f"{STARTS_WITHIN:g}")) from None

    @property
    def process(self) -> asyncio.subprocess.Process:
        """The running process."""
        if self._process is None:
            raise StageFault("the bot was not started")
        return self._process

    async def ask_to_stop(self) -> float:
        """SIGTERM, as an operator would; how many seconds it took. It must leave with 0, in time."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        try:
            code = await asyncio.wait_for(self.process.wait(), STOPS_WITHIN)
        except TimeoutError:
            raise StageFault(f"the bot did not stop within {STOPS_WITHIN:g} seconds of SIGTERM") from None
        if code != 0:
            raise StageFault(f"the bot left with code {code} after SIGTERM")
        return time.monotonic() - began

    @property
    def lives(self) -> bool:
        """Whether it was started and has not ended."""
        return self._process is not None and self._process.returncode is None

    async def kill(self) -> None:
        """`kill -9`: no time for anything."""
        self.process.send_signal(signal.SIGKILL)
        await self.process.wait()

    async def clear_away(self) -> None:
        """At the end, whatever happened before."""
        if self._process is not None:
            await _stop(self._process)

    def said(self) -> str:
        """Its whole log, of all its lives."""
        return self._log.read_text("utf-8", "replace") if self._log.exists() else ""

    def said_last(self) -> str:
        """The end of its log."""
        return "\n".join(self.said().splitlines()[-TAIL_LINES:])


def _surroundings() -> dict[str, str]:
    """What a process needs to find of this machine: without its language, hours, proxies and what it has set
    for Python, the same is rehearsed everywhere."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return kept | {"PYTHONPATH": str(CHECKOUT), "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def _settings(url: str, folder: Path, *, quickly: bool) -> Mapping[str, str]:
    """Every setting is given or left out, so that no shell can change what is rehearsed; in a fresh folder
    nobody's .env is read either."""
    token = f"rehearsal-{TEAM.lower()}"
    return _surroundings() | {
        "SLACK_BOT_TOKEN": f"xoxb-{token}",
        "SLACK_APP_TOKEN": f"xapp-{token}",
        "SLACK_SIGNING_SECRET": "",
        "SLACK_API_URL": f"{url}/api/",
        "DATABASE_URL": f"sqlite:///{folder / 'rehearsal.sqlite3'}",
        "COMMAND_PREFIX": "",
        "IDEA_EMOJI": "",
        "TICK_SECONDS": "0.5",
        "PACE": "0.02" if quickly else "0.2",
        "REHEARSAL_CLOCK": f"{url}/_rehearsal/clock",
        "LOG_FORMAT": "text",
    }


async def _stop(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    process.send_signal(signal.SIGTERM)
    try:
        await asyncio.wait_for(process.wait(), STOPS_WITHIN)
    except TimeoutError:
        process.kill()
        await process.wait()
