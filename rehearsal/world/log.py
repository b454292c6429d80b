"""The record of everything that happened, newest last, bounded, and waitable."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from itertools import islice

from rehearsal.model import Json
from rehearsal.world.bell import Bell
from rehearsal.world.clock import Clock

NEWEST_ENTRIES = 50_000
NEWEST_VIOLATIONS = 1_000
MOST_TEXT = 100_000_000  # characters of all entries together: a large call weighs as much as many small ones


class Log:
    """Entries are plain objects: `seq` (never reused), `at`, `kind`, and what the kind needs."""

    def __init__(self, clock: Clock, bell: Bell) -> None:
        self._clock = clock
        self._bell = bell
        self._seq = 0
        self.broken = 0  # rules, so far; more than are remembered
        self._entries: deque[Json] = deque()
        self._weights: deque[int] = deque()  # of the entries, in the same order
        self._weight = 0
        # Kept apart, so that a flood of harmless calls cannot push a violation out of memory.
        self._violations: deque[Json] = deque(maxlen=NEWEST_VIOLATIONS)

    @property
    def seq(self) -> int:
        """The number of the newest entry."""
        return self._seq

    def add(self, kind: str, **what: object) -> Json:
        """Record one thing and wake whoever waits for it."""
        self._seq += 1
        entry: Json = {"seq": self._seq, "at": self._clock.now().isoformat(), "kind": kind, **what}
        self._keep(entry, weight(what))
        self._bell.ring()
        return entry

    def _keep(self, entry: Json, weighs: int) -> None:
        """The newest entry is kept whatever it weighs; the oldest make room."""
        self._entries.append(entry)
        self._weights.append(weighs)
        self._weight += weighs
        while len(self._entries) > 1 and (len(self._entries) > NEWEST_ENTRIES or self._weight > MOST_TEXT):
            self._entries.popleft()
            self._weight -= self._weights.popleft()

    def violation(self, rule: str, words: str, **what: object) -> Json:
        """Record that the app broke a rule of Slack's."""
        self.broken += 1
        entry = self.add("violation", rule=rule, words=words, **what)
        self._violations.append(entry)
        return entry

    def entries(self, kind: str | None = None, since: int = 0, **wanted: str) -> list[Json]:
        """Entries after number `since`, of one kind, whose fields equal what is wanted."""
        return [entry for entry in self._after(since) if _fits(entry, kind, wanted)]

    def violations(self) -> list[Json]:
        """Every rule the app broke so far."""
        return list(self._violations)

    async def wait_for(self, fits: Callable[[Json], bool], since: int, timeout: float) -> Json | None:
        """The first entry after `since` that fits, now or within `timeout` seconds."""
        seen = since

        def look() -> Json | None:
            nonlocal seen
            for entry in self._after(seen):
                if fits(entry):
                    return entry
            seen = self._seq
            return None

        return await self._bell.until(look, timeout)

    def clear(self) -> None:
        """Forget the entries; numbers go on, so that a remembered `since` stays true."""
        self._entries.clear()
        self._weights.clear()
        self._weight = 0
        self._violations.clear()
        self.broken = 0

    def _after(self, since: int) -> list[Json]:
        newer = min(self._seq - since, len(self._entries))
        if newer <= 0:
            return []
        newest_first = list(islice(reversed(self._entries), newer))
        return newest_first[::-1]


def weight(thing: object) -> int:
    """About how many characters something takes."""
    if isinstance(thing, str):
        return len(thing)
    if isinstance(thing, dict):
        return sum(len(str(name)) + weight(value) for name, value in thing.items())
    if isinstance(thing, list | tuple):
        return sum(map(weight, thing))
    return 8


def _fits(entry: Json, kind: str | None, wanted: dict[str, str]) -> bool:
    if kind is not None and entry["kind"] != kind:
        return False
    return all(str(entry.get(field)) == value for field, value in wanted.items())
