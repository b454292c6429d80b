"""The people of a story in a live workspace: found by name, each acting in their own time."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Awaitable, Callable, Collection, Iterable

from rehearsal.driver.person import Words
from rehearsal.driver.room import Person, Room
from rehearsal.driver.sights import Deed, Message, NotSeen
from story.script import Script
from story.welcoming import Welcome

PATIENCE = 20.0  # seconds until something that must show itself is given up
SPREAD = 0.4  # seconds within which a whole room begins to act


class Surprise(Exception):  # noqa: N818 - its words are its interface
    """Something went so differently from the script that the story cannot go on."""


class Company:
    """Everybody, and the room they are in."""

    def __init__(self, room: Room, script: Script, *, types: bool = False) -> None:
        self.room = room
        self.script = script
        self.channel = script.channel
        self.types = types  # what can be typed, instead of pressing a button
        self.leads = script.sessions[0].facilitator  # who leads now
        self.entering = asyncio.Lock()  # one form at a time, of what is entered for those without Slack
        self.entered: set[str] = set()  # for whom anything was
        self.welcomes: dict[str, list[Welcome]] = {}  # how each form read in which somebody checked in
        # A rehearsal should go the same way twice; nothing here is a secret.
        self._chance = random.Random(script.seed)  # noqa: S311

    def person(self, name: str) -> Person:
        """Somebody by name."""
        return self.room.person(name)

    async def all_at_once(self, names: Iterable[str], act: Callable[[str], Awaitable[None]]) -> None:
        """Everybody acts at the same time, in an order that is random and the same every time."""
        starts = {name: self._chance.uniform(0, SPREAD) for name in names}

        async def one(name: str) -> None:
            await asyncio.sleep(starts[name])
            await act(name)

        await asyncio.gather(*(one(name) for name in starts))

    async def hears(self, name: str, words: Words, where: str | None = None) -> None:
        """Somebody is told this, and only they can see it."""
        await self.person(name).sees(words, channel=where or self.channel, private=True, timeout=PATIENCE)

    async def heard(self, name: str) -> set[tuple[str, str]]:
        """What only this person can see by now: when it came, and what it says."""
        return {
            (each.ts, each.readable)
            for each in await self.person(name).messages(self.channel)
            if each.private
        }

    async def hears_anew(self, name: str, words: re.Pattern[str], heard: Collection[tuple[str, str]]) -> str:
        """What says this to them alone and is not among what they had `heard`: the session before may have
        had the same words for them.
        """
        while True:
            since = await self.room.seq()
            told = await self.heard(name) - set(heard)
            if found := [readable for _, readable in told if words.search(readable)]:
                return found[0]
            await self.room.wait_for(since=since, timeout=PATIENCE)

    async def shows(self, pattern: str, within: float = PATIENCE) -> Message | None:
        """What the channel comes to show. What never shows itself (None) is for the checks to tell."""
        admin = self.person(self.script.admin)
        try:
            return await admin.sees(re.compile(pattern), channel=self.channel, timeout=within)
        except NotSeen:
            return None

    async def must_show(self, pattern: str, what: str) -> Message:
        """The story cannot go on without this."""
        shown = await self.shows(pattern)
        if shown is None:
            raise Surprise(f"{what} did not appear in #{self.channel}")
        return shown

    async def must_show_anew(self, pattern: str, what: str, than: Message) -> Message:
        """The same, in a message that came after this one."""
        while True:
            since = await self.room.seq()
            shown = await self.must_show(pattern, what)
            if float(shown.ts) > float(than.ts):
                return shown
            await self.room.wait_for(since=since, timeout=PATIENCE)

    async def submits(self, name: str) -> None:
        """Send the open form, which must be taken."""
        done: Deed = await self.person(name).submits()
        if not done.closed:
            raise Surprise(f"the form of {name} was not taken: {done.errors or done.warning}")
