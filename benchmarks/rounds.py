"""Storms in turn: one on the floor, one on the bot, and again, so that a noisy minute troubles both alike."""

import asyncio
import gc
import json
import uuid
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.ballots import check, prepare
from benchmarks.clicks import Storm, storm_on
from benchmarks.figures import Kept, Round, Speed
from benchmarks.process import App, running
from benchmarks.slack import Noted
from coproduction.levels import Level
from coproduction.polls import Poll
from tests.stage import SECRET_KEY

PATIENCE = 30.0  # seconds for a storm; Slack itself waits three for each press
CARD_PATIENCE = 10.0  # a card is redrawn at most every two seconds


@dataclass(frozen=True, slots=True)
class Stage:
    """Both apps, ready, and the polls of the storms to come."""

    floor: App
    bot: App
    polls: list[Poll]
    database: str

    def storm(self, poll: Poll, votes: int, refused_every: int = 0) -> Storm:
        """So many people's presses on this poll."""
        return storm_on(poll, votes, self.bot.slack.reply_to, refused_every)


@asynccontextmanager
async def stage(
    database: str,
    folder: Path,
    polls_wanted: int,
    bot: str = "bot",
    level: Level = Level.CONFIDENTIAL,
    processes: int = 1,
) -> AsyncIterator[Stage]:
    """Start both apps, each in so many processes; `bot` is the module that runs it."""
    polls = await prepare(database, f"C{uuid.uuid4().hex[:10].upper()}", polls_wanted, level)
    settings = {"DATABASE_URL": database, "SECRET_KEY": SECRET_KEY}
    async with (
        running("benchmarks.bare", folder, {}, processes) as floor,
        running(bot, folder, settings, processes) as whole,
    ):
        await floor.slack.connected(messages=0, links=processes)
        # the session's card, and each poll's
        await whole.slack.connected(messages=1 + len(polls), links=processes)
        yield Stage(floor, whole, polls, database)


async def play(on: Stage, poll: Poll, storm: Storm) -> Round:
    """One storm on each app; it is over when the bot has also told everybody in private."""
    floor, _ = await measure(on.floor, storm)
    bot, kept, after = await on_bot(on.bot, on.database, poll, storm)
    return Round(floor, bot, kept, after)


async def on_bot(app: App, database: str, poll: Poll, storm: Storm) -> tuple[Speed, Kept, float]:
    """The bot's half of a round: how fast it was, what became of the votes, and what it cost afterwards."""
    told = app.slack.told
    speed, unacknowledged = await measure(app, storm)
    cpu, clicked = app.cpu(), len(storm.envelopes)
    # At once, while the bot still runs: what was acknowledged must be stored by now.
    found = check(database, poll, storm.answers)
    is_shown = await app.slack.says(found.card, CARD_PATIENCE)
    is_told = await app.slack.has_told(told + clicked, PATIENCE)
    kept = Kept(clicked, unacknowledged, found.stored, found.missing, found.doubled, is_shown, is_told)
    return speed, kept, app.cpu() - cpu


async def measure(app: App, storm: Storm) -> tuple[Speed, int]:
    """One storm on one app: how fast it was, and how many presses were not acknowledged."""
    clicks = len(storm.envelopes)
    gc.collect()
    gc.disable()  # a pause of ours would look like one of theirs
    cpu = app.cpu()
    began, noted = await app.slack.storm(storm.frames, PATIENCE)
    cpu = app.cpu() - cpu
    gc.enable()
    latencies = sorted(_latencies(began, noted, set(storm.envelopes)))
    if not latencies:
        raise SystemExit("Nothing was acknowledged at all.")
    return Speed.of(cpu, latencies), clicks - len(latencies)


def _latencies(began: float, noted: Iterable[Noted], wanted: set[str]) -> Iterable[float]:
    """Seconds from the storm's beginning to each press's first acknowledgement."""
    for moment, text in noted:
        envelope = json.loads(text)["envelope_id"]
        if envelope in wanted:
            wanted.remove(envelope)
            yield moment - began


async def play_in(
    database: str,
    folder: Path,
    votes: int,
    rounds: int,
    *,
    refused_every: int = 0,
    level: Level = Level.CONFIDENTIAL,
    processes: int = 1,
) -> list[Round]:
    """So many counted rounds on an empty database."""
    async with stage(database, folder, 1 + rounds, level=level, processes=processes) as on:
        return await play_all(on, votes, refused_every)


async def play_all(on: Stage, votes: int, refused_every: int = 0) -> list[Round]:
    """A storm on each poll, the first of which only warms up."""
    warming_up, *counted = on.polls
    await measure(on.floor, on.storm(warming_up, len(on.floor.pids)))  # the floor asks who it is, once
    await play(on, warming_up, on.storm(warming_up, votes, refused_every))
    rounds = []
    for poll in counted:
        await asyncio.sleep(0.5)
        rounds.append(await play(on, poll, on.storm(poll, votes, refused_every)))
    return rounds
