"""What a process of the run is told when it begins, and at which point its life ends or stands still."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from multiprocessing.connection import Connection

from benchmarks.chaos.hurry import NOON, TIMES, Hurry

TEAM, TOKEN = "T0CHAOS", "xoxb-chaos"
LONGEST = 300.0  # seconds that any process of a run lives


class Point(StrEnum):
    """Where in the work of a process the worst can happen."""

    CLAIMED = "after claim"
    TO_SEND = "before send"
    SENT = "after send"
    TO_RECORD = "before record"
    LOOKING = "while reconciling"


@dataclass(frozen=True, slots=True)
class Nudges:
    """What is owed: so many, each in its turn to one of so many people, over so many seconds."""

    count: int
    people: int
    seconds: float

    def all(self) -> Iterator[tuple[str, str, datetime]]:
        """The name, the person and the time of each."""
        for number in range(self.count):
            after = timedelta(seconds=TIMES * self.seconds * number / self.count)
            yield f"nudge-{number}", f"U0PERSON{number % self.people}", NOON + after


@dataclass(frozen=True, slots=True)
class Orders:
    """What a process is told. When it comes to its `point` the `nth` time, its life ends or stands still."""

    url: str
    slack: str
    log: str
    hurry: Hurry
    nudges: Nudges
    apart: timedelta = timedelta(0)
    point: Point | None = None
    nth: int = 1
    wish: signal.Signals = signal.SIGKILL


class Fate:
    """A life's end, seen from inside."""

    def __init__(self, orders: Orders, line: Connection) -> None:
        self._point, self._left, self._wish = orders.point, orders.nth, orders.wish
        self._line = line

    def comes_to(self, point: Point) -> None:
        """The process is at this point now; this may not return."""
        if point is not self._point:
            return
        self._left -= 1
        if self._left == 0:
            self._line.send(point)
            os.kill(os.getpid(), self._wish)
