"""Several rounds planned together."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coproduction.grouping import Guest, Wish, arrange, assess, meetings, plan
from coproduction.grouping.fields import circle
from tests.coproduction.grouping.rooms import LIVED, asked
from tests.lengths import short_or_long

Asked = tuple[list[Guest], Wish]
SMALL_POWERS = [2, 3, 4, 5, 7, 8, 9, 11, 16, 25, 27]


def test_six_rounds_of_nine_groups_of_five_bring_nobody_together_twice_and_no_sector_together() -> None:
    people = [Guest(f"p{n}", f"s{n % 10}") for n in range(45)]
    rounds = plan(people, Wish(groups=9), 6)

    assert [(grouping.quality.cost, grouping.quality.is_optimal) for grouping in rounds] == [(0, True)] * 6


def test_rounds_together_are_no_worse_than_one_after_the_other() -> None:
    people = [Guest(f"p{n}", f"s{n % 4}", LIVED if n % 3 else None) for n in range(16)]
    met: list[tuple[tuple[str, ...], ...]] = []
    costs = []
    for _ in range(5):
        found = arrange(people, Wish(groups=4, met=meetings(met)), budget=20_000)
        met.append(found.groups)
        costs.append(found.quality.cost)

    assert sum(grouping.quality.cost for grouping in plan(people, Wish(groups=4), 5, budget=20_000)) <= sum(
        costs
    )


@settings(max_examples=short_or_long(8, 20), deadline=None)
@given(asked(most=20), st.integers(0, 3))
def test_each_round_is_judged_by_those_before_it_and_by_what_was_before_all(
    asked: Asked, number: int
) -> None:
    people, wish = asked
    rounds = plan(people, wish, number, budget=2_000)
    assert len(rounds) == number
    met, heard = dict(wish.met), wish.heard
    voices = {guest.id for guest in people if guest.perspective is LIVED}
    for grouping in rounds:
        judged = replace(wish, met=met, heard=heard)
        assert grouping.quality.key == assess(people, judged, grouping.groups).key
        for pair, times in meetings([grouping.groups]).items():
            met[pair] = met.get(pair, 0) + times
        heard |= {one for group in grouping.groups if voices & set(group) for one in group}


def test_meetings_are_counted_over_rounds() -> None:
    assert meetings([[["a", "b", "c"]], [["a", "b"], ["c"]]]) == {
        frozenset("ab"): 2,
        frozenset("ac"): 1,
        frozenset("bc"): 1,
    }


@pytest.mark.parametrize("order", SMALL_POWERS)
def test_the_circle_of_a_prime_power_is_a_field(order: int) -> None:
    around, numbers = circle(order), range(order)
    assert all(sorted(around.add(one, other) for other in numbers) == list(numbers) for one in numbers)
    assert all(sorted(around.times(one, other) for other in numbers) == list(numbers) for one in numbers[1:])
    assert all(
        around.times(a, around.add(b, c)) == around.add(around.times(a, b), around.times(a, c))
        for a in numbers
        for b in numbers
        for c in (1, order - 1)
    )


@pytest.mark.parametrize(("groups", "rounds"), [(5, 5), (7, 7), (8, 8), (9, 9), (15, 3), (35, 5)])
def test_deals_around_the_circle_bring_two_people_of_different_columns_together_once_at_most(
    groups: int, rounds: int
) -> None:
    around, columns = circle(groups), range(min(groups, rounds))
    met = meetings(
        [
            [
                f"{column}.{row}"
                for column in columns
                for row in range(groups)
                if _group(around, deal, column, row) == g
            ]
            for g in range(groups)
        ]
        for deal in range(rounds)
    )
    assert set(met.values()) == {1}


def _group(around: object, deal: int, column: int, row: int) -> int:
    return around.add(row, around.times(deal, column))  # type: ignore[attr-defined,no-any-return]
