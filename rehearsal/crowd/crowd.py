"""So many people in one channel, each in her own time: they arrive, act now and then, and leave."""

from __future__ import annotations

import asyncio
import random
from datetime import datetime, timedelta
from functools import partial

from rehearsal.crowd import newcomers
from rehearsal.crowd.habits import Habits
from rehearsal.crowd.hands import Gathering
from rehearsal.crowd.member import Member
from rehearsal.crowd.newcomers import Newcomer
from rehearsal.crowd.offers import Offers
from rehearsal.crowd.tally import Tally
from rehearsal.crowd.turns import Turns
from rehearsal.model import Channel, Json, Person
from rehearsal.slack import Slack

# Woken so much later than she meant to be, she does not act at once: the clock was moved, and everybody else
# was woken with her.
SKIPPED = 30.0


class Crowd:
    """Waits by the workspace's clock only, so that moving the clock moves the crowd."""

    def __init__(
        self, slack: Slack, habits: Habits, room: Channel, people: int, pace: float, seed: int
    ) -> None:
        self._slack = slack
        self._workspace = slack.workspace
        self.tally = Tally()
        self._gathering = Gathering(slack, habits, room, Offers(slack, habits, room), self.tally)
        self.people, self.pace, self.seed = people, pace, seed
        self._turns = Turns(slack.clock, people, habits.between_acts)
        self._due: dict[int, datetime] = {}  # who waits, and until when
        self._tasks = [
            asyncio.create_task(self._come(number, who))
            for number, who in enumerate(newcomers.candidates(slack, people, seed, habits.names))
        ]
        for task in self._tasks:
            task.add_done_callback(self._note_fault)

    @property
    def going(self) -> bool:
        """Whether anybody is still there, or on the way."""
        return not all(task.done() for task in self._tasks)

    @property
    def next_due(self) -> datetime | None:
        """When the next person will act; None while somebody is acting now, or nobody will any more."""
        left = sum(not task.done() for task in self._tasks)
        return min(self._due.values()) if left and len(self._due) == left else None

    async def stop(self) -> None:
        """Everybody stops where they are."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def as_json(self) -> Json:
        """For the control API."""
        habits, place = self._gathering.habits, self._gathering.channel
        nothing = not any(True for _ in self._gathering.offers.now())
        return {
            "people": self.people, "pace": self.pace, "seed": self.seed, "channel": place.id,
            "going": self.going, "hint": habits.start_first if nothing else "", **self.tally.as_json(habits),
        }  # fmt: skip

    async def _come(self, number: int, who: Person | Newcomer) -> None:
        dice = random.Random(f"{self.seed} {number}")  # noqa: S311 - the same crowd every time
        arrives = dice.uniform(0, self._gathering.habits.arrive_within)
        await self._wait(
            number, arrives if number else 0
        )  # the first comes at once: whoever asked sees it work
        if self.is_open:
            await self._live(number, who, dice)

    async def _live(self, number: int, who: Person | Newcomer, dice: random.Random) -> None:
        habits = self._gathering.habits
        leaves = self._slack.clock.now() + timedelta(seconds=habits.stay / self.pace)
        while newcomers.is_played(self._slack, who) and self._slack.clock.now() < leaves:
            await self._wait(number, habits.between_acts)  # whoever plays her decides where she goes
        if newcomers.is_played(self._slack, who) or not self.is_open:
            return
        person = newcomers.come_in(self._slack, who, self._gathering.channel)
        member = Member(self._gathering, person, dice, partial(self._wait, number))
        self.tally.arrived += 1
        while self._slack.clock.now() < leaves and self.is_open:
            await self._wait(number, self._turns.wait() * self.pace)  # turns are not hurried
            await member.act()
            await self._wait(number, dice.expovariate(1 / habits.between_acts))
        self.tally.left += 1

    @property
    def is_open(self) -> bool:
        """Nobody comes into a workspace that begins anew, or a channel that was closed."""
        return self._slack.workspace is self._workspace and not self._gathering.channel.archived

    async def _wait(self, number: int, seconds: float) -> None:
        clock, left = self._slack.clock, seconds / self.pace
        while left > 0:
            due = self._due[number] = clock.now() + timedelta(seconds=left)
            self._slack.bell.ring()
            await clock.sleep(left)
            del self._due[number]
            late = (clock.now() - due).total_seconds()
            left = left % SKIPPED if late > SKIPPED else 0

    def _note_fault(self, task: asyncio.Task[None]) -> None:
        """A fault of the crowd's own is recorded, not swallowed."""
        fault = None if task.cancelled() else task.exception()
        if fault is not None:
            self._slack.log.add("crowd", what="fault", error=repr(fault))
