"""All that can happen next in a world: what the machine does is read from its table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coproduction.machine import Event, MessageState, Step, may
from tests.coproduction.explorer.world import (
    DELETIONS,
    IDLE,
    LATEST,
    NOON,
    OURS,
    OWED,
    Choice,
    Row,
    Worker,
    World,
    after_step,
    is_deleted,
    lost,
    nearer,
    put,
    stepped,
)

Table = Mapping[Event, Step]
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
LAPSES = (Event.SENDER_DIED, Event.LOOKER_DIED)


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
            yield "crashes, and starts again knowing nothing", number, put(crashed, number, IDLE)


def _time(world: World) -> Iterator[Next]:
    if 0 not in world.on_its_way:
        yield (
            "half a minute passes",
            -1,
            world._replace(
                row=nearer(world.row),
                workers=tuple(Worker(each.known and nearer(each.known), each.next) for each in world.workers),
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
            yield f"a tick sees that {event}", -1, stepped(world, row, table[event])
    for choice in set(world.choosing):
        yield f"somebody stores: {choice.event}", -1, _chosen(world, choice, table)
    if world.choices:
        yield from _choices(world._replace(choices=world.choices - 1), table)


def _choices(world: World, table: Table) -> Iterator[Next]:
    """Who decides reads where it stands first, and may be overtaken before they store what they want."""
    state, stored = world.row.state, world.stored
    for event in (*CHOICES, *DELETIONS):
        if state in table[event].before and (event in CHOICES or stored or is_deleted(world)):
            choosing = tuple(sorted((*world.choosing, Choice(event, Row(state, ts=world.row.ts))), key=repr))
            left = max(0, stored - 1) if event in DELETIONS else stored
            chooses = world._replace(choosing=choosing, stored=left)
            yield f"somebody reads that it is {state}, and decides: {event}", -1, chooses
    if not may(table[Event.RESTORED], OWED, OWED, NOON):
        return
    backup = after_step(OWED, OWED.state, table[Event.RESTORED])
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
    return stepped(after._replace(most=world.most + dares, is_early=is_early), choice.known, table[event])


def _reads(world: World, number: int, table: Table) -> Iterator[Next]:
    for event in CLAIMS:
        if world.row.state in table[event].before:
            known = world.row._replace(next_at=NOON)
            yield f"reads that it is {world.row.state}", number, put(world, number, Worker(known, event))


def _claims(world: World, number: int, worker: Worker, table: Table) -> Next:
    """Whether it still may is asked where the row is changed."""
    assert worker.known
    assert worker.next
    step = table[worker.next]
    if not may(step, world.row, worker.known, NOON):
        return "finds that it cannot have it", number, put(world, number, IDLE)
    claimed = stepped(world, worker.known, step)
    holds = Worker(claimed.row._replace(next_at=NOON))
    return f"is first: {worker.next}", number, put(claimed, number, holds)


def _sends(world: World, number: int, known: Row, table: Table) -> Iterator[Next]:
    yield (
        "records where it will stand, with all else that it knows",
        number,
        _placed(world, number, known, table),
    )
    for event in BEFORE_THE_POST:
        yield f"records: {event}", number, _recorded(world, number, event, table)
    if not may(table[Event.BEGUN], world.row, known, NOON):
        yield "wakes after its lease, and does nothing", number, put(world, number, IDLE)
        return
    for stored, is_late, event, words in POSTS:
        posted = world._replace(
            stored=world.stored + stored,
            on_its_way=tuple(sorted((*world.on_its_way, *[LATEST] * is_late))),
            was_early=world.is_early,
        )
        yield words, number, put(posted, number, Worker(known, event))


def _placed(world: World, number: int, known: Row, table: Table) -> World:
    """The whole row is written, the lease with it."""
    if not may(table[Event.PLACED], world.row, known, NOON):
        return put(world, number, IDLE)
    written = known._replace(next_at=world.row.next_at, lease=OURS)
    if known.lease is OURS:
        return world._replace(row=written)
    others = world._replace(row=written, workers=tuple(map(lost, world.workers)))
    return put(others, number, Worker(written._replace(next_at=NOON)))


def _looks(world: World, number: int, known: Row) -> Iterator[Next]:
    found = (Event.ARRIVED, "looks, and finds it") if world.stored else (Event.ABSENT, "looks: not there")
    for event, words in (found, *LOOKS):
        yield words, number, put(world, number, Worker(known, event))


def _recorded(world: World, number: int, event: Event, table: Table) -> World:
    """A worker records what became of its claim, if that is still its to say."""
    known = world.workers[number].known
    assert known
    after = put(world, number, IDLE)
    if not may(table[event], world.row, known, NOON):
        return after
    return stepped(after, known, table[event])
