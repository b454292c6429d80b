"""Skipping ahead to the next message that the app writes to somebody alone.

An app that follows the clock can be asked when it has something to do next (`Clock.plans`): then the clock
goes from one such moment to the next, and lands where the message is due. Of other apps nobody knows what
they have planned: then it goes from one full hour to the next. Either way the app first gets the time to do
what is due, for the clock must not run away from under work that has begun.
"""

from __future__ import annotations

import asyncio
import re
import time
from datetime import datetime, timedelta
from itertools import takewhile
from operator import attrgetter

from rehearsal.model import Json, Message
from rehearsal.refusals import BadDeed
from rehearsal.slack import Slack

STEP = timedelta(hours=1)  # an app that does not tell writes on the hour, or is met an hour late
AT_WORK = timedelta(seconds=90)  # due so soon, it may be about what the app has in its hands now
USUAL_DAYS = 56
MOST_DAYS = 366

# Real seconds.
QUIET = 0.05  # without a call for so long, the app has done what was due
AGAIN = 0.05  # until it is asked again whether it is still at work
PATIENCE = 1.0  # how long one step waits for an app that does not ask again, or never falls silent
LONGEST_WORK = 10.0  # for an app that says that something is due now
STILL = 2.0  # for one that may be at work
LONGEST = 100.0  # for the whole way: whoever ordered it must hear how far it went


class Skipping:
    """One skip at a time, which another order may end."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack
        self._is_under_way = False
        self._is_stopped = False
        self._since = ""
        self._saying = re.compile("")

    def stop(self) -> None:
        """End the skip after its present step."""
        self._is_stopped = True

    async def until(self, what: str, within_days: float, saying: str = "") -> Json:
        """Skip, and tell who got the message; `found` is None when nobody got one.

        With `saying`, a regular expression, past messages that do not say that.
        """
        if what != "direct message":
            raise BadDeed(f"the clock can be skipped until the next 'direct message', not until {what!r}")
        if not 0 < within_days <= MOST_DAYS:
            raise BadDeed(f"within_days must be more than 0 and at most {MOST_DAYS}")
        if self._is_under_way:
            raise BadDeed("The clock is being skipped ahead already. Wait for it, or stop it.")
        try:
            self._saying = re.compile(saying)
        except re.error as wrong:
            raise BadDeed(f"{saying!r} is no regular expression: {wrong}") from None
        self._is_under_way, self._is_stopped = True, False
        try:
            return await self._skip(timedelta(days=within_days))
        finally:
            self._is_under_way = False

    async def _skip(self, within: timedelta) -> Json:
        await self._quiet()  # what the app is just writing was due before
        clock, started, stepped = self._slack.clock, time.monotonic(), 0
        self._since = self._slack.workspace.next_ts()
        end, moment = clock.now() + within, None
        try:
            while not (self._is_over() or clock.now() >= end) and time.monotonic() - started < LONGEST:
                moment = await self._next_moment(end)
                if self._is_over() or moment is None:
                    break
                await self._move(moment - clock.now())
                stepped += 1
        finally:  # also when whoever ordered it has gone: the record tells how far it went
            self._slack.log.add("clock", offset=clock.offset)
        told = {"now": clock.now().isoformat(), "offset": clock.offset, "stepped": stepped}
        nothing = moment is None and not self._is_over()
        return told | {"stopped": self._is_stopped, "nothing_due": nothing, **self._told(self._written())}

    def _is_over(self) -> bool:
        return self._is_stopped or bool(self._written())

    async def _next_moment(self, end: datetime) -> datetime | None:
        """Where to go next: as the app says, or the next full hour; None when nothing is due."""
        clock, asked = self._slack.clock, time.monotonic()
        while dues := await clock.plans(PATIENCE):
            due, now = min([*dues, *self._scheduled()]), clock.now()
            if due > end:
                return None
            patience = LONGEST_WORK if due <= now else STILL if due <= now + AT_WORK else 0
            if self._is_over() or time.monotonic() - asked >= patience:
                return due if due > now else min(now + STEP, end)
            await asyncio.sleep(AGAIN)
        return min(clock.now().replace(minute=0, second=0, microsecond=0) + STEP, end)

    def _scheduled(self) -> list[datetime]:
        """What Slack itself is to post for the app."""
        zone = self._slack.clock.now().tzinfo
        return [datetime.fromtimestamp(each.post_at, zone) for each in self._slack.schedule.planned]

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

    def _written(self) -> list[Message]:
        """What the app has written of this kind to anybody alone since the skip began, oldest first."""
        workspace = self._slack.workspace
        found: list[Message] = []
        for room in workspace.channels.values():
            if room.person is not None:
                newer = takewhile(lambda each: each.ts > self._since, workspace.newest(room.person, room.id))
                found += (each for each in newer if each.by_bot and self._saying.search(workspace.read(each)))
        return sorted(found, key=attrgetter("ts"))

    def _told(self, found: list[Message]) -> Json:
        if not found:
            return {"found": None, "more": 0}
        workspace, first = self._slack.workspace, found[0]
        person = workspace.channels[first.channel].person or ""
        told = {"person": person, "name": workspace.label(person), "channel": first.channel, "ts": first.ts}
        others = {each.channel for each in found} - {first.channel}
        return {"found": told | {"text": workspace.read(first)}, "more": len(others)}
