"""Very many messages that are due at the same time, sent by the bot's own outbox at Slack's pace.

Part of `make bench-nudges`; alone: `python -m benchmarks.rush 1000`.
"""

from __future__ import annotations

import asyncio
import resource
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any, Final, cast

from aiohttp import web

from benchmarks.chaos.fate import TEAM, TOKEN
from benchmarks.chaos.sender import desk_of
from benchmarks.slack import arguments
from bot.app import connections
from bot.clock import real_time
from bot.logs import set_up
from bot.ticker import Ticker
from coproduction.kinds import Cause, MessageKind
from coproduction.messages import Card, MessageState
from coproduction.service.kinds import KINDS
from coproduction.service.owing import owed
from handlers.blocks.kit import Drawing, MessageDrawing
from handlers.sending.outbox import Outbox
from handlers.sending.showing import DRAWINGS
from handlers.slack.calls import Slack
from handlers.slack.client import Client
from handlers.slack.pace import Pace
from handlers.voice import Voice
from storage import SqlMemory, Storage, made_ready
from storage.engine import open_engines
from tests.stage import SECRET_KEY

GAP = 1.0  # seconds between two messages of a conversation
BUSY, IN_EACH = 10, 6  # conversations with several messages
KIND: Final = "rush"
_TICK = 0.5


@dataclass(frozen=True, slots=True)
class Rushed:
    """What became of it; memory in MB, at its most, when a tenth was sent and in the end."""

    messages: int
    seconds: float
    sent: int
    doubled: int
    hurried: int  # with which a conversation was more than one ahead of one a second
    overlaps: int  # ticks that began while another was not over
    memory: tuple[float, float]

    @property
    def is_right(self) -> bool:
        """Each once, none in a hurry, one tick at a time."""
        return self.sent == self.messages and not (self.doubled or self.hurried or self.overlaps)

    def __str__(self) -> str:
        early, late = self.memory
        return (
            f"{self.messages:,} due at once: {self.sent:,} sent in {self.seconds:.0f} s, "
            f"{self.doubled} doubled, {self.hurried} in more of a hurry than one a second in a conversation, "
            f"{self.overlaps} ticks overlapped; memory {early:.0f} MB after a tenth, {late:.0f} MB at most"
        )


def declare() -> None:
    """A kind of this run's own: real nudges share a budget of so many a week, and these shall all be sent."""
    kind = MessageKind(name=KIND, content=lambda _memory, message: message.subject, cause=Cause.OWN_ACT)
    cast("dict[str, MessageKind]", KINDS)[KIND] = kind
    cast("dict[str, MessageDrawing[Any]]", DRAWINGS)[KIND] = MessageDrawing(KIND, _drawing)


def _drawing(say: Voice, subject: str, _names: Mapping[str, str]) -> Drawing:
    return Drawing.of_words(say, subject)


class _Quick:
    """A Slack that takes everything, and notes what came when."""

    def __init__(self) -> None:
        self.came: dict[str, list[float]] = defaultdict(list)  # by conversation
        self.marks: dict[str, int] = defaultdict(int)
        self._stamp = 0
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._call)
        self._runner = web.AppRunner(app, access_log=None)

    async def start(self) -> str:
        """Its address."""
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        return f"http://{host}:{port}/api/"

    async def stop(self) -> None:
        await self._runner.cleanup()

    async def _call(self, request: web.Request) -> web.Response:
        given = await arguments(request)
        if request.match_info["method"] == "users.info":
            user = {"id": given["user"], "locale": "en-GB", "tz": "Europe/London"}
            return web.json_response({"ok": True, "user": user})
        channel = f"D{given['channel']}"
        self.came[channel].append(time.monotonic())
        self.marks[given["metadata"]["event_payload"]["id"]] += 1
        self._stamp += 1
        return web.json_response({"ok": True, "ts": f"1700000000.{self._stamp:06}", "channel": channel})


class _Once:
    """A tick's work, which notes whether two of it ever go on at the same time."""

    def __init__(self, outbox: Outbox) -> None:
        self.overlaps = self._going_on = 0
        self._outbox = outbox

    async def __call__(self) -> None:
        self.overlaps += self._going_on
        self._going_on += 1
        await self._outbox.flush()
        self._going_on -= 1


async def send_all(url: str, count: int) -> Rushed:
    """Owe and send so many; the last of them go to ten conversations, several to each."""
    set_up("text", StringIO())
    declare()
    engines = open_engines(url)
    made_ready(engines, SECRET_KEY)
    slack, storage = _Quick(), Storage(engines, SqlMemory)
    address, began = await slack.start(), time.monotonic()
    async with connections(20.0) as session:
        await storage.write(TEAM, partial(_owe, count=count))
        calls = Slack(Client(TOKEN, address, real_time, session))
        work = _Once(Outbox(desk_of(storage, calls, "U0CHAOS", real_time), Pace(GAP)))
        early = await _ticked(work, slack, count)
    seconds = time.monotonic() - began
    used = early, _memory()  # before all rows are read at once, which the bot never does
    sent = await storage.read(TEAM, lambda memory: memory.messages.with_states([MessageState.SENT], KIND))
    await storage.close()
    await slack.stop()
    return Rushed(
        count,
        seconds,
        len(sent),
        doubled=sum(times > 1 for times in slack.marks.values()),
        hurried=sum(map(_hurried, slack.came.values())),
        overlaps=work.overlaps,
        memory=used,
    )


async def _ticked(work: _Once, slack: _Quick, count: int) -> float:
    """Tick until nothing is due; the memory after a tenth."""
    ticker, early = Ticker(work), 0.0
    ticker.begin()
    while len(slack.marks) < count:
        ticker.tick()
        await asyncio.sleep(_TICK)
        if not early and len(slack.marks) >= count / 10:
            early = _memory()
    await ticker.finish()
    return early


def _hurried(came: list[float]) -> int:
    """How many were sent sooner than one a second, but for one; the way there takes now more, now less."""
    return sum(
        came[later] - came[first] < GAP * (later - first - 1)
        for later in range(len(came))
        for first in range(later - 1)
    )


def _owe(memory: SqlMemory, count: int) -> None:
    now = real_time()
    busy = BUSY * IN_EACH
    people = [f"U{number}" for number in range(count - busy)]
    people += [f"U0BUSY{number % BUSY}" for number in range(busy)]
    cards = [Card(KIND, f"nudge-{number}", person) for number, person in enumerate(people)]
    memory.messages.add_all([owed(memory, now, card) for card in cards])


def _memory() -> float:
    """MB of this process, at the most so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    """0 when all were sent once, at Slack's pace."""
    with tempfile.TemporaryDirectory(prefix="alongside-rush-") as folder:
        rushed = asyncio.run(send_all(f"sqlite:///{Path(folder) / 'rush.db'}", int(sys.argv[1])))
    print(rushed)
    return 0 if rushed.is_right else 1


if __name__ == "__main__":
    sys.exit(main())
