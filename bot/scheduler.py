"""One tick in the process. It only wakes the round that asks the database what is due."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from coproduction.errors import Refusal

log = structlog.get_logger(__name__)

STUCK_AFTER = 30  # ticks that found the same round still running


class Rounds:
    """Runs one round at a time; being woken during a round means one more round after it.

    A fault is logged once, however many rounds it spoils, and its end is logged too.
    """

    def __init__(self, work: Callable[[], Awaitable[None]]) -> None:
        self._work = work
        self._awake = asyncio.Event()
        self._is_stopping = False
        self._is_running = False
        self._waiting_ticks = 0
        self._faults: set[str] = set()  # those of the rounds since the last good one
        self._task: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Start running rounds."""
        self._task = asyncio.create_task(self._run(), name="rounds")

    def wake(self) -> None:
        """Something is due or owed."""
        self._awake.set()

    def tick(self) -> None:
        """Time has passed. A round that does not end is said once, not at every tick."""
        self._waiting_ticks = self._waiting_ticks + 1 if self._is_running else 0
        if self._waiting_ticks == STUCK_AFTER:
            log.warning("round_takes_long", ticks=STUCK_AFTER)
        self.wake()

    async def finish(self) -> None:
        """Let the round that runs come to its end, and begin no other."""
        self._is_stopping = True
        self._awake.set()
        if self._task:
            await self._task

    async def _run(self) -> None:
        while True:
            await self._awake.wait()
            self._awake.clear()
            if self._is_stopping:
                return
            self._is_running = True
            await self._one()
            self._is_running = False

    async def _one(self) -> None:
        try:
            await self._work()
        except Refusal as refusal:  # the database is away: plain words, no traceback
            if self._is_new(str(refusal)):
                log.warning("round_not_finished", reason=str(refusal))
        except Exception as fault:
            if self._is_new(type(fault).__name__):
                log.exception("round_failed")
        else:
            if self._faults:
                log.info("rounds_work_again")
            self._faults.clear()

    def _is_new(self, fault: str) -> bool:
        is_new = fault not in self._faults
        self._faults.add(fault)
        return is_new


def ticking(rounds: Rounds, seconds: float) -> AsyncIOScheduler:
    """A scheduler with the one tick, not yet started. It stores nothing: due times live in tables."""
    scheduler = AsyncIOScheduler(timezone="UTC")
    scheduler.add_job(
        rounds.tick,
        "interval",
        seconds=seconds,
        id="tick",
        coalesce=True,
        max_instances=1,
        misfire_grace_time=None,
    )
    return scheduler
