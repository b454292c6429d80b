"""As little of Slack as a storm needs: ready-made frames out, acknowledgements in, canned answers else.

It shares the machine with what it measures, so it does as little as it can while the clock runs: all frames
leave in one write, and an acknowledgement is only noted. The strict Slack is `rehearsal`; this one is quick.
"""

import asyncio
import json
import time
from itertools import count
from typing import Any

from aiohttp import WSMsgType, web

TEAM, BOT_USER = "T0BENCHMARK", "U0BENCHMARK"
BOT_TOKEN, APP_TOKEN = "xoxb-benchmark", "xapp-benchmark"

Noted = tuple[float, str]  # when an acknowledgement came, and its text


class Slack:
    """The side of Slack that one app sees."""

    def __init__(self) -> None:
        self.url = ""
        self.texts: dict[str, str] = {}  # what each posted message says now, by its ts
        self.updates = 0
        self._stamps = count(1)
        self._transport: asyncio.Transport | None = None
        self._noted: list[Noted] = []
        self._wanted = 0
        self._changed = asyncio.Event()
        app = web.Application(client_max_size=2**24)
        app.router.add_post("/api/{method}", self._call)
        app.router.add_get("/link", self._link)
        self._runner = web.AppRunner(app, access_log=None)

    async def start(self) -> None:
        """Listen on a free port of this machine."""
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0, shutdown_timeout=1)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}/api/"

    async def stop(self) -> None:
        """Close everything."""
        await self._runner.cleanup()

    async def connected(self, messages: int) -> None:
        """Wait until the app is connected and has posted this many messages."""
        async with asyncio.timeout(60):
            while self._transport is None or len(self.texts) < messages:
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

    async def storm(self, frames: bytes, clicks: int, patience: float) -> tuple[float, list[Noted]]:
        """Send all frames at once; when that was, and what came back until nothing more was expected."""
        if self._transport is None:
            raise RuntimeError("the app is not connected")
        self._noted, self._wanted = [], clicks
        began = time.perf_counter()
        self._transport.write(frames)
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
        await socket.send_json({"type": "hello", "num_connections": 1})
        self._transport = request.transport
        self._changed.set()
        async for frame in socket:
            if frame.type is WSMsgType.TEXT:
                self._noted.append((time.perf_counter(), frame.data))
                if len(self._noted) == self._wanted:
                    self._changed.set()
        self._transport = None
        return socket

    async def _call(self, request: web.Request) -> web.Response:
        answer = {"ok": True} | self._answer(request.match_info["method"], await _arguments(request))
        self._changed.set()
        return web.json_response(answer)

    def _answer(self, method: str, arguments: dict[str, Any]) -> dict[str, Any]:
        match method:
            case "apps.connections.open":
                return {"url": self.url.replace("http", "ws", 1).replace("/api/", "/link")}
            case "auth.test":
                about = {"team": "Benchmark", "team_id": TEAM, "user_id": BOT_USER, "user": "alongside"}
                return {**about, "bot_id": "B0BENCHMARK", "url": self.url}
            case "chat.postMessage" | "chat.update":
                ts = str(arguments.get("ts") or f"1700000000.{next(self._stamps):06}")
                self.updates += method == "chat.update"
                self.texts[ts] = str(arguments["text"])
                return {"ts": ts, "channel": arguments["channel"]}
        return {}


async def _arguments(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        given: dict[str, Any] = json.loads(await request.read())
        return given
    return dict(await request.post())
