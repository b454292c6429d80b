"""Socket Mode with two things Bolt's handler lacks: it finishes what runs, and it gets off a dead ticket.

When the WebSocket handshake of a fresh address fails, slack_sdk's client tries the same address for ever,
though such an address works once and not for long. Forgetting it makes the client ask for another.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol

import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

log = structlog.get_logger(__name__)

ACKNOWLEDGE_WITHIN = 3.0  # seconds; after these, Slack does not listen any more
CLOSE_WITHIN = 1.0


class Entrance(Protocol):
    """A way in which Slack's envelopes come."""

    async def start(self) -> None:
        """Let them in; returns when the first can come."""

    async def drain(self) -> None:
        """Take nothing more, let what runs be acknowledged, close."""

    async def lost(self) -> None:
        """Returns only when nothing can come in any more: then a fresh process must try."""


@dataclass(frozen=True, slots=True)
class SocketPatience:
    """Seconds between two looks at the connection, and until something is done about it."""

    ping_every: float = 5.0
    look_every: float = 1.0
    forget_ticket_after: float = 20.0
    give_up_after: float = 120.0


class Socket(AsyncSocketModeHandler):
    """The connection to Slack; build it inside the running loop."""

    def __init__(self, app: AsyncApp, app_token: str, ping_interval: float = 5) -> None:
        quiet = logging.getLogger("alongside.socket")
        quiet.setLevel(
            logging.CRITICAL
        )  # the client logs a traceback at every try; the watchdog says it once
        super().__init__(app, app_token, logger=quiet, ping_interval=ping_interval)
        self._running: set[asyncio.Task[Any]] = set()
        self._is_draining = False

    async def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        """Take an envelope, unless the process is about to end: then Slack gives it to somebody else."""
        task = asyncio.current_task()
        if self._is_draining or task is None:
            return
        self._running.add(task)
        try:
            await super().handle(client, req)
        finally:
            self._running.discard(task)

    async def drain(self) -> None:
        """Take nothing more, let what runs be acknowledged, close."""
        self._is_draining = True
        if self._running:
            await asyncio.wait(self._running, timeout=ACKNOWLEDGE_WITHIN)
        # Closing politely waits ten seconds for the other side's goodbye. Closing again is not polite.
        with suppress(TimeoutError):
            await asyncio.wait_for(self.client.close(), CLOSE_WITHIN)  # type: ignore[no-untyped-call]
        await self.client.close()  # type: ignore[no-untyped-call]

    async def connect(self) -> None:
        """Open the connection; keeps trying until there is one."""
        await self.client.connect()  # type: ignore[no-untyped-call]

    async def is_connected(self) -> bool:
        """Whether Slack can reach us now."""
        return bool(await self.client.is_connected())


class Watchdog:
    """Says once that the connection is lost and once that it is back, and gets it off a dead ticket."""

    def __init__(
        self,
        socket: Socket,
        slack_answers: Callable[[], Awaitable[bool]],
        patience: SocketPatience,
    ) -> None:
        self._socket = socket
        self._slack_answers = slack_answers
        self._patience = patience

    async def watch(self) -> None:
        """Returns only when Slack answers but no connection can be made: then a fresh process must try."""
        loop, patience = asyncio.get_running_loop(), self._patience
        seen_at = forgot_at = loop.time()
        is_lost = False
        while True:
            await asyncio.sleep(patience.look_every)
            now = loop.time()
            if await self._socket.is_connected():
                if is_lost:
                    log.info("slack_connection_back", seconds=round(now - seen_at))
                seen_at = forgot_at = now
                is_lost = False
                continue
            if not is_lost and now - seen_at > min(3 * patience.look_every, patience.forget_ticket_after):
                log.warning("slack_connection_lost")
                is_lost = True
            if now - forgot_at > patience.forget_ticket_after:
                self._socket.client.wss_uri = None
                forgot_at = now
            if now - seen_at > patience.give_up_after and await self._slack_answers():
                log.error("slack_connection_cannot_be_made")
                return


class SocketEntrance:
    """Socket Mode, watched: an `Entrance`."""

    def __init__(
        self,
        app: AsyncApp,
        app_token: str,
        slack_answers: Callable[[], Awaitable[bool]],
        patience: SocketPatience,
    ) -> None:
        self.socket = Socket(app, app_token, patience.ping_every)
        self._watchdog = Watchdog(self.socket, slack_answers, patience)

    async def start(self) -> None:
        """Open the connection; keeps trying until there is one."""
        await self.socket.connect()

    async def drain(self) -> None:
        """Take nothing more, let what runs be acknowledged, close."""
        await self.socket.drain()

    async def lost(self) -> None:
        """Returns only when Slack answers but no connection can be made."""
        await self._watchdog.watch()
