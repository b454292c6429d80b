"""The one place where time is read, and the rehearsal's clock when the bot follows one."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import aiohttp
import structlog

from coproduction.errors import Refusal

log = structlog.get_logger(__name__)

Plans = Callable[[], Awaitable[datetime | None]]  # when something is due next; None when nothing is


def real_time() -> datetime:
    """Now, aware, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 (the one clock that everybody else is given)


class FollowedClock:
    """Real time plus a rehearsal's offset, so that a nudge due in two weeks can be seen now."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._offset = timedelta(0)
        self._question = self._answered = 0  # of the rehearsal's: the newest, and the newest answered

    def __call__(self) -> datetime:
        """Now, by the rehearsal's clock."""
        return real_time() + self._offset

    async def follow(self, moved: Callable[[], None], plans: Plans | None = None) -> None:
        """Until cancelled, ask for the offset (the rehearsal answers when it changes) and call `moved`.

        With `plans`, the rehearsal is told when something is due next, whenever it wants to know.
        """
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=40)) as session:
            while True:
                try:
                    if await self._ask(session, wait=25, plans=plans):
                        moved()
                except (TimeoutError, OSError, aiohttp.ClientError):
                    await asyncio.sleep(1)

    async def _answer(self, plans: Plans | None) -> dict[str, str]:
        """What is due next, if that was asked since it was last told."""
        if plans is None:
            return {}
        answer = {"answers": str(self._question)}
        if self._question == self._answered:
            return answer
        self._answered = self._question
        try:
            due = await plans()
        except Refusal:  # the database is away, so nobody knows
            return answer
        return answer | {"due": due.isoformat() if due else "never"}

    async def catch_up(self) -> None:
        """Ask for the offset once, before anything is due."""
        timeout = aiohttp.ClientTimeout(total=5)
        with suppress(OSError, aiohttp.ClientError, asyncio.TimeoutError):
            async with aiohttp.ClientSession(timeout=timeout) as session:
                await self._ask(session, wait=0)

    async def _ask(self, session: aiohttp.ClientSession, wait: int, plans: Plans | None = None) -> bool:
        """True when the clock was moved."""
        known = self._offset.total_seconds()
        asked = {"after": str(known), "wait": str(wait)} | await self._answer(plans)
        async with session.get(self._url, params=asked, raise_for_status=True) as answer:
            told = await answer.json()
        offset, self._question = timedelta(seconds=float(told["offset"])), int(told.get("question", 0))
        if offset == self._offset:
            return False
        self._offset = offset
        log.info("rehearsal_clock_moved", days=round(offset / timedelta(days=1), 3))
        return True
