"""The memory speaks to the driver itself; what goes wrong there still reaches the bridge as it expects it."""

from __future__ import annotations

from secrets import token_hex
from traceback import format_exception
from typing import TYPE_CHECKING

import psycopg
import pytest
from sqlalchemy.exc import IntegrityError

from coproduction.checkins import CheckIn
from storage.faults import CannotRead
from tests.storage import world

if TYPE_CHECKING:
    from coproduction.ports import Memory

_HANG_UP = """
SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


def hang_up(url: str) -> None:
    """The server ends every connection to this database."""
    with psycopg.connect(url) as connection:
        connection.execute(_HANG_UP)


async def test_work_whose_connection_is_lost_is_done_again(postgresql_url: str) -> None:
    tries = []

    def work(memory: Memory) -> None:
        tries.append("once")
        if len(tries) == 1:
            hang_up(postgresql_url)
        memory.people.put(world.PERSON)

    async with world.storage_at(postgresql_url) as storage:
        await storage.write("T1", work)
        assert len(tries) == 2
        assert await storage.read("T1", lambda m: m.people.all()) == [world.PERSON]


async def test_a_read_that_loses_its_connection_twice_says_so_in_plain_words(postgresql_url: str) -> None:
    def work(memory: Memory) -> None:
        hang_up(postgresql_url)
        memory.people.all()

    async with world.storage_at(postgresql_url) as storage:
        with pytest.raises(CannotRead, match="try again in a minute"):
            await storage.read("T1", work)


async def test_a_broken_reference_is_a_fault_that_undoes_only_its_own_work(ready_database_url: str) -> None:
    def work(memory: Memory) -> None:
        memory.people.put(world.PERSON)
        memory.ideas.keep_support("no such idea", "ana")

    async with world.storage_at(ready_database_url) as storage:
        with pytest.raises(IntegrityError):
            await storage.write("T1", work)
        assert await storage.read("T1", lambda m: m.people.all()) == []


async def test_a_refused_row_is_not_quoted_in_the_error(ready_database_url: str) -> None:
    words = token_hex()

    def work(memory: Memory) -> None:
        world.fill(memory)
        memory.checkins.put(CheckIn("s1", "ben", True, 9, words))

    async with world.storage_at(ready_database_url) as storage:
        with pytest.raises(IntegrityError, match="ck_checkin_mood") as refused:
            await storage.write("T1", work)
    assert words not in "".join(format_exception(refused.value))


async def test_a_reader_cannot_write(ready_database_url: str) -> None:
    async with world.storage_at(ready_database_url) as storage:
        with pytest.raises(Exception, match=r"read-?only"):
            await storage.read("T1", lambda m: m.people.put(world.PERSON))
