"""The rehearsal workspace as a server, in this process or as one of its own."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import TracebackType
from typing import Self

from aiohttp import web

from rehearsal.control import routes as control
from rehearsal.control.crowds import Crowds
from rehearsal.delivery.asking import RequestUrl
from rehearsal.delivery.guard import LOOPBACK, must_be_loopback, own_machine_only
from rehearsal.model import Json
from rehearsal.page import serving as page
from rehearsal.slack import Slack
from rehearsal.webapi.api import WebApi
from rehearsal.webapi.response_urls import ResponseUrlDoor

LARGEST_BODY = 4 * 1024 * 1024
DEFAULT_TEAM = "T0ALONGSIDE"


class Rehearsal:
    """`async with Rehearsal(manifest=…) as slack:` runs a workspace until the block ends.

    `rates` is off unless asked for: a test does in a second what people do in ten minutes, and would only
    measure that. `python -m rehearsal` asks for it. On a `grid`, the workspace is part of an organisation.
    With `http`, everything is told to that URL by signed requests instead of over sockets.
    """

    def __init__(  # noqa: PLR0913 - each is a switch by itself, and all but the first have their usual place
        self,
        manifest: Json | Path,
        cast: Path | None = None,
        team_id: str = DEFAULT_TEAM,
        port: int = 0,
        host: str = LOOPBACK,
        *,
        rates: bool = False,
        grid: bool = False,
        http: RequestUrl | None = None,
    ) -> None:
        self._host = must_be_loopback(host)
        self._port = port
        self.slack = Slack(manifest, cast, team_id, rates=rates, grid=grid, http=http)
        self.crowds = Crowds(self.slack)
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        """Where the workspace listens, without a slash at the end."""
        return self.slack.url

    @property
    def api_url(self) -> str:
        """What goes where slack.com/api/ would."""
        return f"{self.slack.url}/api/"

    @property
    def bot_token(self) -> str:
        """The app's token for the Web API."""
        return self.slack.bot_token

    @property
    def app_token(self) -> str:
        """The app's token for opening sockets."""
        return self.slack.app_token

    async def start(self) -> None:
        """Listen."""
        # Requests that still wait when the server goes are given up, not waited for.
        runner = web.AppRunner(
            self._application(), access_log=None, handler_cancellation=True, shutdown_timeout=0.2
        )
        await runner.setup()
        self._runner = runner
        await web.TCPSite(runner, self._host, self._port, backlog=1024).start()
        host = f"[{self._host}]" if ":" in self._host else self._host
        self.slack.url = f"http://{host}:{runner.addresses[0][1]}"

    async def stop(self) -> None:
        """Stop listening and say goodbye to the app's sockets, in this order: an app comes back at once."""
        for site in self._runner.sites.copy() if self._runner else ():
            await site.stop()
        await self.crowds.stop()
        self.slack.delivery.forget()
        self.slack.schedule.clear()
        await self.slack.sockets.close()
        if self.slack.http_line is not None:
            await self.slack.http_line.close()
        if self._runner is not None:
            await self._runner.cleanup()
            await asyncio.sleep(0)  # what was just closed lets go of its connection in the next turn
            self._runner = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    def _application(self) -> web.Application:
        app = web.Application(middlewares=[own_machine_only], client_max_size=LARGEST_BODY)
        api = WebApi(self.slack)
        app.router.add_route("GET", "/api/{method}", api.handle)
        app.router.add_route("POST", "/api/{method}", api.handle)
        app.router.add_post("/_response/{name}", ResponseUrlDoor(self.slack).handle)
        app.router.add_get("/_socket/", self._socket)
        app.add_routes(page.routes())
        app.add_routes(control.routes(self.slack, self.crowds))
        return app

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        if not self.slack.tickets.use(request.query.get("ticket", "")):
            self.slack.log.add("socket", what="dead_ticket")
            return web.Response(status=408, text="ticket expired")
        return await self.slack.sockets.serve(request, self.slack.socket_line.acknowledged)
