"""One tick in the process. It only wakes the work that asks the database what is due."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol

import structlog
from apscheduler.executors.debug import DebugExecutor
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.growing import Growing
from coproduction.errors import Refusal
from storage import is_said

log = structlog.get_logger(__name__)

STUCK_AFTER = 30  # ticks that found the same work still running
LATE = 3  # times the length of a tick: by then it should have come
_TICK = "tick"


class Ticker:
    """Does its work when it is woken, once at a time; being woken meanwhile means once more after it.

    A fault is logged once, and while it lasts again at growing intervals; its end is logged too.
    """

    def __init__(self, work: Callable[[], Awaitable[None]], growing: Callable[[], Growing] = Growing) -> None:
        self._work = work
        self._growing = growing
        self._awake = asyncio.Event()
        self._is_stopping = False
        self._is_running = False
        self._waiting_ticks = 0
        self._faults: dict[str, Growing] = {}  # those met since the last time without any
        self._task: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Start working."""
        self._task = asyncio.create_task(self._run(), name="ticker")

    def wake(self) -> None:
        """Something is due or owed."""
        self._awake.set()

    def tick(self) -> None:
        """Time has passed."""
        self.watch()
        self.wake()

    def watch(self) -> None:
        """A tick that does not wake it. Work that does not end is said once, not at every tick."""
        self._waiting_ticks = self._waiting_ticks + 1 if self._is_running else 0
        if self._waiting_ticks == STUCK_AFTER:
            log.warning("work_takes_long", ticks=STUCK_AFTER)

    def stop(self) -> None:
        """Begin no more."""
        self._is_stopping = True
        self._awake.set()

    async def finish(self) -> None:
        """Let the work that runs come to its end, and begin no more."""
        self.stop()
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
            if not is_said(refusal) and self._is_to_be_said(str(refusal)):
                log.warning("work_not_finished", reason=str(refusal), next="trying again at each tick")
        except Exception as fault:
            if self._is_to_be_said(type(fault).__name__):
                log.exception("work_failed")
        else:
            if self._faults:
                log.info("work_succeeds_again")
            self._faults.clear()

    def _is_to_be_said(self, fault: str) -> bool:
        return self._faults.setdefault(fault, self._growing()).is_time()


class Ticked(Protocol):
    """Something that wants to know that time has passed."""

    def tick(self) -> None: ...


async def ticking(ticker: Ticked, seconds: float) -> None:
    """Tick until cancelled; nothing is stored, because due times live in tables.

    The scheduler goes by the machine's clock, which may be set back by an hour. That must not stop the tick
    for one: when the event loop's own clock finds it late, it is planned anew. However long the process was
    frozen, it ticks once when it goes on.
    """
    ticked = asyncio.Event()

    def tick() -> None:
        ticked.set()
        ticker.tick()

    scheduler = _scheduler(tick, seconds)
    scheduler.start()
    try:
        while True:
            ticked.clear()
            try:
                async with asyncio.timeout(LATE * seconds):
                    await ticked.wait()
            except TimeoutError:
                scheduler.reschedule_job(_TICK, trigger="interval", seconds=seconds)
    finally:
        scheduler.shutdown(wait=False)


def _scheduler(tick: Callable[[], None], seconds: float) -> AsyncIOScheduler:
    """A scheduler with the one tick, not yet started."""
    # In the event loop itself, whose `Event` no other thread may set; and so that no tick is cut off by the
    # end, which the scheduler would log as a fault.
    scheduler = AsyncIOScheduler(timezone="UTC", executors={"default": DebugExecutor()})
    scheduler.add_job(
        tick, "interval", seconds=seconds, id=_TICK, coalesce=True, max_instances=1, misfire_grace_time=None
    )
    return scheduler
