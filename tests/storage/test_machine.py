"""The machine's table and the statements of both databases say the same of every message."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest
from sqlalchemy import Engine

from bot.clock import real_time
from coproduction.machine import HOLDS, LEASE, QUIET, TABLE, Effect, Event, Guard, MessageState, may, moved
from coproduction.messages import Message, unclear
from coproduction.ports import Memory
from coproduction.service import outbox
from coproduction.sessions import SESSION_CARD
from storage import SqlMemory
from tests.storage import world
from tests.storage.world import NOW

MOMENT = timedelta(microseconds=1)
TIMES = (NOW - MOMENT, NOW, NOW + MOMENT)
LEASES = (None, "ours", "theirs")
# Each way in which a row can differ for the machine.
ROWS = [
    Message(
        *(f"m{number:03}", SESSION_CARD, f"s{number}", NOW, next_at),
        state=state,
        lease=lease,
        lease_until=until if lease else None,
        ts=ts,
    )
    for number, (state, next_at, lease, until, ts) in enumerate(
        product(MessageState, TIMES, LEASES, TIMES, (None, "1.2"))
    )
    if lease or until == NOW
]
CLAIMS = [event for event, step in TABLE.items() if Effect.LEASED in step.effects]


@pytest.fixture
def memory(scratch: Engine) -> Iterator[Memory]:
    """With a row of each kind."""
    with world.memory_over(scratch) as memory:
        memory.messages.add_all(ROWS)
        yield memory


def stored(memory: Memory) -> list[Message]:
    return memory.messages.with_states(set(MessageState))


@pytest.mark.parametrize("event", CLAIMS)
def test_a_claim_takes_what_the_table_says_and_makes_of_it_what_the_table_says(
    memory: Memory, event: Event
) -> None:
    step = TABLE[event]
    after = [
        replace(row, **moved(step, row, NOW, lease="new")) if may(step, row, row, NOW) else row
        for row in ROWS
    ]
    taken = memory.messages.claim(event, NOW, lease="new", until=NOW + LEASE, most=len(ROWS))
    assert taken == [row for row in after if row.lease == "new"]
    assert taken
    assert stored(memory) == after


def test_what_lapses_is_what_the_table_says(memory: Memory) -> None:
    steps = (TABLE[Event.SENDER_DIED], TABLE[Event.LOOKER_DIED])
    after = list(ROWS)
    for number, row in enumerate(ROWS):
        for step in steps:
            if may(step, row, row, NOW):
                after[number] = replace(row, **moved(step, row, NOW))
    assert memory.messages.lapse(NOW, NOW + QUIET) == sum(
        new != old for new, old in zip(after, ROWS, strict=True)
    )
    assert after != ROWS
    assert stored(memory) == after


def test_only_who_holds_the_lease_settles_as_the_table_says(memory: Memory) -> None:
    holds = HOLDS[Guard.LEASE_IS_OURS]
    for row in ROWS:
        known = replace(row, lease="ours")
        assert memory.messages.settle(known, "ours") == holds(row, known, NOW)


def test_what_people_decide_is_stored_where_the_table_says_that_it_may(memory: Memory) -> None:
    for row, state, ts in product(ROWS[::7], MessageState, ("1.2", "3.4")):
        known = replace(row, state=state, ts=ts)
        is_there = HOLDS[Guard.STILL_THERE](row, known, NOW)
        is_same = is_there and HOLDS[Guard.SAME_POST](row, known, NOW)
        assert memory.messages.move_on(row, state, ts) == is_same
        assert memory.messages.move_on(row, state) == is_there


def test_the_clock_that_all_processes_share_is_the_databases(scratch: Engine) -> None:
    """Whatever a process believes; but for a rehearsal, where time is what people make it."""
    with world.undone(scratch) as connection:
        memory = SqlMemory(connection, "T1")
        for belief in (NOW, NOW + timedelta(days=900)):
            assert abs(memory.messages.shared_time(belief) - real_time()) < timedelta(minutes=1)
        assert memory.rehearsed().messages.shared_time(NOW) == NOW


def test_what_a_process_takes_whose_clock_is_an_hour_behind_stays_its_own_for_as_long(
    scratch: Engine,
) -> None:
    now, behind = real_time(), real_time() - timedelta(hours=1)
    with world.undone(scratch) as connection:
        memory = SqlMemory(connection, "T1")
        memory.messages.add(Message("one", SESSION_CARD, "one", behind, behind, "C-one"))
        working = outbox.claim_to_send(memory, behind, 9)
        assert [each.id for each in working] == ["one"]
        assert outbox.claim_to_send(memory, now, 9) == []
        assert stored(memory) == working


def test_a_process_whose_clock_is_an_hour_ahead_takes_nothing_from_who_is_at_work(scratch: Engine) -> None:
    now, ahead = real_time(), real_time() + timedelta(hours=1)
    with world.undone(scratch) as connection:
        memory = SqlMemory(connection, "T1")
        for name in ("one", "other"):
            memory.messages.add(Message(name, SESSION_CARD, name, now, now, f"C-{name}"))
        working = outbox.claim_to_send(memory, now, 9)
        assert outbox.claim_to_send(memory, ahead, 9) == []
        assert outbox.claim_to_look(memory, ahead, 9) == []
        assert stored(memory) == working


def test_what_is_unclear_to_a_process_whose_clock_is_an_hour_ahead_is_looked_for_as_soon_as_any(
    scratch: Engine,
) -> None:
    now, ahead = real_time(), real_time() + timedelta(hours=1)
    with world.undone(scratch) as connection:
        memory = SqlMemory(connection, "T1")
        memory.messages.add(Message("one", SESSION_CARD, "one", now, now, "C-one"))
        [sending] = outbox.claim_to_send(memory, ahead, 9)
        assert outbox.settle(memory, ahead, sending, unclear("no answer"))
        [left] = stored(memory)
        assert left.state is MessageState.UNKNOWN
        assert abs(left.next_at - now - QUIET) < timedelta(minutes=1)
        assert outbox.claim_to_look(memory, ahead, 9) == []
