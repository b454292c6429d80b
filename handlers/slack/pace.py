"""Patience with Slack: how often one may write, measured on the event loop's own clock."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from slack_sdk.errors import SlackApiError

from handlers.slack.slack_errors import retry_after, status_of

T = TypeVar("T")

PATIENT_TRIES = 3  # of private words, before the last


class Pace:
    """Gives each lane its turns at least `gap` seconds apart."""

    def __init__(self, gap: float) -> None:
        self._gap = gap
        self._free_at: dict[str, float] = {}

    async def turn(self, lane: str) -> None:
        """Wait for this lane's next turn and take it."""
        now = asyncio.get_running_loop().time()
        at = max(now, self._free_at.get(lane, now))
        self._forget(now)
        self._free_at[lane] = at + self._gap
        if at > now:
            await asyncio.sleep(at - now)

    def _forget(self, now: float) -> None:
        """Keep only lanes that still have to wait, so that the memory stays as small as the traffic."""
        for lane in [lane for lane, free_at in self._free_at.items() if free_at <= now]:
            del self._free_at[lane]


class Resting(OSError):  # noqa: N818 (a wish of Slack's that is kept, not an error)
    """Slack has asked for a pause before this method is called again, by whomever."""


class Rests:
    """How long each method has to rest."""

    def __init__(self) -> None:
        self._until: dict[str, float] = {}

    def begin(self, method: str, seconds: float) -> None:
        """Slack wants no call of this method for so long."""
        self._until[method] = asyncio.get_running_loop().time() + seconds

    def require(self, method: str) -> None:
        """Raises Resting while the pause goes on."""
        if asyncio.get_running_loop().time() < self._until.get(method, 0.0):
            raise Resting(method)


async def patiently(call: Callable[[], Awaitable[T]]) -> T:
    """Call again when Slack asks for patience: what it refuses for that reason was surely not done."""
    for _ in range(PATIENT_TRIES):
        try:
            return await call()
        except SlackApiError as refusal:
            if status_of(refusal) != 429:
                raise
            await asyncio.sleep(retry_after(refusal).total_seconds())
    return await call()
