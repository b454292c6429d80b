"""Many people open forms at once, more than Slack opens in a minute: those who lead are told, once."""

import asyncio

import structlog

from coproduction.errors import Refusal
from coproduction.people import Actor
from coproduction.service import slowforms
from handlers.desk import Desk

OVER = 120.0  # seconds in which no form had to wait: then the next one is another rush

log = structlog.get_logger(__name__)


class Rush:
    """When forms had to wait, by channel."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._last: dict[str, float] = {}

    async def goes_on(self, person: str, channel: str | None) -> None:
        """A form of this person's had to wait; whatever happens here, they are answered."""
        now = asyncio.get_running_loop().time()
        self._last = {place: last for place, last in self._last.items() if last > now - OVER}
        is_known = (place := channel or "") in self._last
        self._last[place] = now
        if is_known:
            return
        at, actor = self._desk.clock(), Actor(person, here=channel)
        try:
            await self._desk.write(lambda memory: slowforms.tell(memory, at, actor, place))
        except Refusal as refusal:
            log.info("rush_not_told", reason=str(refusal))
