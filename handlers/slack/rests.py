"""How long Slack wants to be left alone, by lane: a method, or for posts a method and a conversation.

A rest is over by whichever clock says so first: the event loop's, which nobody can set back, or the
calendar's, which a rehearsal moves on. What this process was told it tells others that share its database,
and it asks what they were told, at most once a second and only while it calls Slack.
"""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Protocol

from coproduction.errors import Refusal
from coproduction.ports import Clock
from handlers.slack.slack_errors import Resting

ASK_EVERY = 1.0  # seconds between two looks at what other processes were told
NO_LONGER = 0.3  # that a call waits for such a look: triggers are short


class Board(Protocol):
    """Where processes that share a database tell each other of rests."""

    async def tell(self, lane: str, rest: timedelta) -> None:
        """This lane rests for so long from now on."""

    async def told(self) -> Mapping[str, timedelta]:
        """The lanes that rest, and for how much longer."""


class Rests:
    """The lanes that rest."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._until: dict[str, tuple[float, datetime]] = {}
        self._board: Board | None = None
        self._ask_at = 0.0

    def share(self, board: Board) -> None:
        """From now on, with all who read this board."""
        self._board = board

    async def require(self, *lanes: str) -> None:
        """Raises Resting while one of these lanes rests."""
        await self._ask_others()
        self.require_now(*lanes)

    def require_now(self, *lanes: str) -> None:
        """The same by what is known; others that share the database are not asked."""
        left = max(map(self.left, lanes))
        if left > 0:
            raise Resting(lanes[0], left)

    async def begin(self, lane: str, rest: timedelta) -> None:
        """Slack wants no call in this lane for so long."""
        self.note(lane, rest)
        if self._board:
            with suppress(Refusal, TimeoutError):  # the database is away: the others find out for themselves
                async with asyncio.timeout(NO_LONGER):
                    await self._board.tell(lane, rest)

    async def _ask_others(self) -> None:
        now = asyncio.get_running_loop().time()
        if self._board is None or now < self._ask_at:
            return
        self._ask_at = now + ASK_EVERY
        with suppress(Refusal, TimeoutError):
            async with asyncio.timeout(NO_LONGER):
                for lane, rest in (await self._board.told()).items():
                    self.note(lane, rest)

    def note(self, lane: str, rest: timedelta) -> None:
        """The same for this process alone. The later of two ends counts; a rest that is over is forgotten."""
        self._until = {each: until for each, until in self._until.items() if self.left(each) > 0}
        if rest.total_seconds() > self.left(lane):
            end = asyncio.get_running_loop().time() + rest.total_seconds()
            self._until[lane] = end, self._clock() + rest

    def left(self, lane: str) -> float:
        """How many seconds this lane still rests."""
        if lane not in self._until:
            return 0.0
        end, day = self._until[lane]
        return min(end - asyncio.get_running_loop().time(), (day - self._clock()).total_seconds())
