"""Nothing is acknowledged that is not stored, whatever happens to the database meanwhile."""

from __future__ import annotations

import asyncio
from threading import Barrier
from typing import TYPE_CHECKING

import psycopg
import pytest
import sqlalchemy as sa

from storage import faults
from storage.engine import open_engines
from tests.postgres import Server
from tests.storage.rows import PATIENCE, Commits, bridge_over, busy, create_tables
from tests.storage.storms import Mark, marks, storm

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from storage.bridge import Bridge
    from storage.engine import Engines
    from tests.postgres import External
    from tests.storage.rows import Memory


class Once:
    """A piece of work to which something happens the first time it runs."""

    def __init__(self, name: str, number: int, happens: Callable[[Memory], None] | None = None) -> None:
        self._name, self._number, self._happens = name, number, happens
        self.runs = 0

    def __call__(self, memory: Memory) -> int:
        self.runs += 1
        if self.runs == 1 and self._happens:
            self._happens(memory)
        return memory.add(self._name, self._number)


def _terminate(url: str, backend: int) -> None:
    with psycopg.connect(url, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", (backend,))


@pytest.fixture
def pg_engines(postgresql_url: str) -> Engines:
    create_tables(postgresql_url)
    return open_engines(postgresql_url)


@pytest.fixture
async def pg_bridge(pg_engines: Engines) -> AsyncIterator[Bridge[Memory]]:
    async with bridge_over(pg_engines) as bridge:
        yield bridge


@pytest.fixture
def killable_postgres(postgres: External) -> Server:
    if not isinstance(postgres, Server):
        pytest.skip("NOT TESTED: the server of COPRO_TEST_PG_URL is not ours to kill")
    return postgres


async def test_a_failing_commit_fails_all_who_wait_for_it(bridge: Bridge[Memory]) -> None:
    async with busy(bridge):
        sound = asyncio.create_task(bridge.write("T1", lambda memory: memory.add("sound", 1)))
        orphan = asyncio.create_task(bridge.write("T1", lambda memory: memory.add("orphan", 2, "nobody")))
    first, second = await asyncio.gather(sound, orphan, return_exceptions=True)
    assert isinstance(first, faults.StorageUnavailable)
    assert isinstance(second, faults.StorageUnavailable)
    assert first is not second
    assert "could not save this" in str(first)
    assert isinstance(first.__cause__, sa.exc.IntegrityError)
    assert await bridge.read("T1", lambda memory: memory.names()) == []
    assert await bridge.write("T1", lambda memory: memory.add("next", 3)) == 3


async def _write_three(bridge: Bridge[Memory], happens: Callable[[Memory], None]) -> list[int]:
    """Three pieces in one batch; something happens to the second. How often each of them ran."""
    pieces = [Once("a", 1), Once("b", 2, happens), Once("c", 3)]
    async with busy(bridge):
        writes = [asyncio.create_task(bridge.write("T1", piece)) for piece in pieces]
    assert await asyncio.gather(*writes) == [1, 2, 3]
    assert await bridge.read("T1", lambda memory: memory.names()) == ["a", "b", "c"]
    return [piece.runs for piece in pieces]


async def test_after_a_lost_connection_each_piece_runs_again_on_its_own(
    postgresql_url: str, pg_engines: Engines, pg_bridge: Bridge[Memory]
) -> None:
    commits = Commits(pg_engines)
    runs = await _write_three(pg_bridge, lambda memory: _terminate(postgresql_url, memory.backend()))
    assert runs == [2, 2, 1]
    assert commits.count == 1 + 3


async def test_a_server_that_is_killed_and_comes_back_costs_nobody_anything(
    killable_postgres: Server, pg_bridge: Bridge[Memory]
) -> None:
    await pg_bridge.read("T1", lambda memory: memory.names())

    def power_cut(_memory: Memory) -> None:
        killable_postgres.kill9()
        killable_postgres.start()

    assert await _write_three(pg_bridge, power_cut) == [2, 2, 1]


async def test_a_connection_that_died_while_idle_is_replaced(
    postgresql_url: str, pg_bridge: Bridge[Memory]
) -> None:
    for carry in (pg_bridge.write, pg_bridge.read):
        _terminate(postgresql_url, await carry("T1", lambda memory: memory.backend()))
        assert await carry("T1", lambda memory: memory.names()) == []


async def test_a_read_that_loses_its_connection_is_tried_once_more(
    postgresql_url: str, pg_bridge: Bridge[Memory]
) -> None:
    runs = 0

    def always_lost(memory: Memory) -> list[str]:
        nonlocal runs
        runs += 1
        _terminate(postgresql_url, memory.backend())
        return memory.names()

    with pytest.raises(faults.CannotRead, match="could not look this up"):
        await pg_bridge.read("T1", always_lost)
    assert runs == 2


async def test_a_piece_that_always_loses_its_connection_is_given_up(
    postgresql_url: str, pg_bridge: Bridge[Memory]
) -> None:
    runs = 0

    def always_lost(memory: Memory) -> list[str]:
        nonlocal runs
        runs += 1
        _terminate(postgresql_url, memory.backend())
        return memory.names()

    async with busy(pg_bridge):
        hopeless = asyncio.create_task(pg_bridge.write("T1", always_lost))
        other = asyncio.create_task(pg_bridge.write("T1", lambda memory: memory.add("other", 1)))
    with pytest.raises(faults.StorageUnavailable, match="try again in a minute"):
        await hopeless
    assert runs == 1 + 3
    assert await other == 1


async def test_a_connection_lost_during_the_commit_is_not_run_again(
    postgresql_url: str, pg_engines: Engines, pg_bridge: Bridge[Memory]
) -> None:
    def cut(connection: sa.Connection) -> None:
        assert connection.connection.driver_connection is not None
        _terminate(postgresql_url, connection.connection.driver_connection.info.backend_pid)

    piece = Once("once", 1)
    sa.event.listen(pg_engines.writer, "commit", cut, once=True)
    with pytest.raises(faults.OutcomeUnknown, match="cannot tell whether it was kept"):
        await pg_bridge.write("T1", piece)
    assert piece.runs == 1
    assert await pg_bridge.write("T1", lambda memory: memory.add("next", 2)) == 2


async def test_of_two_who_deadlock_one_runs_again(postgresql_url: str, pg_bridge: Bridge[Memory]) -> None:
    both_hold_one = Barrier(2)
    runs = 0

    def crosswise(first: str, second: str, number: int) -> Callable[[Memory], int]:
        def work(memory: Memory) -> int:
            nonlocal runs
            runs += 1
            memory.put(first, number)
            if runs <= 2:
                both_hold_one.wait(PATIENCE)
            return memory.put(second, number + 1)

        return work

    async with bridge_over(open_engines(postgresql_url)) as other:
        here = pg_bridge.write("T1", crosswise("x", "y", 10))
        there = other.write("T1", crosswise("y", "x", 20))
        assert list(await asyncio.gather(here, there)) == [11, 21]
    assert runs == 3
    assert sorted(await pg_bridge.read("T1", lambda memory: memory.names())) == ["x", "y"]


async def test_a_connection_lost_in_the_middle_of_a_storm_costs_nobody_anything(
    postgresql_url: str, pg_engines: Engines, pg_bridge: Bridge[Memory]
) -> None:
    commits, pieces = Commits(pg_engines), marks(8)

    def lose(memory: Memory) -> None:
        if pieces[3].runs == 2:  # the first time is the look ahead
            _terminate(postgresql_url, memory.backend())
            memory.names()

    pieces[3].then = lose
    assert await storm(pg_bridge, pieces) == [1] * 8
    assert [each.runs for each in pieces] == [3] * 4 + [2] * 4
    assert commits.count == 1 + 8
    assert await pg_bridge.read("T1", lambda memory: memory.names()) == [each.name for each in pieces]


async def test_a_connection_lost_before_their_statement_costs_nobody_anything(
    postgresql_url: str, pg_bridge: Bridge[Memory]
) -> None:
    backend = await pg_bridge.write("T1", lambda memory: memory.backend())
    runs = 0

    def lose(memory: Memory) -> int:
        nonlocal runs
        runs += 1
        if runs == 1:  # in the look ahead
            _terminate(postgresql_url, backend)
        return Mark("lost", 99)(memory)

    assert await storm(pg_bridge, [*marks(5), lose]) == [1] * 6
    assert runs == 2
    assert len(await pg_bridge.read("T1", lambda memory: memory.names())) == 6


async def test_a_storm_whose_commit_is_lost_is_not_run_again(
    postgresql_url: str, pg_engines: Engines, pg_bridge: Bridge[Memory]
) -> None:
    commits, pieces = Commits(pg_engines), marks(8)

    def cut(connection: sa.Connection) -> None:
        if commits.count == 2:  # the first is that of the piece which holds the storm back
            assert connection.connection.driver_connection is not None
            _terminate(postgresql_url, connection.connection.driver_connection.info.backend_pid)

    sa.event.listen(pg_engines.writer, "commit", cut)
    outcomes = await storm(pg_bridge, pieces)
    assert [type(each) for each in outcomes] == [faults.OutcomeUnknown] * 8
    assert [each.runs for each in pieces] == [2] * 8


async def test_of_two_storms_that_deadlock_one_runs_again(
    postgresql_url: str, pg_bridge: Bridge[Memory]
) -> None:
    both_hold_theirs = Barrier(2)
    waited = {"here": 0, "there": 0}

    def meet(side: str) -> Callable[[Memory], None]:
        def work(_memory: Memory) -> None:
            waited[side] += 1
            if waited[side] <= 2:  # looking ahead, and the first run
                both_hold_theirs.wait(PATIENCE)

        return work

    async with bridge_over(open_engines(postgresql_url)) as other:
        here = storm(pg_bridge, [*marks(4, "x"), meet("here"), *marks(4, "y", 10)])
        there = storm(other, [*marks(4, "y", 10), meet("there"), *marks(4, "x")])
        outcomes = await asyncio.gather(here, there)
    stored = [f"x{n}" for n in range(1, 5)] + [f"y{n}" for n in range(10, 14)]
    assert await pg_bridge.read("T1", lambda memory: memory.names()) == stored
    assert sorted(waited.values()) == [2, 3]
    assert sorted(side.count(1) for side in outcomes) == [0, 8]


async def test_a_database_that_stays_away_is_said_to_each_caller(tmp_path: Path) -> None:
    async with bridge_over(open_engines(f"sqlite:///{tmp_path}/no-such-folder/file.db")) as bridge:
        writes = [bridge.write("T1", lambda memory: memory.add("x", 1)) for _ in range(3)]
        for outcome in await asyncio.gather(*writes, return_exceptions=True):
            assert isinstance(outcome, faults.Unreachable)
