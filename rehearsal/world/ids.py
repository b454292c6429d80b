"""Names for new things, in an order that a rehearsal repeats exactly."""

from __future__ import annotations

from collections import Counter

from rehearsal.world.clock import Clock

NAMED_BY_SLACK = "auto"  # how ids begin that the app left to Slack


class Ids:
    """Slack-like ids. Never reused, not even after a reset, so a late answer cannot hit a new thing."""

    def __init__(self) -> None:
        self._given: Counter[str] = Counter()

    def next(self, prefix: str) -> str:
        """A fresh id such as `V000000012`."""
        self._given[prefix] += 1
        return f"{prefix}{self._given[prefix]:09d}"

    def envelope(self) -> str:
        """A fresh envelope id, in the form of a UUID as Slack's are."""
        number = f"{int(self.next('')):032x}"
        return "-".join((number[:8], number[8:12], number[12:16], number[16:20], number[20:]))

    def short(self) -> str:
        """What Slack puts where an app left out a block_id or action_id."""
        return self.next(NAMED_BY_SLACK)


class Timestamps:
    """Message times: unique and rising in the whole workspace, even when the clock is moved back."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0

    def next(self) -> str:
        """The time of a new message, as `seconds.microseconds`."""
        self._last = max(int(self._clock.now().timestamp() * 1_000_000), self._last + 1)
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"
