"""Somebody who watches the session's card all the time, and knows who checked in when."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from coproduction.checkins import Arrivals


@dataclass
class Watcher:
    """Whoever said what is new on the card came since it last showed something new."""

    fewest: int | None = None  # people at most to whom any mood or word could ever be narrowed
    _shown: Arrivals = field(default_factory=lambda: Arrivals(0))
    _since: set[str] = field(default_factory=set)  # who came since then
    _now: set[str] = field(default_factory=set)  # who came in this moment

    def came(self, person: str) -> None:
        """Somebody checked in, or changed their answer."""
        self._now.add(person)

    def sees(self, arrivals: Arrivals) -> None:
        """The card after this moment. Of several who came in it, some may not stand on it yet."""
        self._since |= self._now
        if (arrivals.moods, arrivals.words) != (self._shown.moods, self._shown.words):
            if _is_new(arrivals, self._shown):
                self.fewest = min(self.fewest or len(self._since), len(self._since))
            self._shown, self._since = arrivals, set(self._now)
        self._now = set()


def _is_new(now: Arrivals, before: Arrivals) -> bool:
    """Whether any mood or word is there that was not, or more often."""
    more = any(one > other for one, other in zip(now.moods, before.moods, strict=True))
    return more or bool(Counter(now.words) - Counter(before.words))
