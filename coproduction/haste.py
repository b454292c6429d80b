"""Somebody waits for an answer: an act that was heard is stored soon, or not at all.

But for what must be searched for long (`coproduction.searches`): then they are told that it goes on.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

SLACK_WAITS = 3.0
WITHIN = 2.4  # seconds from hearing until the answer, which has a way to go, too


def _nothing() -> None:
    """Nobody is to be told."""


class Hearing:
    """One act, from when it was heard until it was answered."""

    __slots__ = ("_heard", "_is_answered", "_within", "is_acknowledged", "is_long", "is_stored", "tell")

    def __init__(self, within: float = WITHIN) -> None:
        self._heard, self._within = time.monotonic(), within
        self._is_answered = False
        self.is_stored = False  # whether anything of it is
        self.is_long = False  # whether it takes long, whoever waits
        self.is_acknowledged = False  # whether that was said before all of it was done
        self.tell: Callable[[], None] = _nothing  # tells who acted that it goes on

    def answered(self) -> None:
        """What goes on after this, for as long as it takes, keeps nobody waiting."""
        self._is_answered = True

    @property
    def is_late(self) -> bool:
        """Whether Slack does not listen to the acknowledgement any more: it brings no words then."""
        return self.is_acknowledged or time.monotonic() > self._heard + SLACK_WAITS

    @property
    def until_acknowledged(self) -> float:
        """Seconds in which it still can be acknowledged in time; none or fewer when it is high time."""
        return self._heard + self._within - time.monotonic()

    @property
    def left(self) -> float | None:
        """Seconds until it is too late; None when nobody waits any more."""
        return None if self._is_answered else self.until_acknowledged


_hearing: ContextVar[Hearing | None] = ContextVar("hearing", default=None)


@contextmanager
def hearing(within: float = WITHIN) -> Iterator[Hearing]:
    """Inside, somebody waits for the answer to one act: the one that was heard around this, if any was."""
    around = _hearing.get()
    act = around if around and around.left is not None else Hearing(within)
    token = _hearing.set(act)
    try:
        yield act
    finally:
        act.answered()  # also for tasks that were begun inside and have taken it along
        _hearing.reset(token)


def told_by(tell: Callable[[], None]) -> None:
    """So who did this act is told that it goes on, should it take long."""
    if act := _hearing.get():
        act.tell = tell


def takes_long() -> None:
    """A search begins that may take longer than anybody can wait: all of the act is done after it."""
    if act := _hearing.get():
        act.is_long = True
        act.answered()


def stored() -> None:
    """Something of this act is stored: what is left of it is done, too, however long that takes."""
    if act := _hearing.get():
        act.is_stored = True
        act.answered()


def is_stored() -> bool:
    """Whether something of the act is stored: then nobody is told that it is not."""
    act = _hearing.get()
    return act is not None and act.is_stored


def seconds_left() -> float | None:
    """How long whoever waits for this act still does; None where nobody does."""
    act = _hearing.get()
    return act.left if act else None
