"""While nothing is due, time passes without a write."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
import sqlalchemy as sa

from bot.app import running
from bot.config import Config
from rehearsal.driver.room import Room
from rehearsal.model import Team
from rehearsal.server import Rehearsal
from storage import SqlMemory, Storage
from storage.engine import Engines, open_engines
from story.setting import StoryRehearsal
from tests.stage import MANIFEST, ROOM, settings
from tests.storage.rows import Commits

LOOKS = 8


class Taken:
    """Counts how often a connection of an engine is used, and tells the loop of it."""

    def __init__(self, engine: sa.Engine) -> None:
        self.count = 0
        self._loop = asyncio.get_running_loop()
        self._heard = asyncio.Semaphore(0)
        sa.event.listen(engine, "checkout", self._counted)

    async def again(self, times: int) -> None:
        """Wait until it was used this often from now on."""
        while not self._heard.locked():
            await self._heard.acquire()
        async with asyncio.timeout(20):
            for _ in range(times):
                await self._heard.acquire()

    def _counted(self, *_connection: Any) -> None:
        self.count += 1
        self._loop.call_soon_threadsafe(self._heard.release)


@asynccontextmanager
async def watched(url: str, teams: list[str]) -> AsyncIterator[Engines]:
    """A bot that ticks often, in so many workspaces; a session went on in each, and nothing is due."""
    async with StoryRehearsal(MANIFEST, teams=[Team(name) for name in teams]) as slack:
        tokens = ",".join(team.bot_token for team in slack.teams.values())
        given = settings(slack, url, SLACK_BOT_TOKEN=tokens, TICK_SECONDS="0.05")
        engines = open_engines(url)
        storage = Storage(engines, SqlMemory)
        try:
            async with running(Config.from_env(given), storage) as bot:
                for team in teams:
                    await holds_session(slack, team)
                for each in bot.parts.workspaces:
                    await each.words_are_said()
                    await each.desk.memberships.rests()
                    await each.outbox.flush()
                    await each.cards.rests()
                while not await storage.scrub():
                    pass
                yield engines
        finally:
            await storage.close()


async def holds_session(slack: Rehearsal, team: str) -> None:
    """Something is remembered, and something is planned."""
    async with Room(slack.url, team) as room:
        miriam = room.person("Miriam Adler")
        await miriam.types('/copro start "Support"', channel=ROOM)
        await miriam.sees("Session: Support", channel=ROOM)
        await miriam.types("/idea More benches", channel=ROOM)
        await miriam.sees("Idea 1", channel=ROOM)


async def written_in(engines: Engines, looks: Taken, url: str) -> tuple[int, int]:
    """What was opened to write and what was committed while the bot looked so often, between heartbeats.

    A process says that it is at work every half minute. On a slow machine the bot is that old by now, so a
    window in which it said so is followed by another one.
    """
    while True:
        before = last_beats(url)
        writes, commits = Taken(engines.writer), Commits(engines)
        await looks.again(LOOKS)
        if last_beats(url) == before:
            return writes.count, commits.count


def last_beats(url: str) -> list[Any]:
    """When each process said last that it is at work, in each workspace; read beside the bot."""
    engines = open_engines(url)
    with engines.reader.connect() as connection:
        found = connection.execute(sa.text("SELECT workspace, process, seen_at FROM heartbeat ORDER BY 1, 2"))
        rows = [tuple(row) for row in found]
    engines.dispose()
    return rows


@pytest.mark.parametrize("teams", [["T0ONE"], ["T0ONE", "T0TWO"]], ids=["one", "two"])
async def test_ticks_with_nothing_due_look_and_open_no_transaction_that_writes(
    ready_database_url: str, teams: list[str]
) -> None:
    async with watched(ready_database_url, teams) as engines:
        looks = Taken(engines.reader)
        await looks.again(len(teams) + 1)  # what was under way when the last words were said is done
        assert await written_in(engines, looks, ready_database_url) == (0, 0)


async def test_what_somebody_does_is_counted_so_that_the_test_above_can_fail(ready_sqlite_url: str) -> None:
    async with StoryRehearsal(MANIFEST) as slack:
        engines = open_engines(ready_sqlite_url)
        storage = Storage(engines, SqlMemory)
        try:
            async with running(Config.from_env(settings(slack, ready_sqlite_url)), storage):
                writes, commits = Taken(engines.writer), Commits(engines)
                await holds_session(slack, "T0ALONGSIDE")
                assert writes.count >= commits.count >= 2
        finally:
            await storage.close()
