"""300 people for ten rehearsed minutes: `make crowd`, or `python -m benchmarks.crowd --help`."""

import argparse
import asyncio
import io
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path

from benchmarks.room import Lost, compare, play
from bot.app import Bot, running
from bot.config import Config
from bot.logs import set_up
from bot.store import opened
from rehearsal.driver.room import Room
from rehearsal.server import Rehearsal
from rehearsal.world.log import NEWEST_ENTRIES
from rehearsal.world.memory import AT_HAND, AT_HAND_FOR_ONE
from story.setting import StoryRehearsal
from tests.stage import SECRET_KEY

_MANIFEST = Path(__file__).parent.parent / "manifest.json"
_FAULTS = ("Traceback", "[error", "[critical", "fault")


def main() -> int:
    """0 when nothing was lost, no rule was broken and no log tells of a fault."""
    wish = _wish()
    said = io.StringIO()
    set_up("text", said)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="alongside-crowd-") as folder:
        lost = asyncio.run(
            _run(f"sqlite:///{Path(folder) / 'crowd.sqlite3'}", wish.people, 60 * wish.minutes)
        )
    faults = [*lost.faults, *(line for line in said.getvalue().splitlines() if _tells_of_a_fault(line))]
    print(f"{wish.people} people, {wish.minutes:g} rehearsed minutes in {time.monotonic() - began:.0f} s")
    print("\n".join(f"{name}: {number}" for name, number in lost.counts.items()))
    print(
        "\n".join(faults) or "Nothing was lost or doubled, no rule was broken, and no log tells of a fault."
    )
    return 1 if faults else 0


async def _run(database_url: str, people: int, seconds: float) -> Lost:
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(StoryRehearsal(_MANIFEST))
        config = Config.from_env(_settings(server, database_url))
        storage = await stack.enter_async_context(opened(database_url, SECRET_KEY))
        bot = await stack.enter_async_context(running(config, storage))
        room = await stack.enter_async_context(Room(server.url))
        await play(server, room, people, seconds)
        await _rests(bot)
        lost = compare(server, database_url)
        broken = [f"{each['rule']}: {each['words']}" for each in await room.violations()]
        return Lost([*lost.faults, *broken, *_overfull(server)], lost.counts | _kept(server))


def _kept(server: Rehearsal) -> dict[str, int]:
    """What the workspace holds in memory at the end."""
    inside = server.slack
    return {
        "messages in memory": inside.workspace.memory.at_hand(),
        "entries in the record": len(inside.log.entries()),
    }


def _overfull(server: Rehearsal) -> Iterator[str]:
    """Whether anything outgrew its bound, or pushed out what had to be compared."""
    log, memory = server.slack.log, server.slack.workspace.memory
    if len(log.entries()) == NEWEST_ENTRIES:
        yield "the record was too short for all that happened, so not all of it was compared"
    for (channel, person), shelf in memory.shelves():
        if len(shelf) > (AT_HAND_FOR_ONE if person else AT_HAND):
            yield f"{len(shelf)} messages of {channel} are in memory"


async def _rests(bot: Bot) -> None:
    for workspace in bot.parts.workspaces:
        await workspace.answering.background.done()
        await workspace.outbox.flush()


def _settings(server: Rehearsal, database_url: str) -> dict[str, str]:
    return {
        "SLACK_BOT_TOKEN": server.bot_token,
        "SLACK_APP_TOKEN": server.app_token,
        "SLACK_API_URL": server.api_url,
        "DATABASE_URL": database_url,
        "SECRET_KEY": SECRET_KEY,
        "PACE": "0.01",
        "TICK_SECONDS": "0.5",
        "REHEARSAL_CLOCK": f"{server.url}/_rehearsal/clock",
    }


def _tells_of_a_fault(line: str) -> bool:
    return any(word in line for word in _FAULTS)


def _wish() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.crowd", description=__doc__)
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--minutes", type=float, default=10)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
