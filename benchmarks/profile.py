"""Where the time of a storm goes: storms on a bot with a sampler in it, and the shares it saw."""

import json
import os
import signal
from pathlib import Path
from typing import Any

from benchmarks.rounds import measure, stage
from benchmarks.sampled import SEEN
from coproduction.levels import Level


async def profile(database: str, folder: Path, votes: int, storms: int, level: Level) -> str:
    """A table of shares of the bot's processor time."""
    async with stage(database, folder, 1 + storms, bot="benchmarks.sampled", level=level) as on:
        await measure(on.bot, on.storm(on.polls[0], votes))
        os.kill(on.bot.pids[0], signal.SIGUSR1)
        for poll in on.polls[1:]:
            await measure(on.bot, on.storm(poll, votes))
        os.kill(on.bot.pids[0], signal.SIGUSR2)
    return _shares(json.loads((folder / SEEN).read_text()), votes * storms)


def _shares(seen: dict[str, Any], votes: int) -> str:
    """The main thread's time is split by what the sampler saw, the collector taken out beforehand."""
    threads: dict[str, float] = seen["threads"]
    writer = threads.get("storage-writer", 0.0)
    main = threads["MainThread"] - seen["collecting"]
    samples = sum(seen["places"].values())
    spent = {name: main * count / samples for name, count in seen["places"].items()}
    spent |= {"storage: the writer thread": writer, "garbage collector": seen["collecting"]}
    whole = sum(spent.values())
    lines = [f"{votes:,} votes, {1e6 * whole / votes:.0f} µs of processor time each, the sampling included"]
    for name, seconds in sorted(spent.items(), key=lambda each: -each[1]):
        lines.append(f"  {seconds / whole:6.1%}  {1e6 * seconds / votes:5.0f} µs  {name}")
    return "\n".join(lines)
