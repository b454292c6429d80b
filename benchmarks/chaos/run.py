"""One run: nudges that come to be owed while everything dies, until nobody owes anything any more."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random

from sqlalchemy.exc import DBAPIError

from benchmarks.chaos.fate import Nudges, Orders
from benchmarks.chaos.hostile import Hostile
from benchmarks.chaos.hurry import APART, Hurry
from benchmarks.chaos.nemesis import Nemesis, Suffered
from benchmarks.chaos.senders import Sender
from bot.clock import real_time
from coproduction.errors import Refusal
from tests.postgres import Server

_HEALS_WITHIN = 75.0  # seconds
_LOOK_EVERY = 0.3
_MORE, _MORE_WITHIN = 4, 3.0  # nudges, and seconds


@dataclass(frozen=True, slots=True)
class Size:
    """How many nudges, how long from one act of the nemesis to the next, and how many deaths at least.

    While nobody has died at one of the points, more is owed, for `most` seconds at the longest.
    """

    nudges: Nudges
    pause: float
    kills: int
    of_database: int
    most: float


LONG = Size(Nudges(150, 16.0), pause=0.42, kills=40, of_database=5, most=90.0)
SHORT = Size(Nudges(16, 10.0), pause=1.2, kills=8, of_database=2, most=60.0)


@dataclass(frozen=True, slots=True)
class Place:
    """A database; its server, where there is one that may be killed."""

    name: str
    url: str
    server: Server | None = None


@dataclass
class Found:
    """What became of a run."""

    sender: str
    database: str
    seed: int
    nudges: int
    seconds: float
    lost: list[str]
    doubled: list[str]
    untrue: list[str]  # of which the database says what is not so
    suffered: Suffered
    messages: int = 0  # in which they stand; a doubled one counts twice
    is_over: bool = True  # False where something was still on its way when the run gave up waiting

    @property
    def is_kept(self) -> bool:
        """Each nudge stands in Slack once, and the database says so."""
        return not (self.lost or self.doubled or self.untrue)

    @property
    def is_right(self) -> bool:
        """The same, and all was suffered that there is."""
        return self.is_kept and not self.suffered.lacks() and self.suffered.freezes > 0


async def play(sender: Sender, place: Place, size: Size, seed: int, log: Path) -> Found:
    """One run; what the processes log is written to a file."""
    loop = asyncio.get_running_loop()
    chance, began, hurry = Random(seed), loop.time(), Hurry(real_time())  # noqa: S311 (to be played again)
    async with AsyncExitStack() as stack:
        slack = Hostile(chance, hurry.clock(chance.choice([APART, -APART])))
        await stack.enter_async_context(slack)
        orders = Orders(place.url, slack.url, str(log), hurry, size.nudges)
        nemesis = await stack.enter_async_context(Nemesis(sender.serve, sender.points, orders, chance))
        await _suffer(sender, nemesis, size, place)
        slack.is_calm = True
        nemesis.relents()
        is_over = await _heal(sender, nemesis)
        await slack.is_still()
    stands, marks = slack.stands(), sender.marks()
    return Found(
        sender.name,
        place.name,
        seed,
        len(marks),
        loop.time() - began,
        lost=[mark for mark in marks if mark not in stands],
        doubled=[mark for mark in marks if len(stands.get(mark, ())) > 1],
        untrue=await sender.untrue(stands),
        suffered=nemesis.suffered,
        messages=len({ts for each in stands.values() for ts in each}),
        is_over=is_over,
    )


async def _suffer(sender: Sender, nemesis: Nemesis, size: Size, place: Place) -> None:
    """Kill and freeze, while the dead are begun anew."""
    async with asyncio.TaskGroup() as together:
        tending = together.create_task(nemesis.tend())
        feeding = together.create_task(_owe_more(sender, nemesis, size.nudges))
        async with asyncio.TaskGroup() as tormenting:
            if place.server:
                tormenting.create_task(nemesis.kill_database(place.server, size.of_database))
            tormenting.create_task(nemesis.torment(size.nudges.seconds, size.pause, size.kills, size.most))
        tending.cancel()
        feeding.cancel()


async def _owe_more(sender: Sender, nemesis: Nemesis, nudges: Nudges) -> None:
    """Nobody dies at a point to which no work leads: so there is more work, while a point lacks its death."""
    loop = asyncio.get_running_loop()
    began, first = loop.time(), nudges.count
    await asyncio.sleep(nudges.seconds)
    while nemesis.suffered.lacks():
        more = Nudges(_MORE, _MORE_WITHIN, first, loop.time() - began)
        with suppress(Refusal, DBAPIError):  # the database has just been killed
            await sender.owe(more)
            first += _MORE
        await asyncio.sleep(_MORE_WITHIN)


async def _heal(sender: Sender, nemesis: Nemesis) -> bool:
    """Wait until nothing is owed, and say whether that came; for ever would be too long."""
    tending = asyncio.create_task(nemesis.tend())
    with suppress(TimeoutError):
        async with asyncio.timeout(_HEALS_WITHIN):
            while not await sender.has_ended():  # noqa: ASYNC110 (a database has no event to wait for)
                await asyncio.sleep(_LOOK_EVERY)
    tending.cancel()
    return await sender.has_ended()
