"""Calls of one method: several at once while Slack surely takes them, else one after the other.

What is on its way when Slack asks for a rest cannot be taken back, and reaches it while it wants none. So
where Slack may soon ask for one, or has, each call waits for the answer to the last: none is on its way then.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext

from handlers.slack.slack_errors import is_busy

WINDOW = 60.0  # seconds in which Slack counts calls


class SingleFile:
    """`free` calls a minute wait for nobody. Behind those, and for a minute after a rest, one is made at a
    time.
    """

    def __init__(self, free: int) -> None:
        self._alone = asyncio.Lock()
        self._newest: deque[float] = deque(maxlen=free)
        self._narrow_until = 0.0

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Make one call in here."""
        async with nullcontext() if self._is_wide() else self._alone:
            self._newest.append(_now())
            try:
                yield
            except Exception as fault:
                if is_busy(fault):
                    self._narrow_until = _now() + WINDOW
                raise

    def _is_wide(self) -> bool:
        now, newest = _now(), self._newest
        return now >= self._narrow_until and (len(newest) < (newest.maxlen or 0) or now - newest[0] >= WINDOW)


def _now() -> float:
    return asyncio.get_running_loop().time()
