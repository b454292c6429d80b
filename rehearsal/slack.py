"""The whole workspace as one object: its state, its clock, its record and its line to the app."""

from __future__ import annotations

from pathlib import Path

from rehearsal.asking import RequestUrl
from rehearsal.bell import Bell
from rehearsal.cast import Cast
from rehearsal.clock import Clock
from rehearsal.delivery import Delivery
from rehearsal.disturbances import Disturbances
from rehearsal.events import Events
from rehearsal.files import Files
from rehearsal.http_line import HttpLine
from rehearsal.ids import Ids, Timestamps
from rehearsal.log import Log
from rehearsal.manifest import Manifest
from rehearsal.modals import Modals
from rehearsal.model import Json, Person
from rehearsal.offers import Offers
from rehearsal.permits import ResponseUrls, Tickets, Triggers
from rehearsal.rates import Rates
from rehearsal.schedule import Schedule
from rehearsal.socket_line import SocketLine
from rehearsal.sockets import Sockets
from rehearsal.workspace import Workspace

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
