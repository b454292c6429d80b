"""A process that is measured: started, asked how much processor time it has used, stopped."""

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
class Process:
    """A running app, and the Slack it is connected to."""

    pid: int
    slack: Slack

    def cpu(self) -> float:
        """Seconds of processor time so far, all threads, user and system."""
        if sys.platform == "linux":
            # The clock of another process (clock_getcpuclockid), in nanoseconds; psutil's figures come in
            # ticks of 10 ms there, too coarse for a storm of 200.
            return time.clock_gettime(~self.pid << 3 | 2)
        else:  # noqa: RET505 (mypy takes what follows a bare `if` for unreachable)
            spent = psutil.Process(self.pid).cpu_times()
            return float(spent.user + spent.system)


@asynccontextmanager
async def running(module: str, folder: Path, settings: Mapping[str, str]) -> AsyncIterator[Process]:
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
    with (folder / f"{module}.log").open("wb") as log:
        child = await asyncio.create_subprocess_exec(
            sys.executable, "-m", module, cwd=folder, env=environment, stdout=log, stderr=log
        )
        try:
            yield Process(child.pid, slack)
        finally:
            await _stop(child)
            await slack.stop()


async def _stop(child: asyncio.subprocess.Process) -> None:
    if child.returncode is None:
        child.send_signal(signal.SIGTERM)
    try:
        await asyncio.wait_for(child.wait(), _LEAVE_WITHIN)
    except TimeoutError:
        child.kill()
        await child.wait()
