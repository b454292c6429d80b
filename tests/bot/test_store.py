"""A database that is away is waited for, and that is said again at growing intervals."""

from __future__ import annotations

import pytest

from bot.growing import Growing
from bot.store import patiently
from storage import Unreachable
from tests.bot.tape import Tape


def test_it_is_said_at_once_then_after_a_minute_and_then_at_growing_intervals() -> None:
    growing = Growing()
    said = [second for second in range(0, 20_000, 10) if growing.is_time(second)]

    assert said == [0, 60, 180, 420, 900, 1860, 3780, 7380, 10980, 14580, 18180]


async def test_each_time_says_where_how_often_and_what_is_done_next(tape: Tape) -> None:
    tries = 0

    def open_() -> str:
        nonlocal tries
        tries += 1
        if tries < 4:
            raise Unreachable(OSError("connection refused"))
        return "here"

    assert await patiently(open_, "db:5432/alongside", 0.001, Growing(first=0.0)) == "here"

    lines = [line for line in tape.lines() if "database_does_not_answer" in line]
    assert len(lines) == 3
    for number, line in enumerate(lines, start=1):
        assert "place=db:5432/alongside" in line
        assert "connection refused" in line
        assert f"tries={number}" in line
        assert "trying again in" in line


@pytest.mark.parametrize("waited", [0.0, 59.9])
def test_before_the_first_minute_is_over_it_is_said_once(waited: float) -> None:
    growing = Growing()
    assert (growing.is_time(0), growing.is_time(waited)) == (True, False)
