"""What all workspaces of a rehearsal have in common: the app, the line to it, the clock and the record."""

from __future__ import annotations

from collections.abc import Callable

from rehearsal.delivery.asking import RequestUrl
from rehearsal.delivery.http_line import HttpLine
from rehearsal.delivery.socket_line import SocketLine
from rehearsal.delivery.sockets import Sockets
from rehearsal.world.bell import Bell
from rehearsal.world.clock import Clock
from rehearsal.world.ids import Ids
from rehearsal.world.log import Log
from rehearsal.world.manifest import Manifest
from rehearsal.world.permits import Tickets


class Shared:
    """One app, wherever it is installed: one manifest, one token for sockets, one line to it."""

    def __init__(self, manifest: Manifest, app_token: str, http: RequestUrl | None = None) -> None:
        self.manifest = manifest
        self.app_token = app_token
        self.url = ""  # known once the server listens
        self.clock = Clock()
        self.bell = Bell()
        self.ids = Ids()  # for what must be told apart wherever it comes from: envelopes, permits, views
        self.log = Log(self.clock, self.bell)
        self.sockets = Sockets(self.log, self.bell, self.ids)
        self.socket_line = SocketLine(self.sockets, self.log)
        self.http_line = HttpLine(http, self.clock, self.log, self.ids) if http else None
        self.tickets = Tickets(self.ids)
        self._workspaces: list[tuple[Callable[[], None], Callable[[], None]]] = []

    def joins(self, ends: Callable[[], None], begins: Callable[[], None]) -> None:
        """A workspace says how its days end, and how its first day begins."""
        self._workspaces.append((ends, begins))

    def reset(self) -> None:
        """The first day again, everywhere. The sockets stay open, and numbers in the log go on."""
        for ends, _ in self._workspaces:
            ends()
        self.clock.reset()
        self.log.clear()
        self.tickets = Tickets(self.ids)
        for _, begins in self._workspaces:
            begins()
