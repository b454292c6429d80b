"""A full room is led through its agenda: `make bench-led`, or `python -m benchmarks.led --help`.

A planned session on the real bot, held to Slack's own limits. The crowd of the rehearsal acts at twenty
times its pace, so that 300 people answer within a minute or two. Miriam, with her Home open, waits until all
are there, asks a poll and goes through all steps. What decides the exit code: every act is acknowledged
within a second, each step's card follows within five, and no card, panel or Home meets Slack's limits.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.arriving import PACE, WITHIN, until
from benchmarks.captures import p99
from bot.logs import set_up
from tests.begun import begins
from tests.handlers.database import how_many
from tests.stage import ROOM, Stage, on_stage

ACK, CARD = 1_000.0, 5.0  # milliseconds, seconds
POLL = '/poll "What helps most?" "Time" "Words" "Money"'
SHOWN = ("chat.postMessage", "chat.update", "chat.postEphemeral", "views.publish")


@dataclass(frozen=True, slots=True)
class Found:
    """How long each act waited for its acknowledgement (ms) and each step for its card (s); who answered."""

    acks: list[float]
    cards: list[float]
    answered: int
    limited: dict[str, int]
    broken: list[str]

    @property
    def is_good(self) -> bool:
        """Whether nobody waited, and nothing that is shown met a limit."""
        in_time = max(self.acks, default=0) < ACK and max(self.cards, default=0) < CARD
        return in_time and not self.broken and not set(self.limited) & set(SHOWN)


async def measure(people: int, database_url: str) -> Found:
    """The session, from its first step to its last."""
    async with on_stage(database_url, PACE="1") as stage:
        await begins(stage)
        await stage.miriam.opens_home()
        await stage.room.rates(on=True)
        await stage.room.fill(people, ROOM, pace=PACE)
        await until(lambda: how_many(stage, "attendance"), people)
        await stage.miriam.types(POLL, channel=ROOM)
        answered = await until(lambda: how_many(stage, "ballot"), people)
        cards = [each async for each in _steps(stage)]
        await stage.room.fill(0)
        return await _found(stage, cards, answered)


async def _found(stage: Stage, cards: list[float], answered: int) -> Found:
    """With what the rehearsal has noted of each act and call."""
    acks = [float(each["ms"]) for each in await stage.room.log("ack") if "ms" in each]
    limited = Counter(each["method"] for each in await stage.room.log("call", error="ratelimited"))
    broken = [f"{each['rule']}: {each['words']}" for each in await stage.room.violations()]
    broken += [f"acknowledged late: {each}" for each in await stage.room.log("ack", late="True")]
    return Found(acks, cards, answered, dict(limited), broken)


async def _steps(stage: Stage) -> AsyncIterator[float]:
    """Next, until the last step is open: how long its card took, each time."""
    for number in range(2, 8):
        began = time.monotonic()
        await stage.miriam.types("/copro next", channel=ROOM)
        await stage.miriam.sees(f"Step {number} of 7", channel=ROOM, timeout=WITHIN)
        yield time.monotonic() - began


def table(people: int, found: Found) -> str:
    """What was measured, to read."""
    met = ", ".join(f"{method} {times}" for method, times in sorted(found.limited.items())) or "none"
    lines = [
        f"{people} people at {PACE:g} times their pace, Slack's own limits",
        "",
        f"acts: {len(found.acks)}; acknowledged within {p99(found.acks):.0f} ms at the 99th percentile, "
        f"{max(found.acks):.0f} ms at most",
        f"a step's card: {max(found.cards):.1f} s at most, of {len(found.cards)}",
        f"answered the poll: {found.answered} of {people}",
        f"calls that met a limit: {met}",
        f"rules that were broken: {len(found.broken)}",
        *found.broken[:10],
    ]
    return "\n".join([*lines, f"goal: {'met' if found.is_good else 'not met'}"])


def main() -> int:
    """0 when nobody waited."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.led", description=__doc__)
    parser.add_argument("--people", type=int, default=300)
    people = parser.parse_args().people
    with tempfile.TemporaryDirectory(prefix="alongside-led-") as folder:
        set_up("text", io.StringIO())
        found = asyncio.run(measure(people, f"sqlite:///{Path(folder) / 'led.sqlite3'}"))
    print(table(people, found))
    return 0 if found.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
