"""Many people open forms at once, more than Slack opens in a minute: those who lead are told, once."""

import asyncio
from collections import Counter, deque

import structlog

from coproduction.errors import Refusal
from coproduction.people import Actor
from coproduction.service import slowforms
from coproduction.sessions import is_a_channel
from handlers.blocks.kit import View
from handlers.desk import Desk
from handlers.edge.heard import Heard, channel_and_subject

OVER = 120.0  # seconds in which no form had to wait: then the next one is another rush
MINUTE = 60.0  # seconds over which Slack counts forms

log = structlog.get_logger(__name__)


class Rush:
    """Which rooms want forms, and when forms had to wait, by room."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._wanted: deque[tuple[float, str]] = deque()
        self._last: dict[str, float] = {}

    def wanted(self, heard: Heard, view: View) -> None:
        """A form is to open: it counts for the room that it is about, wherever it was asked for."""
        now = asyncio.get_running_loop().time()
        while self._wanted and self._wanted[0][0] < now - MINUTE:
            self._wanted.popleft()
        room = channel_and_subject(view)[0] or heard.channel or ""
        self._wanted.append((now, room if is_a_channel(room) else ""))

    async def leads(self, heard: Heard) -> bool:
        """Whether this person leads a session that goes on."""
        actor = Actor(heard.person, here=heard.channel)
        try:
            return await self._desk.read(lambda memory: slowforms.leads(memory, actor))
        except Refusal:
            return False  # the database is away: they wait as everybody does

    async def goes_on(self, heard: Heard) -> None:
        """A form of this person's had to wait; whatever happens here, they are answered."""
        now, place = asyncio.get_running_loop().time(), self._busiest()
        self._last = {each: last for each, last in self._last.items() if last > now - OVER}
        is_known = place in self._last
        self._last[place] = now
        if is_known:
            return
        at, actor = self._desk.clock(), Actor(heard.person, here=heard.channel)
        try:
            await self._desk.write(lambda memory: slowforms.tell(memory, at, actor, place))
        except Refusal as refusal:
            log.info("rush_not_told", reason=str(refusal))

    def _busiest(self) -> str:
        """The room that wants the most forms; empty where that is known of none."""
        rooms = Counter(room for _, room in self._wanted if room)
        return max(rooms, key=lambda room: rooms[room], default="")
