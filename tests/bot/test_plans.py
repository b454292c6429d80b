"""When time will bring something next, found from one question: is anything due by then?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.plans import AHEAD, EXACT, soonest

NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "after",
    [timedelta(seconds=1), timedelta(hours=1), timedelta(days=14, hours=1), AHEAD - timedelta(seconds=3)],
)
async def test_the_first_moment_is_found_to_a_second_and_never_too_early(after: timedelta) -> None:
    times = [NOW + after, NOW + after + timedelta(minutes=1), NOW + AHEAD]
    asked: list[datetime] = []

    async def is_due_by(moment: datetime) -> bool:
        asked.append(moment)
        return any(each <= moment for each in times)

    found = await soonest(is_due_by, lambda: NOW)
    assert found is not None
    assert timedelta(0) <= found - times[0] <= EXACT
    assert len(asked) <= 30


async def test_what_is_due_already_is_due_now_and_beyond_a_year_nothing_is() -> None:
    async def by(moment: datetime, due: datetime) -> bool:
        return due <= moment

    overdue, later = NOW - timedelta(days=1), NOW + AHEAD + timedelta(days=1)
    assert await soonest(lambda moment: by(moment, overdue), lambda: NOW) == NOW
    assert await soonest(lambda moment: by(moment, later), lambda: NOW) is None
