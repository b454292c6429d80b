"""One bot that serves two workspaces with the very same people and channels, and knows nothing of a third."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from bot.app import running
from bot.config import Config
from bot.patience import PATIENT
from handlers.workspaces import Workspace
from rehearsal.driver.room import Room
from rehearsal.model import Json, Team
from rehearsal.server import Rehearsal
from rehearsal.slack import Slack
from story.setting import StoryRehearsal
from tests.handlers.database import Row, tables
from tests.judges.opinions import judge
from tests.stage import BEGINS, MANIFEST, Opened, Stage, kept_open, settings, url_of
from tests.wiretap import overhear

HERE, THERE, NOWHERE = "T0HERE", "T0THERE", "T0NOWHERE"  # the bot was given no token of the last


@dataclass
class Place(Stage):
    """One of the workspaces behind one socket; what concerns the bot concerns all of them."""

    name: str = HERE

    @property
    def workspace(self) -> Workspace:
        """What serves it."""
        found = self.bot.parts.workspaces.of(self.name)
        assert found is not None
        return found

    @property
    def team(self) -> Slack:
        """It, as the rehearsal holds it."""
        return self.slack.teams[self.name]

    def rows(self) -> dict[str, list[Row]]:
        """All that is stored of it."""
        stored = tables(self)
        del stored["alembic_version"]
        return {
            table: [row for row in rows if row["workspace"] == self.name] for table, rows in stored.items()
        }

    def record(self, kind: str | None = None) -> list[Json]:
        """What happened in it: whose token a call bore, and whose envelope it was, decides."""
        shared = self.slack.slack.shared.log
        return [entry for entry in shared.entries(kind) if entry.get("workspace") == self.name]


@dataclass
class Places:
    """Both that are served, and the third."""

    here: Place
    there: Place
    nowhere: Place

    def __iter__(self) -> Iterator[Place]:
        return iter((self.here, self.there))

    async def rest(self) -> None:
        """Wait until nothing is owed in either."""
        for each in self:
            await each.rests()

    async def time_is(self, moment: datetime) -> None:
        """They share the clock."""
        for each in self:
            await each.time_is(moment)

    async def bot_starts(self) -> None:
        """A bot begins on the database."""
        await self.here.starts_bot()
        for each in (self.there, self.nowhere):
            each.storage, each.bot = self.here.storage, self.here.bot

    async def bot_restarts(self) -> None:
        """The bot finishes what runs and stops, and another one begins on its database."""
        await self.here.serving.aclose()
        await self.bot_starts()


@asynccontextmanager
async def on_stages(database: str | Opened, **more: str) -> AsyncIterator[Places]:
    """A rehearsal of three teams with one bot, which is installed in two."""
    async with AsyncExitStack() as stack:
        teams = [Team(name) for name in (HERE, THERE, NOWHERE)]
        slack = await stack.enter_async_context(StoryRehearsal(MANIFEST, teams=teams))
        slack.slack.clock.move_to(BEGINS)
        for team in slack.teams.values():
            stack.callback(overhear, team.log)
            stack.callback(judge, team.log)
        tokens = ",".join(slack.teams[name].bot_token for name in (HERE, THERE))
        config = Config.from_env(settings(slack, url_of(database), **{"SLACK_BOT_TOKEN": tokens, **more}))
        serving = await stack.enter_async_context(AsyncExitStack())
        storage = await serving.enter_async_context(kept_open(database, config))
        bot = await serving.enter_async_context(running(config, storage))
        made = [
            Place(slack, await _room(stack, slack, each.id), config, storage, bot, PATIENT, serving, each.id)
            for each in teams
        ]
        yield Places(*made)


async def _room(stack: AsyncExitStack, slack: Rehearsal, name: str) -> Room:
    return await stack.enter_async_context(Room(slack.url, name))
