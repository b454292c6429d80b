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
from benchmarks.process import Process, running
from benchmarks.slack import Noted
from coproduction.levels import Level
from coproduction.polls import Poll
from tests.stage import SECRET_KEY

PATIENCE = 30.0  # seconds for a storm; Slack itself waits three for each press
CARD_PATIENCE = 10.0  # a card is redrawn at most every two seconds


@dataclass(frozen=True, slots=True)
class Stage:
    """Both apps, ready, and the polls of the storms to come."""

    floor: Process
    bot: Process
    polls: list[Poll]
    database: str


@asynccontextmanager
async def stage(
    database: str,
    folder: Path,
    polls_wanted: int,
    bot: str = "bot",
    level: Level = Level.CONFIDENTIAL,
) -> AsyncIterator[Stage]:
    """Start both apps; `bot` is the module that runs it."""
    polls = await prepare(database, f"C{uuid.uuid4().hex[:10].upper()}", polls_wanted, level)
    settings = {"DATABASE_URL": database, "SECRET_KEY": SECRET_KEY}
    async with (
        running("benchmarks.bare", folder, {}) as floor,
        running(bot, folder, settings) as whole,
    ):
        await floor.slack.connected(messages=0)
        await whole.slack.connected(messages=1 + len(polls))  # the session's card, and each poll's
        yield Stage(floor, whole, polls, database)


async def play(on: Stage, poll: Poll, storm: Storm) -> Round:
    """One storm on each app."""
    floor, _ = await measure(on.floor, storm)
    bot, unacknowledged = await measure(on.bot, storm)
    # At once, while the bot still runs: what was acknowledged must be stored by now.
    found = check(on.database, poll, storm.answers)
    is_shown = await on.bot.slack.says(found.card, CARD_PATIENCE)
    kept = Kept(len(storm.envelopes), unacknowledged, found.stored, found.missing, found.doubled, is_shown)
    return Round(floor, bot, kept)


async def measure(app: Process, storm: Storm) -> tuple[Speed, int]:
    """One storm on one app: how fast it was, and how many presses were not acknowledged."""
    clicks = len(storm.envelopes)
    gc.collect()
    gc.disable()  # a pause of ours would look like one of theirs
    cpu = app.cpu()
    began, noted = await app.slack.storm(storm.frames, clicks, PATIENCE)
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


async def play_all(on: Stage, votes: int, refused_every: int = 0) -> list[Round]:
    """A storm on each poll, the first of which only warms up."""
    warming_up, *counted = on.polls
    await measure(on.floor, storm_on(warming_up, 1))  # the floor asks who it is, once
    await play(on, warming_up, storm_on(warming_up, votes, refused_every))
    rounds = []
    for poll in counted:
        await asyncio.sleep(0.5)
        rounds.append(await play(on, poll, storm_on(poll, votes, refused_every)))
    return rounds
