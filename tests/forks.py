"""Processes divided from one that has done its imports: these cost a second of the processor each."""

from __future__ import annotations

import multiprocessing
import os
import sys
import warnings
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from types import TracebackType
from typing import BinaryIO, Self

_IMPORTED = [
    "tests.bot.process",
    "tests.storage.scribe",
    "rehearsal.__main__",
    "storage.migrate",
    "alembic.command",
    "alembic.autogenerate",
    "sqlalchemy.dialects.sqlite",
    "sqlalchemy.dialects.postgresql.psycopg",
    "psycopg",
]


def dividing() -> ForkServerContext:
    """Whoever divides: one process for all tests of a worker, started by the first of them."""
    divide = multiprocessing.get_context("forkserver")
    divide.set_forkserver_preload(_IMPORTED)
    return divide


class Fork:
    """A process that does this one thing; `said` is all that it writes, to either stream."""

    def __init__(self, work: Callable[..., object], *given: object) -> None:
        divide = dividing()
        reading, writing = divide.Pipe(duplex=False)
        self._process = divide.Process(target=_do, args=(writing, work, given))
        self._process.start()
        writing.close()
        self.said: BinaryIO = os.fdopen(os.dup(reading.fileno()), "rb")
        reading.close()

    def kill(self) -> None:
        """End it without any farewell."""
        self._process.kill()

    def ends(self) -> tuple[int | None, bytes]:
        """Its exit code, and what it said that nobody has read yet, when it has ended."""
        rest = self.said.read()
        self._process.join()
        return self._process.exitcode, rest

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.join()
        self.said.close()


def _do(writing: Connection, work: Callable[..., object], given: tuple[object, ...]) -> None:
    """In the process of its own."""
    for stream in (sys.stdout, sys.stderr):
        os.dup2(writing.fileno(), stream.fileno())
    writing.close()
    warnings.simplefilter("error")
    work(*given)
