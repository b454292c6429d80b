"""Whether Slack takes our token: every answer tells, and where it does not, we ask at growing intervals."""

import asyncio
from datetime import timedelta
from typing import Final

import structlog

from coproduction.ports import Clock

FIRST: Final = timedelta(minutes=1)  # after the refusal; each later look waits twice as long
LONGEST: Final = timedelta(minutes=15)

log = structlog.get_logger(__name__)


class Access:
    """What became of our token in one workspace. Its end and its return are said in the log, once each.

    Of one that never worked, whoever starts the bot is told.

    When it is time to ask again is judged by whichever clock is ahead: the event loop's, which nobody can
    set back, or the calendar's, which a rehearsal moves on.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._has_worked = False
        self._step: timedelta | None = None  # None while the token works
        self._ask_at = (0.0, clock())

    @property
    def is_refused(self) -> bool:
        """Whether Slack has refused it, and nothing has shown since that it works."""
        return self._step is not None

    def refused(self, error: str) -> None:
        """Slack says that it does not take the token."""
        if self._step is not None:
            return
        if self._has_worked:
            log.error(
                "token_refused",
                reason=error,
                next="I send nothing until it works, and ask Slack now and then. All that is owed is kept.",
            )
        self._wait(FIRST)

    def taken(self) -> None:
        """Slack has done what was asked."""
        self._has_worked = True
        if self._step is not None:
            log.info("token_works_again")
            self._step = None

    def is_time_to_ask(self) -> bool:
        """Whether to ask Slack now; the next time comes later than this one did."""
        at, day = self._ask_at
        if self._step is None or (_loop_time() < at and self._clock() < day):
            return False
        self._wait(min(2 * self._step, LONGEST))
        return True

    def _wait(self, step: timedelta) -> None:
        self._step = step
        self._ask_at = _loop_time() + step.total_seconds(), self._clock() + step


def _loop_time() -> float:
    return asyncio.get_running_loop().time()
