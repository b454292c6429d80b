"""Acts that wait for their acknowledgement: in a rush of them the garbage collector waits, too."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from handlers.dispatch.beingheard import RUSH, BeingHeard


@pytest.fixture(autouse=True)
def _collecting() -> Iterator[None]:
    was_enabled = gc.isenabled()
    gc.enable()
    yield
    (gc.enable if was_enabled else gc.disable)()


def test_the_garbage_collector_waits_until_a_rush_is_over() -> None:
    heard = BeingHeard()
    with ExitStack() as acts:
        for _ in range(RUSH - 1):
            acts.enter_context(heard)
        assert (heard.count, gc.isenabled()) == (RUSH - 1, True)
        with heard, heard:
            assert (heard.count, gc.isenabled()) == (RUSH + 1, False)
        assert (heard.count, gc.isenabled()) == (RUSH - 1, True)
    assert (heard.count, gc.isenabled()) == (0, True)
