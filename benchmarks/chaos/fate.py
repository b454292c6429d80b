"""What a process of the run is told when it begins, and at which point its life ends or stands still."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from multiprocessing.connection import Connection
from zoneinfo import ZoneInfo

from benchmarks.chaos.hurry import NOON, TIMES, Hurry
from coproduction.followups import FollowUp, moved
from coproduction.people import HOME_ZONE
from coproduction.pledges import Pledge

TEAM, TOKEN, PLACE = "T0CHAOS", "xoxb-chaos", "C0CHAOS"
LONGEST = 300.0  # seconds that any process of a run lives


class Point(StrEnum):
    """Where in the work of a process the worst can happen."""

    PLANNING = "while it becomes due"
    SPENDING = "while a week is spent"
    CLAIMED = "after claim"
    TO_SEND = "before send"
    SENT = "after send"
    TO_RECORD = "before record"
    LOOKING = "while reconciling"


@dataclass(frozen=True, slots=True)
class Nudges:
    """What is to be asked: so many questions, over so many seconds, of every four in three messages.

    Two of them go to one person who has chosen no day, and so come together; two others have chosen theirs.
    """

    count: int
    seconds: float
    first: int = 0  # the number of the first
    begins: float = 0.0  # after so many seconds

    def all(self) -> Iterator[tuple[str, str, datetime]]:
        """The name, the person and the time of each."""
        for nth in range(self.count):
            number, after = self.first + nth, self.begins + self.seconds * nth / self.count
            alone = f"X{number}" if _is_chosen(number) else ""  # whoever has two of one day gets them in one
            yield f"nudge-{number}", f"U0PERSON{number // 4}{alone}", NOON + timedelta(seconds=TIMES * after)

    def questions(self) -> Iterator[tuple[Pledge, FollowUp]]:
        """Each as a pledge whose words are its name, promised days before, and the question about it."""
        for number, (name, person, at) in enumerate(self.all(), start=self.first):
            pledge = Pledge(name, PLACE, None, person, name, None, None, NOON - timedelta(days=3), name)
            question = FollowUp(name, name, person, 1, at, is_asked_for=_is_chosen(number))
            yield pledge, moved(question, at, ZoneInfo(HOME_ZONE))


def _is_chosen(number: int) -> bool:
    """Whether its person chose the day of this question."""
    return number % 4 > 1


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
