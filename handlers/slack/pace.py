"""Patience with Slack: how often one may write, measured on the event loop's own clock."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from slack_sdk.errors import SlackApiError

from handlers.slack.slack_errors import Resting, asks_for_a_rest, retry_after

T = TypeVar("T")

MOST_PATIENT = timedelta(minutes=1)  # after which nobody waits for an answer any more
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


async def patiently(call: Callable[[], Awaitable[T]], most: timedelta = MOST_PATIENT) -> T:
    """Call again when Slack asks for patience, `most` at a time: it says so of what was surely not done."""
    for _ in range(PATIENT_TRIES):
        try:
            return await call()
        except Resting as rest:
            wait = rest.left
            if wait > most:
                raise
        except SlackApiError as refusal:
            wait = retry_after(refusal)
            if not asks_for_a_rest(refusal) or wait > most:
                raise
        await asyncio.sleep(wait.total_seconds())
    return await call()
