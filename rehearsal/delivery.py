"""Envelopes: each to exactly one socket of the app, three seconds to acknowledge, events tried again."""

from __future__ import annotations

import asyncio
import json
import time
from collections import OrderedDict
from dataclasses import dataclass

from rehearsal.clock import Clock
from rehearsal.ids import Ids
from rehearsal.log import Log
from rehearsal.model import Json
from rehearsal.rules import limits
from rehearsal.sockets import Socket, Sockets

NEWEST_EVENTS = 1_000


@dataclass(frozen=True)
class Ack:
    """How the app took an envelope. `missing` says why there was no acknowledgement."""

    ms: float | None = None
    payload: Json | None = None
    missing: str = ""  # "no_socket", "timeout" or "lost" (its socket was cut first)

    @property
    def acked(self) -> bool:
        """Whether the app answered in time."""
        return not self.missing


class Delivery:
    """Sends what happens in the workspace to the app."""

    def __init__(self, sockets: Sockets, clock: Clock, log: Log, ids: Ids) -> None:
        self._sockets = sockets
        self._clock = clock
        self._log = log
        self._ids = ids
        self._waiting: dict[str, tuple[float, asyncio.Future[Ack]]] = {}
        self._events: OrderedDict[str, Json] = OrderedDict()
        self._tasks: set[asyncio.Task[None]] = set()

    async def send(self, kind: str, payload: Json, *, answerable: bool) -> Ack:
        """Deliver an interaction. Slack tries once: without a socket the person is warned at once."""
        return await self._attempt(kind, payload, {"accepts_response_payload": answerable})

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
        task.add_done_callback(lambda _: _settle(first, Ack(missing="lost")))
        return first

    async def redeliver(self, event_id: str) -> Ack | None:
        """Send an event again, as Slack does when an acknowledgement got lost; None if it is unknown."""
        payload = self._events.get(event_id)
        return None if payload is None else await self._try_event(payload, attempt=1)

    def acknowledged(self, envelope_id: str, payload: Json | None) -> None:
        """The app answered an envelope, on whichever socket."""
        sent, future = self._waiting.pop(envelope_id, (None, None))
        if sent is None or future is None:
            self._log.add("ack", envelope_id=envelope_id, late=True)
            return
        ms = round((time.monotonic() - sent) * 1000, 2)
        self._log.add("ack", envelope_id=envelope_id, late=False, ms=ms, payload=payload)
        _settle(future, Ack(ms, payload))

    def forget(self) -> None:
        """Stop trying: the workspace starts afresh or goes away."""
        for task in self._tasks:
            task.cancel()
        self._events.clear()

    async def _insist(self, payload: Json, first: asyncio.Future[Ack]) -> None:
        ack = await self._try_event(payload, attempt=0)
        _settle(first, ack)
        for attempt, wait in enumerate(limits.EVENT_RETRIES, start=1):
            if ack.acked:
                return
            await self._clock.sleep(wait)
            ack = await self._try_event(payload, attempt)

    async def _try_event(self, payload: Json, attempt: int) -> Ack:
        # An app that is just changing sockets is not gone: an attempt includes waiting for the new one.
        await self._sockets.one_is_open(limits.ACKNOWLEDGE_WITHIN)
        head = {
            "accepts_response_payload": False,
            "retry_attempt": attempt,
            "retry_reason": "timeout" if attempt else "",
        }
        return await self._attempt("events_api", payload, head)

    async def _attempt(self, kind: str, payload: Json, head: Json) -> Ack:
        envelope_id = self._ids.envelope()
        about = {"envelope_id": envelope_id, "type": kind, "name": _name(payload)}
        socket = self._sockets.pick()
        if socket is None:
            self._log.add("no_socket", **about)
            return Ack(missing="no_socket")
        self._log.add("envelope", socket=socket.id, payload=payload, **about, **head)
        future: asyncio.Future[Ack] = asyncio.get_running_loop().create_future()
        self._waiting[envelope_id] = (time.monotonic(), future)
        await socket.send(json.dumps({"envelope_id": envelope_id, "type": kind, "payload": payload, **head}))
        try:
            async with asyncio.timeout(limits.ACKNOWLEDGE_WITHIN):
                return await future
        except TimeoutError:
            return self._unanswered(socket, about)
        finally:
            self._waiting.pop(envelope_id, None)

    def _unanswered(self, socket: Socket, about: Json) -> Ack:
        """Silence is the app's fault only if the socket it was sent on lived to hear the answer."""
        if not socket.open:
            self._log.add("lost", **about)
            return Ack(missing="lost")
        words = f"{about['name']} was not acknowledged within {limits.ACKNOWLEDGE_WITHIN:g} seconds"
        self._log.violation("unacknowledged", words, **about)
        return Ack(missing="timeout")


def _settle(future: asyncio.Future[Ack], ack: Ack) -> None:
    if not future.done():
        future.set_result(ack)


def _name(payload: Json) -> str:
    """What a person would call this envelope."""
    if "event" in payload:
        return str(payload["event"]["type"])
    return str(payload.get("command") or payload.get("type"))
