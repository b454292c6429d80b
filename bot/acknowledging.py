"""An act that goes on until it is done is acknowledged in time, however long that takes.

That is one of which something is stored, which may have to wait for others who store: for the end of a
session, say. And it is one that needs a long search (`coproduction.haste`): who acted is told that it goes
on. Without the acknowledgement Slack would tell them that it did not work.
"""

import asyncio
from collections.abc import Awaitable, Callable

from coproduction.haste import Hearing

LOOK_AGAIN = 0.1  # seconds, where neither is so when it is high time: it may be any moment


class InTime:
    """Watches one act from when it was heard until `stop`."""

    __slots__ = ("_acknowledge", "_act", "_giving", "_timer")

    def __init__(self, act: Hearing, acknowledge: Callable[[], Awaitable[object]]) -> None:
        self._act, self._acknowledge = act, acknowledge
        self._giving: asyncio.Future[object] | None = None
        self._look_in(max(0.0, act.until_acknowledged))

    def stop(self) -> None:
        """The act is done, and what it answers goes with its acknowledgement."""
        self._timer.cancel()

    def _look_in(self, seconds: float) -> None:
        self._timer = asyncio.get_running_loop().call_later(seconds, self._look)

    def _look(self) -> None:
        if self._act.is_stored or self._act.is_long:
            self._act.is_acknowledged = True
            self._giving = asyncio.ensure_future(self._acknowledge())
            if not self._act.is_stored:
                self._act.tell()
        else:
            self._look_in(LOOK_AGAIN)
