"""Rests that processes with one database tell each other of."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.storage import world
from tests.storage.world import MINUTE, NOW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

    from coproduction.ports import Memory

SECOND = timedelta(seconds=1)


@pytest.fixture
def memory(scratch: Engine) -> Iterator[Memory]:
    with world.memory_over(scratch) as memory:
        yield memory


def test_a_rest_is_known_until_it_is_over_and_forgotten_at_the_next(memory: Memory) -> None:
    memory.rests.begin("views.open", NOW, NOW + SECOND)
    memory.rests.begin("users.info", NOW, NOW + MINUTE)
    memory.rests.begin("users.info", NOW, NOW + 2 * MINUTE)
    assert memory.rests.going_on(NOW) == {"views.open": NOW + SECOND, "users.info": NOW + 2 * MINUTE}
    assert memory.rests.going_on(NOW + SECOND) == {"users.info": NOW + 2 * MINUTE}
    memory.rests.begin("chat.update", NOW + MINUTE, NOW + 2 * MINUTE)
    assert set(memory.rests.going_on(NOW - MINUTE)) == {"users.info", "chat.update"}
