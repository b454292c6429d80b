"""Is a bot with the same token at work on another database? Slack counts connections, we count processes.

Slack hands what happens to one of the connections, whichever; two bots on two databases share it out between
them, and each remembers a part. Nobody sees an error then.
"""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from uuid import uuid4

import structlog

from coproduction.errors import Refusal
from coproduction.heartbeats import EVERY
from coproduction.ports import Clock, Storage
from coproduction.service import heartbeats

log = structlog.get_logger(__name__)


class Heart:
    """Tells the database, in each workspace served, that this process is at work.

    `clock` is that of the machine, also in a rehearsal: it is about processes, and not about sessions.
    """

    def __init__(self, storage: Storage, workspaces: list[str], clock: Clock) -> None:
        self._storage, self._workspaces, self._clock = storage, workspaces, clock
        self._process = uuid4().hex
        self.strangers = 0

    async def beat(self) -> None:
        """Once, and at once. A Refusal when it cannot be stored."""
        beat = partial(heartbeats.beat, process=self._process, now=self._clock(), strangers=self.strangers)
        await asyncio.gather(*(self._storage.write(each, beat) for each in self._workspaces))

    async def beat_on(self) -> None:
        """Until cancelled. What hinders it is the storage's to say."""
        while True:
            await asyncio.sleep(EVERY.total_seconds())
            await self._beat_if_possible()

    async def found(self, strangers: int) -> None:
        """So many bots are on another database: whoever draws Home can read it."""
        self.strangers = strangers
        await self._beat_if_possible()

    async def stop(self) -> None:
        """This process ends in good order."""
        stop = partial(heartbeats.stop, process=self._process)
        await asyncio.gather(
            *(self._storage.write(each, stop) for each in self._workspaces), return_exceptions=True
        )

    async def processes(self) -> int:
        """How many processes are at work on this database, this one among them."""
        count = partial(heartbeats.processes, now=self._clock())
        return await self._storage.read(self._workspaces[0], count)

    async def _beat_if_possible(self) -> None:
        try:
            await self.beat()
        except Refusal:
            return


class Census:
    """Compares Slack's count with ours, each time Slack says it.

    Once is no proof: a connection that was just lost may be counted still, and a process that just starts may
    not have said so. So it has Slack count again after `pause` seconds.
    """

    def __init__(self, heart: Heart, count_again: Callable[[], Awaitable[None]], pause: float) -> None:
        self._heart, self._count_again, self._pause = heart, count_again, pause
        self._suspected_at: float | None = None
        self._next: asyncio.Task[None] | None = None

    async def counted(self, connections: int) -> None:
        """Slack has so many connections with our token."""
        try:
            processes = await self._heart.processes()
        except Refusal:  # another time
            return
        if connections > processes:
            await self._suspect(connections, processes)
            return
        self._suspected_at = None
        if self._heart.strangers:
            await self._heart.found(0)
            log.info("other_bot_gone", connections=connections)

    def stop(self) -> None:
        """Count no more."""
        if self._next:
            self._next.cancel()

    async def _suspect(self, connections: int, processes: int) -> None:
        now = asyncio.get_running_loop().time()
        if self._suspected_at is None:
            self._suspected_at = now
            self._next = asyncio.create_task(self._later(), name="counting again")
        elif now >= self._suspected_at + self._pause and not self._heart.strangers:
            await self._heart.found(connections - processes)
            log.error(
                "other_bot_on_another_database",
                connections=connections,
                processes_here=processes,
                means="Slack shares what people do out among all of them, and each database gets only a part",
                next="stop the other bot, or start it with the same DATABASE_URL; if you do not know it, "
                "make a new app-level token, put it here, and revoke the old one",
            )

    async def _later(self) -> None:
        await asyncio.sleep(self._pause)
        await self._count_again()
