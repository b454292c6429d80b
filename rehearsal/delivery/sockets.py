"""The app's open Socket Mode connections."""

from __future__ import annotations

import asyncio
import json
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from rehearsal.delivery.bodies import parsed
from rehearsal.model import Json
from rehearsal.rules import limits
from rehearsal.world.bell import Bell
from rehearsal.world.ids import Ids
from rehearsal.world.log import Log
from rehearsal.world.shapes import APP_ID

REFRESH_AFTER = 6 * 3600  # what Slack announces; the rehearsal refreshes only when told to

GOODBYE = 1.0  # seconds an app gets to answer a closing frame

# Told about every acknowledgement: envelope_id and the payload that came with it.
Acknowledged = Callable[[str, Json | None], None]


@dataclass(eq=False)
class Socket:
    """One connection. `leaving` ones get no more envelopes but may still acknowledge."""

    id: str
    ws: web.WebSocketResponse
    request: web.Request
    leaving: bool = False
    gone: bool = False
    opened: float = field(default_factory=time.monotonic)

    @property
    def open(self) -> bool:
        """Whether the app can still answer here."""
        return not (self.gone or self.ws.closed)

    async def send(self, frame: str) -> None:
        """Send; a connection that broke meanwhile swallows the frame, as the network would."""
        try:
            await self.ws.send_str(frame)
        except ConnectionError:
            self.leaving = True

    def cut(self) -> None:
        """Break the connection without a goodbye."""
        self.leaving = True
        if self.request.transport is not None:
            self.request.transport.abort()


class Sockets:
    """Slack spreads an app's envelopes over its connections; here they take turns."""

    def __init__(self, log: Log, bell: Bell, ids: Ids) -> None:
        self._log = log
        self._bell = bell
        self._ids = ids
        self._open: list[Socket] = []
        self._turn = 0
        self._closing: deque[asyncio.Task[None]] = deque(maxlen=1_000)  # so that none is forgotten half-way

    def pick(self) -> Socket | None:
        """The socket whose turn it is."""
        able = [socket for socket in self._open if socket.open and not socket.leaving]
        if not able:
            return None
        self._turn += 1
        return able[self._turn % len(able)]

    async def one_is_open(self, timeout: float) -> bool:
        """Wait for the app to be connected."""
        found = await self._bell.until(self._able, timeout)
        return found is not None

    def _able(self) -> bool | None:
        return True if any(socket.open and not socket.leaving for socket in self._open) else None

    def count(self) -> int:
        """How many are open."""
        return len(self._open)

    async def serve(self, request: web.Request, acknowledged: Acknowledged) -> web.WebSocketResponse:
        """One connection from hello to its end. Pings are answered by aiohttp."""
        ws = web.WebSocketResponse(timeout=GOODBYE)
        await ws.prepare(request)
        socket = Socket(self._ids.next("S"), ws, request)
        self._open.append(socket)
        try:
            await self._greet(socket)
            async for frame in ws:
                if frame.type in (WSMsgType.TEXT, WSMsgType.BINARY):
                    self._heard(frame.data, acknowledged)
        finally:
            socket.gone = True  # a broken connection ends this method without ever closing `ws`
            self._open.remove(socket)
            self._log.add("socket", what="closed", socket=socket.id, code=ws.close_code)
        return ws

    async def _greet(self, socket: Socket) -> None:
        self._log.add("socket", what="open", socket=socket.id, connections=len(self._open))
        hello = {
            "type": "hello",
            "num_connections": len(self._open),
            "connection_info": {"app_id": APP_ID},
            "debug_info": {"host": "rehearsal", "approximate_connection_time": REFRESH_AFTER},
        }
        await socket.send(json.dumps(hello))
        staying = [each for each in self._open if not each.leaving]
        await self.disconnect("too_many_websockets", staying[: max(0, len(staying) - limits.SOCKETS)])

    def _heard(self, frame: str | bytes, acknowledged: Acknowledged) -> None:
        try:
            answer = parsed(frame) if isinstance(frame, str) else {}
            envelope_id = answer["envelope_id"]
        except (ValueError, TypeError, KeyError):
            words = "a frame must be JSON text with an envelope_id"
            self._log.violation("bad_frame", words, frame=str(frame[:200]))
            return
        payload = answer.get("payload")
        acknowledged(str(envelope_id), payload if isinstance(payload, dict) and payload else None)

    async def disconnect(self, reason: str, which: list[Socket] | None = None) -> int:
        """Tell sockets to go. A `warning` comes ahead of it: such a socket still gets envelopes."""
        chosen = list(self._open) if which is None else which
        frame = {"type": "disconnect", "reason": reason, "debug_info": {"host": "rehearsal"}}
        for socket in chosen:
            socket.leaving = reason != "warning"
            await socket.send(json.dumps(frame))
            self._log.add("socket", what=reason, socket=socket.id)
            self._closing.append(asyncio.create_task(self._closed_soon(socket), name="closing"))
        return len(chosen)

    async def _closed_soon(self, socket: Socket) -> None:
        """Whoever does not go when told to is sent away: nobody keeps a connection by not listening."""
        await asyncio.sleep(limits.WARNED_AHEAD)
        socket.leaving = True
        await socket.ws.close()

    def cut(self) -> int:
        """Break all connections without a goodbye."""
        for socket in self._open:
            socket.cut()
            self._log.add("socket", what="cut", socket=socket.id)
        return len(self._open)

    async def close(self) -> None:
        """Say goodbye to everyone: the workspace goes away."""
        for task in self._closing:
            task.cancel()
        for socket in list(self._open):
            await socket.ws.close()
