"""The one place where time is read, and the rehearsal's clock when the bot follows one."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import aiohttp
import structlog

log = structlog.get_logger(__name__)


def real_time() -> datetime:
    """Now, aware, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 (the one clock that everybody else is given)


class FollowedClock:
    """Real time plus a rehearsal's offset, so that a nudge due in two weeks can be seen now."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._offset = timedelta(0)

    def __call__(self) -> datetime:
        """Now, by the rehearsal's clock."""
        return real_time() + self._offset

    async def follow(self, moved: Callable[[], None]) -> None:
        """Until cancelled, ask for the offset (the rehearsal answers when it changes) and call `moved`."""
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=40)) as session:
            while True:
                try:
                    if await self._ask(session, wait=25):
                        moved()
                except (TimeoutError, OSError, aiohttp.ClientError):
                    await asyncio.sleep(1)

    async def catch_up(self) -> None:
        """Ask for the offset once, before anything is due."""
        timeout = aiohttp.ClientTimeout(total=5)
        with suppress(OSError, aiohttp.ClientError, asyncio.TimeoutError):
            async with aiohttp.ClientSession(timeout=timeout) as session:
                await self._ask(session, wait=0)

    async def _ask(self, session: aiohttp.ClientSession, wait: int) -> bool:
        """True when the clock was moved."""
        known = self._offset.total_seconds()
        asked = {"after": str(known), "wait": str(wait)}
        async with session.get(self._url, params=asked, raise_for_status=True) as answer:
            offset = timedelta(seconds=float((await answer.json())["offset"]))
        if offset == self._offset:
            return False
        self._offset = offset
        log.info("rehearsal_clock_moved", days=round(offset / timedelta(days=1), 3))
        return True
