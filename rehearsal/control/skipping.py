"""Skipping ahead to the next message that the app writes to somebody alone.

The workspace does not know what the app has planned. So the clock goes in small steps, and after each one
the app that follows it gets the time to do what is due.
"""

from __future__ import annotations

import time
from datetime import timedelta
from itertools import takewhile
from operator import attrgetter

from rehearsal.model import Json, Message
from rehearsal.refusals import BadDeed
from rehearsal.slack import Slack

STEP = timedelta(hours=3)  # an app that writes at decent hours only is met at one of them
USUAL_DAYS = 56
MOST_DAYS = 366

# Real seconds.
QUIET = 0.05  # without a call for so long, the app has done what was due
PATIENCE = 1.0  # how long one step waits for an app that does not ask again, or never falls silent
LONGEST = 100.0  # for the whole way: whoever ordered it must hear how far it went


class Skipping:
    """One skip at a time, which another order may end."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack
        self._is_under_way = False
        self._is_stopped = False

    def stop(self) -> None:
        """End the skip after its present step."""
        self._is_stopped = True

    async def until(self, what: str, within_days: float) -> Json:
        """Skip, and tell who got the message; `found` is None when nobody got one."""
        if what != "direct message":
            raise BadDeed(f"the clock can be skipped until the next 'direct message', not until {what!r}")
        if not 0 < within_days <= MOST_DAYS:
            raise BadDeed(f"within_days must be more than 0 and at most {MOST_DAYS}")
        if self._is_under_way:
            raise BadDeed("The clock is being skipped ahead already. Wait for it, or stop it.")
        self._is_under_way, self._is_stopped = True, False
        try:
            return await self._skip(timedelta(days=within_days))
        finally:
            self._is_under_way = False

    async def _skip(self, within: timedelta) -> Json:
        await self._quiet()  # what the app is just writing was due before
        since = self._slack.workspace.next_ts()
        started, moved, stepped = time.monotonic(), timedelta(0), 0
        found: list[Message] = []
        try:
            while not (found or self._is_stopped) and moved < within and time.monotonic() - started < LONGEST:
                step = min(STEP, within - moved)
                await self._move(step)
                moved, stepped = moved + step, stepped + 1
                found = self._written(since)
        finally:  # also when whoever ordered it has gone: the record tells how far it went
            offset = self._slack.clock.offset
            self._slack.log.add("clock", offset=offset)
        now = self._slack.clock.now().isoformat()
        return {
            "now": now,
            "offset": offset,
            "stepped": stepped,
            "stopped": self._is_stopped,
            **self._told(found),
        }

    async def _move(self, by: timedelta) -> None:
        """One step; whoever followed the clock before has heard of it afterwards, and acted."""
        clock = self._slack.clock
        followers = clock.followers
        clock.move(by)
        self._slack.bell.ring()  # pages show the clock while it moves
        await clock.followed(followers, PATIENCE)
        await self._quiet()

    async def _quiet(self) -> None:
        log, started = self._slack.log, time.monotonic()
        while time.monotonic() - started < PATIENCE:
            called = await log.wait_for(lambda entry: entry["kind"] in ("call", "http"), log.seq, QUIET)
            if called is None:
                return

    def _written(self, since: str) -> list[Message]:
        """What the app has written to anybody alone, oldest first."""
        workspace = self._slack.workspace
        found: list[Message] = []
        for room in workspace.channels.values():
            if room.person is not None:
                newer = takewhile(lambda each: each.ts > since, workspace.newest(room.person, room.id))
                found += (each for each in newer if each.by_bot)
        return sorted(found, key=attrgetter("ts"))

    def _told(self, found: list[Message]) -> Json:
        if not found:
            return {"found": None, "more": 0}
        workspace, first = self._slack.workspace, found[0]
        person = workspace.channels[first.channel].person or ""
        told = {"person": person, "name": workspace.label(person), "channel": first.channel, "ts": first.ts}
        others = {each.channel for each in found} - {first.channel}
        return {"found": told | {"text": workspace.read(first)}, "more": len(others)}
