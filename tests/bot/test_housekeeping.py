"""What operators type beside `python -m bot`: backups, restoring, another key; each answers in words."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.clock import real_time
from bot.housekeeping import USAGE
from coproduction.service import heartbeats
from storage import SqlMemory
from storage.engine import open_engines
from storage.migrate import migrate
from tests.bot.process import Ended, Process, Start
from tests.stage import SECRET_KEY
from tests.storage.world import fill


async def done(process: Process) -> tuple[int, list[str]]:
    """Its exit code and all that it said."""
    ended: Ended = await process.ends()
    assert process.count("Traceback") == 0
    return ended.code, process.lines


@pytest.fixture
def filled_url(ready_database_url: str) -> str:
    """A database with something in every table; its live session began too long ago to be live still."""
    engines = open_engines(ready_database_url)
    migrate(engines.writer)
    with engines.writer.begin() as connection:
        fill(SqlMemory(connection, "T1"))
    engines.dispose()
    return ready_database_url


async def test_a_backup_is_made_and_restored_without_any_token(
    start: Start, tmp_path: Path, filled_url: str
) -> None:
    code, said = await done(await start("backup", "a.backup", DATABASE_URL=filled_url))
    assert code == 0
    assert said[0].startswith("The backup is whole and was checked: a.backup (")
    assert said[1:] == [
        "Keys and secrets are not in it: nobody can tell from it who spoke without their name."
    ]

    url = f"sqlite:///{tmp_path}/new.db"
    code, said = await done(await start("restore", "a.backup", DATABASE_URL=url))
    assert code == 0
    assert said[0].startswith("What was stored at 20")
    assert said[1:] == [
        "Kept over it: what people have said no to (stops, what was taken back): 1.",
        said[2],
        "You can start the bot now.",
    ]
    assert said[2].startswith("Owed at that time: ")
    assert said[2].endswith("looks for each of them in Slack, and sends only those that are not there.")
    with closing(sqlite3.connect(tmp_path / "new.db")) as database:
        assert database.execute("SELECT what FROM pledge ORDER BY id").fetchall() == [
            ("Call the school",),
            ("Listen",),
        ]


async def test_a_second_backup_of_the_same_name_is_refused(start: Start, ready_sqlite_url: str) -> None:
    await done(await start("backup", "a.backup", DATABASE_URL=ready_sqlite_url))
    code, said = await done(await start("backup", "a.backup", DATABASE_URL=ready_sqlite_url))
    assert (code, said) == (
        1,
        ["a.backup is there already, and a backup replaces nothing. Name another file."],
    )


async def test_a_copied_database_is_no_backup_and_that_is_said(
    start: Start, tmp_path: Path, ready_sqlite_url: str
) -> None:
    code, said = await done(await start("restore", "test.db", DATABASE_URL="sqlite:///other.db"))
    assert code == 1
    assert said == [
        "The file is not a backup that Alongside has made. (A copy of the database file of a running bot "
        "lacks what was stored last.) Make one with: python -m bot backup FILE"
    ]
    assert not (tmp_path / "other.db").exists()


@pytest.mark.parametrize("typed", [("backup",), ("restore", "a", "b"), ("help",), ("--help",), ("serve",)])
async def test_whoever_asks_for_something_else_is_told_how_to_ask(
    start: Start, typed: tuple[str, ...]
) -> None:
    code, said = await done(await start(*typed))
    assert (code, said) == (2, USAGE.splitlines())


async def test_a_database_that_does_not_answer_is_not_waited_for(start: Start) -> None:
    url = "postgresql://bot:pass@127.0.0.1:1/alongside"
    for typed in (("backup", "a"), ("new-key",)):
        code, said = await done(await start(*typed, DATABASE_URL=url, SECRET_KEY=SECRET_KEY))
        assert (code, said) == (
            1,
            ["The database does not answer. Nothing was changed; please try again."],
        )


async def test_a_lost_key_file_is_said_at_start_and_made_anew_when_asked_to(
    start: Start, tmp_path: Path, ready_sqlite_url: str
) -> None:
    """The secret was locked by the process that filled it, whose key is lost."""
    engines = open_engines(ready_sqlite_url)
    with engines.writer.begin() as connection:
        fill(SqlMemory(connection, "T1"))
    engines.dispose()
    tokens = {"SLACK_BOT_TOKEN": "xoxb-of-a-test", "SLACK_APP_TOKEN": "xapp-of-a-test"}

    code, said = await done(await start(**tokens, DATABASE_URL=ready_sqlite_url))
    assert code == 1
    assert said == [
        f"The key file {tmp_path}/test.db.key is missing, and a live session's secret is locked with it. "
        "Put it back. If it is lost, type: python -m bot new-key"
    ]

    code, said = await done(await start("new-key", DATABASE_URL=ready_sqlite_url))
    assert (code, said[-1]) == (0, "You can start the bot now.")
    assert said[0].startswith("Sessions whose secret could not be opened any more: 1. Checking in is closed")
    assert (tmp_path / "test.db.key").exists()


async def test_nothing_is_restored_while_a_bot_is_at_work_unless_that_is_forced(
    start: Start, filled_url: str
) -> None:
    await done(await start("backup", "a.backup", DATABASE_URL=filled_url))
    engines = open_engines(filled_url)
    with engines.writer.begin() as connection:
        heartbeats.beat(SqlMemory(connection, "T1"), "process", real_time())
    engines.dispose()

    code, said = await done(await start("restore", "a.backup", DATABASE_URL=filled_url))
    assert code == 1
    assert said[0].startswith("A bot was at work on this database ")
    assert said[0].endswith("If it was killed, wait for a minute and a half, or add --force.")

    code, said = await done(await start("restore", "a.backup", "--force", DATABASE_URL=filled_url))
    assert (code, said[-1]) == (0, "You can start the bot now.")
