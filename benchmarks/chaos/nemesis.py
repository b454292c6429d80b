"""Whoever kills and freezes the processes of a run, and the database; and who begins the dead ones anew."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from random import Random

import psutil

from benchmarks.chaos.fate import Orders, Point
from benchmarks.chaos.hurry import APART, BEYOND_LEASE
from tests.postgres import Server

PROCESSES = 3
_TEND_EVERY = 0.05  # seconds between two looks at who is dead, and who has been frozen for long enough
_FATED = 0.8  # of the lives, those that end at a point
_FREEZES = 0.12  # of the acts, and of the lives with a point, those that freeze instead of killing
_RANDOMLY = 0.4  # of the acts, those that kill
_DATABASE_PAUSE = (2.0, 4.0)
_DATABASE_AWAY = 0.4

Serve = Callable[[Orders, Connection], None]

_divide = multiprocessing.get_context("forkserver")
_divide.set_forkserver_preload(["benchmarks.chaos.sender", "benchmarks.chaos.naive", "psycopg"])


@dataclass
class Suffered:
    """What was done to a run."""

    points: Sequence[Point]  # at which somebody shall die
    kills: Counter[str] = field(default_factory=Counter)  # at random, and at each point
    freezes: int = 0
    of_database: int = 0

    def lacks(self) -> list[Point]:
        """The points at which nobody has died yet."""
        return [point for point in self.points if not self.kills[point]]


@dataclass
class Life:
    """One process, from its beginning to its end."""

    process: BaseProcess
    line: Connection
    wish: signal.Signals
    frozen_since: float | None = None

    @property
    def is_frozen(self) -> bool:
        """Whether it stands still; who has died since the last look at them does not."""
        with suppress(psutil.NoSuchProcess):
            return psutil.Process(self.process.pid).status() == psutil.STATUS_STOPPED
        return False

    def end(self) -> None:
        """Whatever state it is in."""
        self.process.kill()
        self.process.join()
        self.line.close()


def _tell(life: Life, what: signal.Signals) -> None:
    with suppress(ProcessLookupError):  # it has died since the last look at it
        os.kill(life.process.pid or 0, what)


class Nemesis:
    """Three processes that have no peace until `relents`."""

    def __init__(self, serve: Serve, points: Sequence[Point], orders: Orders, chance: Random) -> None:
        self.suffered = Suffered(points)
        self._serve = serve
        self._chance = chance
        apart = chance.choice([APART, -APART])  # one of them has a clock that is wrong
        self._orders = [orders, orders, replace(orders, apart=apart)]
        self._lives: list[Life] = []
        self._is_cruel = True

    async def __aenter__(self) -> Nemesis:
        self._lives = [self._begun(place) for place in range(PROCESSES)]
        return self

    async def __aexit__(self, *_fault: object) -> None:
        for life in self._lives:
            life.end()

    async def torment(self, seconds: float, pause: float, kills: int, most: float) -> None:
        """For so long, until so many were killed and one at each point; `most` seconds however few they are.

        `pause`: seconds from one act to the next, on average.
        """
        loop = asyncio.get_running_loop()
        began = loop.time()
        while loop.time() < began + most:
            killed = self.suffered.kills.total()
            if loop.time() >= began + seconds and killed >= kills and not self.suffered.lacks():
                return
            await asyncio.sleep(self._chance.uniform(0.4, 1.6) * pause)
            self._act()

    async def kill_database(self, server: Server, times: int) -> None:
        """Kill it as a power cut would, and start it again."""
        for _ in range(times):
            await asyncio.sleep(self._chance.uniform(*_DATABASE_PAUSE))
            server.kill9()
            await asyncio.sleep(_DATABASE_AWAY)
            await asyncio.to_thread(server.start)
            self.suffered.of_database += 1

    async def tend(self) -> None:
        """Until cancelled, begin the dead anew, and let go on who was frozen for longer than a lease."""
        while True:
            for place, life in enumerate(self._lives):
                if not life.process.is_alive():
                    self._note(life)
                    life.end()
                    self._lives[place] = self._begun(place)
                else:
                    self._thaw(life)
            await asyncio.sleep(_TEND_EVERY)

    def relents(self) -> None:
        """Nobody dies or freezes any more: those whose end is written begin once more without."""
        self._is_cruel = False
        for place, life in enumerate(self._lives):
            self._note(life)
            life.end()
            self._lives[place] = self._begun(place)

    def _act(self) -> None:
        """Kill or freeze somebody, or nobody; somebody is frozen in every run."""
        act, life = self._chance.random(), self._chance.choice(self._lives)
        if not life.process.is_alive():
            return
        if act < _FREEZES or not self.suffered.freezes:
            _tell(life, signal.SIGSTOP)
        elif act < _FREEZES + _RANDOMLY:
            self._kill(life)

    def _kill(self, life: Life) -> None:
        life.process.kill()
        life.process.join()
        self.suffered.kills["at random"] += 1

    def _note(self, life: Life) -> None:
        """Whether it has come to its point."""
        try:
            point = life.line.recv() if life.line.poll() else None
        except EOFError:
            return
        if point and life.wish is signal.SIGKILL:
            self.suffered.kills[point] += 1

    def _thaw(self, life: Life) -> None:
        now = asyncio.get_running_loop().time()
        if not life.is_frozen:
            life.frozen_since = None
        elif life.frozen_since is None:
            life.frozen_since = now
            self.suffered.freezes += 1
        elif now > life.frozen_since + 1.3 * BEYOND_LEASE:
            _tell(life, signal.SIGCONT)

    def _begun(self, place: int) -> Life:
        orders = self._orders[place]
        if self._is_cruel and self._chance.random() < _FATED:
            orders = self._fated(orders)
        ours, theirs = _divide.Pipe()
        process = _divide.Process(target=self._serve, args=(orders, theirs), daemon=True)
        process.start()
        theirs.close()
        return Life(process, ours, orders.wish)

    def _fated(self, orders: Orders) -> Orders:
        """With a point at which this life ends: first where nobody has died yet."""
        lacking = self.suffered.lacks()
        if lacking:
            return replace(orders, point=self._chance.choice(lacking[:3]))  # becoming due ends soon
        wish = self._chance.choices([signal.SIGSTOP, signal.SIGKILL], [_FREEZES, 1 - _FREEZES])[0]
        point, nth = self._chance.choice(self.suffered.points), self._chance.choice([1, 2])
        return replace(orders, point=point, nth=nth, wish=wish)
