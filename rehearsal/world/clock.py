"""The workspace's clock: real time plus an offset that a rehearsal may move.

Two clocks are used on purpose. What a *person* would read off a calendar (message times, the 30 minutes of
a response_url, retries of events) follows this one and can be moved by weeks in an instant. What a *socket*
would time out on (3 seconds to acknowledge, 3 seconds of a trigger) follows the monotonic clock, because
moving the calendar must not make an app look slow.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from rehearsal.refusals import BadDeed
from rehearsal.world.bell import Bell
from rehearsal.world.followers import Follower, Followers

# Nobody rehearses further ahead, and beyond the year 9999 there are no dates.
FURTHEST = timedelta(days=50 * 365)


class Clock:
    """Now, as everyone in this workspace sees it."""

    def __init__(self) -> None:
        self._offset = timedelta(0)
        self._moved = Bell()
        self._followers = Followers()

    def now(self) -> datetime:
        """The workspace's present moment, aware, in UTC."""
        # The rehearsal is the one program that *makes* time for others, so somebody has to ask the machine.
        return datetime.now(UTC) + self._offset  # noqa: TID251

    @property
    def offset(self) -> float:
        """How many seconds the workspace is ahead of the machine."""
        return self._offset.total_seconds()

    def move(self, by: timedelta) -> None:
        """Go forward (or, for a test of clocks that jump, back)."""
        offset = self._offset + by
        if abs(offset) > FURTHEST:
            raise BadDeed("that is too far away")
        self._offset = offset
        self._moved.ring()

    def move_to(self, moment: datetime) -> None:
        """Make `moment` the present."""
        self.move(moment - self.now())

    def reset(self) -> None:
        """Back to real time."""
        self._offset = timedelta(0)
        self._moved.ring()

    async def moved_from(self, known: Follower, wait: float) -> None:
        """Return when the offset is not the one it knows, when it is asked, or after `wait` seconds."""

        def look() -> bool | None:
            return True if not self._is(known.offset) or self._followers.is_asked(known) else None

        with self._followers.waiting(known):
            await self._moved.until(look, wait)

    @property
    def question(self) -> int:
        """The number of the newest question to those who follow."""
        return self._followers.question

    @property
    def followers(self) -> int:
        """How many know the present offset and wait for the next."""
        return self._followers.know(self.offset)

    async def followed(self, by: int, wait: float) -> None:
        """Return when this many have heard where the clock stands, or after `wait` real seconds."""
        await self._followers.knowing(self.offset, by, wait)

    async def plans(self, wait: float) -> list[datetime]:
        """When each app that follows has something to do next; nothing of those that do not tell."""
        by = self._followers.ask()
        self._moved.ring()
        return await self._followers.told(by, wait)

    def _is(self, offset: float) -> bool:
        return abs(self.offset - offset) < 0.001

    async def sleep(self, seconds: float) -> None:
        """Sleep by this clock: moving it forward wakes the sleeper."""
        due = self.now() + timedelta(seconds=seconds)
        while (left := (due - self.now()).total_seconds()) > 0:
            await self._moved.until(lambda: True if self.now() >= due else None, left)
