"""One transaction for all that waits, and each piece of work on its own in it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from coproduction.errors import Refusal, Taken
from tests.lengths import has_long_form, short_or_long
from tests.storage.rows import Commits, Gate, busy

if TYPE_CHECKING:
    from collections.abc import Callable

    from storage.bridge import Bridge
    from storage.engine import Engines
    from tests.storage.rows import Memory


def _refuse(memory: Memory) -> None:
    memory.add("refused", 99)
    raise Refusal("No.")


def _swallow(memory: Memory) -> str:
    try:
        memory.add("first", 99)
    except sa.exc.IntegrityError:
        return "as if nothing had happened"
    return "no key was broken"


async def test_what_was_written_is_returned_and_can_be_read(bridge: Bridge[Memory]) -> None:
    assert await bridge.write("T1", lambda memory: memory.add("first", 7)) == 7
    assert await bridge.read("T1", lambda memory: memory.names()) == ["first"]


async def test_each_piece_gets_the_view_of_its_own_workspace(bridge: Bridge[Memory]) -> None:
    async with busy(bridge):
        both = asyncio.gather(*(bridge.write(team, lambda m: m.add("x", 1)) for team in ("T1", "T2", "T1")))
        both.add_done_callback(lambda done: done.exception())
    with pytest.raises(Taken):
        await both
    assert await bridge.read("T2", lambda memory: memory.names()) == ["x"]


async def test_a_refusal_undoes_only_itself(bridge: Bridge[Memory]) -> None:
    async with busy(bridge):
        before = asyncio.create_task(bridge.write("T1", lambda memory: memory.add("before", 1)))
        refused = asyncio.create_task(bridge.write("T1", _refuse))
        after = asyncio.create_task(bridge.write("T1", lambda memory: memory.add("after", 2)))
    with pytest.raises(Refusal, match=r"^No\.$"):
        await refused
    assert (await before, await after) == (1, 2)
    assert await bridge.read("T1", lambda memory: memory.names()) == ["before", "after"]


async def test_a_broken_key_undoes_only_itself_and_is_called_by_its_name(bridge: Bridge[Memory]) -> None:
    async with busy(bridge):
        first = asyncio.create_task(bridge.write("T1", lambda memory: memory.add("first", 1)))
        same_number = asyncio.create_task(bridge.write("T1", lambda memory: memory.add("other", 1)))
        same_name = asyncio.create_task(bridge.write("T1", lambda memory: memory.add("first", 2)))
        last = asyncio.create_task(bridge.write("T1", lambda memory: memory.add("last", 3)))
    with pytest.raises(Taken, match=r"^uq_entry_workspace_number$"):
        await same_number
    with pytest.raises(Taken, match=r"^pk_entry$"):
        await same_name
    assert (await first, await last) == (1, 3)
    assert await bridge.read("T1", lambda memory: memory.names()) == ["first", "last"]


async def test_other_faults_of_the_database_reach_only_their_caller(bridge: Bridge[Memory]) -> None:
    with pytest.raises(sa.exc.DBAPIError):
        await bridge.write("T1", lambda memory: memory.connection.execute(sa.text("SELECT nonsense")))
    assert await bridge.write("T1", lambda memory: memory.add("next", 1)) == 1


async def test_a_swallowed_fault_is_never_acknowledged_unless_it_is_stored(bridge: Bridge[Memory]) -> None:
    """PostgreSQL undoes everything after a fault, and would answer even COMMIT with a silent rollback."""
    await bridge.write("T1", lambda memory: memory.add("first", 1))
    async with busy(bridge):
        swallowed = asyncio.create_task(bridge.write("T1", _swallow))
        after = asyncio.create_task(bridge.write("T1", lambda memory: memory.add("after", 2)))
    assert (await asyncio.gather(swallowed, after, return_exceptions=True))[1] == 2
    assert await bridge.read("T1", lambda memory: memory.names()) == ["first", "after"]


@pytest.mark.parametrize(
    "error", [SystemExit(1), KeyboardInterrupt(), StopIteration(), asyncio.CancelledError()]
)
async def test_what_would_stop_a_loop_only_fails_its_caller(
    bridge: Bridge[Memory], error: BaseException
) -> None:
    def work(memory: Memory) -> None:
        raise error

    for carry in (bridge.write, bridge.read):
        with pytest.raises(RuntimeError, match=type(error).__name__):
            await carry("T1", work)
    assert await bridge.write("T1", lambda memory: memory.add("next", 1)) == 1


@has_long_form
@pytest.mark.parametrize(("waiting", "transactions"), short_or_long([(50, 1)], [(50, 1), (1_200, 3)]))
async def test_all_that_waits_shares_a_commit(
    engines: Engines, bridge: Bridge[Memory], waiting: int, transactions: int
) -> None:
    def put(number: int) -> Callable[[Memory], int]:
        return lambda memory: memory.put(f"e{number}", number)

    commits = Commits(engines)
    async with busy(bridge):
        writes = [asyncio.create_task(bridge.write("T1", put(number))) for number in range(waiting)]
    assert await asyncio.gather(*writes) == list(range(waiting))
    assert commits.count == 1 + transactions
    assert len(await bridge.read("T1", lambda memory: memory.names())) == waiting


async def test_a_read_neither_waits_for_a_long_write_nor_sees_half_of_it(bridge: Bridge[Memory]) -> None:
    gate = Gate()

    def add_slowly(memory: Memory) -> None:
        memory.add("half", 1)
        gate(memory)

    write = asyncio.create_task(bridge.write("T1", add_slowly))
    await gate.reached()
    assert await bridge.read("T1", lambda memory: memory.names()) == []
    gate.open()
    await write
    assert await bridge.read("T1", lambda memory: memory.names()) == ["half"]


async def test_a_read_cannot_write(bridge: Bridge[Memory]) -> None:
    with pytest.raises(sa.exc.DBAPIError, match=r"readonly|read-only"):
        await bridge.read("T1", lambda memory: memory.add("sly", 1))


async def test_one_read_sees_one_moment(engines: Engines, bridge: Bridge[Memory]) -> None:
    first_look = Gate()

    def look_twice(memory: Memory) -> tuple[list[str], list[str]]:
        before = memory.names()
        first_look(memory)
        return before, memory.names()

    reading = asyncio.create_task(bridge.read("T1", look_twice))
    await first_look.reached()
    await bridge.write("T1", lambda memory: memory.add("meanwhile", 1))
    first_look.open()
    assert await reading == ([], [])
