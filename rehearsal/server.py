"""The rehearsal workspace as a server, in this process or as one of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Self

from aiohttp import web

from rehearsal.control import routes
from rehearsal.control.crowds import Crowds
from rehearsal.crowd.habits import Habits
from rehearsal.delivery.asking import RequestUrl
from rehearsal.delivery.guard import LOOPBACK, must_be_loopback, must_be_port, own_machine_only
from rehearsal.model import Json, Team
from rehearsal.page import serving
from rehearsal.page.scenery import Guide
from rehearsal.shared import Shared
from rehearsal.slack import Slack
from rehearsal.webapi.doors import Doors
from rehearsal.world.manifest import Manifest

LARGEST_BODY = 4 * 1024 * 1024
DEFAULT_TEAM = "T0REHEARSAL"


class Rehearsal:
    """`async with Rehearsal(manifest=…) as slack:` runs a workspace until the block ends.

    `rates` is off unless asked for: a test does in a second what people do in ten minutes, and would only
    measure that. `python -m rehearsal` asks for it. On a `grid`, the workspace is part of an organisation.
    In `locale` (else British English) everybody reads Slack of whom the cast does not say in which, and the
    page speaks its language where it has words in it. With
    `http`, everything is told to that URL by signed requests instead of over sockets. A file `crowd` says
    what people do who act by themselves, and `guide` what the page proposes to try; docs/rehearsal.md shows
    both. With `teams`, the app is installed in each of them, and the page shows the first. If
    `optional` is false, it was granted none of its optional scopes. With `text_alone`, people read of a
    message its `text` only, as a notification or a screen reader says it, and nothing of its blocks.
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
        locale: str = "",
        optional: bool = True,
        text_alone: bool = False,
        http: RequestUrl | None = None,
        crowd: Path | None = None,
        guide: Path | None = None,
        teams: Sequence[Team] = (),
    ) -> None:
        self._host = must_be_loopback(host)
        self._port = must_be_port(port)
        teams = [Team(each.id, each.cast or cast) for each in teams or [Team(team_id)]]
        if len({each.id for each in teams}) < len(teams):
            raise ValueError("two teams cannot have one id")
        granted = Manifest.read(manifest)
        granted = granted if optional else granted.without_optional()
        self._shared = Shared(granted, f"xapp-rehearsal-{teams[0].id.lower()}", http)
        self.teams = {
            each.id: Slack(self._shared, each, rates=rates, grid=grid, locale=locale, text_alone=text_alone)
            for each in teams
        }
        self.slack = self.teams[teams[0].id]
        self._locale = locale
        self._habits = Habits.read(crowd) if crowd else None
        self._guide = Guide.read(guide) if guide else None
        self._crowds = {name: Crowds(each, self._habits) for name, each in self.teams.items()}
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
        """The app's token for the Web API, in the first team."""
        return self.slack.bot_token

    @property
    def app_token(self) -> str:
        """The app's token for opening sockets."""
        return self.slack.app_token

    @property
    def crowds(self) -> Crowds:
        """Who acts by themselves in the first team."""
        return self._crowds[self.slack.team_id]

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
        self._shared.url = f"http://{host}:{runner.addresses[0][1]}"

    async def stop(self) -> None:
        """Stop listening and say goodbye to the app's sockets, in this order: an app comes back at once."""
        for site in self._runner.sites.copy() if self._runner else ():
            await site.stop()
        for crowds in self._crowds.values():
            await crowds.stop()
        for each in self.teams.values():
            each.delivery.forget()
            each.schedule.clear()
        await self._shared.sockets.close()
        if self._shared.http_line is not None:
            await self._shared.http_line.close()
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
        doors = Doors([*self.teams.values()])
        app.router.add_route("GET", "/api/{method}", doors.call)
        app.router.add_route("POST", "/api/{method}", doors.call)
        app.router.add_post("/_response/{name}", doors.answer)
        app.router.add_get("/_socket/", self._socket)
        app.add_routes(serving.routes(self._scenery, self._locale))
        known = {name: routes.orders(each, self._crowds[name]) for name, each in self.teams.items()}
        app.add_routes(routes.routes(known[self.slack.team_id], known))
        for each in self.teams.values():
            app.add_routes(routes.files(each))
        return app

    def _scenery(self) -> Json:
        return {
            "roles": [asdict(each) for each in self.slack.workspace.roles],
            "guide": asdict(self._guide) if self._guide else None,
            "crowd": self._habits.words if self._habits else None,
        }

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        shared = self._shared
        if not shared.tickets.use(request.query.get("ticket", "")):
            shared.log.add("socket", what="dead_ticket")
            return web.Response(status=408, text="ticket expired")
        return await shared.sockets.serve(request, shared.socket_line.acknowledged)
