"""Trouble that lasts is said again, at growing intervals."""

import time


class Growing:
    """When to say that something is still so: at once, after a minute, two more, four more, then hourly.

    Who looks into a log after a night shall find the trouble near its end, and not the log full of it.
    """

    def __init__(self, first: float = 60.0, longest: float = 3600.0) -> None:
        self._next, self._step, self._longest = 0.0, first, longest
        self._began = time.monotonic()

    @property
    def waited(self) -> float:
        """Seconds since this was made."""
        return time.monotonic() - self._began

    def is_time(self, waited: float | None = None) -> bool:
        """Whether to say it now, `waited` seconds after it began: by default, after this was made."""
        waited = self.waited if waited is None else waited
        if waited < self._next:
            return False
        self._next = waited + self._step
        self._step = min(2 * self._step, self._longest)
        return True
