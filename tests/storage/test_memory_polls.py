"""An answer and the closing of its poll never pass each other."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from storage import SqlMemory
from tests.storage import world
from tests.storage.world import POLL

if TYPE_CHECKING:
    from collections.abc import Callable


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
