"""The polls that a storm answers, and what the database says of them afterwards."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import text

from benchmarks.slack import CROWD, TEAM
from bot.clock import real_time
from coproduction import voices
from coproduction.levels import Level
from coproduction.people import Actor
from coproduction.polls import Poll
from coproduction.ports import Memory
from coproduction.questions import tally
from coproduction.service import members, polls, sessions
from handlers.dispatch.commands import voice
from handlers.settings import Settings
from storage import open_storage
from storage.engine import open_engines
from storage.keys import Key
from tests.looks import draw
from tests.stage import SECRET_KEY

_ADMIN = Actor("U0FACILITATOR", is_admin=True)
_OF_IT = "WHERE workspace = :workspace AND poll = :poll"
_STORED = text(f"SELECT person, answer FROM ballot {_OF_IT}")  # noqa: S608 (ours)
_UNNAMED = text(f"SELECT tag, answer FROM unnamed_ballot {_OF_IT}")  # noqa: S608
_SECRET = text(f"SELECT pepper FROM poll_secret {_OF_IT}")  # noqa: S608


@dataclass(frozen=True, slots=True)
class Found:
    """The answers to a poll as they are stored, held against those that were given."""

    stored: int
    missing: int  # not stored, or not as it was given
    doubled: int
    card: str  # what the poll's card must say in the end


async def prepare(url: str, channel: str, polls_wanted: int, level: Level = Level.CONFIDENTIAL) -> list[Poll]:
    """A live session with open polls of this level, made by the bot's own services."""
    storage = open_storage(url, SECRET_KEY)
    now = real_time()  # a session that nobody ends is closed before long

    def ask(memory: Memory) -> list[Poll]:
        sessions.start(memory, now, _ADMIN, channel, "Benchmark")
        members.read(memory, channel, (*CROWD, _ADMIN.id), is_private=False)
        return [
            polls.open_poll(
                memory,
                now,
                _ADMIN,
                channel,
                polls.PollForm(
                    f"Question {number}",
                    ["Morning", "Afternoon", "Evening"],
                    f"{channel}-{number}",
                    level=level,
                ),
            )
            for number in range(polls_wanted)
        ]

    try:
        return await storage.write(TEAM, ask)
    finally:
        await storage.close()


def _names(locked: bytes | None, poll: Poll, people: Iterable[str]) -> dict[str, str]:
    """Tag to person, for who has the key: that is how anonymous answers are told from doubled ones."""
    pepper = Key(SECRET_KEY).open(locked or b"", TEAM, poll.id)
    return {voices.tag(pepper, TEAM, person): person for person in people}


def check(url: str, poll: Poll, given: Mapping[str, str]) -> Found:
    """Read the table itself, not through the code under test."""
    engines = open_engines(url)
    which = {"workspace": TEAM, "poll": poll.id}
    with engines.reader.connect() as connection:
        found = connection.execute(_UNNAMED if poll.is_anonymous else _STORED, which).all()
        names = _names(connection.execute(_SECRET, which).scalar(), poll, given) if poll.is_anonymous else {}
    engines.dispose()
    rows = [(names.get(voice_, voice_), answer) for voice_, answer in found]
    stored: dict[str, str] = dict(rows)
    counts = Counter(stored.values())
    return Found(
        stored=len(rows),
        missing=sum(stored.get(person) != answer for person, answer in given.items()),
        doubled=len(rows) - len(stored),
        card=draw(voice(Settings()), tally(poll, counts), {}).text,
    )
