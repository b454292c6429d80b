"""Heartbeats of the processes that are at work on one database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from coproduction.heartbeats import EVERY, LIVE_FOR, Heartbeat
from coproduction.service import heartbeats
from tests.storage import world
from tests.storage.world import NOW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

    from coproduction.ports import Memory


@pytest.fixture
def memory(scratch: Engine) -> Iterator[Memory]:
    with world.memory_over(scratch) as memory:
        yield memory


def test_a_process_counts_from_its_first_heartbeat_until_it_stops_or_misses_three(memory: Memory) -> None:
    heartbeats.beat(memory, "a", NOW)
    heartbeats.beat(memory, "b", NOW + EVERY)
    heartbeats.beat(memory, "a", NOW + EVERY)
    assert heartbeats.processes(memory, NOW + EVERY) == 2
    heartbeats.stop(memory, "a")
    assert memory.heartbeats.live(NOW + EVERY) == [Heartbeat("b", NOW + EVERY)]
    assert heartbeats.processes(memory, NOW + EVERY + LIVE_FOR) == 0


def test_what_any_process_has_found_elsewhere_is_known_as_long_as_it_lives(memory: Memory) -> None:
    heartbeats.beat(memory, "a", NOW)
    heartbeats.beat(memory, "b", NOW, 2)
    assert heartbeats.strangers(memory) == 2
    heartbeats.beat(memory, "a", NOW + LIVE_FOR)
    assert heartbeats.strangers(memory) == 0


def test_those_that_are_gone_are_forgotten_when_another_beats(memory: Memory) -> None:
    heartbeats.beat(memory, "killed", NOW)
    heartbeats.beat(memory, "a", NOW + LIVE_FOR)
    assert memory.heartbeats.live(NOW) == [Heartbeat("a", NOW + LIVE_FOR)]
