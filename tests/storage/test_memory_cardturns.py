"""Turns at redrawing, as the database gives them to processes that share it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from coproduction.cardturns import NO_TIME, Waits
from tests.storage import world

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

    from coproduction.ports import Memory

LONG, OVER = timedelta(hours=1), timedelta(0)


@pytest.fixture
def memory(scratch: Engine) -> Iterator[Memory]:
    with world.memory_over(scratch) as memory:
        yield memory


def waits(memory: Memory, card: str, process: str, *, is_last: bool = False) -> tuple[bool, bool]:
    """Whether this process has to wait for this card, and for any call; the next call may come at once."""
    told = memory.card_turns.take(card, process, most=LONG, call=OVER, is_last=is_last)
    return told.card > NO_TIME, told.call > NO_TIME


def test_who_has_a_cards_turn_keeps_others_from_it_until_it_is_given_back(memory: Memory) -> None:
    assert waits(memory, "a", "one") == (False, False)
    assert waits(memory, "a", "two") == (True, False)
    assert waits(memory, "a", "two", is_last=True) == (True, False)
    assert waits(memory, "b", "two") == (False, False)
    assert waits(memory, "a", "one") == (False, False)  # its own, which it could not give back before

    assert memory.card_turns.give_back("a", "one", OVER)
    assert waits(memory, "a", "two") == (False, False)


def test_a_card_that_was_drawn_rests_for_all_but_who_ends(memory: Memory) -> None:
    waits(memory, "a", "one")
    memory.card_turns.give_back("a", "one", LONG)

    assert [waits(memory, "a", process) for process in ("one", "two")] == [(True, False)] * 2
    assert waits(memory, "a", "two", is_last=True) == (False, False)


def test_any_call_keeps_the_next_one_waiting_but_in_the_end(memory: Memory) -> None:
    assert memory.card_turns.take("a", "one", most=LONG, call=LONG) == Waits()

    assert waits(memory, "b", "two") == (False, True)
    assert waits(memory, "b", "two", is_last=True) == (False, False)


def test_who_was_away_for_longer_than_a_turn_lasts_is_told_so_and_takes_it_from_nobody(
    memory: Memory,
) -> None:
    memory.card_turns.take("a", "frozen", most=OVER, call=OVER)
    assert waits(memory, "a", "quick") == (False, False)

    assert not memory.card_turns.give_back("a", "frozen", OVER)
    assert waits(memory, "a", "third") == (True, False)


def test_turns_that_ended_long_ago_are_forgotten(memory: Memory) -> None:
    memory.card_turns.take("old", "one", most=-2 * LONG, call=OVER)
    waits(memory, "new", "one")

    memory.card_turns.forget()

    assert waits(memory, "new", "two") == (True, False)
    assert not memory.card_turns.give_back("old", "one", OVER)
