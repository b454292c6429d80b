"""Walks every state that the outbox's machine can reach: three workers, crashes, a Slack that does anything.

It knows no rule of its own. What may happen to a message, when, and what that does is read from the table of
the machine (`coproduction.machine`), from which the bot runs, too. What is added here is the world around it:
workers that forget all when they crash and may sleep for any time between two steps, a Slack that stores at
once, late or never and says so or not, people who decide something, and time, which passes in ticks of half a
lease.

Of one message. Workers have no names here, and a lease is either that of now or lost: states that differ in
nothing else are one. It is always noon: time passes by bringing everything else nearer.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import NamedTuple

from coproduction.machine import LEASE, MOVING, QUIET, Effect, Event, MessageState, Step, may, moved

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
TICK = LEASE / 2
PAST = NOON - TICK
LATEST = (
    QUIET // TICK - 1
)  # ticks after its post at which Slack stores it at the latest: within the quiet time
OURS, LOST = "ours", "lost"
POST, GONE = "this", "gone"

Table = Mapping[Event, Step]


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


Next = tuple[str, int, World]  # what happens, to which worker (-1: to none), and what is then

CLAIMS = (Event.CLAIMED, Event.TAKEN_UP)
BEFORE_THE_POST = (Event.NOT_SENT, Event.UNTOUCHED, Event.REFUSED, Event.UNWANTED, Event.TOO_LATE)
# What Slack does with a post: how often it stores it at once, whether later, what the worker makes of that.
POSTS = (
    (1, False, Event.ARRIVED, "posts it, and Slack answers that it is there"),
    (1, False, Event.UNCLEAR, "posts it, Slack stores it, and no answer comes"),
    (0, True, Event.UNCLEAR, "posts it, no answer comes, and Slack will store it late"),
    (0, False, Event.UNCLEAR, "posts it, no answer comes, and Slack has not stored it"),
    (0, False, Event.REFUSED, "posts it, and Slack refuses it for good"),
    (0, False, Event.NOT_SENT, "tries to post it, and reaches nobody"),
    (0, False, Event.LATER, "posts it, and is asked for a rest"),
    (1, False, Event.LATER, "posts it, Slack stores it, and a door on the way asks for a rest"),
)
LOOKS = (
    (Event.LATER, "looks, and cannot see now"),
    (Event.CANNOT_LOOK, "looks, and may not"),
)
CHOICES = (Event.RETRIED, Event.LOOKED_AFTER, Event.POSTED_AGAIN, Event.DARED, Event.WANTED_AGAIN)
DELETIONS = (Event.DELETED, Event.LET_GO)
LAPSES = (Event.SENDER_DIED, Event.LOOKER_DIED)
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
    if state is MessageState.SENT and not world.stored and not _is_deleted(world):
        return "LOST: it is said to be sent, and is not in Slack"
    if state in NOT_THERE and (world.stored or world.on_its_way) and world.most == 1:
        return f"UNTRUE: it is said to be {state}, and is in Slack"
    if sum(each.holds_it for each in world.workers) > 1:
        return "SHARED: two workers hold it at the same time"
    return None


def _is_deleted(world: World) -> bool:
    return any(choice.event in DELETIONS for choice in world.choosing)


def following(world: World, table: Table) -> Iterator[Next]:
    """All that can happen next."""
    yield from _time(world)
    yield from _anybody(world, table)
    for number, worker in enumerate(world.workers):
        if worker.known is None:
            yield from _reads(world, number, table)
        elif worker.next in CLAIMS:
            yield _claims(world, number, worker, table)
        elif worker.next:
            yield f"records: {worker.next}", number, _recorded(world, number, worker.next, table)
        elif worker.known.state is MessageState.SENDING:
            yield from _sends(world, number, worker.known, table)
        else:
            yield from _looks(world, number, worker.known)
        if worker.known and world.crashes:
            crashed = world._replace(crashes=world.crashes - 1)
            yield "crashes, and starts again knowing nothing", number, _put(crashed, number, IDLE)


def _time(world: World) -> Iterator[Next]:
    if 0 not in world.on_its_way:
        yield (
            "half a minute passes",
            -1,
            world._replace(
                row=_nearer(world.row),
                workers=tuple(
                    Worker(each.known and _nearer(each.known), each.next) for each in world.workers
                ),
                on_its_way=tuple(left - 1 for left in world.on_its_way),
                is_early=False,
            ),
        )
    for left in set(world.on_its_way):
        others = list(world.on_its_way)
        others.remove(left)
        landed = world._replace(stored=world.stored + 1, on_its_way=tuple(others))
        yield "Slack stores late what was posted before", -1, landed


def _anybody(world: World, table: Table) -> Iterator[Next]:
    """What happens whoever sees to it."""
    row = world.row
    for event in LAPSES:
        if may(table[event], row, row, NOON):
            yield f"a tick sees that {event}", -1, _stored(world, row, table[event])
    for choice in set(world.choosing):
        yield f"somebody stores: {choice.event}", -1, _chosen(world, choice, table)
    if world.choices:
        yield from _choices(world._replace(choices=world.choices - 1), table)


def _choices(world: World, table: Table) -> Iterator[Next]:
    """Who decides reads where it stands first, and may be overtaken before they store what they want."""
    state, stored = world.row.state, world.stored
    for event in (*CHOICES, *DELETIONS):
        if state in table[event].before and (event in CHOICES or stored or _is_deleted(world)):
            choosing = tuple(sorted((*world.choosing, Choice(event, Row(state, ts=world.row.ts))), key=repr))
            left = max(0, stored - 1) if event in DELETIONS else stored
            chooses = world._replace(choosing=choosing, stored=left)
            yield f"somebody reads that it is {state}, and decides: {event}", -1, chooses
    if not may(table[Event.RESTORED], OWED, OWED, NOON):
        return
    backup = _after(OWED, OWED.state, table[Event.RESTORED])
    idle = (IDLE,) * len(world.workers)
    yield (
        "the bot is stopped, and a backup from before it was sent is restored",
        -1,
        world._replace(row=backup, workers=idle, choosing=(), is_early=False),
    )


def _chosen(world: World, choice: Choice, table: Table) -> World:
    choosing = list(world.choosing)
    choosing.remove(choice)
    event, after = choice.event, world._replace(choosing=tuple(choosing))
    if not may(table[event], world.row, choice.known, NOON):
        return after
    dares = event is Event.DARED and world.row.state in table[event].before
    is_early = world.is_early and event is not Event.POSTED_AGAIN  # then its time has come
    return _stored(after._replace(most=world.most + dares, is_early=is_early), choice.known, table[event])


def _reads(world: World, number: int, table: Table) -> Iterator[Next]:
    for event in CLAIMS:
        if world.row.state in table[event].before:
            known = world.row._replace(next_at=NOON)
            yield f"reads that it is {world.row.state}", number, _put(world, number, Worker(known, event))


def _claims(world: World, number: int, worker: Worker, table: Table) -> Next:
    """Whether it still may is asked where the row is changed."""
    assert worker.known
    assert worker.next
    step = table[worker.next]
    if not may(step, world.row, worker.known, NOON):
        return "finds that it cannot have it", number, _put(world, number, IDLE)
    claimed = _stored(world, worker.known, step)
    holds = Worker(claimed.row._replace(next_at=NOON))
    return f"is first: {worker.next}", number, _put(claimed, number, holds)


def _sends(world: World, number: int, known: Row, table: Table) -> Iterator[Next]:
    yield (
        "records where it will stand, with all else that it knows",
        number,
        _placed(world, number, known, table),
    )
    for event in BEFORE_THE_POST:
        yield f"records: {event}", number, _recorded(world, number, event, table)
    if not may(table[Event.BEGUN], world.row, known, NOON):
        yield "wakes after its lease, and does nothing", number, _put(world, number, IDLE)
        return
    for stored, is_late, event, words in POSTS:
        posted = world._replace(
            stored=world.stored + stored,
            on_its_way=tuple(sorted((*world.on_its_way, *[LATEST] * is_late))),
            was_early=world.is_early,
        )
        yield words, number, _put(posted, number, Worker(known, event))


def _placed(world: World, number: int, known: Row, table: Table) -> World:
    """The whole row is written, the lease with it."""
    if not may(table[Event.PLACED], world.row, known, NOON):
        return _put(world, number, IDLE)
    written = known._replace(next_at=world.row.next_at, lease=OURS)
    if known.lease is OURS:
        return world._replace(row=written)
    others = world._replace(row=written, workers=tuple(map(_lost, world.workers)))
    return _put(others, number, Worker(written._replace(next_at=NOON)))


def _looks(world: World, number: int, known: Row) -> Iterator[Next]:
    found = (Event.ARRIVED, "looks, and finds it") if world.stored else (Event.ABSENT, "looks: not there")
    for event, words in (found, *LOOKS):
        yield words, number, _put(world, number, Worker(known, event))


def _recorded(world: World, number: int, event: Event, table: Table) -> World:
    """A worker records what became of its claim, if that is still its to say."""
    known = world.workers[number].known
    assert known
    after = _put(world, number, IDLE)
    if not may(table[event], world.row, known, NOON):
        return after
    return _stored(after, known, table[event])


def _stored(world: World, known: Row, step: Step) -> World:
    """The row after a step. Where a lease begins or ends, whoever held another has lost it; so with posts."""
    row = _after(world.row, known.state, step)
    after = world._replace(row=row)
    if step.effects & {Effect.LEASED, Effect.FREED}:
        after = after._replace(workers=tuple(map(_lost, world.workers)))
    if row.ts != world.row.ts:
        after = after._replace(choosing=tuple(map(_gone, world.choosing)))
    return after


@cache
def _after(row: Row, state: MessageState, step: Step) -> Row:
    changes = moved(step, row._replace(state=state), NOON, lease=OURS)
    after = row._replace(**changes)._replace(attempt=0, first_started_at=None)
    return after._replace(ts=POST) if after.state is MessageState.SENT else after


@cache
def _gone(choice: Choice) -> Choice:
    return Choice(choice.event, choice.known._replace(ts=choice.known.ts and GONE))


@cache
def _lost(worker: Worker) -> Worker:
    if worker.known is None or worker.known.lease is None:
        return worker
    return Worker(worker.known._replace(lease=LOST), worker.next)


@cache
def _nearer(row: Row) -> Row:
    """What is over stays over: it makes no difference for how long."""
    until = row.lease_until and max(row.lease_until - TICK, PAST)
    return row._replace(next_at=max(row.next_at - TICK, NOON), lease_until=until)


def _put(world: World, number: int, worker: Worker) -> World:
    workers = world.workers
    return world._replace(workers=(*workers[:number], worker, *workers[number + 1 :]))


@dataclass
class Exploration:
    """Every state that was reached, and the shortest way to what must never be, if there is one."""

    table: Table
    states: int = 0
    fault: str | None = None
    trace: list[str] = field(default_factory=list)


def explore(
    table: Table, start: World | None = None, is_wrong: Callable[[World], str | None] = wrong
) -> Exploration:
    """Breadth first from `start`: until there is nothing new, or something is wrong."""
    first = start or beginning()
    came_from: dict[World, World | None] = {_folded(first): None}
    before: dict[World, list[World]] = {}
    found = Exploration(table)
    waiting = deque(came_from)
    while waiting:
        world = waiting.popleft()
        found.fault = is_wrong(world)
        if found.fault:
            break
        for _, _, after in following(world, table):
            reached = _folded(after)
            before.setdefault(reached, []).append(world)
            if reached not in came_from:
                came_from[reached] = world
                waiting.append(reached)
    else:
        world = _stuck(came_from, before)
        found.fault = "LOST: from here it can never come to an end" if world else None
    found.states = len(came_from)
    if found.fault and world:
        found.trace = _told(first, _way(world, came_from), table)
    return found


def _stuck(reached: Mapping[World, object], before: Mapping[World, list[World]]) -> World | None:
    """A state from which no end can be reached, the nearest to the beginning."""
    ends = [world for world in reached if world.row.state in ENDS]
    good = set(ends)
    while ends:
        for world in before.get(ends.pop(), ()):
            if world not in good:
                good.add(world)
                ends.append(world)
    return next((world for world in reached if world not in good), None)


_ORDER: dict[Worker, int] = {}


def _folded(world: World) -> World:
    """The one state that stands for all that differ only in which worker is which."""
    workers = sorted(world.workers, key=lambda each: _ORDER.setdefault(each, len(_ORDER)))
    return world._replace(workers=tuple(workers))


def _way(world: World, came_from: Mapping[World, World | None]) -> list[World]:
    way = [world]
    while before := came_from[way[-1]]:
        way.append(before)
    return way[-2::-1]


def _told(world: World, way: list[World], table: Table) -> list[str]:
    """The way in words, walked again by workers that have names."""
    lines = []
    for goal in way:
        words, number, world = next(each for each in following(world, table) if _folded(each[2]) == goal)
        lines.append(f"worker {number + 1} {words}" if number >= 0 else words)
    return lines
