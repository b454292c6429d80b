"""Each workspace is attended to by itself: none waits for another, and none is attended to for nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager

from bot.attendance import Attendance
from bot.ticker import STUCK_AFTER
from tests.bot.tape import Tape
from tests.bot.test_ticker import Work


class Looks:
    """Where something is due, as a test says."""

    def __init__(self, *due: str) -> None:
        self.due = set(due)
        self.asked: list[list[str]] = []

    async def __call__(self, workspaces: Collection[str]) -> Collection[str]:
        self.asked.append(sorted(workspaces))
        return self.due


@asynccontextmanager
async def attended(looks: Looks, here: Work, there: Work, tidy: Work) -> AsyncIterator[Attendance]:
    """Two workspaces, and both are left in peace afterwards."""
    attendance = Attendance(looks, {"here": here, "there": there}, tidy)
    attendance.begin()
    yield attendance
    for each in (here, there, tidy):
        for _ in range(10):
            each.may_end.release()
    await attendance.finish()


async def test_only_those_are_attended_to_in_which_something_is_due() -> None:
    looks, here, there, tidy = Looks("there"), Work(), Work(), Work()
    async with attended(looks, here, there, tidy) as attendance:
        attendance.wake()
        await there.begins()
        await tidy.begins()

    assert looks.asked == [["here", "there"]]
    assert (here.ended, there.ended, tidy.ended) == (0, 1, 1)


async def test_one_that_takes_long_keeps_the_other_waiting_for_nothing() -> None:
    looks, here, there, tidy = Looks("here", "there"), Work(gated=True), Work(), Work()
    async with attended(looks, here, there, tidy) as attendance:
        for _ in range(3):
            attendance.wake()
            await there.begins()
            await tidy.begins()

        assert (here.running, here.ended, there.ended) == (1, 0, 3)


async def test_the_fault_of_one_is_said_and_stops_neither_the_other_nor_what_must_be_forgotten(
    tape: Tape,
) -> None:
    looks, here, there, tidy = Looks("here", "there"), Work(ValueError("a"), ValueError("a")), Work(), Work()
    async with attended(looks, here, there, tidy) as attendance:
        for _ in range(2):
            attendance.wake()
            await here.begins()
            await there.begins()
            await tidy.begins()

    assert tape.events("work_failed") == ["work_failed"]


async def test_work_that_does_not_end_is_said_once_however_many_others_wake(tape: Tape) -> None:
    looks, here, there, tidy = Looks("here"), Work(gated=True), Work(), Work()
    async with attended(looks, here, there, tidy) as attendance:
        attendance.wake()
        await here.begins()
        for _ in range(3 * STUCK_AFTER):
            attendance.wake()
        for _ in range(STUCK_AFTER - 1):
            attendance.tick()
        assert tape.lines() == []
        for _ in range(STUCK_AFTER):
            attendance.tick()

        assert tape.events("work_takes_long") == ["work_takes_long"]


async def test_the_end_waits_for_what_runs_and_begins_no_more() -> None:
    looks, here, there, tidy = Looks("here"), Work(gated=True), Work(), Work()
    async with attended(looks, here, there, tidy) as attendance:
        attendance.wake()
        await here.begins()
        attendance.wake()
        await tidy.begins(2)

    assert (here.ended, here.running) == (1, 0)
