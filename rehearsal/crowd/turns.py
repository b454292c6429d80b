"""How much a whole room does: in turns, so that a crowd at any pace does no more than people would."""

from __future__ import annotations

from datetime import datetime, timedelta

from rehearsal.world.clock import Clock

AS_MANY = 300  # people at their own pace; so much an app must bear, whatever factor a crowd is hurried by


class Turns:
    """One act after the other, by the workspace's clock."""

    def __init__(self, clock: Clock, people: int, between_acts: float) -> None:
        self._clock = clock
        self._each = timedelta(seconds=between_acts / max(people, AS_MANY))
        self._people = people
        self._free: datetime | None = None  # when nobody has a turn any more

    def wait(self) -> float:
        """Seconds until the turn that somebody takes now."""
        now = self._clock.now()
        turn = max(self._free or now, now)
        if turn - now > self._each * self._people:  # the clock was set back
            turn = now
        self._free = turn + self._each
        return (turn - now).total_seconds()
