"""The record of everything that happened, newest last, bounded, and waitable."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice

from rehearsal.model import Json
from rehearsal.world.bell import Bell
from rehearsal.world.clock import Clock

NEWEST_ENTRIES = 50_000
NEWEST_VIOLATIONS = 1_000
REFUSAL, ADVICE = "refusal", "advice"  # the severities of a violation
MOST_TEXT = 100_000_000  # characters of all entries together: a large call weighs as much as many small ones


@dataclass
class _Kept:
    """What the logs of all workspaces of a rehearsal have in common."""

    seq: int = 0
    entries: deque[Json] = field(default_factory=deque)
    weights: deque[int] = field(default_factory=deque)  # of the entries, in the same order
    weight: int = 0
    # Kept apart, so that a flood of harmless calls cannot push a violation out of memory.
    violations: deque[Json] = field(default_factory=lambda: deque(maxlen=NEWEST_VIOLATIONS))
    # By workspace and severity; more than are remembered.
    broken: Counter[tuple[str, str]] = field(default_factory=Counter)


class Log:
    """Entries are plain objects: `seq` (never reused), `at`, `kind`, and what the kind needs.

    `of` is the same record as one workspace sees it: its own entries, and those that belong to none.
    """

    def __init__(self, clock: Clock, bell: Bell, kept: _Kept | None = None, workspace: str = "") -> None:
        self._clock = clock
        self._bell = bell
        self._kept = kept or _Kept()
        self._workspace = workspace

    def of(self, workspace: str) -> Log:
        """What concerns this workspace; what is added there is marked as such."""
        return Log(self._clock, self._bell, self._kept, workspace)

    @property
    def seq(self) -> int:
        """The number of the newest entry."""
        return self._kept.seq

    @property
    def broken(self) -> int:
        """How many rules of Slack's the app broke so far."""
        return self._count(REFUSAL)

    @property
    def advised(self) -> int:
        """How often Slack took something that people should be spared."""
        return self._count(ADVICE)

    def _count(self, severity: str) -> int:
        found = self._kept.broken
        if self._workspace:
            return found[self._workspace, severity] + found["", severity]
        return sum(times for (_, each), times in found.items() if each == severity)

    def add(self, kind: str, **what: object) -> Json:
        """Record one thing and wake whoever waits for it."""
        self._kept.seq += 1
        entry: Json = {"seq": self.seq, "at": self._clock.now().isoformat(), "kind": kind, **what}
        if self._workspace:
            entry["workspace"] = self._workspace
        self._keep(entry, weight(what))
        self._bell.ring()
        return entry

    def _keep(self, entry: Json, weighs: int) -> None:
        """The newest entry is kept whatever it weighs; the oldest make room."""
        kept = self._kept
        kept.entries.append(entry)
        kept.weights.append(weighs)
        kept.weight += weighs
        while len(kept.entries) > 1 and (len(kept.entries) > NEWEST_ENTRIES or kept.weight > MOST_TEXT):
            kept.entries.popleft()
            kept.weight -= kept.weights.popleft()

    def violation(self, rule: str, words: str, **what: object) -> Json:
        """Record that the app broke a rule of Slack's, which refuses such a thing or lets it go lost."""
        return self._blamed(rule, words, REFUSAL, what)

    def advice(self, rule: str, words: str, **what: object) -> Json:
        """Record what Slack takes as it is, and people should be spared."""
        return self._blamed(rule, words, ADVICE, what)

    def _blamed(self, rule: str, words: str, severity: str, what: Json) -> Json:
        entry = self.add("violation", rule=rule, words=words, severity=severity, **what)
        self._kept.broken[entry.get("workspace", ""), severity] += 1
        self._kept.violations.append(entry)
        return entry

    def entries(self, kind: str | None = None, since: int = 0, **wanted: str) -> list[Json]:
        """Entries after number `since`, of one kind, whose fields equal what is wanted."""
        return [entry for entry in self._after(since) if _fits(entry, kind, wanted)]

    def violations(self) -> list[Json]:
        """Every rule the app broke so far, and every advice it did not take: `severity` says which."""
        return [entry for entry in self._kept.violations if self._is_ours(entry)]

    async def wait_for(self, fits: Callable[[Json], bool], since: int, timeout: float) -> Json | None:
        """The first entry after `since` that fits, now or within `timeout` seconds."""
        seen = since

        def look() -> Json | None:
            nonlocal seen
            for entry in self._after(seen):
                if fits(entry):
                    return entry
            seen = self.seq
            return None

        return await self._bell.until(look, timeout)

    def clear(self) -> None:
        """Forget the entries; numbers go on, so that a remembered `since` stays true."""
        for each in (self._kept.entries, self._kept.weights, self._kept.violations, self._kept.broken):
            each.clear()
        self._kept.weight = 0

    def _after(self, since: int) -> list[Json]:
        newer = min(self.seq - since, len(self._kept.entries))
        if newer <= 0:
            return []
        newest_first = islice(reversed(self._kept.entries), newer)
        return [entry for entry in newest_first if self._is_ours(entry)][::-1]

    def _is_ours(self, entry: Json) -> bool:
        return not self._workspace or entry.get("workspace", self._workspace) == self._workspace


def weight(thing: object) -> int:
    """About how many characters something takes, its quotes and brackets with it."""
    return len(repr(thing))  # walking through it costs ten times as much, at every call


def _fits(entry: Json, kind: str | None, wanted: dict[str, str]) -> bool:
    if kind is not None and entry["kind"] != kind:
        return False
    return all(str(entry.get(field)) == value for field, value in wanted.items())
