"""How soon a full room knows its groups: `make bench-go`, or `python -m benchmarks.go --help`.

The real bot sends on the rehearsal, which counts calls as Slack does: one message a second in a conversation,
fifty conversations opened a minute, a hundred questions a minute about who somebody is; from the first
check-in on. What decides the exit code: everybody has their note within a minute of Go, and no call broke
Retry-After.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rehearsal.crowd.newcomers import Newcomer, come_in
from rehearsal.driver.room import Person
from tests.stage import ROOM, Stage, on_stage

WITHIN = 60.0  # seconds
AT_ONCE = 20  # people who check in side by side


@dataclass(frozen=True, slots=True)
class Told:
    """Seconds from Go until each who did knew their group, and which of Slack's rules were broken."""

    people: int
    seconds: Sequence[float]
    broken: Sequence[str]

    @property
    def is_good(self) -> bool:
        """Everybody, in time, by the rules."""
        return len(self.seconds) == self.people and self.seconds[-1] <= WITHIN and not self.broken


async def measure(people: int, database_url: str) -> Told:
    """A room that has checked in, one Go, and when each person's note is there."""
    async with on_stage(database_url, PACE="1") as stage:
        await stage.room.rates(on=True)
        everybody = await _come_in(stage, people)
        await stage.session()
        for first in range(0, people, AT_ONCE):
            await asyncio.gather(*(stage.check_in(each) for each in everybody[first : first + AT_ONCE]))
        await stage.rests()
        await stage.miriam.types('/copro breakout 5 "What would help?"', channel=ROOM)
        await stage.miriam.modal("Round 1")
        began, since = time.monotonic(), await stage.room.seq()
        await stage.miriam.submits()
        seconds = await _notes(stage, {each.id for each in everybody}, began, since)
        broken = [f"{each['rule']}: {each['words']}" for each in await stage.room.violations()]
        return Told(people, seconds, broken)


async def _come_in(stage: Stage, people: int) -> list[Person]:
    """So many champions in the channel: those of the cast, and others in their likeness."""
    slack = stage.team
    room = slack.workspace.channel(ROOM)
    if room is None:
        raise LookupError(ROOM)
    likeness = [each for each in slack.workspace.people.values() if each.role == "champion"]
    for number in range(people):
        come_in(slack, Newcomer(f"Guest Number{number}", likeness[number % len(likeness)]), room)
    await stage.room.change_person(stage.miriam.id)  # the driver meets those who have come
    return [each for each in stage.room.people("champion") if each.name.startswith("Guest ")]


async def _notes(stage: Stage, ids: set[str], began: float, since: int) -> list[float]:
    """When each of these had a private message, as far as they did within twice the time."""
    arrived: dict[str, float] = {}
    while len(arrived) < len(ids) and (now := time.monotonic() - began) < 2 * WITHIN:
        for call in stage.team.log.entries("call", since, method="chat.postMessage"):
            if call["ok"] and call["arguments"]["channel"] in ids:
                arrived.setdefault(call["arguments"]["channel"], now)
        await asyncio.sleep(0.1)
    return sorted(arrived.values())


def table(told: Told) -> str:
    """What was measured, to read."""
    known = len(told.seconds)
    lines = [f"{told.people} people checked in, groups of about 5, Slack's own limits", ""]
    for share in (0.5, 0.9, 1.0):
        enough = max(1, round(share * told.people))
        took = f"{told.seconds[enough - 1]:.1f} s after Go" if known >= enough else "never"
        lines.append(f"{share:.0%} knew their group: {took}")
    lines += ["", f"rules of Slack's that were broken: {len(told.broken)}", *told.broken[:10]]
    lines.append(f"goal: everybody within {WITHIN:.0f} s: {'met' if told.is_good else 'not met'}")
    return "\n".join(lines)


def main() -> int:
    """0 when everybody knew their group in time and no rule was broken."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.go", description=__doc__)
    parser.add_argument("--people", type=int, default=300)
    people = parser.parse_args().people
    with tempfile.TemporaryDirectory(prefix="alongside-go-") as folder:
        told = asyncio.run(measure(people, f"sqlite:///{Path(folder) / 'go.sqlite3'}"))
    print(table(told))
    return 0 if told.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
