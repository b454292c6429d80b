"""Processes that are measured: started, asked how much processor time they have used, stopped."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.slack import APP_TOKEN, BOT_TOKEN, Slack

_CHECKOUT = Path(__file__).resolve().parent.parent
_LEAVE_WITHIN = 12.0


@dataclass(frozen=True, slots=True)
class App:
    """A running app, in one process or several, and the Slack it is connected to."""

    pids: tuple[int, ...]
    slack: Slack

    def cpu(self) -> float:
        """Seconds of processor time so far, all processes, all threads, user and system."""
        return sum(map(_cpu, self.pids))


def _cpu(pid: int) -> float:
    if sys.platform == "linux":
        # The clock of another process (clock_getcpuclockid), in nanoseconds; psutil's figures come in
        # ticks of 10 ms there, too coarse for a storm of 200.
        return time.clock_gettime(~pid << 3 | 2)
    else:  # noqa: RET505 (mypy takes what follows a bare `if` for unreachable)
        spent = psutil.Process(pid).cpu_times()
        return float(spent.user + spent.system)


@asynccontextmanager
async def running(
    module: str, folder: Path, settings: Mapping[str, str], processes: int = 1
) -> AsyncIterator[App]:
    """`python -m module` against a Slack of its own; it reads no `.env` and nobody's environment."""
    slack = Slack()
    await slack.start()
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "PYTHONPATH": str(_CHECKOUT),
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_APP_TOKEN": APP_TOKEN,
        "SLACK_API_URL": slack.url,
        **settings,
    }
    children = []
    with (folder / f"{module}.log").open("wb") as log:
        try:
            for _ in range(processes):
                child = await asyncio.create_subprocess_exec(
                    sys.executable, "-m", module, cwd=folder, env=environment, stdout=log, stderr=log
                )
                children.append(child)
            yield App(tuple(child.pid for child in children), slack)
        finally:
            await asyncio.gather(*map(_stop, children))
            await slack.stop()


async def _stop(child: asyncio.subprocess.Process) -> None:
    if child.returncode is None:
        child.send_signal(signal.SIGTERM)
    try:
        await asyncio.wait_for(child.wait(), _LEAVE_WITHIN)
    except TimeoutError:
        child.kill()
        await child.wait()
