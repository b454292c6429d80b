"""Opens the storage, and waits for a database that is not there yet."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import TypeVar

import structlog

from bot.growing import Growing
from coproduction.hours import Holidays, no_holidays
from coproduction.ports import Storage
from storage import Unreachable, open_storage, place_of

log = structlog.get_logger(__name__)

T = TypeVar("T")

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0


@asynccontextmanager
async def opened(
    database_url: str, secret_key: str = "", holidays: Holidays = no_holidays
) -> AsyncIterator[Storage]:
    """The storage, brought up to date; closed on leaving, when all that was accepted is stored.

    On `holidays` nobody is asked anything.

    BadDatabase for a URL, a database or a key that cannot be used; a database that is away is waited for.
    """
    open_ = partial(open_storage, database_url, secret_key, holidays=holidays)
    storage = await patiently(open_, place_of(database_url))
    try:
        yield storage
    finally:
        await storage.close()


async def patiently(
    open_: Callable[[], T], place: str, pause: float = FIRST_PAUSE, growing: Growing | None = None
) -> T:
    """What `open_` returns, as soon as the database answers; that it does not is said again and again."""
    growing, tries = growing or Growing(), 0
    while True:
        tries += 1
        try:
            return await asyncio.to_thread(open_)
        except Unreachable as away:
            if growing.is_time():
                log.warning(
                    "database_does_not_answer",
                    place=place,
                    reason=_reason(away),
                    tries=tries,
                    seconds=round(growing.waited),
                    next=f"trying again in {pause:g} s, and then every {LONGEST_PAUSE:g} s at most",
                )
        await asyncio.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)


def _reason(away: Unreachable) -> str:
    """What the driver says: hosts and ports, and no password."""
    return str(getattr(away.__cause__, "orig", away.__cause__)).partition("\n")[0]
