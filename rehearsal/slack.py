"""A whole workspace as one object: its state, its record and its line to the app."""

from __future__ import annotations

from rehearsal.delivery.delivery import Delivery
from rehearsal.delivery.events import Events
from rehearsal.happenings.disturbances import Disturbances
from rehearsal.model import Person, Team
from rehearsal.shared import Shared
from rehearsal.world.cast import Cast
from rehearsal.world.files import Files
from rehearsal.world.ids import Ids, Timestamps
from rehearsal.world.lateness import Lateness
from rehearsal.world.menus import Menus
from rehearsal.world.modals import Modals
from rehearsal.world.permits import ResponseUrls, Tickets, Triggers
from rehearsal.world.played import Played
from rehearsal.world.rates import Rates
from rehearsal.world.schedule import Schedule
from rehearsal.world.workspace import Workspace

BOT_USER = "U0REHEARSAL"


class Slack:
    """Holds the parts together; the parts do the work."""

    def __init__(
        self,
        shared: Shared,
        team: Team,
        *,
        rates: bool = False,
        grid: bool = False,
        locale: str = "",
        text_alone: bool = False,
    ) -> None:
        self.shared = shared
        self.team_id = team.id
        self.bot_token = f"xoxb-rehearsal-{team.id.lower()}"
        self._cast = team.cast
        self._grid, self._locale, self._text_alone = grid, locale, text_alone
        self.manifest, self.clock, self.bell = shared.manifest, shared.clock, shared.bell
        self.sockets, self.socket_line, self.http_line = shared.sockets, shared.socket_line, shared.http_line
        self.ids = Ids()  # people, channels: another workspace may well have the same
        self.log = shared.log.of(team.id)
        self.played = Played()  # pages stay open on another first day
        self.disturbances = Disturbances()
        self.lateness = Lateness()
        self.rates = Rates(self.log, on=rates, late=lambda: self.lateness.seconds)
        line = shared.http_line or shared.socket_line
        self.delivery = Delivery(line, self.disturbances, shared.clock, shared.ids, team.id)
        self._begin()
        shared.joins(self._end, self._begin_again)

    @property
    def url(self) -> str:
        """Where the rehearsal listens."""
        return self.shared.url

    @property
    def app_token(self) -> str:
        """The app's token for opening sockets."""
        return self.shared.app_token

    @property
    def tickets(self) -> Tickets:
        """Addresses of sockets."""
        return self.shared.tickets

    def _begin(self) -> None:
        named = self.manifest.bot_name
        bot = Person(BOT_USER, named.lower(), named, is_bot=True, role="bot")
        cast = Cast.read(self._cast, bot, grid=self._grid, locale=self._locale)
        unique = self.shared.ids
        stamps = Timestamps(self.clock)
        self.workspace = Workspace(cast, self.team_id, bot, self.ids, stamps, text_alone=self._text_alone)
        self.modals = Modals(unique, self.bell, self.workspace.homes)
        self.triggers = Triggers(unique)
        self.response_urls = ResponseUrls(unique, self.clock)
        self.schedule = Schedule(self.clock, unique)
        self.menus = Menus()
        self.files = Files(unique)
        self.events = Events(self.manifest, self.workspace, self.delivery, unique, self.clock)

    def reset(self, *, grid: bool | None = None) -> None:
        """The first day again, here on a grid or not, and in every other workspace as it was."""
        self._grid = self._grid if grid is None else grid
        self.shared.reset()

    def _end(self) -> None:
        self.delivery.forget()
        self.schedule.clear()
        self.disturbances.clear()
        self.rates.clear()

    def _begin_again(self) -> None:
        self._begin()
        self.log.add("reset")
