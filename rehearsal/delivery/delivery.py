"""Everything the app is told: interactions once, events again and again until it has acknowledged them."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from typing import Protocol

from rehearsal.delivery.envelopes import Ack, Envelope
from rehearsal.delivery.socket_line import settle
from rehearsal.happenings.disturbances import Disturbances
from rehearsal.happenings.overtaking import Overtaking
from rehearsal.model import Json
from rehearsal.rules import limits
from rehearsal.world.clock import Clock
from rehearsal.world.ids import Ids

__all__ = ["Ack", "Delivery", "Line"]

NEWEST_EVENTS = 1_000


class Line(Protocol):
    """A way to the app."""

    async def ready(self) -> None:
        """Wait a while for the app to be there."""

    async def carry(self, envelope: Envelope, sent: Callable[[], None]) -> Ack:
        """Send an envelope, call `sent` when it is out, and return how the app took it."""


class Delivery:
    """Sends what happens in the workspace to the app."""

    def __init__(self, line: Line, disturbances: Disturbances, clock: Clock, ids: Ids) -> None:
        self._line = line
        self._disturbances = disturbances
        self._clock = clock
        self._ids = ids
        self._overtaking = Overtaking()
        self._events: OrderedDict[str, Json] = OrderedDict()
        self._tasks: set[asyncio.Task[None]] = set()

    async def send(self, kind: str, payload: Json, *, answerable: bool) -> Ack:
        """Deliver an interaction. Slack tries once: without a socket the person is warned at once."""
        return await self._attempt(kind, payload, answerable=answerable)

    def event(self, payload: Json) -> asyncio.Future[Ack]:
        """Deliver an event, with retries; the future is how the first attempt went."""
        self._events[payload["event_id"]] = payload
        if len(self._events) > NEWEST_EVENTS:
            self._events.popitem(last=False)
        first: asyncio.Future[Ack] = asyncio.get_running_loop().create_future()
        task = asyncio.create_task(self._insist(payload, first))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        # Given up before the first attempt was over: whoever waits for it must hear that too.
        task.add_done_callback(lambda _: settle(first, Ack(missing="lost")))
        return first

    async def redeliver(self, event_id: str) -> Ack | None:
        """Send an event again, as Slack does when an acknowledgement got lost; None if it is unknown."""
        payload = self._events.get(event_id)
        return None if payload is None else await self._try_event(payload, 1, "timeout")

    def forget(self) -> None:
        """Stop trying: the workspace starts afresh or goes away."""
        self._overtaking.let_go()
        for task in self._tasks:
            task.cancel()
        self._events.clear()

    async def _insist(self, payload: Json, first: asyncio.Future[Ack]) -> None:
        ack = await self._try_event(payload, 0, "")
        settle(first, ack)
        for attempt, wait in enumerate(limits.EVENT_RETRIES, start=1):
            if ack.acked or ack.final:
                return
            await self._clock.sleep(wait)
            ack = await self._try_event(payload, attempt, ack.missing)

    async def _try_event(self, payload: Json, attempt: int, reason: str) -> Ack:
        await self._line.ready()
        return await self._attempt("events_api", payload, attempt=attempt, reason=reason)

    async def _attempt(
        self, kind: str, payload: Json, *, answerable: bool = False, attempt: int = 0, reason: str = ""
    ) -> Ack:
        trouble = self._disturbances.of_envelope(kind)
        if trouble == "reorder":
            await self._overtaking.hold()
        envelope = Envelope(self._ids.envelope(), kind, payload, answerable, attempt, reason, trouble)
        passed = _nothing if trouble == "reorder" else self._overtaking.let_go
        return await self._line.carry(envelope, passed)


def _nothing() -> None:
    """One that was held back itself overtakes nobody."""
