"""The polls that a storm answers, and what the database says of them afterwards."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import text

from benchmarks.slack import TEAM
from bot.clock import real_time
from coproduction.people import Actor
from coproduction.polls import Poll
from coproduction.ports import Memory
from coproduction.questions import tally
from coproduction.service import polls, sessions
from handlers.dispatch.commands import voice
from handlers.settings import Settings
from storage import open_storage
from storage.engine import open_engines
from tests.looks import draw
from tests.stage import SECRET_KEY

_ADMIN = Actor("U0FACILITATOR", is_admin=True)
_STORED = text("SELECT person, answer FROM ballot WHERE workspace = :workspace AND poll = :poll")


@dataclass(frozen=True, slots=True)
class Found:
    """The answers to a poll as they are stored, held against those that were given."""

    stored: int
    missing: int  # not stored, or not as it was given
    doubled: int
    card: str  # what the poll's card must say in the end


async def prepare(url: str, channel: str, polls_wanted: int) -> list[Poll]:
    """A live session with open polls, made by the bot's own services."""
    storage = open_storage(url, SECRET_KEY)
    now = real_time()  # a session that nobody ends is closed before long

    def ask(memory: Memory) -> list[Poll]:
        sessions.start(memory, now, _ADMIN, channel, "Benchmark")
        return [
            polls.open_poll(
                memory,
                now,
                _ADMIN,
                channel,
                polls.PollForm(
                    f"Question {number}", ["Morning", "Afternoon", "Evening"], f"{channel}-{number}"
                ),
            )
            for number in range(polls_wanted)
        ]

    try:
        return await storage.write(TEAM, ask)
    finally:
        await storage.close()


def check(url: str, poll: Poll, given: Mapping[str, str]) -> Found:
    """Read the table itself, not through the code under test."""
    engines = open_engines(url)
    with engines.reader.connect() as connection:
        rows = connection.execute(_STORED, {"workspace": TEAM, "poll": poll.id}).tuples().all()
    engines.dispose()
    stored: dict[str, str] = dict(rows)
    counts = Counter(stored.values())
    return Found(
        stored=len(rows),
        missing=sum(stored.get(person) != answer for person, answer in given.items()),
        doubled=len(rows) - len(stored),
        card=draw(voice(Settings()), tally(poll, counts), {}).text,
    )
