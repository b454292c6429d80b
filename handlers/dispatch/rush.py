"""Many people open forms at once, more than Slack opens in a minute: those who lead are told, once."""

import asyncio

import structlog

from coproduction.errors import Refusal
from coproduction.people import Actor
from coproduction.service import slowforms
from coproduction.sessions import is_a_channel
from handlers.blocks.kit import View
from handlers.desk import Desk
from handlers.edge.heard import Heard, channel_and_subject

OVER = 120.0  # seconds in which no form had to wait: then the next one is another rush

log = structlog.get_logger(__name__)


class Rush:
    """Where forms had to wait, and when they did so last."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._last: dict[str, float] = {}

    async def leads(self, heard: Heard) -> bool:
        """Whether this person leads a session that goes on."""
        actor = Actor(heard.person, here=heard.channel)
        try:
            return await self._desk.read(lambda memory: slowforms.leads(memory, actor))
        except Refusal:
            return False  # the database is away: they wait as everybody does

    async def goes_on(self, heard: Heard, view: View) -> None:
        """A form of this person's had to wait; whatever happens here, they are answered."""
        now, room = asyncio.get_running_loop().time(), _room(heard, view)
        self._last = {each: last for each, last in self._last.items() if last > now - OVER}
        is_known = room in self._last
        self._last[room] = now
        if is_known:
            return
        at, actor = self._desk.clock(), Actor(heard.person, here=heard.channel)
        try:
            await self._desk.write(lambda memory: slowforms.tell(memory, at, actor, room))
        except Refusal as refusal:
            log.info("rush_not_told", reason=str(refusal))


def _room(heard: Heard, view: View) -> str:
    """The channel that a form is about, else where it was asked for; empty where that is nobody else's."""
    room = channel_and_subject(view)[0] or heard.channel or ""
    return room if is_a_channel(room) else ""
