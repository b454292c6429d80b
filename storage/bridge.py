"""The bridge from the async side to the synchronous storage: one writer thread, with group commit.

All that waits is written in one transaction: each piece in a savepoint of its own, or those that begin alike
in one together (`storage.ahead`); one commit, and only then are the callers answered. A refusal undoes only
itself, and nothing is acknowledged before it is stored.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from threading import Thread
from typing import Generic, Protocol, TypeVar, cast

from sqlalchemy import Connection

from coproduction.effects import Done, Effects
from coproduction.haste import seconds_left
from storage import faults
from storage.ahead import Run, runs
from storage.engine import PATIENCE, Engines, transaction
from storage.journal import scrubbed
from storage.savepoint import Savepoint
from storage.troubles import Troubles
from storage.waiting import Piece, Waiting


class UnitOfWork(Protocol):
    """What the bridge asks of a view of an open connection."""

    def take_effects(self) -> Effects:
        """The effects of the piece that ran last; the next begins with none."""


M = TypeVar("M", bound=UnitOfWork)
T = TypeVar("T")

FOUND = 1  # what was destroyed before this start counts as one secret
_PAUSES = (0.05, 0.1, 0.2)  # seconds after each failed try of a piece alone: a deadlock, a lost connection


class Bridge(Generic[M]):
    """Carries pieces of work from event loops to the database, and their results back.

    A piece is a plain function over `M`, the caller's view of an open connection. It neither commits nor
    rolls back, and has no effect elsewhere: it may run more than once, to see what it begins with, or because
    a deadlock, a lost connection or a neighbour's fault undid it.
    """

    def __init__(
        self,
        engines: Engines,
        open_memory: Callable[[Connection, str], M],
        *,
        waiting_limit: int = 5_000,
        readers: int = 4,
        place: str = "",
    ) -> None:
        self._engines = engines
        self._open_memory = open_memory
        self._is_away = False
        self._is_ours = False  # nobody else can have it now: the writer does what people have asked for
        self._troubles = Troubles(place)
        self._secrets_gone = FOUND  # the process before this one may have been killed before it could scrub
        self._scrubbed = 0  # how many of them no file can hold any more
        self._waiting: Waiting[M] = Waiting(waiting_limit)
        self._readers = ThreadPoolExecutor(readers, "storage-reader")
        self._writer = Thread(target=self._write_all, name="storage-writer", daemon=True)
        self._writer.start()

    async def write(self, workspace: str, work: Callable[[M], T]) -> T:
        """What `work` returned, once it is stored; or what it raised, and then nothing of it is stored."""
        return (await self.perform(workspace, work)).value

    async def perform(self, workspace: str, work: Callable[[M], T]) -> Done[T]:
        """The same, with the effects of the piece as it was stored.

        Where somebody waits for the answer, it is withdrawn in time; NotInTime then. When its commit has
        begun it is too late for that, and the answer is what became of it.
        """
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Done[T]] = loop.create_future()
        piece = Piece(workspace, work, answer)
        self._waiting.put(piece)
        left = seconds_left()
        if left is None:
            return await answer
        giving_up = loop.call_later(max(0.0, left), self._give_up, piece)
        try:
            return await answer
        finally:
            giving_up.cancel()

    async def read(self, workspace: str, work: Callable[[M], T]) -> T:
        """What `work` returned over a view that cannot write; it never waits behind the writer."""
        return await self.look(lambda connection: work(self._open_memory(connection, workspace)))

    async def look(self, work: Callable[[Connection], T]) -> T:
        """What `work` returned over a connection that cannot write; whose rows it reads is its own affair."""
        if self._waiting.closing.is_set():
            raise faults.Restarting
        reading = asyncio.get_running_loop().run_in_executor(self._readers, self._read, work)
        try:
            async with asyncio.timeout(seconds_left()):
                return await reading
        except TimeoutError as error:
            self._troubles.meet(faults.Trouble.HELD)
            raise faults.CannotRead from error

    def forget(self) -> None:
        """A secret was destroyed: at the next `scrub` that succeeds, no copy of it may stay."""
        self._secrets_gone += 1

    async def scrub(self) -> bool:
        """Let nothing that was deleted stay readable in the files; False when somebody was in the way.

        One that is destroyed while this runs may have come too late for it: that is for the next.
        """
        gone = self._secrets_gone
        if self._scrubbed < gone and await asyncio.to_thread(scrubbed, self._engines.writer):
            self._scrubbed = max(self._scrubbed, gone)
        return self._scrubbed == self._secrets_gone

    async def close(self) -> None:
        """Take no more work, do and answer all that was accepted, end the threads.

        What went in these last moments is scrubbed if nobody is in the way: who knows when the next starts.
        """
        self._waiting.close()
        await asyncio.to_thread(self._writer.join)
        if self._secrets_gone > FOUND:
            await self.scrub()
        await asyncio.to_thread(self._readers.shutdown)
        self._engines.dispose()

    def _read(self, work: Callable[[Connection], T]) -> T:
        try:
            return self._read_once(work)
        except faults.CannotRead as error:
            if faults.trouble_of(error):
                raise
        return self._read_once(work)

    def _read_once(self, work: Callable[[Connection], T]) -> T:
        try:
            with self._engines.reader.connect() as connection:
                return work(connection)
        except BaseException as error:
            answer = self._unreadable(error) or faults.bearable(error)
            if answer is error:
                raise
            raise answer from error

    def _unreadable(self, error: BaseException) -> Exception | None:
        """What is answered when it is the database that cannot be read; a read that writes is a fault."""
        trouble = faults.trouble_of(error)
        if trouble is faults.Trouble.READ_ONLY:
            return None
        if trouble:
            self._troubles.meet(trouble)
        return faults.CannotRead() if trouble or faults.lost(error) else None

    def _write_all(self) -> None:
        while pieces := self._waiting.take():
            self._settle(pieces)
            self._note(pieces)
            _answer(pieces)

    def _settle(self, pieces: list[Piece[M]]) -> None:
        """Give every piece its outcome. Nothing is raised: the thread must outlive every fault."""
        try:
            self._transact(pieces)
        except faults.Withdrawn:
            self._settle([piece for piece in pieces if not piece.is_withdrawn])
        except faults.Interrupted:
            self._one_by_one(pieces)
        except BaseException as error:  # noqa: BLE001 (its callers are told)
            for piece in pieces:
                piece.error = faults.answerable(error)

    def _one_by_one(self, pieces: list[Piece[M]]) -> None:
        for place, piece in enumerate(pieces):
            if piece.is_withdrawn:
                continue
            try:
                self._alone(piece)
            except faults.Unreachable as error:  # the rest would fare no better, and wait longer
                for waiting in pieces[place:]:
                    waiting.error = faults.answerable(error)
                return
            except BaseException as error:  # noqa: BLE001 (its caller is told)
                piece.error = faults.answerable(error)

    def _alone(self, piece: Piece[M]) -> None:
        for pause in _PAUSES:
            try:
                self._transact([piece])
            except faults.Interrupted as error:
                piece.error = faults.answerable(faults.StorageUnavailable(error.__cause__))
                if piece.is_withdrawn or faults.trouble_of(error):
                    return  # those behind it wait, too
                self._waiting.closing.wait(pause)
            else:
                return

    def _transact(self, pieces: list[Piece[M]]) -> None:
        """While the database is away, only the first to find that out waits for it: Slack waits for none."""
        patience = 0.0 if self._is_away else PATIENCE
        try:
            with transaction(self._engines.writer, self._waiting.closing.wait, patience) as connection:
                wanted = [piece for piece in pieces if not piece.is_withdrawn]
                self._run_ours(wanted, connection)
                if not self._waiting.seal(wanted):
                    raise faults.Withdrawn
        except faults.Unreachable:
            self._is_away = True
            raise
        self._is_away = False

    def _run_ours(self, pieces: list[Piece[M]], connection: Connection) -> None:
        """On SQLite, whoever waits meanwhile waits for us; on PostgreSQL, rows may be held by others."""
        self._is_ours = connection.dialect.name == "sqlite"
        try:
            self._run(pieces, connection)
        finally:
            self._is_ours = False

    def _run(self, pieces: list[Piece[M]], connection: Connection) -> None:
        """Each piece behind a savepoint; what is raised is a fault of the transaction itself."""
        savepoint = Savepoint(connection)
        for run in runs(pieces, self._open_memory, connection.dialect):
            if run.beginnings and not savepoint.attempt(partial(self._together, run, connection)):
                continue
            for piece in run.pieces:
                if error := savepoint.attempt(partial(self._begin, piece, connection)):
                    piece.error = faults.answerable(error)

    def _together(self, run: Run[M], connection: Connection) -> None:
        """Run pieces that begin alike; raises when one fails and there is something to undo."""
        for piece, told in zip(run.pieces, run.begin(connection), strict=True):
            try:
                self._begin(piece, cast("Connection", told))
                told.require_begun()
            except BaseException as error:
                if told.has_written or faults.passing(error):
                    raise
                piece.error = faults.answerable(error)

    def _begin(self, piece: Piece[M], connection: Connection) -> None:
        """Run a piece, perhaps again: with a memory of its own, and what came of it before is forgotten."""
        memory = self._open_memory(connection, piece.workspace)
        piece.value, piece.error = piece.work(memory), None
        piece.effects = memory.take_effects()

    def _give_up(self, piece: Piece[M]) -> None:
        """In the caller's loop: it is too late for an answer, so nothing shall be stored."""
        if piece.answer.done() or not self._waiting.withdraw(piece):
            return
        piece.answer.set_exception(faults.NotInTime())
        self._troubles.meet(faults.Trouble.SLOW if self._is_ours else faults.Trouble.HELD)
        self._troubles.not_saved()

    def _note(self, pieces: list[Piece[M]]) -> None:
        """Say what hindered these, or that what hindered others is over."""
        for piece in pieces:
            if isinstance(piece.error, faults.StorageUnavailable) and not piece.is_withdrawn:
                self._troubles.not_saved()
        hindered = [trouble for piece in pieces if (trouble := faults.trouble_of(piece.error))]
        for trouble in hindered:
            self._troubles.meet(trouble)
        if any(piece.is_sealed and piece.error is None for piece in pieces) and not hindered:
            self._troubles.stored()


def _answer(pieces: list[Piece[M]]) -> None:
    """Wake each loop once, however many of its callers are answered."""
    by_loop: dict[asyncio.AbstractEventLoop, list[Piece[M]]] = defaultdict(list)
    for piece in pieces:
        by_loop[piece.answer.get_loop()].append(piece)
    for loop, answered in by_loop.items():
        with suppress(RuntimeError):  # that loop is closed, and its callers are gone
            loop.call_soon_threadsafe(_deliver, answered)


def _deliver(pieces: list[Piece[M]]) -> None:
    for piece in pieces:
        if piece.answer.done():
            continue  # its caller was cancelled meanwhile
        if piece.error is None:
            piece.answer.set_result(Done(piece.value, piece.effects))
        else:
            piece.answer.set_exception(piece.error)
