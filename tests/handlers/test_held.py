"""A database that somebody else holds, as people in Slack meet it: told in time, and nothing comes later."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from contextlib import closing
from datetime import timedelta
from itertools import count
from threading import Event

import sqlalchemy as sa

from coproduction.haste import SLACK_WAITS
from rehearsal.driver.room import Person
from storage import Storage
from tests.bot.tape import taped
from tests.handlers.database import tables
from tests.handlers.test_checkins import fills_in, opens_form
from tests.stage import ROOM, Opened, Stage, on_stage
from tests.storage.raw import file_of
from tests.storage.rows import PATIENCE
from tests.storage.test_bridge_troubles import holding

BUDDY = "A buddy for every new parent"
FULL = "database_does_not_store"


async def test_an_idea_is_not_saved_while_the_database_is_held_and_once_when_it_is_typed_again(
    database: Opened,
) -> None:
    async with on_stage(database) as stage:
        await stage.session()
        await stage.rests()
        with holding(database.url, "idea"):
            deed = await stage.ana.types(f"/idea {BUDDY}", channel=ROOM)
            assert deed.acked
            await stage.ana.sees("This was not saved", channel=ROOM, private=True)
        await stage.ana.types(f"/idea {BUDDY}", channel=ROOM)
        await stage.delroy.sees(BUDDY, channel=ROOM)
        assert [row["text"] for row in tables(stage)["idea"]] == [BUDDY]


async def test_what_was_being_committed_when_slack_gave_up_is_said_to_be_saved_when_it_is(
    ready_sqlite_url: str,
) -> None:
    async with on_stage(ready_sqlite_url) as stage:
        await stage.session()
        await stage.rests()
        assert isinstance(stage.storage, Storage)
        free = Event()
        writer = stage.storage._engines.writer
        sa.event.listen(writer, "commit", lambda _connection: free.wait(PATIENCE))
        asyncio.get_running_loop().call_later(SLACK_WAITS + 0.3, free.set)

        deed = await stage.ana.types(f"/idea {BUDDY}", channel=ROOM, allow_silence=True)

        assert not deed.acked
        told = await stage.ana.sees(re.compile(r"^(?!/idea failed)(?s:.)+$"), channel=ROOM, private=True)
        assert "Your idea" in told.readable
        await stage.delroy.sees(BUDDY, channel=ROOM)
        assert [row["text"] for row in tables(stage)["idea"]] == [BUDDY]


async def test_what_was_saved_before_the_database_was_held_is_never_said_not_to_be(
    ready_postgresql_url: str,
) -> None:
    """What Ana says without her name is stored first, by itself, and that she is there after it."""
    async with on_stage(ready_postgresql_url) as stage:
        await stage.session()
        await stage.rests()
        await opens_form(stage.ana)
        await fills_in(stage.ana, "1 – very low", "Without my name")
        with holding(ready_postgresql_url, "attendance"):
            deed = await stage.ana.submits()
            (told,) = deed.errors.values()
            assert told.startswith("I saved what you did, or a part of it. But then I could not go on.")
        assert (await stage.ana.submits()).closed


async def test_of_what_is_stored_in_part_when_slack_would_give_up_it_hears_in_time_that_it_arrived(
    ready_sqlite_url: str,
) -> None:
    async with on_stage(ready_sqlite_url) as stage:
        await stage.session()
        await stage.rests()
        await opens_form(stage.ana)
        await fills_in(stage.ana, "1 – very low", "Without my name")
        await stage.workspace.cards.rests()  # whoever presses is here already, and that is drawn
        assert isinstance(stage.storage, Storage)
        free, commits = Event(), count()
        writer = stage.storage._engines.writer
        sa.event.listen(writer, "commit", lambda _connection: next(commits) and free.wait(PATIENCE))
        asyncio.get_running_loop().call_later(SLACK_WAITS + 0.3, free.set)

        deed = await stage.ana.submits()

        assert (deed.acked, deed.closed, free.is_set()) == (True, True, False)
        await stage.ana.sees("You are checked in to “Support for new parents”.", channel=ROOM, private=True)
        assert len(tables(stage)["checkin"]) == len(tables(stage)["attendance"]) == 1


async def test_a_full_database_takes_no_idea_loses_none_and_says_so_once(ready_sqlite_url: str) -> None:
    long = "A buddy for every new parent. " * 18
    with closing(sqlite3.connect(file_of(ready_sqlite_url))) as made:
        made.execute("VACUUM")  # no gaps are left where ideas would fit
    async with on_stage(ready_sqlite_url) as stage:
        await stage.session()
        await stage.rests()
        assert isinstance(stage.storage, Storage)
        room, number = Room(stage.storage), 0
        with taped() as tape:
            room.pages = 1
            while not await is_told(stage.ana, "This was not saved, because I cannot write"):
                number += 1
                assert (await stage.ana.types(f"/idea {number} {long}", channel=ROOM)).acked
            assert stored(stage) == list(range(1, number))

            room.pages = 1_000_000
            await stage.ana.types(f"/idea {number} {long}", channel=ROOM)
            assert stored(stage) == list(range(1, number + 1))
            await stage.time_is(await stage.room.now() + timedelta(minutes=5))
            await stage.delroy.sees(re.compile(rf"^{number} A buddy", re.MULTILINE), channel=ROOM)
            assert tape.events(FULL) == [FULL]


async def is_told(person: Person, words: str) -> bool:
    return any(words in message.readable for message in await person.messages(ROOM) if message.private)


def stored(stage: Stage) -> list[int]:
    """The ideas, by the number that they begin with."""
    return sorted(int(row["text"].split()[0]) for row in tables(stage)["idea"])


class Room:
    """How many pages the file of a database may have; as many as it has, where that is more."""

    def __init__(self, storage: Storage) -> None:
        self.pages = 1_000_000
        sa.event.listen(storage._engines.writer, "begin", self._limit)

    def _limit(self, connection: sa.Connection) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count={self.pages}").close()
