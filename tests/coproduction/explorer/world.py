"""One state of the walk: the database, the workers, people and Slack; and what must never be."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import NamedTuple

from coproduction.machine import LEASE, MOVING, QUIET, Effect, Event, MessageState, Step, moved

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
TICK = LEASE / 2
PAST = NOON - TICK
LATEST = QUIET // TICK - 1  # ticks after its post at which Slack stores it at the latest
OURS, LOST = "ours", "lost"
POST, GONE = "this", "gone"


class Row(NamedTuple):
    """The message as it is stored, or as a worker has read it."""

    state: MessageState
    next_at: datetime = NOON
    lease: str | None = None
    lease_until: datetime | None = None
    attempt: int = 0
    first_started_at: datetime | None = None
    ts: str | None = None  # which post: that of now, or one that is gone


class Worker(NamedTuple):
    """What a worker has read, and what it is about to do with that; all of it is gone when it crashes."""

    known: Row | None = None  # None: it does nothing
    next: Event | None = None  # what it does next; None while it may still choose

    @property
    def holds_it(self) -> bool:
        """Whether it has a claim that lasts."""
        until = self.known and self.known.lease_until
        return bool(until and until > NOON)


OWED = Row(MessageState.PENDING, NOON + TICK)
IDLE = Worker()


class Choice(NamedTuple):
    """What somebody has decided of a message where they read it, and does in a moment."""

    event: Event
    known: Row


class World(NamedTuple):
    """One state: the database, the workers, people, Slack, and what may still happen."""

    row: Row
    workers: tuple[Worker, ...]
    choosing: tuple[Choice, ...] = ()
    stored: int = 0  # times it stands in Slack
    on_its_way: tuple[int, ...] = ()  # posts that Slack stores later: in how many ticks at the latest
    crashes: int = 2
    choices: int = 1  # what people may still decide
    most: int = 1  # times it may stand in Slack; two after somebody dared that
    is_early: bool = True
    was_early: bool = False  # it was posted before its time


DELETIONS = (Event.DELETED, Event.LET_GO)
ENDS = frozenset(MessageState) - MOVING
NOT_THERE = frozenset({MessageState.FAILED, MessageState.CANCELLED, MessageState.EXPIRED})


def beginning(workers: int = 3, crashes: int = 2, choices: int = 1) -> World:
    """It is owed, and due in a moment; everybody is idle."""
    return World(OWED, (IDLE,) * workers, crashes=crashes, choices=choices)


def doubled(world: World) -> str | None:
    """The worst, if it is so."""
    return "DOUBLED: it is in Slack more often than it should" if world.stored > world.most else None


def wrong(world: World) -> str | None:
    """What must never be, if it is."""
    state = world.row.state
    if world.stored > world.most:
        return doubled(world)
    if world.was_early:
        return "EARLY: it was posted before its time"
    if state is MessageState.SENT and not world.stored and not is_deleted(world):
        return "LOST: it is said to be sent, and is not in Slack"
    if state in NOT_THERE and (world.stored or world.on_its_way) and world.most == 1:
        return f"UNTRUE: it is said to be {state}, and is in Slack"
    if sum(each.holds_it for each in world.workers) > 1:
        return "SHARED: two workers hold it at the same time"
    return None


def is_deleted(world: World) -> bool:
    """Whether somebody has deleted it in Slack, and the bot is about to store that."""
    return any(choice.event in DELETIONS for choice in world.choosing)


def stepped(world: World, known: Row, step: Step) -> World:
    """The row after a step. Where a lease begins or ends, whoever held another has lost it; so with posts."""
    row = after_step(world.row, known.state, step)
    after = world._replace(row=row)
    if step.effects & {Effect.LEASED, Effect.FREED}:
        after = after._replace(workers=tuple(map(lost, world.workers)))
    if row.ts != world.row.ts:
        after = after._replace(choosing=tuple(map(_gone, world.choosing)))
    return after


@cache
def after_step(row: Row, state: MessageState, step: Step) -> Row:
    """Its attempts, and since when, make no difference here."""
    changes = moved(step, row._replace(state=state), NOON, lease=OURS)
    after = row._replace(**changes)._replace(attempt=0, first_started_at=None)
    return after._replace(ts=POST) if after.state is MessageState.SENT else after


@cache
def _gone(choice: Choice) -> Choice:
    return Choice(choice.event, choice.known._replace(ts=choice.known.ts and GONE))


@cache
def lost(worker: Worker) -> Worker:
    """The same worker, whose lease is not the present one any more."""
    if worker.known is None or worker.known.lease is None:
        return worker
    return Worker(worker.known._replace(lease=LOST), worker.next)


@cache
def nearer(row: Row) -> Row:
    """What is over stays over: it makes no difference for how long."""
    until = row.lease_until and max(row.lease_until - TICK, PAST)
    return row._replace(next_at=max(row.next_at - TICK, NOON), lease_until=until)


def put(world: World, number: int, worker: Worker) -> World:
    """The world with another worker in that place."""
    workers = world.workers
    return world._replace(workers=(*workers[:number], worker, *workers[number + 1 :]))
