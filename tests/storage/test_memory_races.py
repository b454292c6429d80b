"""Two processes that change one row at the same moment: SQLite lets one wait, PostgreSQL lets both read."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from coproduction.breakouts import Presence
from coproduction.machine import Event
from coproduction.messages import MessageState
from coproduction.people import Person
from coproduction.ports import Memory
from tests.storage import world

T = TypeVar("T")
WAIT = 5.0  # seconds before a test that hangs says so


class Pause:
    """Holds one unit of work between what it reads and what it writes, while somebody else is quicker."""

    def __init__(self) -> None:
        self._has_read = threading.Event()
        self._may_go_on = threading.Event()

    def after(self, read: T) -> T:
        """Called by the slow one."""
        self._has_read.set()
        assert self._may_go_on.wait(WAIT)
        return read

    async def has_read(self) -> None:
        """Wait for the slow one to have read."""
        assert await asyncio.to_thread(self._has_read.wait, WAIT)

    def go_on(self) -> None:
        """Let the slow one write."""
        self._may_go_on.set()


async def overtaken(
    url: str,
    prepare: Callable[[Memory], T],
    slow: Callable[[Memory, Pause], object],
    quick: Callable[[Memory], object],
) -> None:
    """One process reads; another reads, writes and is done; then the first writes."""
    pause = Pause()
    async with world.storage_at(url) as one, world.storage_at(url) as other:
        await one.write("T1", prepare)
        work = asyncio.ensure_future(one.write("T1", lambda memory: slow(memory, pause)))
        await pause.has_read()
        await other.write("T1", quick)
        pause.go_on()
        await work


def _person(memory: Memory) -> Person:
    found = memory.people.get("ana")
    assert found is not None
    return found


async def test_a_stop_and_a_stored_conversation_do_not_undo_each_other(ready_postgresql_url: str) -> None:
    def stores_conversation(memory: Memory, pause: Pause) -> None:
        ana = pause.after(_person(memory))
        memory.people.put(replace(ana, conversation="D-ANA"), "conversation")

    def stops(memory: Memory) -> None:
        memory.people.put(replace(_person(memory), wants_reminders=False), "wants_reminders")

    await overtaken(ready_postgresql_url, lambda m: m.people.put(Person("ana")), stores_conversation, stops)
    async with world.storage_at(ready_postgresql_url) as storage:
        ana = await storage.read("T1", _person)
    assert (ana.conversation, ana.wants_reminders) == ("D-ANA", False)


async def test_a_message_that_was_claimed_meanwhile_is_not_taken_back(ready_postgresql_url: str) -> None:
    moved: list[bool] = []

    def takes_back(memory: Memory, pause: Pause) -> None:
        message = pause.after(memory.messages.get(world.PENDING.id))
        assert message is not None
        moved.append(memory.messages.move_on(replace(message, drawn="older"), message.state))

    def claims(memory: Memory) -> None:
        memory.messages.claim(
            Event.CLAIMED,
            world.PENDING.next_at,
            lease="other",
            until=world.PENDING.next_at,
            most=1,
        )

    await overtaken(ready_postgresql_url, lambda m: m.messages.add(world.PENDING), takes_back, claims)
    async with world.storage_at(ready_postgresql_url) as storage:
        message = await storage.read("T1", lambda m: m.messages.get(world.PENDING.id))
    assert message is not None
    assert (moved, message.state, message.lease) == ([False], MessageState.SENDING, "other")


async def test_two_changes_of_one_sessions_rounds_wait_for_each_other(ready_postgresql_url: str) -> None:
    def moves(memory: Memory, pause: Pause) -> None:
        memory.breakouts.lock("s1")
        ana = pause.after(memory.breakouts.seats("r1")[1])
        memory.breakouts.seat(replace(ana, group=2, order=1))

    def is_here(memory: Memory) -> None:
        memory.breakouts.lock("s1")
        ana = next(seat for seat in memory.breakouts.seats("r1") if seat.person == "ana")
        memory.breakouts.seat(replace(ana, presence=Presence.HERE))

    async with world.storage_at(ready_postgresql_url) as one, world.storage_at(ready_postgresql_url) as other:
        await one.write("T1", world.fill)
        pause = Pause()
        slow = asyncio.ensure_future(one.write("T1", lambda memory: moves(memory, pause)))
        await pause.has_read()
        quick = asyncio.ensure_future(other.write("T1", is_here))
        pause.go_on()
        await asyncio.gather(slow, quick)
        seats = await one.read("T1", lambda memory: memory.breakouts.seats("r1"))
    (ana,) = (seat for seat in seats if seat.person == "ana")
    assert (ana.group, ana.presence) == (2, Presence.HERE)
