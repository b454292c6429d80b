"""What may go wrong on the way, on order: the next calls of a method meet it."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from rehearsal.refusals import BadDeed, SlackError

# Before the method runs nothing is stored; after it, everything is, and only the answer is lost.
BEFORE = {"429", "500_before", "cut_before"}
AFTER = {"500_after", "cut_after", "hang_after"}


@dataclass
class Disturbance:
    """One kind of trouble for the next `times` calls."""

    what: str
    times: int = 1
    retry_after: int = 1
    seconds: float = 1.0

    def refusal(self) -> SlackError | None:
        """The ordinary Slack error that was ordered with `error:<code>`."""
        code = self.what.removeprefix("error:")
        return None if code == self.what else SlackError(code, blame=False)


class Disturbances:
    """Orders wait per method, first come, first served. Rate tiers will stand beside these."""

    def __init__(self) -> None:
        self._orders: dict[str, deque[Disturbance]] = {}

    def order(self, method: str, disturbance: Disturbance) -> None:
        """Let the next calls of this method (`*` for any) go wrong."""
        known = disturbance.what in BEFORE | AFTER or disturbance.what.startswith("error:")
        if not known:
            raise BadDeed(
                f"unknown disturbance {disturbance.what!r}; known: {sorted(BEFORE | AFTER)}, error:<code>"
            )
        if disturbance.times < 1:
            raise BadDeed("a disturbance happens at least once")
        self._orders.setdefault(method, deque()).append(disturbance)

    def take(self, method: str) -> Disturbance | None:
        """The trouble this call meets, if any."""
        for name in (method, "*"):
            waiting = self._orders.get(name)
            if waiting:
                first = waiting[0]
                first.times -= 1
                if first.times == 0:
                    waiting.popleft()
                return first
        return None

    def clear(self) -> None:
        """Calm."""
        self._orders.clear()
