"""Groups: everybody in one, sizes even, each sector spread as far as it goes, nobody alone."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coproduction.breakouts import LARGEST, SMALLEST, mix, prompt_of, size_of
from coproduction.people import SECTORS, Person
from tests.coproduction.town import refusal, throw

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

sectors = st.lists(st.sampled_from([*SECTORS, None]), min_size=SMALLEST, max_size=60)
sizes = st.integers(SMALLEST, LARGEST)
SIZE_WORDS = 'A group can have 2 to 20 people. For example: /copro breakout 5 "What would help?"'
TOO_FEW = "Groups need at least two people who have checked in. Ask everybody to press Check in."


def room(sectors: Sequence[str | None]) -> list[Person]:
    return [Person(f"p{number}", sector=sector) for number, sector in enumerate(sectors)]


@given(sectors, sizes, st.randoms(use_true_random=False))
def test_everybody_is_placed_exactly_once(
    sectors: list[str | None], size: int, chance: random.Random
) -> None:
    people = room(sectors)
    placed = [person.id for group in mix(people, size, chance) for person in group]
    assert sorted(placed) == sorted(person.id for person in people)


@given(sectors, sizes, st.randoms(use_true_random=False))
@example(sectors=[None] * 3, size=2, chance=throw(1))
def test_sizes_differ_by_at_most_one_and_nobody_is_alone(
    sectors: list[str | None], size: int, chance: random.Random
) -> None:
    lengths = [len(group) for group in mix(room(sectors), size, chance)]
    assert max(lengths) - min(lengths) <= 1
    assert min(lengths) >= SMALLEST


@given(sectors, sizes, st.randoms(use_true_random=False))
def test_each_sector_is_spread_as_evenly_as_it_goes(
    sectors: list[str | None], size: int, chance: random.Random
) -> None:
    groups = [Counter(person.sector for person in group) for group in mix(room(sectors), size, chance)]
    for sector in set(sectors):
        counts = [group[sector] for group in groups]
        assert max(counts) - min(counts) <= 1


@pytest.mark.parametrize(
    ("people", "size", "lengths"),
    [
        (2, 20, [2]),
        (3, 2, [3]),
        (5, 2, [3, 2]),
        (7, 5, [7]),
        (8, 5, [4, 4]),
        (12, 5, [6, 6]),
        (45, 5, [5] * 9),
    ],
)
def test_groups_are_about_as_large_as_wanted(people: int, size: int, lengths: list[int]) -> None:
    assert [len(group) for group in mix(room([None] * people), size, throw(7))] == lengths


def test_another_throw_gives_another_mix_and_the_same_throw_the_same() -> None:
    people = room(list(SECTORS) * 4)
    assert mix(people, 5, throw(1)) == mix(people, 5, throw(1))
    assert mix(people, 5, throw(1)) != mix(people, 5, throw(2))


@pytest.mark.parametrize("people", [0, 1])
def test_fewer_than_two_people_make_no_groups(people: int) -> None:
    assert refusal(mix, room([None] * people), 5, throw(1)) == (TOO_FEW, None)


@pytest.mark.parametrize("size", range(SMALLEST, LARGEST + 1))
def test_a_group_can_have_two_to_twenty_people(size: int) -> None:
    assert size_of(str(size)) == size


@pytest.mark.parametrize("text", ["", "1", "21", "0", "-5", "5.0", "five", "５", "²", "9" * 5_000])
def test_any_other_size_is_refused_with_an_example(text: str) -> None:
    assert refusal(size_of, text) == (SIZE_WORDS, "size")


def test_groups_need_something_to_talk_about() -> None:
    assert prompt_of(" What  would help? ") == "What would help?"
    words = 'Groups need something to talk about, for example: /copro breakout 5 "What would help?"'
    assert refusal(prompt_of, " ") == (words, "prompt")
    assert prompt_of("x" * 1_000) == "x" * 1_000
    assert refusal(prompt_of, "x" * 1_001) == (
        "This is 1,001 characters long and 1,000 fit. Please shorten it and send it again.",
        "prompt",
    )
