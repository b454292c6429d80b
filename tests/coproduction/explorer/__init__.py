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
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache

from tests.coproduction.explorer.steps import Table, following
from tests.coproduction.explorer.world import ENDS, Worker, World, wrong


@dataclass
class Exploration:
    """Every state that was reached, and the shortest way to what must never be, if there is one."""

    states: int = 0
    steps: int = 0  # from one of them to another, or to the same
    fault: str | None = None
    trace: list[str] = field(default_factory=list)


def explore(table: Table, first: World, is_wrong: Callable[[World], str | None] = wrong) -> Exploration:
    """Breadth first from the `first` state: until there is nothing new, or something is wrong."""
    found = Exploration()
    came_from: dict[World, World | None] = {_folded(first): None}
    before: dict[World, list[World]] = {}
    end = _walk(table, deque(came_from), came_from, before, is_wrong)
    if end:
        found.fault = is_wrong(end)
    elif end := _stuck(came_from, before):
        found.fault = "LOST: from here it can never come to an end"
    found.states, found.steps = len(came_from), sum(map(len, before.values()))
    if end:
        found.trace = _told(first, _way(end, came_from), table)
    return found


def _walk(
    table: Table,
    waiting: deque[World],
    came_from: dict[World, World | None],
    before: dict[World, list[World]],
    is_wrong: Callable[[World], str | None],
) -> World | None:
    """Fill in the first way to each state, and all ways; the first state that is wrong, if there is one."""
    while waiting:
        world = waiting.popleft()
        if is_wrong(world):
            return world
        for _, _, after in following(world, table):
            reached = _folded(after)
            before.setdefault(reached, []).append(world)
            if reached not in came_from:
                came_from[reached] = world
                waiting.append(reached)
    return None


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
    return world._replace(workers=_in_order(world.workers))


@cache
def _in_order(workers: tuple[Worker, ...]) -> tuple[Worker, ...]:
    return tuple(sorted(workers, key=lambda each: _ORDER.setdefault(each, len(_ORDER))))


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
