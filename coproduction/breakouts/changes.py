"""Who changed places while a round went on, for whoever moves people in the video call."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

BATCH = timedelta(seconds=10)  # what happens within so long is told together


@dataclass(frozen=True, slots=True)
class Shift:
    """Somebody went from one group to another; `before` is None for who comes, `after` for who leaves."""

    person: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class SeatChange:
    """A stored shift. It is deleted when its round is over: then nobody has to be moved any more."""

    id: str
    round: str
    person: str
    changed_at: datetime
    before: int | None
    after: int | None


def batch_of(now: datetime) -> datetime:
    """The end of the batch in which this moment lies."""
    seconds = int(BATCH.total_seconds())
    return datetime.fromtimestamp((int(now.timestamp()) // seconds + 1) * seconds, UTC)


def in_batch(changes: Iterable[SeatChange], end: datetime) -> tuple[Shift, ...]:
    """What is different at the end of a batch, one shift for each person; there and back again is none."""
    return _merged(each for each in changes if end - BATCH <= each.changed_at < end)


def left_at(changes: Iterable[SeatChange], moment: datetime | None, end: datetime) -> frozenset[str]:
    """Who left at this moment of a batch and has not changed again in it."""
    batch = (each for each in changes if end - BATCH <= each.changed_at < end)
    last = {each.person: each for each in sorted(batch, key=lambda each: each.changed_at)}
    return frozenset(
        each.person for each in last.values() if each.after is None and each.changed_at == moment
    )


def since(changes: Iterable[SeatChange], moment: datetime) -> tuple[Shift, ...]:
    """What has become different since this moment; the same."""
    return _merged(each for each in changes if each.changed_at >= moment)


def all_of(changes: Iterable[SeatChange]) -> tuple[Shift, ...]:
    """What has become different since the round began; the same."""
    return _merged(changes)


def _merged(changes: Iterable[SeatChange]) -> tuple[Shift, ...]:
    found: dict[str, Shift] = {}
    for change in sorted(changes, key=lambda each: each.changed_at):
        known = found.get(change.person, Shift(change.person, change.before, change.after))
        found[change.person] = replace(known, after=change.after)
    return tuple(shift for shift in found.values() if shift.before != shift.after)


def stamp(groups: Iterable[Sequence[str]]) -> str:
    """A short fingerprint of who sits with whom, so that one can tell whether that is what was shown."""
    return fingerprint(sorted(group) for group in groups)


def fingerprint(things: Iterable[object]) -> str:
    """A short fingerprint of these things in their order."""
    return hashlib.sha256(repr(list(things)).encode()).hexdigest()[:16]
