"""A crowd's hours in minutes: the clock is moved on whenever everybody waits for it."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from rehearsal.crowd.crowd import Crowd
from rehearsal.slack import Slack

TOGETHER = timedelta(seconds=0.5)  # whoever is due so soon after the next one acts with them
LONGEST_ACT = 30.0  # seconds, on the machine's clock


class Stuck(Exception):  # noqa: N818 - its words are its interface
    """Somebody acts and does not come to an end."""


async def pass_time(slack: Slack, crowd: Crowd, seconds: float) -> None:
    """Let so much rehearsed time pass, as fast as the machine can do what happens in it."""
    end = slack.clock.now() + timedelta(seconds=seconds)
    while (due := await _all_wait(slack, crowd)) and slack.clock.now() < end:
        slack.clock.move(max(min(due + TOGETHER, end) - slack.clock.now(), timedelta(0)))
        await asyncio.sleep(0)  # those who are due begin


async def _all_wait(slack: Slack, crowd: Crowd) -> datetime | None:
    """When the next one will act, as soon as nobody acts; None when everybody has left."""
    ready = await slack.bell.until(
        lambda: (crowd.next_due is not None or not crowd.going) or None, LONGEST_ACT
    )
    if ready is None:
        raise Stuck(f"somebody has been acting for {LONGEST_ACT:g} seconds")
    return crowd.next_due
