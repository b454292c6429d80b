"""What keeps the database from storing is said in the log: once when it begins, and once when it is over."""

import time
from threading import Lock

import structlog

from storage.faults import ADVICE, Trouble

log = structlog.get_logger(__name__)

# A database that is full still takes what fits into its gaps, so what is stored now says little.
_FULL_FOR = 60.0  # seconds without a fault until it is believed to have room again


class Troubles:
    """The troubles of one database, as its writer and its readers meet them, in whichever thread."""

    def __init__(self, place: str = "") -> None:
        self._place = place
        self._lock = Lock()
        self._began: dict[Trouble, float] = {}
        self._last_full = 0.0
        self._not_saved = 0

    def meet(self, trouble: Trouble) -> None:
        """It is there; said when it was not before."""
        now = time.monotonic()
        with self._lock:
            is_new = trouble not in self._began
            self._began.setdefault(trouble, now)
            self._last_full = now if trouble is Trouble.FULL else self._last_full
        if is_new:
            log.error(
                "database_does_not_store", trouble=str(trouble), place=self._place, next=ADVICE[trouble]
            )

    def not_saved(self) -> None:
        """Somebody was told that nothing of what they did was saved."""
        with self._lock:
            self._not_saved += 1

    def stored(self) -> None:
        """Something was stored. What is damaged stays so, whatever is stored elsewhere in it."""
        if not self._began:
            return
        now = time.monotonic()
        with self._lock:
            is_full = Trouble.FULL in self._began and now < self._last_full + _FULL_FOR
            staying = {Trouble.DAMAGED, *({Trouble.FULL} if is_full else ())}
            over = {trouble: began for trouble, began in self._began.items() if trouble not in staying}
            for trouble in over:
                del self._began[trouble]
            not_saved, self._not_saved = self._not_saved, 0 if over else self._not_saved
        if over:
            log.info(
                "database_stores_again",
                after=", ".join(over),
                seconds=round(now - min(over.values())),
                not_saved=not_saved,
            )
