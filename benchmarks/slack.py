"""As little of Slack as a storm needs: ready-made frames out, acknowledgements in, canned answers else.

It shares the machine with what it measures, so it does as little as it can while the clock runs: all frames
leave in one write, and an acknowledgement is only noted. The strict Slack is `rehearsal`; this one is quick.
"""

import asyncio
import json
import time
from collections.abc import Sequence
from itertools import count
from typing import Any

from aiohttp import WSMsgType, web

TEAM, BOT_USER = "T0BENCHMARK", "U0BENCHMARK"
BOT_TOKEN, APP_TOKEN = "xoxb-benchmark", "xapp-benchmark"
CROWD = tuple(
    f"U{number:09}" for number in range(5_000)
)  # all in each channel, so that each press must be let in
_KNOWN: dict[str, dict[str, Any]] = {
    "auth.test": {
        "team": "Benchmark",
        "team_id": TEAM,
        "user_id": BOT_USER,
        "user": "alongside",
        "bot_id": "B0BENCHMARK",
        "url": "https://benchmark.slack.com/",
    },
    "conversations.info": {"channel": {"is_private": False}},
    "conversations.members": {"members": CROWD},
}

Noted = tuple[float, str]  # when an acknowledgement came, and its text


class Slack:
    """The side of Slack that one app sees; each of its processes has a link of its own."""

    def __init__(self) -> None:
        self.url = ""
        self.texts: dict[str, str] = {}  # what each posted message says now, by its ts
        self.updates = 0
        self.told = 0  # people who were answered in private
        self._stamps = count(1)
        self._links: list[asyncio.Transport] = []
        self._noted: list[Noted] = []
        self._wanted = 0
        self._changed = asyncio.Event()
        app = web.Application(client_max_size=2**24)
        app.router.add_route("*", "/api/{method}", self._call)
        app.router.add_post("/answer", self._hear)
        app.router.add_get("/link", self._link)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)

    async def start(self) -> None:
        """Listen on a free port of this machine."""
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}/api/"

    async def stop(self) -> None:
        """Close everything."""
        await self._runner.cleanup()

    async def connected(self, messages: int, links: int = 1) -> None:
        """Wait until the app is connected with so many links and has posted this many messages."""
        async with asyncio.timeout(60):
            while len(self._links) < links or len(self.texts) < messages:
                await self._change()

    async def says(self, text: str, patience: float) -> bool:
        """Whether some message comes to say this."""
        try:
            async with asyncio.timeout(patience):
                while text not in self.texts.values():
                    await self._change()
        except TimeoutError:
            return False
        return True

    @property
    def reply_to(self) -> str:
        """The address at which who pressed is answered."""
        return self.url.replace("/api/", "/answer")

    async def has_told(self, people: int, patience: float) -> bool:
        """Whether so many people come to have been answered in private."""
        try:
            async with asyncio.timeout(patience):
                while self.told < people:
                    await self._change()
        except TimeoutError:
            return False
        return True

    async def storm(self, frames: Sequence[bytes], patience: float) -> tuple[float, list[Noted]]:
        """Send all frames at once, dealt among the links; when that was, and what came back for them."""
        if not self._links:
            raise RuntimeError("the app is not connected")
        links, clicks = self._links.copy(), len(frames)
        hands = [b"".join(frames[number :: len(links)]) for number in range(len(links))]
        self._noted, self._wanted = [], clicks
        began = time.perf_counter()
        for link, hand in zip(links, hands, strict=True):
            link.write(hand)
        try:
            async with asyncio.timeout(patience):
                while len(self._noted) < clicks:
                    await self._change()
        except TimeoutError:
            pass  # whoever counts the acknowledgements will see
        return began, self._noted

    async def _change(self) -> None:
        self._changed.clear()
        await self._changed.wait()

    async def _link(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        link = request.transport
        if link is None:
            return socket
        self._links.append(link)
        await socket.send_json({"type": "hello", "num_connections": len(self._links)})
        self._changed.set()
        async for frame in socket:
            if frame.type is WSMsgType.TEXT:
                self._noted.append((time.perf_counter(), frame.data))
                if len(self._noted) == self._wanted:
                    self._changed.set()
        self._links.remove(link)
        return socket

    async def _hear(self, _request: web.Request) -> web.Response:
        self.told += 1
        self._changed.set()
        return web.Response(text="ok")

    async def _call(self, request: web.Request) -> web.Response:
        answer = {"ok": True} | self._answer(request.match_info["method"], await arguments(request))
        self._changed.set()
        return web.json_response(answer)

    def _answer(self, method: str, arguments: dict[str, Any]) -> dict[str, Any]:
        match method:
            case "apps.connections.open":
                return {"url": self.url.replace("http", "ws", 1).replace("/api/", "/link")}
            case "users.info":
                return {"user": {"id": arguments["user"], "locale": "en-GB", "tz": "Europe/London"}}
            case "chat.postMessage" | "chat.update":
                ts = str(arguments.get("ts") or f"1700000000.{next(self._stamps):06}")
                self.updates += method == "chat.update"
                self.texts[ts] = str(arguments["text"])
                return {"ts": ts, "channel": arguments["channel"]}
        return _KNOWN.get(method, {})


async def arguments(request: web.Request) -> dict[str, Any]:
    """What a call is given, in whichever form it came."""
    if request.content_type == "application/json":
        given: dict[str, Any] = json.loads(await request.read())
        return given
    return dict(request.query) | dict(await request.post())
