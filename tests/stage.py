"""The stage for scenes: a rehearsal, the real bot on a real database, and the people of the cast."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.app import Bot, running
from bot.clock import FollowedClock
from bot.config import Config
from bot.patience import PATIENT, Patience
from bot.store import opened
from coproduction.ports import Storage
from handlers.advance import let_time_pass
from handlers.workspaces import Workspace
from rehearsal.driver.room import Person, Room
from rehearsal.model import Json
from rehearsal.server import Rehearsal
from rehearsal.slack import Slack
from story.setting import StoryRehearsal
from tests.beside import Beside
from tests.judges.opinions import judge
from tests.wiretap import overhear

MANIFEST = Path(__file__).parent.parent / "manifest.json"
ROOM = "parent-champions"
# A Tuesday evening: no scene depends on the day it is played on.
BEGINS = datetime(2027, 3, 2, 19, 0, tzinfo=UTC)
SECRET_KEY = "a-key-that-only-tests-have-and-no-database"  # noqa: S105


@dataclass(frozen=True)
class Opened:
    """A database that is open already, for one stage after the other."""

    url: str
    storage: Storage


@dataclass
class Stage:
    """Everything a scene needs. `miriam` is an admin; `tunde` and `siobhan` may be made facilitators."""

    slack: Rehearsal
    room: Room
    config: Config
    storage: Storage
    bot: Bot
    patience: Patience = PATIENT
    serving: AsyncExitStack = field(default_factory=AsyncExitStack)  # what ends with the bot

    async def starts_bot(self) -> None:
        """The bot opens the database and serves."""
        self.storage = await self.serving.enter_async_context(reopened(self.config))
        self.bot = await self.serving.enter_async_context(running(self.config, self.storage, self.patience))

    async def restarts_bot(self) -> None:
        """The bot finishes what runs and stops, as on SIGTERM, and another one begins on its database."""
        await self.serving.aclose()
        await self.starts_bot()

    @property
    def workspace(self) -> Workspace:
        """What serves the one workspace of this stage."""
        (only,) = self.bot.parts.workspaces
        return only

    @property
    def team(self) -> Slack:
        """The workspace as the rehearsal holds it."""
        return self.slack.slack

    async def rests(self) -> None:
        """Wait until the bot owes nothing that is due by now: no words, no message."""
        await self.workspace.answering.background.done()
        await self.workspace.desk.memberships.rests()
        await let_time_pass(self.workspace.desk)
        await self.workspace.outbox.flush()
        await self.workspace.desk.write(lambda _memory: None)  # behind all that the bot's own tick has stored
        while not await self.storage.scrub():
            pass  # somebody reads: ask again when they have been heard

    @asynccontextmanager
    async def hears(self, event: str) -> AsyncIterator[None]:
        """What happens inside makes Slack send this event; afterwards the bot has heard of it."""
        since = await self.room.seq()
        yield
        heard = await self.room.wait_for(since=since, kind="envelope", name=event)
        await self.room.wait_for(since=since, kind="ack", envelope_id=heard["envelope_id"])

    async def invites_bot(self, channel: str) -> None:
        """Somebody brings the bot into a channel, and the bot has heard of it."""
        async with self.hears("member_joined_channel"):
            await self.room.invite("bot", channel)

    async def pings(self) -> list[str]:
        """Everybody whom the bot notified in a channel: people's ids, or a whole channel.

        Not those whom it calls in the thread of their own group: that is their clock.
        """
        said = [
            entry for entry in await self.room.log() if not (entry.get("arguments") or {}).get("thread_ts")
        ]
        return [who for entry in said for who in entry.get("pings", [])]

    async def time_is(self, moment: datetime) -> None:
        """Everybody's clock says this, the bot's too, and what was due by then was tried."""
        await self.room.moves_to(moment)
        clock = self.workspace.desk.clock
        assert isinstance(clock, FollowedClock)
        await clock.catch_up()
        await self.rests()

    @property
    def miriam(self) -> Person:
        return self.room.person("Miriam Adler")

    @property
    def tunde(self) -> Person:
        return self.room.person("Tunde Bakare")

    @property
    def ana(self) -> Person:
        return self.room.person("Ana Pereira")

    @property
    def blessing(self) -> Person:
        """Lives in Lagos."""
        return self.room.person("Blessing Okafor")

    @property
    def delroy(self) -> Person:
        return self.room.person("Delroy Francis")

    def people(self, *names: str) -> list[Person]:
        """These of the cast."""
        return [self.room.person(name) for name in names]

    async def poll(self, typed: str) -> None:
        """Miriam asks this; what is anonymous she looks at first, and opens."""
        await self.miriam.types(typed, channel=ROOM)
        if "anonym" in typed or "anónim" in typed:
            await self.miriam.clicks("Ask the room", on="An anonymous poll, before it opens", channel=ROOM)

    async def closes(self, press: str = "Close this poll", words: str = "") -> None:
        """Miriam closes a poll that too few have answered: she is asked, and presses this."""
        await self.miriam.types(f"/copro close {words}".rstrip(), channel=ROOM)
        await self.miriam.sees("I have not closed th", channel=ROOM, private=True)
        await self.miriam.clicks(press, on="I have not closed th", channel=ROOM)

    async def session(self, title: str = "Support for new parents", channel: str = ROOM) -> None:
        """Miriam starts a session, and its card is there."""
        await self.miriam.types(f'/copro start "{title}"', channel=channel)
        await self.miriam.sees(f"Session: {title}", channel=channel)

    async def check_in(self, *people: Person, channel: str = ROOM, mood: str = "4 – good") -> None:
        """These people check in by the command, with their names."""
        for person in people:
            await person.types("/checkin", channel=channel)
            form = await person.modal("Check in")
            answers: dict[str, Any] = {"How are you today?": mood, "Your name": "With my name"}
            if "Who are you here as?" in form.labels:
                answers |= profile_of(person)
            await person.fills(answers)
            await person.submits()
            await person.sees("You are checked in", channel=channel)

    async def breakout(
        self, size: int = 2, prompt: str = "What would help?", *, title: str = "Round 1", channel: str = ROOM
    ) -> None:
        """Miriam has groups proposed, likes them, and everybody is told."""
        await self.miriam.types(f'/copro breakout {size} "{prompt}"', channel=channel)
        await self.miriam.modal(title)
        await self.miriam.submits()
        await self.miriam.sees("I am posting the groups in #", channel=channel)
        await self.rests()

    async def leads(self, press: str, *, on: str = "Breakout 1", channel: str = ROOM) -> None:
        """Miriam presses this in her panel, which the button for facilitators on that card opens."""
        await self.miriam.clicks("For facilitators", on=on, channel=channel)
        await self.miriam.sees(press, channel=channel, private=True)
        await self.miriam.clicks(press, on="This session is live in", channel=channel)

    async def idea(self, person: Person, text: str, channel: str = ROOM) -> None:
        """A person types an idea, and its card is there."""
        await person.types(f"/idea {text}", channel=channel)
        await person.sees(text, channel=channel)

    async def answers(
        self,
        person: Person,
        answer: str = "Yes, with my name",
        words: str = "would like to keep your message",
    ) -> None:
        """A writer answers whether their message may be shown as an idea."""
        await person.sees(words, channel="bot")
        await person.clicks(answer, on=words, channel="bot")

    async def pledge(self, person: Person, what: str, by: str | None = None, channel: str = ROOM) -> None:
        """A person pledges by the command."""
        await person.types("/pledge", channel=channel)
        await person.modal("Your pledge")
        answers: dict[str, Any] = {"What will you do differently?": what}
        if by:
            answers["By when?"] = by
        await person.fills(answers)
        await person.submits()
        await person.sees(f"saved your pledge: “{what}”", channel=channel)


def profile_of(person: Person) -> dict[str, str]:
    """How a person of the cast answers who they are."""
    sector = person.facts.get("sector", "charities")
    perspective = person.facts.get("perspective", "front line")
    knows = {
        "lived experience": "I have lived it myself or in my family",
        "front line": "I work with people who use it",
        "governing body": "I help to decide how it is run",
    }
    return {
        "Who are you here as?": sector[:1].upper() + sector[1:],
        "How do you know the service?": knows[perspective],
    }


def settings(slack: Rehearsal, database_url: str, **more: str) -> dict[str, str]:
    """The environment of a bot in this rehearsal, as fast as a rehearsal allows."""
    return {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.api_url,
        "DATABASE_URL": database_url,
        **({} if database_url.startswith("sqlite") else {"SECRET_KEY": SECRET_KEY}),
        "PACE": "0.01",
        "TICK_SECONDS": "0.5",
        "REHEARSAL_CLOCK": f"{slack.url}/_rehearsal/clock",
        **more,
    }


def reopened(config: Config) -> AbstractAsyncContextManager[Storage]:
    """The storage of these settings, as the bot opens it."""
    return opened(config.database_url, config.secret_key.reveal())


def url_of(database: str | Opened) -> str:
    """Where it is, whoever opens it."""
    return database if isinstance(database, str) else database.url


@asynccontextmanager
async def kept_open(database: str | Opened, config: Config) -> AsyncIterator[Storage]:
    """The storage of a database that is open already and stays so, or that the bot opens."""
    if isinstance(database, str):
        async with reopened(config) as storage:
            yield storage
    else:
        yield database.storage


@asynccontextmanager
async def on_stage(
    database: str | Opened,
    *,
    team: str = "T0ALONGSIDE",
    manifest: Json | Path = MANIFEST,
    grid: bool = False,
    patience: Patience = PATIENT,
    **more: str,
) -> AsyncIterator[Stage]:
    """A rehearsal with a running bot, over a database that is open already or that the bot opens."""
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(StoryRehearsal(manifest, team_id=team, grid=grid))
        slack.slack.clock.move_to(BEGINS)
        stack.callback(overhear, slack.slack.log)
        stack.callback(judge, slack.slack.log)  # judges that are not ours, on all that the bot said
        config = Config.from_env(settings(slack, url_of(database), **more))
        serving = await stack.enter_async_context(AsyncExitStack())
        storage = await serving.enter_async_context(kept_open(database, config))
        bot = await serving.enter_async_context(running(config, storage, patience))
        room = await stack.enter_async_context(Room(slack.url, line=Beside(slack)))
        yield Stage(slack, room, config, storage, bot, patience, serving)


@asynccontextmanager
async def scene(database: Opened, patience: Patience) -> AsyncIterator[Stage]:
    """A rehearsal with the bot in it. The scene fails when the bot breaks a rule of Slack's."""
    async with on_stage(database, patience=patience) as stage:
        yield stage
        assert await stage.room.violations() == []
