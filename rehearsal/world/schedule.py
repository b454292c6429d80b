"""Messages that an app asked Slack to post later. They go out by the workspace's movable clock."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from rehearsal.world.clock import Clock
from rehearsal.world.ids import Ids


@dataclass(frozen=True)
class Planned:
    """One of them, as far as Slack tells of it; both times in seconds since 1970."""

    id: str
    channel: str
    text: str
    post_at: int
    created: int


class Schedule:
    """What is still to come, by id."""

    def __init__(self, clock: Clock, ids: Ids) -> None:
        self._clock = clock
        self._ids = ids
        self._waiting: dict[str, tuple[Planned, asyncio.Task[None]]] = {}

    @property
    def planned(self) -> list[Planned]:
        """All of them, the soonest first."""
        return sorted((each for each, _ in self._waiting.values()), key=lambda each: each.post_at)

    def plan(self, channel: str, text: str, post_at: int, send: Callable[[Planned], None]) -> Planned:
        """Call `send` when the time has come."""
        created = int(self._clock.now().timestamp())
        planned = Planned(self._ids.next("Q"), channel, text, post_at, created)
        self._waiting[planned.id] = planned, asyncio.create_task(self._wait(planned, send), name=planned.id)
        return planned

    def cancel(self, name: str) -> None:
        """This one is not to be posted."""
        self._waiting.pop(name)[1].cancel()

    def clear(self) -> None:
        """None of them is."""
        for name in list(self._waiting):
            self.cancel(name)

    async def _wait(self, planned: Planned, send: Callable[[Planned], None]) -> None:
        await self._clock.sleep(planned.post_at - self._clock.now().timestamp())
        del self._waiting[planned.id]
        send(planned)
