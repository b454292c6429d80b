"""Opens the storage, and waits for a database that is not there yet."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog

from coproduction.ports import Storage
from storage import Storage as SqlStorage
from storage import Unreachable, open_storage

log = structlog.get_logger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0


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


async def _patiently(database_url: str) -> SqlStorage:
    pause = FIRST_PAUSE
    while True:
        try:
            return await asyncio.to_thread(open_storage, database_url)
        except Unreachable as away:
            if pause == FIRST_PAUSE:
                log.warning("database_does_not_answer", reason=_reason(away), next="trying again")
        await asyncio.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)


def _reason(away: Unreachable) -> str:
    """What the driver says: hosts and ports, and no password."""
    return str(getattr(away.__cause__, "orig", away.__cause__)).partition("\n")[0]
