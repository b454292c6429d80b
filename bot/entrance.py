"""Socket Mode with three things Bolt's handler lacks: it finishes what runs, it gets off a dead ticket, and
presses of buttons, of which a thousand come at once, go straight to who hears them.

When the WebSocket handshake of a fresh address fails, slack_sdk's client tries the same address for ever,
though such an address works once and not for long. Forgetting it makes the client ask for another.

Of a press that came over the socket Bolt has nothing to check: the connection itself, which our token has
opened, says that it is Slack, and whose token answers is known. What Bolt does for it all the same costs
twice what storing a vote does.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from bot.acknowledging import InTime
from bot.census import Census, Heart
from coproduction.haste import hearing
from handlers.slack.proxies import proxy_to

log = structlog.get_logger(__name__)

EVENTS = "events_api"
ACKNOWLEDGE_WITHIN = 3.0  # seconds; after these, Slack does not listen any more
CLOSE_WITHIN = 1.0


class Entrance(Protocol):
    """A way in which Slack's envelopes come."""

    async def start(self) -> None:
        """Let them in; returns when the first can come."""

    async def drain(self) -> None:
        """Take nothing more, let what runs be acknowledged, close."""

    async def watch(self) -> None:
        """Keep it open, however long Slack or the machine is away; until cancelled."""


@dataclass(frozen=True, slots=True)
class SocketPatience:
    """Seconds between two looks at the connection, and until something is done about it.

    `begin_anew_after` counts only while Slack answers: an outage, or a machine that sleeps, uses up nothing.
    """

    ping_every: float = 5.0
    look_every: float = 1.0
    forget_ticket_after: float = 20.0
    begin_anew_after: float = 120.0
    count_again_after: float = 120.0


Counted = Callable[[int], Awaitable[None]]
Press = Callable[[dict[str, Any]], Awaitable[bool]]  # hears a payload; whether to acknowledge it


class Socket(AsyncSocketModeHandler):
    """The connection to Slack; build it inside the running loop."""

    def __init__(self, app: AsyncApp, press: Press, app_token: str, ping_interval: float = 5) -> None:
        quiet = logging.getLogger("alongside.socket")
        quiet.setLevel(
            logging.CRITICAL
        )  # the client logs a traceback at every try; the watchdog says it once
        super().__init__(app, app_token, logger=quiet, ping_interval=ping_interval)
        _find_its_way(self.client)
        self._press = press
        self._running: set[asyncio.Task[Any]] = set()
        self._is_draining = False
        self._is_open = asyncio.Event()
        self._connecting: asyncio.Task[None] | None = None
        self._counted: Counted | None = None
        self.client.message_listeners.append(self._hello)  # type: ignore[arg-type]  # as Bolt does with its own

    async def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        """Take an envelope, unless the process is about to end: then Slack gives it to somebody else."""
        task = asyncio.current_task()
        if self._is_draining or task is None:
            return
        self._running.add(task)
        try:
            if req.type == EVENTS:  # nobody looks at a screen and waits
                await super().handle(client, req)
            else:
                await self._hear_act(client, req)
        finally:
            self._running.discard(task)

    async def _hear_act(self, client: SocketModeClient, req: SocketModeRequest) -> None:
        """Something that a person did; once anything of it is stored, Slack hears in time that it arrived."""
        arrived = partial(client.send_socket_mode_response, SocketModeResponse(req.envelope_id))
        with hearing() as act:
            watched = InTime(act, arrived)
            try:
                if req.payload.get("type") == "block_actions":
                    await self._hear_press(client, req)
                else:
                    await super().handle(client, req)
            finally:
                watched.stop()

    async def _hear_press(self, client: SocketModeClient, req: SocketModeRequest) -> None:
        """Acknowledge what was heard out; else Slack tells who pressed that it did not work."""
        try:
            is_heard = await self._press(req.payload)
        except Exception:
            log.exception("press_not_heard")
            return
        if is_heard:
            await client.send_socket_mode_response(SocketModeResponse(req.envelope_id))

    def when_counted(self, counted: Counted) -> None:
        """From now on, tell how many connections Slack has counted, whenever it says so."""
        self._counted = counted

    async def _hello(self, _client: SocketModeClient, message: dict[str, Any], _raw: str | None) -> None:
        """Slack greets each new connection, and says how many there are with this token."""
        connections = message.get("num_connections")
        if message.get("type") == "hello" and isinstance(connections, int) and self._counted:
            await self._counted(connections)

    async def be_greeted_again(self) -> None:
        """Connect anew, as Slack has everybody do now and then; not while acts are being heard."""
        while self._running:
            await asyncio.wait(self._running)
        if not self._is_draining and await self.is_connected():
            await self.client.connect_to_new_endpoint(force=True)

    async def drain(self) -> None:
        """Take nothing more, let what runs be acknowledged, close."""
        self._is_draining = True
        if self._running:
            await asyncio.wait(self._running, timeout=ACKNOWLEDGE_WITHIN)
        if self._connecting:
            self._connecting.cancel()
        await _close(self.client)

    async def connect(self) -> None:
        """Open the connection; keeps trying until there is one."""
        self._connecting = asyncio.create_task(self._connect(self.client), name="connecting")
        await self._is_open.wait()

    async def begin_anew(self) -> None:
        """Leave the client alone that cannot connect, with all it remembers, and let a fresh one try."""
        tired, self.client = self.client, self._fresh_client()
        if self._connecting:
            self._connecting.cancel()
        self._connecting = asyncio.create_task(self._connect(self.client), name="connecting")
        await _close(tired)

    async def _connect(self, client: SocketModeClient) -> None:
        await client.connect()  # type: ignore[no-untyped-call]
        self._is_open.set()

    def _fresh_client(self) -> SocketModeClient:
        """As the library makes its own."""
        made = type(self)(self.app, self._press, self.app_token, self.client.ping_interval).client
        made.message_listeners[:] = [self._hello]  # type: ignore[list-item]
        made.socket_mode_request_listeners.clear()
        made.socket_mode_request_listeners.append(self.handle)  # type: ignore[arg-type]  # as the library does
        return made

    async def is_connected(self) -> bool:
        """Whether Slack can reach us now."""
        return bool(await self.client.is_connected())


def _find_its_way(client: SocketModeClient) -> None:
    """From now on it goes to each address that Slack gives it through the proxy for that address, or none."""
    issue = client.issue_new_wss_url

    async def issued() -> str:
        address = await issue()
        client.proxy = proxy_to(address)
        return address

    client.issue_new_wss_url = issued  # type: ignore[method-assign]


async def _close(client: SocketModeClient) -> None:
    """Closing politely waits ten seconds for the other side's goodbye. Closing again is not polite."""
    with suppress(TimeoutError):
        async with asyncio.timeout(CLOSE_WITHIN):
            await client.close()  # type: ignore[no-untyped-call]
    await client.close()  # type: ignore[no-untyped-call]


class Watchdog:
    """Says once that the connection is lost and once that it is back, and helps to make it again.

    It gets it off a dead ticket; and where Slack answers all the while and there is still no connection, it
    begins anew. It never gives up.
    """

    def __init__(
        self,
        socket: Socket,
        slack_answers: Callable[[], Awaitable[bool]],
        is_back: Callable[[], None],
        patience: SocketPatience,
    ) -> None:
        self._socket = socket
        self._slack_answers = slack_answers
        self._is_back = is_back  # told that events may have been lost
        self._patience = patience
        self._answered = 0.0  # seconds for which Slack has answered without letting us in

    async def watch(self) -> None:
        """Until cancelled."""
        loop, patience = asyncio.get_running_loop(), self._patience
        seen_at = helped_at = loop.time()
        is_lost, session = False, self._socket.client.current_session
        while True:
            await asyncio.sleep(patience.look_every)
            now = loop.time()
            if await self._socket.is_connected():
                if is_lost:
                    log.info("slack_connection_back", seconds=round(now - seen_at))
                session, before = self._socket.client.current_session, session
                if before not in (None, session):  # however short the gap was; the first is no return
                    self._is_back()
                seen_at = helped_at = now
                is_lost, self._answered = False, 0.0
                continue
            if not is_lost and now - seen_at > min(3 * patience.look_every, patience.forget_ticket_after):
                log.warning("slack_connection_lost")
                is_lost = True
            if now - helped_at > patience.forget_ticket_after:
                await self._help()
                helped_at = loop.time()

    async def _help(self) -> None:
        """Another ticket; and once Slack has answered for so long, another client."""
        self._socket.client.wss_uri = None
        if not await self._slack_answers():
            self._answered = 0.0
            return
        self._answered += self._patience.forget_ticket_after
        if self._answered > self._patience.begin_anew_after:
            log.error("slack_connection_cannot_be_made", next="beginning anew")
            self._answered = 0.0
            await self._socket.begin_anew()


class SocketEntrance:
    """Socket Mode, watched: an `Entrance`."""

    def __init__(
        self,
        app: AsyncApp,
        press: Press,
        app_token: str,
        slack_answers: Callable[[], Awaitable[bool]],
        is_back: Callable[[], None],
        patience: SocketPatience,
        heart: Heart,
    ) -> None:
        self.socket = Socket(app, press, app_token, patience.ping_every)
        self._watchdog = Watchdog(self.socket, slack_answers, is_back, patience)
        self._census = Census(heart, self.socket.be_greeted_again, patience.count_again_after)
        self.socket.when_counted(self._census.counted)

    async def start(self) -> None:
        """Open the connection; keeps trying until there is one."""
        await self.socket.connect()

    async def drain(self) -> None:
        """Take nothing more, let what runs be acknowledged, close."""
        self._census.stop()
        await self.socket.drain()

    async def watch(self) -> None:
        """Keep it open; until cancelled."""
        await self._watchdog.watch()
