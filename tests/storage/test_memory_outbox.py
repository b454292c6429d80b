"""The outbox: claimed in order, by one process, and settled only by whoever holds the lease."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event, insert

from coproduction.followups import NUDGE
from coproduction.machine import Event
from coproduction.messages import Message, MessageState
from coproduction.sessions import SESSION_CARD
from storage import SqlMemory, messages, tables
from storage.statements import given_name
from tests.storage import world
from tests.storage.world import MINUTE, NOW

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import Connection, Engine

    from coproduction.ports import Memory

PENDING, SENDING, UNKNOWN = MessageState.PENDING, MessageState.SENDING, MessageState.UNKNOWN


@pytest.fixture
def memory(scratch: Engine) -> Iterator[Memory]:
    with world.memory_over(scratch) as memory:
        yield memory


def owed(name: str, due_at: datetime = NOW, **more: Any) -> Message:
    """A message that is due."""
    return Message(name, NUDGE, name, due_at, due_at, **more)


def claim(memory: Memory, lease: str = "mine", most: int = 10) -> list[Message]:
    """Claim what is due now, to send it."""
    return memory.messages.claim(Event.CLAIMED, NOW, lease=lease, until=NOW + MINUTE, most=most)


def names(found: list[Message]) -> list[str]:
    return [message.id for message in found]


def test_due_messages_are_claimed_in_order_and_at_most_so_many(memory: Memory) -> None:
    for message in (
        owed("third", NOW, order=2),
        owed("first", NOW - MINUTE, order=9),
        owed("second", NOW, order=1),
        owed("not yet", NOW + MINUTE),
    ):
        memory.messages.add(message)
    assert names(claim(memory, most=2)) == ["first", "second"]
    assert names(claim(memory, most=2)) == ["third"]
    assert claim(memory) == []


def test_a_message_put_off_waits_although_it_fell_due_long_ago(memory: Memory) -> None:
    memory.messages.add(replace(owed("late", NOW - MINUTE), next_at=NOW + MINUTE))
    assert claim(memory) == []


def test_claiming_to_send_counts_the_attempt_and_keeps_when_the_first_began(memory: Memory) -> None:
    began = NOW - MINUTE
    memory.messages.add(owed("new"))
    memory.messages.add(owed("tried", attempt=2, first_started_at=began))
    new, tried = claim(memory)
    assert (new.state, new.lease, new.lease_until) == (SENDING, "mine", NOW + MINUTE)
    assert (new.attempt, new.first_started_at) == (1, NOW)
    assert (tried.attempt, tried.first_started_at) == (3, began)
    assert memory.messages.get("new") == new


def test_claiming_to_look_counts_no_attempt(memory: Memory) -> None:
    memory.messages.add(owed("unclear", state=UNKNOWN, attempt=1, first_started_at=NOW - MINUTE))
    [found] = memory.messages.claim(Event.TAKEN_UP, NOW, lease="look", until=NOW + MINUTE, most=5)
    assert (found.state, found.lease) == (MessageState.RECONCILING, "look")
    assert (found.attempt, found.first_started_at) == (1, NOW - MINUTE)


def test_only_the_holder_of_the_lease_settles(memory: Memory) -> None:
    memory.messages.add(owed("one"))
    [claimed] = claim(memory)
    sent = replace(claimed, state=MessageState.SENT, ts="1.2", lease=None, lease_until=None)
    assert not memory.messages.settle(sent, "somebody else's")
    assert memory.messages.get("one") == claimed
    assert memory.messages.settle(sent, "mine")
    assert not memory.messages.settle(replace(sent, ts="9.9"), "mine")
    assert memory.messages.get("one") == sent


def test_what_a_dead_process_left_is_freed_but_not_what_a_living_one_holds(memory: Memory) -> None:
    dead: dict[str, Any] = {"lease": "dead", "lease_until": NOW - MINUTE}
    memory.messages.add(owed("send", state=SENDING, **dead))
    memory.messages.add(owed("look", state=MessageState.RECONCILING, **dead))
    memory.messages.add(owed("claimed", state=SENDING, lease="alive", lease_until=NOW))
    assert memory.messages.lapse(NOW, NOW + 2 * MINUTE) == 2
    claimed, look, send = memory.messages.with_states(list(MessageState))
    assert (send.state, send.next_at, send.lease, send.lease_until) == (UNKNOWN, NOW + 2 * MINUTE, None, None)
    assert (look.state, look.next_at, look.lease, look.lease_until) == (UNKNOWN, NOW, None, None)
    assert claimed.state is SENDING
    assert memory.messages.lapse(NOW, NOW) == 0


def test_messages_are_found_by_state_kind_and_time(memory: Memory) -> None:
    memory.messages.add(world.PENDING)
    memory.messages.add(world.SENT)
    memory.messages.add(old := replace(world.SENT, id="old", subject="s0", due_at=NOW - MINUTE))
    assert memory.messages.with_states([PENDING, MessageState.SENT]) == [old, world.PENDING, world.SENT]
    assert memory.messages.with_states([MessageState.SENT, PENDING], NUDGE) == [world.PENDING]
    assert memory.messages.with_states([]) == []
    assert memory.messages.sent_cards([SESSION_CARD, NUDGE], NOW) == [world.SENT]
    assert memory.messages.sent_cards([SESSION_CARD], NOW - MINUTE) == [old, world.SENT]


ARCHIVED = "is_archived"


@pytest.fixture
def rooms(memory: Memory) -> Memory:
    """One message in a channel that waits, and others of which each differs from it in one thing."""
    waits = owed("waits", channel="C1", reason=ARCHIVED)
    for each in (
        waits,
        replace(waits, id="elsewhere", subject="2", channel="C2"),
        replace(waits, id="to ana", subject="3", recipient="ana"),
        replace(waits, id="sent", subject="4", state=MessageState.SENT),
        replace(waits, id="later", subject="5", next_at=NOW + 9 * MINUTE),
        replace(waits, id="other", subject="6", next_at=NOW + 9 * MINUTE, reason="busy"),
    ):
        memory.messages.add(each)
    return memory


def changed(memory: Memory, before: list[Message]) -> dict[str, Message]:
    """Which messages are not as they were, by id."""
    return {each.id: each for each in memory.messages.with_states(list(MessageState)) if each not in before}


def test_what_a_channel_holds_up_is_what_waits_there_for_no_longer(rooms: Memory) -> None:
    before, until = rooms.messages.with_states(list(MessageState)), NOW + 5 * MINUTE
    assert rooms.messages.hold("C1", until, "restricted_action") == 1
    found = changed(rooms, before)
    assert {id_: (each.next_at, each.reason) for id_, each in found.items()} == {
        "waits": (until, "restricted_action")
    }


def test_what_a_channel_lets_go_is_what_still_waits_there_for_that_reason(rooms: Memory) -> None:
    before = rooms.messages.with_states(list(MessageState))
    for each in before:
        if each.id in {"elsewhere", "to ana", "sent"}:
            rooms.messages.move_on(replace(each, next_at=NOW + 9 * MINUTE), each.state)
    before = rooms.messages.with_states(list(MessageState))
    assert rooms.messages.let_go("C1", [ARCHIVED], NOW + MINUTE) == 1
    assert {id_: each.next_at for id_, each in changed(rooms, before).items()} == {"later": NOW + MINUTE}


def test_what_a_channel_freezes_is_what_stands_there_for_all(rooms: Memory) -> None:
    rooms.messages.add(
        owed("sent to ana", channel="C1", recipient="ana", state=MessageState.SENT, reason="x")
    )
    before = rooms.messages.with_states(list(MessageState))
    assert rooms.messages.freeze("C1", None) == 1
    assert set(changed(rooms, before)) == {"sent"}
    assert rooms.messages.frozen("C1") is None
    assert rooms.messages.freeze("C1", "not_in_channel") == 1
    assert [rooms.messages.frozen(channel) for channel in ("C1", "C2")] == ["not_in_channel", None]


def test_what_waits_for_somebody_and_what_goes_along_is_found_by_itself(rooms: Memory) -> None:
    ana = owed("goes along", recipient="ana", told_in="waits", state=MessageState.CANCELLED)
    rooms.messages.add(ana)
    rooms.messages.add(owed("for ben", recipient="ben"))
    assert names(rooms.messages.waiting_for("ana")) == ["to ana"]
    assert rooms.messages.cancelled_for("ana") == [ana]
    assert rooms.messages.cancelled_for("ben") == []
    assert [rooms.messages.told_in(each) for each in ("waits", "later")] == [[ana], []]


def test_what_was_sent_to_some_people_is_found_without_what_others_were_sent(memory: Memory) -> None:
    told = replace(world.SENT, subject="s2", recipient="ana")
    memory.messages.add(told)
    memory.messages.add(replace(told, id="before", subject="s3", due_at=NOW - MINUTE))
    memory.messages.add(replace(told, id="other", kind=NUDGE, subject="s4"))
    memory.messages.add(replace(told, id="waits", subject="s5", state=PENDING))
    memory.messages.add(ben := replace(told, id="to ben", recipient="ben"))
    memory.messages.add(replace(told, id="to all", recipient=""))
    assert memory.messages.sent_cards([SESSION_CARD], NOW, ["ana"]) == [told]
    found = memory.messages.sent_cards([SESSION_CARD], NOW, ["ana", "ben"])
    assert sorted(each.id for each in found) == sorted([told.id, ben.id])
    assert memory.messages.sent_cards([SESSION_CARD], NOW, []) == []


async def test_two_processes_never_claim_the_same_message(ready_database_url: str) -> None:
    async with world.storage_at(ready_database_url) as one, world.storage_at(ready_database_url) as other:
        due = {f"m{number}" for number in range(60)}
        await one.write("T1", lambda m: [m.messages.add(owed(name)) for name in due])
        claims = [
            storage.write("T1", lambda m, lease=lease: claim(m, lease, most=3))  # type: ignore[misc]  # its type is inferred
            for lease in map(str, range(15))
            for storage in (one, other)
        ]
        claimed = [message.id for found in await asyncio.gather(*claims) for message in found]
        assert sorted(claimed) == sorted(due)


def test_on_postgresql_a_claim_waits_for_no_other(postgresql_url: str) -> None:
    with world.migrated(postgresql_url) as writer:
        with writer.begin() as connection:
            memory = SqlMemory(connection, "T1")
            for number in range(4):
                memory.messages.add(owed(f"m{number}"))
        with writer.begin() as one, writer.begin() as other:
            assert names(claim(SqlMemory(one, "T1"), most=2)) == ["m0", "m1"]
            assert names(claim(SqlMemory(other, "T1"), most=10)) == ["m2", "m3"]


def test_claiming_looks_only_at_what_is_due(ready_database_url: str) -> None:
    with world.one_transaction(ready_database_url) as connection:
        rows = [_row(f"m{number}", "sent" if number % 100 else "pending") for number in range(3_000)]
        connection.execute(insert(tables.message), rows)
        connection.exec_driver_sql("ANALYZE")
        assert len(claim(SqlMemory(connection, "T1"), most=100)) == 30
        assert "ix_message_workspace_state_next_at" in _plan(connection)


def _row(name: str, state: str) -> dict[str, object]:
    message = owed(name, state=MessageState(state))
    return {"workspace": "T1"} | {field: getattr(message, field) for field in message.__slots__}


def _plan(connection: Connection) -> str:
    """How the database would run the claim."""
    core, dialect = messages._CLAIMS[Event.CLAIMED].core(connection.dialect), connection.dialect
    values = {"workspace": "T1", "now": NOW, "lease": "x", "until": NOW, "most": 100, "began": NOW}
    explain = "EXPLAIN QUERY PLAN " if dialect.name == "sqlite" else "EXPLAIN "
    plans = []

    def explained(_connection: Connection, cursor: Any, sql: str, parameters: Any, *_: object) -> None:
        plans.extend(cursor.execute(explain + sql, parameters).fetchall())

    event.listen(connection, "before_cursor_execute", explained)
    connection.execute(core, {given_name(name): value for name, value in values.items()}).close()
    event.remove(connection, "before_cursor_execute", explained)
    return repr(plans)
