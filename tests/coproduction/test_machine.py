"""The outbox's machine, proved: in no state that can be reached is a message lost or doubled."""

from __future__ import annotations

from functools import cache

import pytest

from coproduction.machine import TABLE, Event, Guard
from tests.coproduction.explorer import Exploration, explore
from tests.coproduction.explorer.steps import Table
from tests.coproduction.explorer.world import World, beginning, doubled

PLACES = [(event, guard) for event, step in TABLE.items() for guard in step.guards]
OF_PEOPLE = (
    *(Event.RETRIED, Event.LOOKED_AFTER, Event.POSTED_AGAIN, Event.DARED, Event.WANTED_AGAIN),
    *(Event.DELETED, Event.LET_GO),
)


def without(guard: Guard, only: Event | None = None) -> Table:
    """The table with a guard deleted, of one event or of all."""
    return {
        event: step._replace(guards=tuple(each for each in step.guards if each is not guard))
        if only in {None, event}
        else step
        for event, step in TABLE.items()
    }


def told(what: str, found: Exploration) -> None:
    """To be read with `pytest -s`."""
    lines = [f"{what}: {found.states:,} states. {found.fault or '0 lost, 0 doubled.'}"]
    lines += [f"{number:4}. {line}" for number, line in enumerate(found.trace, 1)]
    print("", *lines, sep="\n")  # noqa: T201 (what a proof is for)


def test_three_workers_two_crashes_and_a_slack_that_does_anything_lose_and_double_nothing() -> None:
    found = explore(TABLE, beginning(workers=3, crashes=2, choices=0))
    told("3 workers, 2 crashes, unclear answers, late commits", found)
    assert (found.fault, found.trace) == (None, [])
    assert found.states > 40_000


def test_nor_do_people_who_decide_at_the_same_time_and_a_backup_that_is_restored() -> None:
    found = explore(TABLE, beginning(workers=2, crashes=0, choices=2))
    told("2 workers, 2 decisions of people, a backup", found)
    assert (found.fault, found.trace) == (None, [])


@pytest.mark.parametrize("guard", sorted(set(Guard) - {Guard.DUE, Guard.SAME_POST}))
def test_without_any_one_guard_a_message_comes_twice(guard: Guard) -> None:
    """But for two: without those it comes too early, or once more than it was deleted; see below."""
    found = explore(without(guard), beginning(workers=3, crashes=2, choices=0), doubled)
    told(f"Without “{guard}”", found)
    assert found.fault is not None
    assert found.fault.startswith("DOUBLED")


@pytest.mark.parametrize(("event", "guard"), PLACES)
def test_no_guard_of_no_row_is_there_for_nothing(event: Event, guard: Guard) -> None:
    """Though all others stand, and the same one in all other rows."""
    choices = 2 if event in OF_PEOPLE else 1
    found = explore(without(guard, event), beginning(workers=2, crashes=0, choices=choices))
    told(f"Without “{guard}” when {event}", found)
    assert found.fault is not None
    assert found.trace


@cache
def of_one_worker(start: World) -> Exploration:
    return explore(TABLE, start)


@pytest.mark.parametrize("event", Event)
def test_each_row_is_walked(event: Event) -> None:
    """Where one of them never happens, the walk is another."""
    start = beginning(workers=1, crashes=0, choices=1)
    whole = of_one_worker(start)
    less = explore({**TABLE, event: TABLE[event]._replace(before=frozenset())}, start)
    assert (less.steps, less.fault) != (whole.steps, None)
