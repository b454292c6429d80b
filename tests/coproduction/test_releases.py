"""Never fewer than five: what may be shown beside all that was shown before."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coproduction.releases import may_show

rooms = st.lists(
    st.dictionaries(st.integers(0, 11), st.integers(1, 3)).map(lambda room: frozenset(room.items())),
    max_size=40,
)


def state(**said: str) -> frozenset[tuple[str, str]]:
    """Who says what."""
    return frozenset(said.items())


FIVE = state(ana="low", bo="low", cy="good", dee="good", eve="good")


@pytest.mark.parametrize("fewer", range(1, 6))
def test_fewer_than_five_are_never_shown(fewer: int) -> None:
    assert not may_show(frozenset(sorted(FIVE)[fewer:]), [])


def test_five_are_shown_and_then_only_with_five_more() -> None:
    assert may_show(FIVE, [])
    more = FIVE | state(fay="low", gus="low", hal="good", ida="good")
    assert not may_show(more, [FIVE])
    assert may_show(more | state(jo="good"), [FIVE])


def test_one_person_who_changes_their_mind_often_is_one_voice() -> None:
    others = FIVE - state(ana="low")
    for mood in ("so-so", "good", "very good", "very low", "so-so"):
        assert not may_show(others | state(ana=mood), [FIVE])


def test_an_old_state_counts_as_much_as_the_last_one() -> None:
    all_changed = state(ana="good", bo="good", cy="low", dee="low", eve="low")
    assert may_show(all_changed, [FIVE])
    all_but_one_back = (FIVE - state(ana="low")) | state(ana="good", fay="low")
    assert not may_show(all_but_one_back, [FIVE, all_changed])


def test_who_left_and_who_came_may_be_one_person() -> None:
    left = FIVE - state(ana="low", bo="low", cy="good")
    assert not may_show(left | state(fay="low", gus="low", hal="low"), [FIVE])


@given(rooms)
def test_small_numbers_stay_small_as_no_two_states_subtract_to_fewer_than_five(
    moments: list[frozenset[tuple[int, int]]],
) -> None:
    shown: list[frozenset[tuple[int, int]]] = []
    for moment in moments:
        if may_show(moment, shown):
            shown.append(moment)
    for index, one in enumerate([frozenset[tuple[int, int]](), *shown]):
        for other in shown[index:]:
            differing = {person for person, _ in one ^ other}
            assert len(differing) >= 5


def test_a_room_that_fills_is_shown_five_by_five() -> None:
    room = [frozenset((n, "good") for n in range(size)) for size in range(24)]
    shown: list[frozenset[tuple[int, str]]] = []
    for moment in room:
        if may_show(moment, shown):
            shown.append(moment)
    assert [len(each) for each in shown] == [5, 10, 15, 20]
    assert all(one < other for one, other in pairwise(shown))
