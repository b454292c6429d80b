"""Several bridges on one database, and the sudden death of one."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from storage.engine import open_engines
from tests.forks import Fork
from tests.storage import scribe
from tests.storage.rows import Memory, bridge_over, create_tables

if TYPE_CHECKING:
    from collections.abc import Callable


def _start_scribe(url: str, name: str, count: int) -> Fork:
    return Fork(scribe.main, url, name, count)


async def _names(url: str, workspace: str) -> set[str]:
    async with bridge_over(open_engines(url)) as bridge:
        return set(await bridge.read(workspace, lambda memory: memory.names()))


async def test_stored_before_acknowledged_so_a_kill_loses_nothing(database_url: str) -> None:
    create_tables(database_url)
    with _start_scribe(database_url, "T1", 0) as writing:
        acknowledged = [writing.said.readline().decode().strip() for _ in range(200)]
        writing.kill()
        acknowledged += writing.ends()[1].decode().split()
    assert len(acknowledged) >= 200
    assert set(acknowledged) <= await _names(database_url, "T1")


async def test_two_processes_write_at_once_and_nobody_is_locked_out(database_url: str) -> None:
    create_tables(database_url)
    with _start_scribe(database_url, "T1", 150) as one, _start_scribe(database_url, "T2", 150) as two:
        for writing in (one, two):
            code, said = writing.ends()
            assert code == 0
            assert len(said.split()) == 150
    for name in ("T1", "T2"):
        assert await _names(database_url, name) == {f"{name}-{number}" for number in range(150)}


async def test_two_hundred_upserts_through_four_bridges_on_one_file_all_succeed(sqlite_url: str) -> None:
    def read_then_write(number: int) -> Callable[[Memory], int]:
        """What a deferred transaction would be refused for."""
        return lambda memory: len(memory.names()) + memory.put(f"e{number}", number)

    create_tables(sqlite_url)
    async with (
        bridge_over(open_engines(sqlite_url)) as a,
        bridge_over(open_engines(sqlite_url)) as b,
        bridge_over(open_engines(sqlite_url)) as c,
        bridge_over(open_engines(sqlite_url)) as d,
    ):
        writes = [bridge.write("T1", read_then_write(n)) for n in range(50) for bridge in (a, b, c, d)]
        await asyncio.gather(*writes)
    assert await _names(sqlite_url, "T1") == {f"e{n}" for n in range(50)}
