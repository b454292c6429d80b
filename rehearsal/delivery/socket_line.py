"""The line to the app in Socket Mode: each envelope to exactly one socket, three seconds to acknowledge."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable

from rehearsal.delivery.envelopes import Ack, Envelope
from rehearsal.delivery.sockets import Socket, Sockets
from rehearsal.model import Json
from rehearsal.rules import limits
from rehearsal.world.log import Log


class SocketLine:
    """Sends envelopes over the app's sockets and hears its acknowledgements."""

    def __init__(self, sockets: Sockets, log: Log) -> None:
        self._sockets = sockets
        self._log = log
        self._waiting: dict[str, tuple[Envelope, float, asyncio.Future[Ack]]] = {}
        self._twice: set[str] = set()  # the second acknowledgement of these is not late

    async def ready(self) -> None:
        """An app that is just changing sockets is not gone: wait for the new one."""
        await self._sockets.one_is_open(limits.ACKNOWLEDGE_WITHIN)

    async def carry(self, envelope: Envelope, sent: Callable[[], None]) -> Ack:
        """Send it, say when it is out, and wait for the acknowledgement."""
        socket = self._sockets.pick()
        if socket is None:
            self._log.add("no_socket", **envelope.about)
            sent()
            return Ack(missing="no_socket")
        head = envelope.head
        self._log.add("envelope", socket=socket.id, payload=envelope.payload, **envelope.about, **head)
        future: asyncio.Future[Ack] = asyncio.get_running_loop().create_future()
        self._waiting[envelope.id] = (envelope, time.monotonic(), future)
        frame = {"envelope_id": envelope.id, "type": envelope.kind, "payload": envelope.payload, **head}
        try:
            async with asyncio.timeout(limits.ACKNOWLEDGE_WITHIN):  # an app that reads nothing is late, too
                await self._send(socket, json.dumps(frame), envelope, sent)
                return await future
        except TimeoutError:
            return self._unanswered(socket, envelope)
        finally:
            self._waiting.pop(envelope.id, None)

    async def _send(self, socket: Socket, frame: str, envelope: Envelope, sent: Callable[[], None]) -> None:
        try:
            if envelope.trouble == "duplicate":
                self._twice.add(envelope.id)
                await socket.send(frame)
            await socket.send(frame)
        finally:
            sent()

    def acknowledged(self, envelope_id: str, payload: Json | None) -> None:
        """The app answered an envelope, on whichever socket."""
        envelope, sent, future = self._waiting.pop(envelope_id, (None, 0.0, None))
        if envelope is None or future is None:
            again = envelope_id in self._twice
            self._twice.discard(envelope_id)
            self._log.add("ack", envelope_id=envelope_id, late=not again)
            return
        if envelope.trouble == "lost_ack":
            self._log.add("lost", **envelope.about)
            settle(future, Ack(missing="lost"))
            return
        if envelope.trouble == "late_ack":
            self._log.add("ack", late=True, **envelope.about)
            settle(future, Ack(missing="timeout"))
            return
        if payload and not envelope.answerable:
            words = f"an answer came with the acknowledgement of {envelope.name}, which takes none"
            self._log.violation("unexpected_payload", words, arguments=payload, **envelope.about)
        ms = round((time.monotonic() - sent) * 1000, 2)
        self._log.add("ack", envelope_id=envelope_id, late=False, ms=ms, payload=payload)
        settle(future, Ack(ms, payload))

    def _unanswered(self, socket: Socket, envelope: Envelope) -> Ack:
        """Silence is the app's fault only if the socket it was sent on lived to hear the answer."""
        if not socket.open:
            self._log.add("lost", **envelope.about)
            return Ack(missing="lost")
        words = f"{envelope.name} was not acknowledged within {limits.ACKNOWLEDGE_WITHIN:g} seconds"
        self._log.violation("unacknowledged", words, **envelope.about)
        return Ack(missing="timeout")


def settle(future: asyncio.Future[Ack], ack: Ack) -> None:
    """The outcome, unless there is one already."""
    if not future.done():
        future.set_result(ack)
