"""An app that listens at a URL of its own and answers as it is told, and a workspace that tells it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Self

from aiohttp import web

from rehearsal.delivery.asking import RequestUrl
from rehearsal.driver.room import Room
from rehearsal.server import Rehearsal
from tests.rehearsal.app import manifest


@asynccontextmanager
async def served(app: web.Application) -> AsyncIterator[str]:
    """An app of aiohttp on a free port; its request URL."""
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    finally:
        await runner.cleanup()


@dataclass
class Listener:
    """An app that keeps what it was asked and answers as it is told."""

    asked: list[web.Request] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    status: int = 200
    says: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    hangs: bool = False
    proves: bool = True

    async def handle(self, request: web.Request) -> web.Response:
        body = await request.text()
        if '"url_verification"' in body:
            return web.Response(text=json.loads(body)["challenge"] if self.proves else "who?")
        self.asked.append(request)
        self.bodies.append(body)
        if self.hangs:
            await asyncio.Event().wait()
        return web.Response(text=self.says, status=self.status, headers=self.headers)

    @property
    def retries(self) -> list[tuple[str | None, str | None]]:
        wanted = ("X-Slack-Retry-Num", "X-Slack-Retry-Reason")
        return [(each.headers.get(wanted[0]), each.headers.get(wanted[1])) for each in self.asked]

    def application(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/slack/events", self.handle)
        return app


@dataclass
class Scene:
    """A workspace that tells its app over HTTP, and the people in it."""

    slack: Rehearsal
    room: Room

    @classmethod
    @asynccontextmanager
    async def of(cls, where: RequestUrl) -> AsyncIterator[Self]:
        async with Rehearsal(manifest=manifest(), http=where) as slack, Room(slack.url) as room:
            yield cls(slack, room)
