"""Opens the storage, and waits for a database that is not there yet."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from threading import Thread
from typing import TypeVar

import structlog

from coproduction.errors import Refusal
from coproduction.ports import Storage
from storage import SqlMemory, faults, open_storage
from storage.bridge import Bridge

T = TypeVar("T")

log = structlog.get_logger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0


class BadDatabase(Exception):  # noqa: N818 (its text is the interface)
    """DATABASE_URL, or what it leads to, cannot be used; the text says why."""


@asynccontextmanager
async def opened(database_url: str) -> AsyncIterator[Storage]:
    """The storage, brought up to date; closed on leaving, when all that was accepted is stored.

    BadDatabase for a URL or a database that cannot be used; a database that is away is waited for.
    """
    storage = await _patiently(database_url)
    try:
        yield storage
    finally:
        await storage.close()


async def _patiently(database_url: str) -> Bridge[SqlMemory]:
    pause = FIRST_PAUSE
    while True:
        try:
            return await _in_its_own_thread(lambda: open_storage(database_url))
        except ValueError as fault:
            raise BadDatabase(str(fault)) from None
        except Exception as fault:  # noqa: BLE001 (what waiting will not mend is raised again)
            _must_be_away(fault)
            if pause == FIRST_PAUSE:
                log.warning("database_does_not_answer", reason=_reason(fault), next="trying again")
        await asyncio.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)


def _must_be_away(fault: Exception) -> None:
    """Raise what waiting will not mend."""
    if isinstance(fault, Refusal) or faults.passing(fault):
        return
    reason = getattr(fault, "orig", None)
    if isinstance(reason, sqlite3.DatabaseError):
        raise BadDatabase(f"DATABASE_URL: this SQLite file cannot be used: {reason}.") from None
    if "OperationalError" not in {kind.__name__ for kind in type(reason).__mro__}:
        raise fault


def _reason(fault: BaseException) -> str:
    """What the driver says: hosts and ports, and no password."""
    driver = fault.__cause__ if isinstance(fault, Refusal) and fault.__cause__ else fault
    return str(getattr(driver, "orig", driver)).partition("\n")[0]


async def _in_its_own_thread(work: Callable[[], T]) -> T:
    """Like asyncio.to_thread, except that the process may end while the database still keeps it waiting."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[T] = loop.create_future()

    def settle(result: T | None, fault: Exception | None) -> None:
        if answer.done():
            return  # given up meanwhile
        if fault:
            answer.set_exception(fault)
        else:
            answer.set_result(result)  # type: ignore[arg-type]

    def run() -> None:
        result, fault = None, None
        try:
            result = work()
        except Exception as error:  # noqa: BLE001 (raised again where it is awaited)
            fault = error
        with suppress(RuntimeError):  # the loop is closed
            loop.call_soon_threadsafe(settle, result, fault)

    Thread(target=run, name="opening-storage", daemon=True).start()
    return await answer
