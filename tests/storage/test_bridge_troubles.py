"""A database that is held, full, damaged or read-only: told in words and in time, and once in the log."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from contextlib import AbstractContextManager, closing, contextmanager
from threading import Event
from typing import TYPE_CHECKING

import psycopg
import pytest
import sqlalchemy as sa
from psycopg import sql

from coproduction.haste import hearing
from storage import faults
from storage.engine import Engines, open_engines
from tests.bot.tape import Tape, taped
from tests.storage.raw import file_of
from tests.storage.rows import PATIENCE, Memory, bridge_over, busy, create_tables

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from storage.bridge import Bridge

SOON = 0.3  # seconds that somebody waits here, instead of 2.4
BEGUN, OVER = "database_does_not_store", "database_stores_again"


@pytest.fixture
async def tape() -> AsyncIterator[Tape]:
    with taped() as tape:
        yield tape


def held(url: str) -> AbstractContextManager[None]:
    """Somebody else holds what is written."""
    return holding(url, "entry")


@contextmanager
def holding(url: str, table: str) -> Iterator[None]:
    """Somebody else has a transaction open that began to write there."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(file_of(url), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.execute("ROLLBACK")
    else:
        with psycopg.connect(url) as other:
            other.execute(sql.SQL("LOCK TABLE {}").format(sql.Identifier(table)))
            yield
            other.rollback()


async def add(bridge: Bridge[Memory], name: str, number: int, within: float = SOON) -> int:
    """Somebody waits so long for this to be stored."""
    with hearing(within):
        return await bridge.write("T1", lambda memory: memory.add(name, number))


async def test_while_somebody_holds_the_database_people_are_told_in_time_and_nothing_is_stored_later(
    database_url: str, bridge: Bridge[Memory], tape: Tape
) -> None:
    with held(database_url):
        began = time.monotonic()
        acts = [add(bridge, f"held{number}", number) for number in range(20)]
        told = await asyncio.gather(*acts, return_exceptions=True)
        assert time.monotonic() - began < SOON + 1
        told += await asyncio.gather(add(bridge, "later", 30), return_exceptions=True)
    assert [type(each) for each in told] == [faults.NotInTime] * 21
    assert str(told[0]).startswith("This was not saved")
    assert str(told[0]).endswith("Please try again.")

    assert await add(bridge, "again", 1, within=20) == 1
    assert await bridge.read("T1", lambda memory: memory.names()) == ["again"]
    assert tape.events(BEGUN, OVER) == [BEGUN, OVER]
    assert "not_saved=21" in await tape.says(OVER)


async def test_what_waits_for_the_bots_own_work_sends_nobody_to_look_for_somebody_else(
    sqlite_url: str, tape: Tape
) -> None:
    create_tables(sqlite_url)
    begun, enough = Event(), Event()

    def takes_long(memory: Memory) -> int:
        begun.set()
        assert enough.wait(20)
        return memory.add("long", 1)

    async with bridge_over(open_engines(sqlite_url)) as bridge:
        long = asyncio.create_task(bridge.write("T1", takes_long))
        await asyncio.to_thread(begun.wait)
        with pytest.raises(faults.NotInTime):
            await add(bridge, "waits", 2)
        enough.set()
        assert await long == 1
    said = await tape.says(BEGUN)
    assert "trouble=slow" in said
    assert "open" not in said


async def test_what_nobody_waits_for_is_stored_when_the_database_is_free(
    sqlite_url: str,
) -> None:
    """On SQLite; PostgreSQL says no after a second, whoever waits."""
    create_tables(sqlite_url)
    async with bridge_over(open_engines(sqlite_url)) as bridge:
        with held(sqlite_url):
            patient = asyncio.create_task(bridge.write("T1", lambda memory: memory.add("patient", 1)))
            await asyncio.sleep(0)
            with pytest.raises(faults.NotInTime):
                await add(bridge, "waited for", 2)
        assert await patient == 1
        assert await bridge.read("T1", lambda memory: memory.names()) == ["patient"]


async def test_what_is_kept_on_the_way_to_an_act_does_not_let_the_act_come_late(
    database_url: str, bridge: Bridge[Memory]
) -> None:
    """Such as who is in a channel, or that Slack wants a rest: the act itself is still to be stored."""
    with hearing(SOON) as act:
        await bridge.write("T1", lambda memory: memory.add("on the way", 1))
        assert not act.is_stored
        with held(database_url), pytest.raises(faults.NotInTime):
            await bridge.write("T1", lambda memory: memory.add("the act", 2))
    assert await bridge.read("T1", lambda memory: memory.names()) == ["on the way"]


async def test_when_its_commit_has_begun_the_answer_is_that_it_is_stored(
    engines: Engines, bridge: Bridge[Memory]
) -> None:
    late = Event()
    sa.event.listen(engines.writer, "commit", lambda _connection: late.wait(PATIENCE))
    asyncio.get_running_loop().call_later(2 * SOON, late.set)
    assert await add(bridge, "slow", 1) == 1
    assert await bridge.read("T1", lambda memory: memory.names()) == ["slow"]


async def test_what_was_run_and_is_not_wanted_any_more_is_undone_and_the_others_are_stored(
    bridge: Bridge[Memory],
) -> None:
    runs, told = 0, Event()

    def slowly(memory: Memory) -> int:
        nonlocal runs
        runs += 1
        told.wait(PATIENCE)
        return memory.add("slow", 1)

    async with busy(bridge):
        late = asyncio.create_task(add(bridge, "late", 2))
        late.add_done_callback(lambda _late: told.set())
        other = asyncio.create_task(bridge.write("T1", slowly))
    with pytest.raises(faults.NotInTime):
        await late
    assert await other == 1
    assert runs == 2
    assert await bridge.read("T1", lambda memory: memory.names()) == ["slow"]


async def test_what_goes_on_after_the_answer_keeps_nobody_waiting(bridge: Bridge[Memory]) -> None:
    with hearing(0.0):
        after = asyncio.create_task(bridge.write("T1", lambda memory: memory.add("after", 1)))
    assert await after == 1


def hinder(engines: Engines, pragma: str) -> None:
    """Whoever writes through these has only what this pragma leaves them."""
    sa.event.listen(engines.writer, "connect", lambda raw, _record: raw.execute(f"PRAGMA {pragma}").close())


@pytest.mark.parametrize(
    ("pragma", "trouble", "advice"),
    [("max_page_count=1", "full", "make room"), ("query_only=ON", "read only", "let the bot write there")],
)
async def test_a_full_disk_and_a_read_only_file_are_said_once_and_told_in_words(
    sqlite_url: str, tape: Tape, pragma: str, trouble: str, advice: str
) -> None:
    with closing(sqlite3.connect(file_of(sqlite_url))) as made:
        made.execute(
            "CREATE TABLE entry (workspace TEXT, name TEXT, number INTEGER, parent TEXT, "
            "PRIMARY KEY (workspace, name))"
        )
    engines = open_engines(sqlite_url)
    hinder(engines, pragma)
    async with bridge_over(engines) as bridge:
        for number in range(3):
            with pytest.raises(faults.Hindered, match="was not saved, because I cannot write") as told:
                await add(bridge, "word " * 20_000, number, within=20)
            assert "tell who looks after me here" in str(told.value)
        assert await bridge.read("T1", lambda memory: memory.names()) == []
    [line] = tape.lines(BEGUN)
    assert f"trouble={trouble!r}" in line or f"trouble={trouble}" in line
    assert advice in line


async def test_a_damaged_page_is_said_once_and_told_in_words(sqlite_url: str, tape: Tape) -> None:
    create_tables(sqlite_url)
    engines, file = open_engines(sqlite_url), file_of(sqlite_url)
    with engines.writer.begin() as connection:
        for number in range(200):
            Memory(connection, "T1").add(f"{number}" + "word " * 200, number)
    engines.dispose()  # the last to leave empties the journal
    with file.open("r+b") as pages:
        pages.seek(2 * 4096)
        pages.write(b"\xff" * (file.stat().st_size - 2 * 4096))
    async with bridge_over(open_engines(sqlite_url)) as bridge:
        for number in (500, 501):
            with pytest.raises(faults.Hindered):
                await add(bridge, f"{number}", number, within=20)
            with pytest.raises(faults.CannotRead, match="could not look this up"):
                await bridge.read("T1", lambda memory: memory.names())
    [line] = tape.lines(BEGUN)
    assert "trouble=damaged" in line
    assert "python -m bot restore FILE" in line


@contextmanager
def read_only(url: str) -> Iterator[None]:
    """Who connects to this database meanwhile cannot write, as to a standby."""
    name = sql.Identifier(url.rpartition("/")[2])
    with psycopg.connect(url, autocommit=True) as other:
        other.execute(sql.SQL("ALTER DATABASE {} SET default_transaction_read_only = on").format(name))
    try:
        yield
    finally:
        with psycopg.connect(url, autocommit=True) as other:
            other.execute("SET default_transaction_read_only = off")
            other.execute(sql.SQL("ALTER DATABASE {} RESET default_transaction_read_only").format(name))


async def test_a_postgresql_that_takes_no_writes_is_said_once_and_told_in_words(
    postgresql_url: str, tape: Tape
) -> None:
    create_tables(postgresql_url)
    with read_only(postgresql_url):
        async with bridge_over(open_engines(postgresql_url)) as bridge:
            for number in range(2):
                with pytest.raises(faults.Hindered):
                    await add(bridge, "x", number, within=20)
    [line] = tape.lines(BEGUN)
    assert "name the server that takes writes" in line


async def test_a_postgresql_whose_disk_is_full_is_said_once_and_told_in_words(
    postgresql_url: str, tape: Tape
) -> None:
    """PostgreSQL itself raises what it raises when a file cannot grow."""
    create_tables(postgresql_url)
    with psycopg.connect(postgresql_url, autocommit=True) as other:
        other.execute(
            "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS "
            "$$BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END$$"
        )
        other.execute("CREATE TRIGGER full_disk BEFORE INSERT ON entry EXECUTE FUNCTION no_room()")
        async with bridge_over(open_engines(postgresql_url)) as bridge:
            for number in range(3):
                with pytest.raises(faults.Hindered):
                    await add(bridge, "x", number, within=20)
            other.execute("DROP TRIGGER full_disk ON entry")
            assert await add(bridge, "x", 1, within=20) == 1
    [line] = tape.lines(BEGUN)
    assert "make room on its disk" in line
