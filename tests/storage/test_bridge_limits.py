"""The bridge at its limits: full, closing, and with callers who have gone."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from coproduction.errors import Busy, Refusal
from tests.storage.rows import Gate, bridge_over, busy

if TYPE_CHECKING:
    from storage.bridge import Bridge
    from storage.engine import Engines
    from tests.storage.rows import Memory


async def test_when_too_much_waits_the_next_is_refused_at_once(engines: Engines) -> None:
    async with bridge_over(engines, waiting_limit=2) as bridge:
        async with busy(bridge):
            accepted = [
                asyncio.create_task(bridge.write("T1", lambda memory: memory.add("one", 1))),
                asyncio.create_task(bridge.write("T1", lambda memory: memory.add("two", 2))),
            ]
            await asyncio.sleep(0)
            with pytest.raises(Busy, match="press again"):
                await bridge.write("T1", lambda memory: memory.add("three", 3))
        assert await asyncio.gather(*accepted) == [1, 2]
        assert await bridge.read("T1", lambda memory: memory.names()) == ["one", "two"]


async def test_closing_does_and_answers_all_that_was_accepted(engines: Engines) -> None:
    async with bridge_over(engines) as bridge:
        gate = Gate()
        holder = asyncio.create_task(bridge.write("T1", gate))
        await gate.reached()
        waiting = asyncio.create_task(bridge.write("T1", lambda memory: memory.add("waiting", 1)))
        await asyncio.sleep(0)
        closing = asyncio.create_task(bridge.close())
        await asyncio.sleep(0)
        with pytest.raises(Refusal, match="restarting"):
            await bridge.write("T1", lambda memory: memory.add("late", 2))
        gate.open()
        await closing
        assert holder.done()
        assert await waiting == 1


async def test_after_closing_every_act_is_refused_in_words(bridge: Bridge[Memory]) -> None:
    await bridge.close()
    for carry in (bridge.write, bridge.read):
        with pytest.raises(Refusal, match="I am just restarting"):
            await carry("T1", lambda memory: memory.names())


async def test_closing_twice_or_at_once_is_closing(bridge: Bridge[Memory]) -> None:
    await asyncio.gather(bridge.close(), bridge.close())
    await bridge.close()


async def test_a_cancelled_caller_disturbs_nobody(bridge: Bridge[Memory]) -> None:
    async with busy(bridge):
        cancelled = asyncio.create_task(bridge.write("T1", lambda memory: memory.add("cancelled", 1)))
        other = asyncio.create_task(bridge.write("T1", lambda memory: memory.add("other", 2)))
        await asyncio.sleep(0)
        cancelled.cancel()
    with pytest.raises(asyncio.CancelledError):
        await cancelled
    assert await other == 2
    assert await bridge.read("T1", lambda memory: memory.names()) == ["cancelled", "other"]


async def test_callers_on_other_loops_are_answered_there(bridge: Bridge[Memory]) -> None:
    def elsewhere() -> int:
        return asyncio.run(bridge.write("T1", lambda memory: memory.add("there", 1)))

    there = asyncio.to_thread(elsewhere)
    here = bridge.write("T1", lambda memory: memory.add("here", 2))
    assert list(await asyncio.gather(there, here)) == [1, 2]


async def test_a_caller_whose_loop_is_closed_disturbs_nobody(bridge: Bridge[Memory]) -> None:
    def leave_without_waiting() -> None:
        loop = asyncio.new_event_loop()
        write = loop.create_task(bridge.write("T1", lambda memory: memory.add("gone", 1)))
        loop.run_until_complete(asyncio.wait([write], timeout=0))
        write.cancel()
        loop.run_until_complete(asyncio.wait([write]))
        loop.close()

    async with busy(bridge):
        await asyncio.to_thread(leave_without_waiting)
        other = asyncio.create_task(bridge.write("T1", lambda memory: memory.add("other", 2)))
    assert await other == 2
