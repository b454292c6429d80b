"""Private words that confirm what was stored: they wait until a rush is over, so that no act waits for them.

When a thousand people answer a poll at once, Slack waits three seconds for their acknowledgements, and not
for these words.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

import structlog

from handlers.dispatch.background import Background
from handlers.dispatch.beingheard import RUSH, BeingHeard
from handlers.edge.heard import Heard
from handlers.edge.reply import Receipt

WITHIN = 0.5  # RUSH receipts within so many seconds, or acts being heard, are a rush: nobody is told then
LONGEST = 3.0  # seconds that each waits in a rush, as long as Slack waits for an acknowledgement
AT_ONCE = 8  # people told at the same time

log = structlog.get_logger(__name__)

Waiting = dict[tuple[str, str], tuple[Heard, Receipt]]


class Receipts:
    """Says each person the newest of what was stored about each thing, one after the other."""

    def __init__(
        self,
        background: Background,
        say: Callable[[Heard, Receipt], Awaitable[None]],
        being_heard: BeingHeard,
    ) -> None:
        self._background = background
        self._say = say
        self._being_heard = being_heard
        self._lanes: list[Waiting] = [{} for _ in range(AT_ONCE)]
        self._is_working = False
        self._newest: deque[float] = deque(maxlen=RUSH)

    def add(self, heard: Heard, receipt: Receipt) -> None:
        """Say this soon, and nothing older about the same thing to the same person any more."""
        key = (heard.person, receipt.about)
        lane = self._lanes[hash(key) % AT_ONCE]  # always the same one, so that an older word never comes last
        lane.pop(key, None)
        lane[key] = heard, receipt
        self._newest.append(asyncio.get_running_loop().time())
        if not self._is_working:
            self._is_working = True
            self._background.run(self._work(), "receipts")

    async def _work(self) -> None:
        while any(self._lanes):
            await asyncio.gather(*map(self._say_all, self._lanes))
        self._is_working = False

    async def _lull(self) -> None:
        """Until no rush goes on, but not for ever."""
        clock = asyncio.get_running_loop().time
        longest = clock() + LONGEST
        # one sleep for a whole rush, rather than a wake-up for each press
        while (left := min(self._over_at(clock()), longest) - clock()) > 0:  # noqa: ASYNC110
            await asyncio.sleep(left)

    def _over_at(self, now: float) -> float:
        if self._being_heard.count >= RUSH:  # the database may be slower than the room
            return now + WITHIN
        return self._newest[0] + WITHIN if len(self._newest) == RUSH else 0.0

    async def _say_all(self, lane: Waiting) -> None:
        while lane:
            await self._lull()
            heard, receipt = lane.pop(next(iter(lane)))
            try:
                await self._say(heard, receipt)
            except Exception:
                log.exception("words_not_delivered")
