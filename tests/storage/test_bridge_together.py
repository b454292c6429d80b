"""Pieces that begin alike have their first statement run together, and nobody can tell."""

from __future__ import annotations

import asyncio
import random
from itertools import count
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from coproduction.errors import Refusal, Taken
from storage import faults
from storage.ahead import STORM
from tests.lengths import has_long_form, short_or_long
from tests.storage.rows import rows
from tests.storage.storms import Mark, Sent, marks, refuse, storm

if TYPE_CHECKING:
    from collections.abc import Callable

    from storage.bridge import Bridge
    from storage.engine import Engines
    from tests.storage.rows import Memory

Stored = list[tuple[str, str, int]]


async def _stored(bridge: Bridge[Memory]) -> Stored:
    every = sa.select(rows.c.workspace, rows.c.name, rows.c.number).order_by(rows.c.workspace, rows.c.name)
    return await bridge.read("T1", lambda memory: [tuple(row) for row in memory.connection.execute(every)])


async def _names(bridge: Bridge[Memory]) -> list[str]:
    return await bridge.read("T1", lambda memory: memory.names())


def _said(outcomes: list[object]) -> list[object]:
    """Outcomes as they can be compared."""
    return [repr(each) if isinstance(each, BaseException) else each for each in outcomes]


async def test_a_storm_sends_its_statement_once_for_all(engines: Engines, bridge: Bridge[Memory]) -> None:
    sent = Sent(engines)
    assert await storm(bridge, marks(400)) == [1] * 400
    assert (sent.many, sent.single) == ([400], 0)
    assert len(await _names(bridge)) == 400


async def test_few_pieces_are_run_once_each(engines: Engines, bridge: Bridge[Memory]) -> None:
    sent, few = Sent(engines), marks(STORM - 1)
    assert await storm(bridge, few) == [1] * (STORM - 1)
    assert [each.runs for each in few] == [1] * (STORM - 1)
    assert (sent.many, sent.single) == ([], STORM - 1)


async def test_what_the_first_has_looked_up_the_others_need_not(
    engines: Engines, bridge: Bridge[Memory]
) -> None:
    """As a poll's secret, which stays in the process's memory once it was read."""
    known: list[list[str]] = []

    def looks_first(mark: Mark) -> Callable[[Memory], int]:
        def work(memory: Memory) -> int:
            if not known:
                known.append(memory.names())
            return mark(memory)

        return work

    sent, pieces = Sent(engines), marks(12)
    assert await storm(bridge, [looks_first(each) for each in pieces]) == [1] * 12
    assert (sent.many, sent.single, known) == ([11], 2, [[]])


async def test_who_is_refused_before_writing_costs_the_others_nothing(
    engines: Engines, bridge: Bridge[Memory]
) -> None:
    await storm(bridge, [Mark("mark7", 7), Mark("mark9", 9)])
    sent, pieces = Sent(engines), marks(12)
    outcomes = await storm(bridge, pieces)
    refused = [number for number, each in enumerate(outcomes, 1) if isinstance(each, Refusal)]
    assert refused == [7, 9]
    assert (sent.many, sent.single) == ([12], 0)
    assert [each.runs for each in pieces] == [2] * 12
    assert await _names(bridge) == [each.name for each in pieces]


async def test_a_refusal_after_writing_undoes_only_itself(bridge: Bridge[Memory]) -> None:
    pieces = marks(12)
    pieces[5].then = refuse
    outcomes = await storm(bridge, pieces)
    assert _said(outcomes) == [1] * 5 + [repr(Refusal("No."))] + [1] * 6
    assert await _names(bridge) == [each.name for each in pieces if each is not pieces[5]]


async def test_a_poisoned_storm_is_run_apart_once_and_not_again(
    engines: Engines, bridge: Bridge[Memory]
) -> None:
    """However many of its pieces fail: a look ahead, together, apart."""
    pieces = marks(200)
    for poisoned in pieces[::10]:
        poisoned.then = refuse
    sent = Sent(engines)
    outcomes = await storm(bridge, pieces)
    assert [isinstance(each, Refusal) for each in outcomes] == [n % 10 == 0 for n in range(200)]
    assert max(each.runs for each in pieces) == 3
    assert (sent.many, sent.single) == ([200], 200)
    assert len(await _names(bridge)) == 180


async def test_a_key_broken_in_the_middle_reaches_only_its_caller(bridge: Bridge[Memory]) -> None:
    pieces = marks(12)
    pieces[4].number = pieces[2].number
    outcomes = await storm(bridge, pieces)
    assert _said(outcomes) == [1] * 4 + [repr(Taken("uq_entry_workspace_number"))] + [1] * 7
    assert await _names(bridge) == [each.name for each in pieces if each is not pieces[4]]


async def test_a_key_broken_after_the_common_statement_reaches_only_its_caller(
    bridge: Bridge[Memory],
) -> None:
    pieces = marks(12)
    pieces[8].then = lambda memory: memory.add("mark3", 99)
    outcomes = await storm(bridge, pieces)
    assert _said(outcomes) == [1] * 8 + [repr(Taken("pk_entry"))] + [1] * 3
    assert await _names(bridge) == [each.name for each in pieces if each is not pieces[8]]


async def test_a_fault_that_a_piece_swallows_is_nobody_elses(bridge: Bridge[Memory]) -> None:
    def swallow(memory: Memory) -> None:
        with pytest.raises(sa.exc.IntegrityError):
            memory.add("mark1", 99)

    pieces = marks(12)
    pieces[3].then = swallow
    outcomes = await storm(bridge, pieces)
    assert [*outcomes[:3], *outcomes[4:]] == [1] * 11
    acknowledged = [each.name for each, outcome in zip(pieces, outcomes, strict=True) if outcome == 1]
    assert await _names(bridge) == acknowledged


@pytest.mark.parametrize("error", [SystemExit(1), StopIteration(), asyncio.CancelledError()])
async def test_what_would_stop_a_loop_only_fails_its_caller(
    bridge: Bridge[Memory], error: BaseException
) -> None:
    def stop(_memory: Memory) -> None:
        raise error

    pieces = marks(8)
    pieces[3].then = stop
    outcomes = await storm(bridge, pieces)
    assert isinstance(outcomes.pop(3), RuntimeError)
    assert outcomes == [1] * 7
    assert len(await _names(bridge)) == 7


async def test_workspaces_in_one_storm_do_not_see_each_other(
    engines: Engines, bridge: Bridge[Memory]
) -> None:
    sent = Sent(engines)
    pieces = [Mark(f"x{number // 2}", number // 2) for number in range(20)]
    pieces[6].then = refuse
    outcomes = await storm(bridge, pieces, ["T1", "T2"] * 10)
    assert _said(outcomes) == [1] * 6 + [repr(Refusal("No."))] + [1] * 13
    assert sent.many == [20]
    wanted = [("T1", f"x{n}", n) for n in range(10) if n != 3] + [("T2", f"x{n}", n) for n in range(10)]
    assert await _stored(bridge) == wanted


async def test_of_one_person_who_presses_twice_the_last_press_counts(bridge: Bridge[Memory]) -> None:
    presses = [Mark("ana", 1), Mark("ben", 7), Mark("ana", 2), Mark("ana", 2), Mark("ana", 3), Mark("cem", 8)]
    outcomes = await storm(bridge, presses)
    assert _said(outcomes) == [1, 1, 1, repr(Refusal("ana is 2 already.")), 1, 1]
    assert await _stored(bridge) == [("T1", "ana", 3), ("T1", "ben", 7), ("T1", "cem", 8)]


async def test_other_work_keeps_its_place_among_them(bridge: Bridge[Memory]) -> None:
    def look(memory: Memory) -> list[str]:
        return memory.names()

    outcomes = await storm(bridge, [look, *marks(3), look, *marks(3, first=4), look])
    names = [f"mark{number}" for number in range(1, 7)]
    assert (outcomes[0], outcomes[4], outcomes[8]) == ([], names[:3], names)


@pytest.mark.parametrize("is_there", [False, True])
async def test_who_begins_differently_each_time_is_run_apart(bridge: Bridge[Memory], is_there: bool) -> None:
    if is_there:  # what the look ahead sees then touches nothing, and is no reason to refuse anybody
        await storm(bridge, [Mark("fickle", 100)])
    numbers = count(100)

    def fickle(memory: Memory) -> int:
        return Mark("fickle", next(numbers))(memory)

    assert await storm(bridge, [*marks(3), fickle, *marks(3, first=4)]) == [1] * 7
    assert (await _stored(bridge))[0] == ("T1", "fickle", 102)


async def test_who_begins_only_when_looked_at_has_nothing_stored(bridge: Bridge[Memory]) -> None:
    numbers = count()

    def changes_its_mind(memory: Memory) -> str | int:
        return Mark("unwanted", 99)(memory) if next(numbers) == 0 else "never mind"

    assert await storm(bridge, [*marks(5), changes_its_mind]) == [1] * 5 + ["never mind"]
    assert await _names(bridge) == [each.name for each in marks(5)]


async def test_who_looks_around_before_it_begins_again_is_run_apart(bridge: Bridge[Memory]) -> None:
    numbers = count()

    def looks_around(memory: Memory) -> int:
        if next(numbers) > 0:
            assert memory.connection.scalar(sa.text("SELECT 1")) == 1
            assert memory.names() == [each.name for each in marks(5)]
        return Mark("last", 99)(memory)

    assert await storm(bridge, [*marks(5), looks_around]) == [1] * 6


async def test_a_failing_commit_fails_the_whole_storm(bridge: Bridge[Memory]) -> None:
    pieces = marks(8)
    pieces[2].parent = "nobody"
    outcomes = await storm(bridge, pieces)
    assert [type(each) for each in outcomes] == [faults.StorageUnavailable] * 8
    assert await _stored(bridge) == []


@has_long_form
@pytest.mark.parametrize("seed", range(short_or_long(2, 8)))
async def test_a_batch_ends_like_the_same_work_one_after_the_other(bridge: Bridge[Memory], seed: int) -> None:
    """Whatever stands in it, in whatever order: the same answers, the same rows."""
    chance = random.Random(seed)  # noqa: S311  # a case that can be repeated
    teams = [chance.choice(["T1", "T2"]) for _ in range(60)]
    drawn = [(chance.choice("vvvvvvrwkal"), f"n{chance.randrange(12)}", chance.randrange(16)) for _ in teams]
    together = await storm(bridge, [_work(*each) for each in drawn], teams)
    rows_together = await _stored(bridge)
    await bridge.write("T1", lambda memory: memory.connection.execute(rows.delete()))
    alone: list[object] = []
    for team, each in zip(teams, drawn, strict=True):
        alone += await storm(bridge, [_work(*each)], [team])
    assert _said(together) == _said(alone)
    assert rows_together == await _stored(bridge)


def _work(kind: str, name: str, number: int) -> Callable[[Memory], object]:
    match kind:
        case "r":
            return Mark(name, number, refuse)
        case "w":
            return Mark(name, number, lambda memory: memory.put(f"{name}+", number + 100))
        case "k":
            return Mark(name, number, lambda memory: memory.add("n3", number + 200))
        case "a":
            return lambda memory: memory.add(name, number)
        case "l":
            return lambda memory: memory.names()
    return Mark(name, number)
