"""The whole workspace as one object: its state, its clock, its record and its line to the app."""

from __future__ import annotations

from pathlib import Path

from rehearsal.delivery.asking import RequestUrl
from rehearsal.delivery.delivery import Delivery
from rehearsal.delivery.events import Events
from rehearsal.delivery.http_line import HttpLine
from rehearsal.delivery.socket_line import SocketLine
from rehearsal.delivery.sockets import Sockets
from rehearsal.happenings.disturbances import Disturbances
from rehearsal.model import Json, Person
from rehearsal.world.bell import Bell
from rehearsal.world.cast import Cast
from rehearsal.world.clock import Clock
from rehearsal.world.files import Files
from rehearsal.world.ids import Ids, Timestamps
from rehearsal.world.log import Log
from rehearsal.world.manifest import Manifest
from rehearsal.world.menus import Offers
from rehearsal.world.modals import Modals
from rehearsal.world.permits import ResponseUrls, Tickets, Triggers
from rehearsal.world.rates import Rates
from rehearsal.world.schedule import Schedule
from rehearsal.world.workspace import Workspace

BOT_USER = "U0REHEARSAL"


class Slack:
    """Holds the parts together; the parts do the work."""

    def __init__(
        self,
        manifest: Json | Path,
        cast: Path | None,
        team_id: str,
        *,
        rates: bool = False,
        grid: bool = False,
        http: RequestUrl | None = None,
    ) -> None:
        self.manifest = Manifest.read(manifest)
        self.team_id = team_id
        self.bot_token = f"xoxb-rehearsal-{team_id.lower()}"
        self.app_token = f"xapp-rehearsal-{team_id.lower()}"
        self.url = ""  # known once the server listens
        self._cast = cast
        self._grid = grid
        self.clock = Clock()
        self.bell = Bell()
        self.ids = Ids()
        self.log = Log(self.clock, self.bell)
        self.disturbances = Disturbances()
        self.rates = Rates(self.log, on=rates)
        self.sockets = Sockets(self.log, self.bell, self.ids)
        self.socket_line = SocketLine(self.sockets, self.log)
        self.http_line = HttpLine(http, self.clock, self.log, self.ids) if http else None
        line = self.http_line or self.socket_line
        self.delivery = Delivery(line, self.disturbances, self.clock, self.ids)
        self._begin()

    def _begin(self) -> None:
        bot = Person(
            BOT_USER, self.manifest.bot_name.lower(), self.manifest.bot_name, is_bot=True, role="bot"
        )
        cast = Cast.read(self._cast, bot, grid=self._grid)
        self.workspace = Workspace(cast, self.team_id, bot, self.ids, Timestamps(self.clock))
        self.modals = Modals(self.ids, self.bell, self.workspace.homes)
        self.triggers = Triggers(self.ids)
        self.response_urls = ResponseUrls(self.ids, self.clock)
        self.tickets = Tickets(self.ids)
        self.schedule = Schedule(self.clock, self.ids)
        self.offers = Offers()
        self.files = Files(self.ids)
        self.events = Events(self.manifest, self.workspace, self.delivery, self.ids, self.clock)

    def reset(self, *, grid: bool | None = None) -> None:
        """The first day again, on a grid or not. The sockets stay open, and numbers in the log go on."""
        self._grid = self._grid if grid is None else grid
        self.delivery.forget()
        self.schedule.clear()
        self.disturbances.clear()
        self.rates.clear()
        self.clock.reset()
        self.log.clear()
        self._begin()
        self.log.add("reset")
