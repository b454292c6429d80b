"""An answer and the closing of its poll never pass each other."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event

from coproduction.messages import Message
from coproduction.polls import POLL_CARD
from storage import SqlMemory
from tests.storage import world
from tests.storage.world import LIVE, MINUTE, NOW, POLL

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine

BY_CHANNEL, BY_SESSION = "ix_poll_workspace_channel_is_open_id", "ix_poll_workspace_session_id"


def test_polls_stand_in_the_order_in_which_they_were_asked_found_by_the_index_of_their_place(
    scratch: Engine,
) -> None:
    with world.memory_over(scratch) as memory:
        memory.sessions.open_programme("C9", NOW)
        here = replace(POLL, channel="C9", session="s9")
        memory.sessions.add(replace(LIVE, id="s9", channel="C9"))
        memory.polls.add(replace(here, id="no card", origin="0"))
        for minute, id_ in enumerate(("z", "m", "a", "y"), start=1):
            memory.polls.add(replace(here, id=id_, origin=id_))
            at = NOW + minute * MINUTE
            memory.messages.add(Message(f"card {id_}", POLL_CARD, id_, at, at, channel="C9"))
            memory.messages.add(
                Message(
                    f"note {id_}", POLL_CARD, id_, NOW - at.minute * MINUTE, at, channel="C9", recipient="ana"
                )
            )
        asked: list[tuple[str, object]] = []
        connection = memory.polls._scope._connection

        def note(_c: object, _cursor: object, sql: str, given: object, *_more: object) -> None:
            asked.append((sql, given))

        event.listen(connection, "before_cursor_execute", note)
        open_ones, all_ = memory.polls.open_in("C9"), memory.polls.of_channel("C9")
        of_session = memory.polls.of_session("s9")
        event.remove(connection, "before_cursor_execute", note)
        for found in (open_ones, all_, of_session):
            assert [poll.id for poll in found] == ["z", "m", "a", "y", "no card"]
        if scratch.dialect.name == "sqlite":
            for (sql, given), index in zip(asked, (BY_CHANNEL, BY_CHANNEL, BY_SESSION), strict=True):
                rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", given)  # type: ignore[arg-type]
                plan = [str(row[-1]) for row in rows]
                assert f"SEARCH poll USING INDEX {index}" in plan[0]
                assert [step for step in plan if "SCAN" in step] == []


def _choice(memory: SqlMemory) -> bool:
    return memory.polls.cast(POLL.id, "zoe", "1")


def _any_kind(memory: SqlMemory) -> bool:
    return memory.polls.lock(POLL.id) is not None and memory.polls.keep(POLL.id, "zoe", "1")


@pytest.mark.parametrize("answer", [_choice, _any_kind])
def test_on_postgresql_a_poll_closes_after_the_answers_that_found_it_open(
    ready_postgresql_url: str, answer: Callable[[SqlMemory], bool]
) -> None:
    with world.migrated(ready_postgresql_url) as writer, ThreadPoolExecutor(1) as elsewhere:
        with writer.begin() as connection:
            world.fill(SqlMemory(connection, "T1"))

        def close_and_count() -> dict[str, int]:
            with writer.begin() as connection:
                memory = SqlMemory(connection, "T1")
                memory.polls.put(replace(POLL, is_open=False))
                return memory.polls.votes(POLL.id)

        with writer.begin() as connection:
            memory = SqlMemory(connection, "T1")
            before = memory.polls.votes(POLL.id)
            stored = answer(memory)
            counted = elsewhere.submit(close_and_count)
            closed_early, _ = wait({counted}, timeout=0.3)  # it has to wait for us

        assert (stored, closed_early) == (True, set())
        assert counted.result() == before | {"1": before.get("1", 0) + 1}
