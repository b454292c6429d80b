"""How often an app may call each method, and what happens to one that calls more often.

Slack documents tiers as "so many calls a minute, and a bit more now and then"; how much more, nobody outside
knows. So each line says how many calls a minute come back, and how many may come at once after a rest.

Measured on the monotonic clock: a calendar moved by two weeks gives no app two weeks of calls.
"""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from rehearsal.world.log import Log


@dataclass(frozen=True)
class Rate:
    """So many calls a minute, and so many at once."""

    per_minute: float
    burst: int


# Per method and workspace.
TIERS = {
    "t1": Rate(1, 1),
    "t2": Rate(20, 20),
    "t3": Rate(50, 50),
    "t4": Rate(100, 100),
    "t5": Rate(600, 100),  # "special": hundreds a minute where the documentation says nothing else
}
# Methods with a limit of their own.
OWN = {
    "chat.postMessage": Rate(60, 3),  # one a second, a short burst is tolerated
}
# These are counted for each channel by itself.
PER_CHANNEL = {"chat.postMessage"}

# Seconds in which calls may still arrive that were on their way when an app was told to wait. Those in which
# we could look at nothing do not count.
GRACE = 0.5
CLOSE = 0.05  # seconds by which a sleeper's clock may differ from ours
NEWEST_BUCKETS = 10_000

Key = tuple[str, str]  # a method, and the channel where channels count by themselves


class _Bucket:
    """Calls left, which come back with time; and until when the app was told to keep away."""

    def __init__(self, rate: Rate, now: float) -> None:
        self._rate = rate
        self._left = float(rate.burst)
        self._counted = now
        self.told = 0.0
        self.until = 0.0
        self.late = 0.0  # by how much we had been late in all when it was told

    def take(self, now: float) -> bool:
        """Whether there is one more call."""
        came_back = (now - self._counted) * self._rate.per_minute / 60
        self._left = min(self._left + came_back, self._rate.burst)
        self._counted = now
        if self._left < 1:
            return False
        self._left -= 1
        return True

    def keep_away(self, now: float, seconds: int = 0) -> int:
        """Send the app away until the next call has come back; how long that is, in whole seconds."""
        wait = seconds or max(1, math.ceil((1 - self._left) * 60 / self._rate.per_minute))
        self.told, self.until = now, now + wait
        return wait


class Rates:
    """Every app's calls are counted here, while this is on."""

    def __init__(
        self,
        log: Log,
        *,
        on: bool,
        now: Callable[[], float] = time.monotonic,
        late: Callable[[], float] = lambda: 0.0,
    ) -> None:
        """`late`: by how many seconds in all we came late to look at what had come."""
        self.on = on
        self._late = late
        self._log = log
        self._now = now
        self._buckets: OrderedDict[Key, _Bucket] = OrderedDict()

    def ask(self, method: str, tier: str, channel: str = "", came: float | None = None) -> int | None:
        """May this call go on? None if it may, otherwise the seconds for `Retry-After`.

        `came`: when it reached us, where it was not looked at at once.
        """
        if not self.on:
            return None
        now = self._now()
        key = (method, channel if method in PER_CHANNEL else "")
        bucket = self._bucket(key, tier, now)
        if now < bucket.until - CLOSE:
            return self._came_early(bucket, key, now, now if came is None else came)
        return None if bucket.take(now) else self._keep_away(bucket, now)

    def told_to_wait(self, method: str, tier: str, channel: str, seconds: int) -> None:
        """A 429 that was ordered as trouble binds an app as any other does."""
        if self.on:
            now = self._now()
            key = (method, channel if method in PER_CHANNEL else "")
            self._keep_away(self._bucket(key, tier, now), now, seconds)

    def _keep_away(self, bucket: _Bucket, now: float, seconds: int = 0) -> int:
        bucket.late = self._late()
        return bucket.keep_away(now, seconds)

    def clear(self) -> None:
        """Every app has rested."""
        self._buckets.clear()

    def _bucket(self, key: Key, tier: str, now: float) -> _Bucket:
        if key not in self._buckets:
            self._buckets[key] = _Bucket(OWN.get(key[0], TIERS[tier]), now)
        self._buckets.move_to_end(key)
        if len(self._buckets) > NEWEST_BUCKETS:
            self._buckets.popitem(last=False)
        return self._buckets[key]

    def _came_early(self, bucket: _Bucket, key: Key, now: float, came: float) -> int:
        left = math.ceil(bucket.until - now)
        if came - (self._late() - bucket.late) > bucket.told + GRACE:
            method, channel = key
            words = f"{method} was called again {left} s before its Retry-After was over"
            self._log.violation("retry_after_ignored", words, method=method, channel=channel)
        return left
