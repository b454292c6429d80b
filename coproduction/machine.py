"""The outbox's machine, as data: every message the bot owes is sent once, or is visibly not sent.

Slack has no key that would make a repeated post harmless. So a message is claimed, sent and recorded in
three steps, and when it is unclear whether a send arrived, the bot looks into the conversation before it
sends again:

    pending ──claim──▶ sending ──ok──▶ sent
       ▲                 │ ├─ surely not sent ─▶ pending (later)
       │                 │ ├─ refused ─────────▶ failed
       │                 │ └─ unclear, or lease expired ─▶ unknown
       └── not there ── reconciling ◀── claim, after the quiet period
                         ├─ found ─▶ sent   ├─ cannot look now ─▶ unknown
                         └─ may not look ─▶ unconfirmed
    from pending: cancelled (no longer wanted), expired (too late)
    after a backup was restored: pending, sending ─▶ unknown
    when the bot is invited into the channel: failed ─▶ pending, unconfirmed ─▶ unknown
    when Slack has lost it: sent ─▶ pending while what it is about lives, else cancelled

`TABLE` is that picture with what must hold for each step, and what the step does. The services, the
statements of storage and the explorer in the tests, which walks every state that can be reached, all run
from it.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple, Protocol, TypedDict

LEASE = timedelta(seconds=60)  # longer than any one call to Slack may take
QUIET = timedelta(seconds=120)  # how long Slack may take to show what it stored


class MessageState(StrEnum):
    """Where a message stands; see the picture above."""

    PENDING = "pending"
    SENDING = "sending"
    UNKNOWN = "unknown"
    RECONCILING = "reconciling"
    SENT = "sent"
    FAILED = "failed"
    UNCONFIRMED = "unconfirmed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class Event(StrEnum):
    """What can happen to a message."""

    CLAIMED = "it is claimed to be sent"
    BEGUN = "its post begins"
    PLACED = "where it will stand is known"
    TAKEN_UP = "it is claimed to be looked for"
    SENDER_DIED = "the lease of its sender lapses"
    LOOKER_DIED = "the lease of who looks for it lapses"

    ARRIVED = "Slack has it"
    NOT_SENT = "it was surely not sent"
    UNTOUCHED = "it is given back untouched"
    REFUSED = "Slack will never take it"
    UNCLEAR = "nobody knows whether it was sent"
    ABSENT = "it is not there"
    LATER = "it is to be looked for later"
    CANNOT_LOOK = "nobody may look"
    UNWANTED = "nobody wants it any more"
    TOO_LATE = "its time has passed"

    RETRIED = "it is tried again, because the bot was invited"
    LOOKED_AFTER = "it can be looked for, because the bot was invited"
    POSTED_AGAIN = "a facilitator lets it be posted again"
    DARED = "a facilitator lets it be posted although it may be there"
    WANTED_AGAIN = "it is wanted again"
    DELETED = "somebody has deleted it in Slack, and it is posted again"
    LET_GO = "somebody has deleted it in Slack, and it is over"
    RESTORED = "a backup was restored"


class Guard(StrEnum):
    """What must hold for a step, beside where the message stands."""

    DUE = "its time has come"
    QUIET_IS_OVER = "Slack has had its time to show what it stored"
    STILL_THERE = "it still stands where it was read"
    SAME_POST = "what stands in Slack is still what was read"
    LEASE_LASTS = "the lease of who acts still lasts"
    LEASE_IS_OVER = "its lease is over"
    LEASE_IS_OURS = "it is leased to who acts, and to nobody since (the fencing token)"


class Effect(StrEnum):
    """What a step does, beside where it leads."""

    LEASED = "a new lease begins"
    FREED = "its lease ends"
    COUNTED = "one more attempt, and since when there was any"
    UNCOUNTED = "no attempt was made"
    FORGOTTEN = "nothing was ever tried, and nothing stands in Slack"
    QUIET = "nobody moves it before Slack must have shown what it stored"
    QUIET_TOO = "the same, and not before it would have been moved anyway"
    WAITS = "nobody moves it for as long as whoever acts says, if they say so"
    TELLS = "its kind hears that this is its end"


class Step(NamedTuple):
    """One row of the table: an event, in which states it can happen and where it leads."""

    before: frozenset[MessageState]
    after: MessageState | None  # None: where it was
    guards: tuple[Guard, ...]
    effects: frozenset[Effect]

    @property
    def source(self) -> MessageState:
        """The one state in which it can happen."""
        [state] = self.before
        return state


def _step(before: str, after: MessageState | None, guards: Collection[Guard], *effects: Effect) -> Step:
    return Step(frozenset(map(MessageState, before.split())), after, tuple(guards), frozenset(effects))


_TO = MessageState
_OURS = (Guard.LEASE_IS_OURS,)
_STILL = (Guard.STILL_THERE,)
_SAME = (Guard.SAME_POST,)
_FREED, _WAITS, _TELLS = Effect.FREED, Effect.WAITS, Effect.TELLS

TABLE: Mapping[Event, Step] = {
    # claimed in one statement by whoever is first
    Event.CLAIMED: _step("pending", _TO.SENDING, (*_STILL, Guard.DUE), Effect.LEASED, Effect.COUNTED),
    Event.TAKEN_UP: _step("unknown", _TO.RECONCILING, (*_STILL, Guard.QUIET_IS_OVER), Effect.LEASED),
    # while it is claimed
    Event.BEGUN: _step("sending", None, (Guard.LEASE_LASTS,)),
    Event.PLACED: _step("sending reconciling", None, _OURS),
    # by anybody, when who claimed it is heard of no more; a look has sent nothing, so it needs no quiet
    Event.SENDER_DIED: _step("sending", _TO.UNKNOWN, (Guard.LEASE_IS_OVER,), _FREED, Effect.QUIET),
    Event.LOOKER_DIED: _step("reconciling", _TO.UNKNOWN, (Guard.LEASE_IS_OVER,), _FREED, _WAITS),
    # what became of a claim
    Event.ARRIVED: _step("sending reconciling", _TO.SENT, _OURS, _FREED, _WAITS, _TELLS),
    Event.NOT_SENT: _step("sending", _TO.PENDING, _OURS, _FREED, _WAITS),
    Event.UNTOUCHED: _step("sending", _TO.PENDING, _OURS, _FREED, _WAITS, Effect.UNCOUNTED),
    Event.REFUSED: _step("sending", _TO.FAILED, _OURS, _FREED, _WAITS, _TELLS),
    Event.UNCLEAR: _step("sending", _TO.UNKNOWN, _OURS, _FREED, Effect.QUIET),
    Event.ABSENT: _step("reconciling", _TO.PENDING, _OURS, _FREED, _WAITS),
    Event.LATER: _step("sending reconciling", _TO.UNKNOWN, _OURS, _FREED, _WAITS),
    Event.CANNOT_LOOK: _step("reconciling", _TO.UNCONFIRMED, _OURS, _FREED, _WAITS, _TELLS),
    Event.UNWANTED: _step("sending", _TO.CANCELLED, _OURS, _FREED, _WAITS),
    Event.TOO_LATE: _step("sending", _TO.EXPIRED, _OURS, _FREED, _WAITS, _TELLS),
    # what people decide
    Event.RETRIED: _step("failed", _TO.PENDING, _STILL, _WAITS),
    Event.LOOKED_AFTER: _step("unconfirmed", _TO.UNKNOWN, _STILL, _WAITS),
    Event.POSTED_AGAIN: _step("pending failed expired", _TO.PENDING, _STILL, _WAITS),
    Event.DARED: _step("unconfirmed", _TO.PENDING, _STILL, _WAITS),
    Event.WANTED_AGAIN: _step("cancelled", _TO.PENDING, _STILL, _WAITS),
    # what is seen of a post that is gone: two may see it, and the second after it was posted anew
    Event.DELETED: _step("sent", _TO.PENDING, _SAME, _WAITS, Effect.FORGOTTEN),
    Event.LET_GO: _step("sent", _TO.CANCELLED, _SAME, _WAITS, Effect.FORGOTTEN),
    # by the operator, while nobody else is there
    Event.RESTORED: _step("pending sending reconciling", _TO.UNKNOWN, (), _FREED, Effect.QUIET_TOO),
}

_CLAIMS = [step for step in TABLE.values() if Effect.LEASED in step.effects]
WAITING = frozenset(step.source for step in _CLAIMS)
CLAIMED = frozenset(step.after for step in _CLAIMS if step.after)
MOVING = WAITING | CLAIMED


class Standing(Protocol):
    """The part of a message that the machine moves."""

    @property
    def state(self) -> MessageState: ...
    @property
    def next_at(self) -> datetime: ...
    @property
    def lease(self) -> str | None: ...
    @property
    def lease_until(self) -> datetime | None: ...
    @property
    def attempt(self) -> int: ...
    @property
    def first_started_at(self) -> datetime | None: ...
    @property
    def ts(self) -> str | None: ...


class Moved(TypedDict, total=False):
    """What a step changes of a message."""

    state: MessageState
    next_at: datetime
    lease: str | None
    lease_until: datetime | None
    attempt: int
    first_started_at: datetime | None
    ts: str | None


class Impossible(ValueError):  # noqa: N818 (a word of this page's)
    """Nothing in the table says that this can happen to a message that stands there: our own fault."""


# Of the message as it is stored, as whoever acts knows it, and the time.
HOLDS: Mapping[Guard, Callable[[Standing, Standing, datetime], bool]] = {
    Guard.DUE: lambda row, _known, now: row.next_at <= now,
    Guard.QUIET_IS_OVER: lambda row, _known, now: row.next_at <= now,
    Guard.STILL_THERE: lambda row, known, _now: row.state is known.state,
    Guard.SAME_POST: lambda row, known, _now: row.ts == known.ts,
    Guard.LEASE_LASTS: lambda _row, known, now: known.lease_until is not None and now < known.lease_until,
    Guard.LEASE_IS_OVER: lambda row, _known, now: row.lease_until is not None and row.lease_until < now,
    Guard.LEASE_IS_OURS: lambda row, known, _now: known.lease is not None and row.lease == known.lease,
}

_MOVES: Mapping[Effect, Callable[[Standing, datetime, timedelta, str | None], Moved]] = {
    Effect.LEASED: lambda _row, now, _wait, lease: Moved(lease=lease, lease_until=now + LEASE),
    Effect.FREED: lambda *_: Moved(lease=None, lease_until=None),
    Effect.COUNTED: lambda row, now, *_: Moved(
        attempt=row.attempt + 1, first_started_at=row.first_started_at or now
    ),
    Effect.UNCOUNTED: lambda row, *_: Moved(attempt=max(0, row.attempt - 1)),
    Effect.FORGOTTEN: lambda *_: Moved(attempt=0, first_started_at=None, ts=None),
    # whatever stands there: who owed it may have a clock that is an hour ahead
    Effect.QUIET: lambda _row, now, *_: Moved(next_at=now + QUIET),
    Effect.QUIET_TOO: lambda row, now, *_: Moved(next_at=max(row.next_at, now + QUIET)),
    Effect.WAITS: lambda _row, now, wait, _lease: Moved(next_at=now + wait),
    Effect.TELLS: lambda *_: Moved(),
}


def can(event: Event, known: Standing) -> bool:
    """Whether this can happen to a message that stands where somebody has read it."""
    return known.state in TABLE[event].before


def may(step: Step, row: Standing, known: Standing, now: datetime) -> bool:
    """Whether the step may be made: `known` is the message as whoever acts has read it, `row` as it is."""
    return known.state in step.before and all(HOLDS[guard](row, known, now) for guard in step.guards)


def may_begin(known: Standing, now: datetime) -> bool:
    """Whether who has claimed a message may still post it.

    A process that was frozen for longer than its lease must not send what another may have sent.
    """
    return may(TABLE[Event.BEGUN], known, known, now)


def moved(
    step: Step,
    row: Standing,
    now: datetime,
    wait: timedelta = timedelta(0),
    lease: str | None = None,
) -> Moved:
    """What a step changes of a message; `lease` is the token of who claims it. Raises Impossible."""
    if row.state not in step.before:
        raise Impossible(f"{row.state} is not one of {', '.join(sorted(step.before))}")
    changes: Moved = {"state": step.after or row.state}
    for effect in step.effects:
        changes |= _MOVES[effect](row, now, wait, lease)
    return changes
