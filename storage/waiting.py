"""The pieces of work that wait for the writer, and may be withdrawn until they are committed."""

import asyncio
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from threading import Condition, Event, Lock
from typing import Any, Generic, TypeVar

from coproduction.effects import NOTHING, Effects
from coproduction.errors import Busy
from storage import faults

M = TypeVar("M")

_BATCH = 500  # pieces in one transaction, so that a storm does not hold the lock for long


@dataclass(slots=True, eq=False)
class Piece(Generic[M]):
    """One caller's work, and what came of it."""

    workspace: str
    work: Callable[[M], object]
    answer: asyncio.Future[Any]
    value: object = None
    effects: Effects = NOTHING
    error: Exception | None = None
    is_withdrawn: bool = False
    is_sealed: bool = False  # its commit has begun: from here on it is stored, or the commit fails


class Waiting(Generic[M]):
    """The pieces that wait for the writer: bounded, and closed once and for all."""

    def __init__(self, limit: int) -> None:
        self.closing = Event()
        self._limit = limit
        self._pieces: deque[Piece[M]] = deque()
        self._changed = Condition()
        self._sealing = Lock()

    def put(self, piece: Piece[M]) -> None:
        """Let it wait; Busy when too many do, Restarting after the end has begun."""
        with self._changed:
            if self.closing.is_set():
                raise faults.Restarting
            if len(self._pieces) >= self._limit:
                raise Busy
            self._pieces.append(piece)
            self._changed.notify()

    def take(self) -> list[Piece[M]]:
        """All that fits in a transaction; waits for the first. Empty only when closed and drained."""
        with self._changed:
            self._changed.wait_for(lambda: self._pieces or self.closing.is_set())
            return [self._pieces.popleft() for _ in range(min(_BATCH, len(self._pieces)))]

    def withdraw(self, piece: Piece[M]) -> bool:
        """Whether nothing of it will ever be stored; False when it is too late to say so."""
        with self._sealing:
            piece.is_withdrawn = not piece.is_sealed
        if piece.is_withdrawn:
            with self._changed, suppress(ValueError):  # it is not in the queue when it was taken
                self._pieces.remove(piece)
        return piece.is_withdrawn

    def seal(self, pieces: list[Piece[M]]) -> bool:
        """Before a commit: whether all of these are still wanted, and from here on cannot be withdrawn."""
        with self._sealing:
            is_wanted = not any(piece.is_withdrawn for piece in pieces)
            for piece in pieces:
                piece.is_sealed = is_wanted
        return is_wanted

    def close(self) -> None:
        """Take no more, and wake the writer."""
        with self._changed:
            self.closing.set()
            self._changed.notify_all()
