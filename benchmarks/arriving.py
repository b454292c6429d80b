"""A full room opens forms at once: `make bench-forms`, or `python -m benchmarks.arriving --help`.

The crowd of the rehearsal at twenty times its pace, and the real bot, held to Slack's own limits: a hundred
forms a minute. People check in, and after the end those who say "Yes" make their pledge. What decides the
exit code: everybody gets through, nobody is told more than twice that they cannot, and no rule is broken.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.logs import set_up
from tests.handlers.database import how_many
from tests.stage import ROOM, Stage, on_stage

PACE = 20.0
OF_THE_CLOSING = "poll IN (SELECT id FROM poll WHERE purpose = 'closing')"
WITHIN = 300.0  # seconds, for each of the two rushes
LATE = "did not open in time"
MOST_TOLD = 2  # times that one person may be told so, in both rushes together


@dataclass(frozen=True, slots=True)
class Rush:
    """How many wanted a form, how many got through and how long that took."""

    wanted: int
    came: int
    by_form: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Found:
    """Both rushes; how often each person was told that their form did not open; and what was broken."""

    check_ins: Rush
    pledges: Rush
    told: Mapping[str, int]
    leaders: int
    broken: list[str]

    @property
    def is_good(self) -> bool:
        """Whether everybody got through without being sent away again and again."""
        all_came = all(rush.came == rush.wanted for rush in (self.check_ins, self.pledges))
        return all_came and max(self.told.values(), default=0) <= MOST_TOLD and not self.broken


async def measure(people: int, database_url: str) -> Found:
    """A session that fills, and ends."""
    async with on_stage(database_url, PACE="1") as stage:
        await stage.session()
        await stage.room.rates(on=True)
        began = time.monotonic()
        await stage.room.fill(people, ROOM, pace=PACE)
        came = await until(lambda: how_many(stage, "attendance"), people)
        check_ins = Rush(people, came, _sent(stage, "Check in"), time.monotonic() - began)
        await stage.miriam.types("/copro end now", channel=ROOM)
        await stage.miriam.sees("Before you go", channel=ROOM)
        began = time.monotonic()
        voted = await until(lambda: how_many(stage, "ballot", OF_THE_CLOSING), people)
        yes = how_many(stage, "ballot", f"answer = '0' AND {OF_THE_CLOSING}")
        pledged = await until(lambda: how_many(stage, "pledge"), yes)
        pledges = Rush(yes, pledged, _sent(stage, "Your pledge"), time.monotonic() - began)
        await stage.room.fill(0)
        broken = [f"{each['rule']}: {each['words']}" for each in await stage.room.violations()]
        broken += [] if voted == people else [f"{voted} of {people} have answered the closing question"]
        return Found(check_ins, pledges, _told(stage), _leaders(stage), broken)


async def until(count: Callable[[], int], wanted: int) -> int:
    """How many there are when all are, or when nobody waits any more."""
    last = time.monotonic() + WITHIN
    # the crowd goes on meanwhile, and no event says that a row is there
    while (found := count()) < wanted and time.monotonic() < last:  # noqa: ASYNC110
        await asyncio.sleep(0.5)
    return found


def _sent(stage: Stage, title: str) -> int:
    """How many people sent a form with this title."""
    payloads = (entry["payload"] for entry in stage.team.log.entries("envelope"))
    forms = (each for each in payloads if each.get("type") == "view_submission")
    return len({each["user"]["id"] for each in forms if each["view"]["title"]["text"] == title})


def _told(stage: Stage) -> Mapping[str, int]:
    """How often each person was told that a form did not open."""
    told: Counter[str] = Counter()
    for entry in stage.team.log.entries("http", what="response_url"):
        if LATE in str(entry["arguments"].get("text")):
            told[entry["person"]] += 1
    return told


def _leaders(stage: Stage) -> int:
    """How many messages told those who lead that forms are slow."""
    return how_many(stage, "message", "kind = 'slow_forms'")


def table(people: int, found: Found) -> str:
    """What was measured, to read."""
    lines = [f"{people} people at {PACE:g} times their pace, Slack's own limits", ""]
    for name, rush in (("checked in", found.check_ins), ("pledged", found.pledges)):
        others = rush.came - rush.by_form
        lines.append(
            f"{name}: {rush.came} of {rush.wanted} in {rush.seconds:.0f} s, "
            f"{rush.by_form} by the form, {others} without"
        )
    often = Counter(found.told.values())
    lines += [f"told {times} times that a form did not open: {often[times]}" for times in sorted(often)]
    lines += [f"messages to those who lead: {found.leaders}"]
    lines += [f"rules that were broken: {len(found.broken)}", *found.broken[:10]]
    lines.append(f"goal: everybody gets through: {'met' if found.is_good else 'not met'}")
    return "\n".join(lines)


def main() -> int:
    """0 when everybody got through."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.arriving", description=__doc__)
    parser.add_argument("--people", type=int, default=300)
    people = parser.parse_args().people
    with tempfile.TemporaryDirectory(prefix="alongside-forms-") as folder:
        set_up("text", io.StringIO())
        found = asyncio.run(measure(people, f"sqlite:///{Path(folder) / 'forms.sqlite3'}"))
    print(table(people, found))
    return 0 if found.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
