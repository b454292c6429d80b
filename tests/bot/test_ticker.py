"""Rounds: one at a time, none forgotten, a fault said once; and a tick that never loses its turn."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta

from freezegun import freeze_time
from sqlalchemy.exc import OperationalError

from bot.growing import Growing
from bot.ticker import STUCK_AFTER, Ticker, ticking
from coproduction.errors import Refusal
from storage.faults import Hindered, NotInTime
from tests.bot.tape import Tape


class _Full(Exception):  # noqa: N818 (stands for the driver's own)
    """What SQLite's driver says of a disk without room."""

    sqlite_errorcode = 13


class Work:
    """Rounds that a test lets begin and end; each does what its turn of `outcomes` says."""

    def __init__(self, *outcomes: BaseException | None, gated: bool = False) -> None:
        self._outcomes: Iterator[BaseException | None] = iter(outcomes)
        self._gated = gated
        self.began, self.may_end = asyncio.Semaphore(0), asyncio.Semaphore(0)
        self.running = self.most_at_once = self.ended = 0

    async def __call__(self) -> None:
        self.running += 1
        self.most_at_once = max(self.most_at_once, self.running)
        self.began.release()
        if self._gated:
            await self.may_end.acquire()
        self.running -= 1
        self.ended += 1
        if outcome := next(self._outcomes, None):
            raise outcome

    async def begins(self, times: int = 1) -> None:
        """Wait until this many more rounds have begun."""
        async with asyncio.timeout(10):
            for _ in range(times):
                await self.began.acquire()


@asynccontextmanager
async def rounds_of(work: Work) -> AsyncIterator[Ticker]:
    """Rounds that run, and are finished afterwards."""
    rounds = Ticker(work)
    rounds.begin()
    yield rounds
    for _ in range(10):
        work.may_end.release()
    await rounds.finish()


async def one_after_another(rounds: Ticker, work: Work, times: int) -> None:
    """So many whole rounds."""
    for _ in range(times):
        rounds.wake()
        await work.begins()


async def test_nothing_runs_before_somebody_wakes_it() -> None:
    async with rounds_of(work := Work()) as rounds:
        await rounds.finish()

        assert work.ended == 0


async def test_waking_many_times_during_a_round_means_one_more_round() -> None:
    async with rounds_of(work := Work(gated=True)) as rounds:
        rounds.wake()
        await work.begins()
        for wake in [rounds.wake, rounds.tick] * 5:
            wake()
        work.may_end.release()
        await work.begins()
        work.may_end.release()
        await rounds.finish()

        assert (work.ended, work.most_at_once) == (2, 1)


async def test_finishing_lets_the_running_round_end_and_begins_no_other() -> None:
    async with rounds_of(work := Work(gated=True)) as rounds:
        rounds.wake()
        await work.begins()
        rounds.wake()
        finishing = asyncio.create_task(rounds.finish())
        done_early, _ = await asyncio.wait({finishing}, timeout=0)
        work.may_end.release()
        await finishing

        assert (done_early, work.ended) == (set(), 1)


async def test_finishing_what_never_began_is_no_trouble() -> None:
    await Ticker(Work()).finish()


async def test_a_fault_is_said_once_however_many_rounds_it_spoils_and_its_end_too(tape: Tape) -> None:
    async with rounds_of(work := Work(*[RuntimeError("x")] * 4, None, None)) as rounds:
        await one_after_another(rounds, work, times=6)
        await rounds.finish()

    assert tape.events("work_failed", "work_not_finished", "work_succeeds_again") == [
        "work_failed",
        "work_succeeds_again",
    ]


async def test_trouble_that_lasts_is_said_again_at_growing_intervals(tape: Tape) -> None:
    away = Refusal("The database is away.")
    rounds = Ticker(work := Work(*[away] * 5, None), lambda: Growing(first=0.0, longest=0.0))
    rounds.begin()
    await one_after_another(rounds, work, times=6)
    await rounds.finish()

    assert len(tape.lines("work_not_finished")) == 5
    assert len(tape.lines("work_succeeds_again")) == 1


async def test_a_refusal_is_said_once_in_its_plain_words_without_a_traceback(tape: Tape) -> None:
    away = Refusal("The database is away.")
    async with rounds_of(work := Work(away, away, away, None)) as rounds:
        await one_after_another(rounds, work, times=4)
        await rounds.finish()

    assert [line.split("]", 1)[1].split() for line in tape.lines()] == [
        [
            *("work_not_finished", "next='trying", "again", "at", "each", "tick'"),
            *("reason='The", "database", "is", "away.'"),
        ],
        ["work_succeeds_again"],
    ]


async def test_what_the_storage_has_said_itself_is_not_said_again(tape: Tape) -> None:
    full = Hindered(OperationalError("INSERT", {}, _Full()))
    async with rounds_of(work := Work(NotInTime(), full, None)) as rounds:
        await one_after_another(rounds, work, times=3)
        await rounds.finish()

    assert tape.lines() == []


async def test_two_faults_that_take_turns_are_said_once_each(tape: Tape) -> None:
    turns = [RuntimeError("x"), Refusal("Away.")] * 5
    async with rounds_of(work := Work(*turns)) as rounds:
        await one_after_another(rounds, work, times=len(turns))
        await rounds.finish()

    assert tape.events("work_failed", "work_not_finished") == ["work_failed", "work_not_finished"]


async def test_a_fault_that_comes_back_later_is_said_again(tape: Tape) -> None:
    async with rounds_of(work := Work(RuntimeError("x"), None, RuntimeError("x"))) as rounds:
        await one_after_another(rounds, work, times=3)
        await rounds.finish()

    assert tape.events("work_failed", "work_succeeds_again") == [
        "work_failed",
        "work_succeeds_again",
        "work_failed",
    ]


async def test_a_round_that_does_not_end_is_said_once_however_often_it_ticks(tape: Tape) -> None:
    async with rounds_of(work := Work(gated=True)) as rounds:
        rounds.wake()
        await work.begins()
        for _ in range(3 * STUCK_AFTER):
            rounds.tick()

        assert tape.events("work_takes_long") == ["work_takes_long"]


@asynccontextmanager
async def ticks(rounds: Ticker, seconds: float) -> AsyncIterator[None]:
    """While this goes on, time passes."""
    ticking_ = asyncio.create_task(ticking(rounds, seconds))
    yield
    ticking_.cancel()
    with suppress(asyncio.CancelledError):
        await ticking_


async def test_ticks_missed_while_the_process_was_frozen_are_made_up_for_by_one_round() -> None:
    async with rounds_of(work := Work(gated=True)) as rounds, ticks(rounds, seconds=0.05):
        threading.Event().wait(0.5)  # all of it stands still, as under SIGSTOP
        await work.begins()
        assert work.running == 1
        assert not rounds._awake.is_set()


async def test_ticks_go_on_by_themselves() -> None:
    async with rounds_of(work := Work()) as rounds, ticks(rounds, seconds=0.05):
        await work.begins(times=3)


async def test_ticks_go_on_when_the_machines_clock_is_set_back_by_an_hour() -> None:
    noon = datetime(2027, 3, 3, 12, 0, tzinfo=UTC)
    with freeze_time(noon, tick=True, real_asyncio=True) as clock:
        async with rounds_of(work := Work()) as rounds, ticks(rounds, seconds=0.05):
            await work.begins()
            clock.move_to(noon - timedelta(hours=1))
            await asyncio.wait_for(work.begins(times=3), timeout=20)


async def test_a_tick_happens_in_the_loop_so_that_no_end_comes_amid_it() -> None:
    class Noted(Ticker):
        thread = 0

        def tick(self) -> None:
            self.thread = threading.get_ident()
            super().tick()

    rounds = Noted(work := Work())
    rounds.begin()
    async with ticks(rounds, seconds=0.05):
        await work.begins()
    await rounds.finish()

    assert rounds.thread == threading.get_ident()


async def test_a_fault_ends_no_task(tape: Tape) -> None:
    async with rounds_of(work := Work(RuntimeError("x"))) as rounds:
        await one_after_another(rounds, work, times=2)
        await rounds.finish()

    assert work.ended == 2
    assert tape.events("work_failed") == ["work_failed"]
