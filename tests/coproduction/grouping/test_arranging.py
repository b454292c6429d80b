"""Groups of any people: everybody in one, rules kept or the reason known, the best where proven."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coproduction.grouping import (
    Aim,
    Guest,
    Must,
    Weights,
    Wish,
    arrange,
    assess,
    how_many,
    in_words,
    meetings,
    pairs_of,
)
from coproduction.grouping.arranging import searched
from coproduction.grouping.room import Room
from coproduction.grouping.table import Seating
from tests.coproduction.grouping.rooms import EVEN, FRONT, LIVED, asked, groupings, guests, room, worth
from tests.lengths import short_or_long
from tests.speaking import in_english

Asked = tuple[list[Guest], Wish]
few = settings(max_examples=short_or_long(8, 20), deadline=None)
COUPLES = [frozenset((f"p{one}", f"p{other}")) for one in range(8) for other in range(one)]
BRIEF = 1_000  # exchanges: enough to test what holds for every grouping, however good


@few
@given(asked())
def test_everybody_is_in_one_group_and_sizes_differ_by_at_most_one(asked: Asked) -> None:
    people, wish = asked
    groups = arrange(people, wish, budget=BRIEF).groups

    assert sorted(one for group in groups for one in group) == sorted(guest.id for guest in people)
    sizes = [len(group) for group in groups]
    assert len(sizes) == how_many(len(people), wish)
    assert not sizes or max(sizes) - min(sizes) <= 1
    assert min(sizes, default=2) >= min(2, len(people))


@few
@given(asked())
def test_the_same_people_wish_and_seed_make_the_same_groups(asked: Asked) -> None:
    people, wish = asked
    assert arrange(people, wish, budget=BRIEF) == arrange(people, wish, budget=BRIEF)


@few
@given(asked(), st.randoms(use_true_random=False))
def test_other_ids_make_the_same_groups_of_the_same_quality(asked: Asked, chance: object) -> None:
    people, wish = asked
    alias = {guest.id: f"U{hash(guest.id) % 9973}-{number}" for number, guest in enumerate(people)}
    renamed = [replace(guest, id=alias[guest.id]) for guest in people]
    other = replace(
        wish,
        apart=pairs_of(*((alias[one] for one in pair) for pair in wish.apart)),
        together=pairs_of(*((alias[one] for one in pair) for pair in wish.together)),
        met={frozenset(alias[one] for one in pair): times for pair, times in wish.met.items()},
        heard=frozenset(alias[one] for one in wish.heard),
    )
    was, now = arrange(people, wish, budget=BRIEF), arrange(renamed, other, budget=BRIEF)

    assert now.groups == tuple(tuple(alias[one] for one in group) for group in was.groups)
    assert (now.quality.key, now.quality.bound) == (was.quality.key, was.quality.bound)


@few
@given(asked())
def test_no_grouping_is_better_than_its_bounds(asked: Asked) -> None:
    people, wish = asked
    quality = arrange(people, wish, budget=BRIEF).quality

    assert [rule for rule in quality.rules if rule.broken < rule.least] == []
    assert [term for term in quality.terms if term.count < term.least] == []
    assert quality.cost >= quality.bound


@few
@given(asked(most=14))
def test_quality_is_what_a_second_opinion_says(asked: Asked) -> None:
    people, wish = asked
    if people:
        found = arrange(people, wish, budget=BRIEF)
        assert found.quality.key == worth(people, wish, found.groups)


@few
@given(asked(least=1, most=12), st.randoms(use_true_random=False))
def test_so_is_the_quality_of_groups_made_by_hand(asked: Asked, chance: object) -> None:
    people, wish = asked
    ids = [guest.id for guest in people]
    by_hand = [ids[:1], ids[1:3], ids[3:]]
    quality = assess(people, wish, by_hand)

    assert quality.key == worth(people, wish, by_hand)
    assert [term for term in quality.terms if term.count < term.least] == []


@settings(max_examples=short_or_long(8, 20), deadline=None)
@given(asked(least=2, most=7), st.sampled_from([Weights(), EVEN]))
def test_in_a_tiny_room_no_grouping_at_all_is_better(asked: Asked, weights: Weights) -> None:
    people, wish = asked[0], replace(asked[1], weights=weights)
    found = arrange(people, wish)
    ids, number = [guest.id for guest in people], how_many(len(people), wish)

    assert found.quality.key == min(worth(people, wish, groups) for groups in groupings(ids, number))
    assert found.quality.is_optimal


# The search is good, not proven, so the draw decides.
@settings(max_examples=short_or_long(10, 25), deadline=None, derandomize=True)
@given(guests(least=4, most=8), st.integers(2, 3), st.dictionaries(st.sampled_from(COUPLES), st.just(1)))
def test_the_search_finds_the_best_of_a_tiny_room_too_though_it_could_not_prove_it(
    people: list[Guest], number: int, met: dict[frozenset[str], int]
) -> None:
    wish = Wish(groups=number, met=met)
    at_all = Room(people, wish, how_many(len(people), wish))
    where = searched(at_all, 20_000, ())
    found = assess(people, wish, at_all.names(Seating(at_all, where).groups()))
    ids = [guest.id for guest in people]

    assert found.key == min(worth(people, wish, groups) for groups in groupings(ids, len(at_all.sizes)))


@settings(max_examples=short_or_long(8, 20), deadline=None)
@given(asked(least=2, most=8))
def test_what_is_called_the_least_is_the_least(asked: Asked) -> None:
    people, wish = asked
    quality = arrange(people, wish).quality
    ids, number = [guest.id for guest in people], how_many(len(people), wish)
    best = min(worth(people, wish, groups) for groups in groupings(ids, number))
    bounds = assess(people, wish, arrange(people, wish).groups)

    assert quality.key == best
    assert (tuple(rule.least for rule in bounds.rules) <= best[0], bounds.bound <= best[1]) == (True, True)


@settings(max_examples=short_or_long(8, 20), deadline=None)
@given(guests(least=6, most=60, has_needs=False), st.integers(3, 8), st.integers(0, 3))
@example(room("LFFFFF"), 3, 0)
@example(room("LLLF"), 2, 0)
def test_nobody_is_a_lone_voice_unless_the_numbers_leave_no_other_way(
    people: list[Guest], size: int, seed: int
) -> None:
    rule = arrange(people, Wish(size=size, seed=seed), budget=4_000).quality.rule(Must.NO_LONE_VOICE)
    assert rule.broken == rule.least


def test_a_lone_voice_that_the_numbers_make_is_said_in_words() -> None:
    quality = arrange(room("LFFFFF"), Wish(groups=2)).quality

    assert quality.rule(Must.NO_LONE_VOICE).broken == 1
    assert in_english(in_words(quality))[:2] == [
        "2 groups of 3 people.",
        "In one group somebody speaks from lived experience alone among professionals: "
        "with the people here it cannot be avoided.",
    ]


def test_a_pair_asked_to_sit_both_together_and_apart_sits_apart_and_the_contradiction_is_said() -> None:
    pair = pairs_of(("L0", "L1"))
    quality = arrange(room("LLLLFFFF"), Wish(groups=2, apart=pair, together=pair)).quality

    assert (quality.rule(Must.APART).broken, quality.rule(Must.TOGETHER).broken) == (0, 1)
    assert quality.is_optimal
    assert [words for words in in_english(in_words(quality)) if "wish" in words] == [
        "One wish about who sits with whom could not be kept.",
        "Some of these wishes contradict each other: please look at them again.",
    ]


@pytest.mark.parametrize(("seeds"), [range(6)])
def test_another_seed_shuffles_again(seeds: range) -> None:
    people = [Guest(f"p{n}", f"s{n % 10}", FRONT) for n in range(45)]
    drawn = {arrange(people, Wish(size=5, seed=seed)).groups for seed in seeds}
    assert len(drawn) == len(seeds)


def test_nine_groups_of_five_meet_six_times_without_one_repeat_or_two_of_a_sector() -> None:
    people = [Guest(f"p{n}", f"s{n % 10}") for n in range(45)]
    met: list[tuple[tuple[str, ...], ...]] = []
    kept = []
    for _ in range(6):
        found = arrange(people, Wish(groups=9, met=meetings(met)))
        met.append(found.groups)
        kept.append((found.quality.cost, found.quality.is_optimal))

    assert kept == [(0, True)] * 6
    assert max(meetings(met).values()) == 1


def test_five_groups_of_nine_meet_again_in_twenty_pairs_which_is_proven_to_be_the_fewest() -> None:
    people = [Guest(f"p{n}", f"s{n % 10}") for n in range(45)]
    first = arrange(people, Wish(groups=5))
    for seed in range(5):
        again = arrange(people, Wish(groups=5, met=meetings([first.groups]), seed=seed)).quality
        assert (again.term(Aim.REPEATS).count, again.cost, again.is_optimal) == (20, 2000, True)


@pytest.mark.parametrize("size", [3, 5, 8, 20])
def test_five_hundred_people_are_grouped_within_the_rules(size: int) -> None:
    views = [LIVED, FRONT, FRONT, LIVED, None]
    people = [Guest(f"p{n}", f"s{n % 12}", views[n % 5], n % 3 == 0) for n in range(500)]
    quality = arrange(people, Wish(size=size), budget=20_000).quality
    assert [rule.name for rule in quality.rules if rule.broken] == ([Must.MIXED] if size == 3 else [])


@pytest.mark.parametrize(
    ("people", "wish", "sizes"),
    [
        (0, Wish(size=5), []),
        (1, Wish(size=5), [1]),
        (2, Wish(size=1), [2]),
        (3, Wish(size=1), [3]),
        (3, Wish(groups=0), [3]),
        (4, Wish(groups=9), [2, 2]),
        (7, Wish(size=50), [7]),
        (23, Wish(size=5), [5, 5, 5, 4, 4]),
        (13, Wish(groups=3), [5, 4, 4]),
    ],
)
def test_odd_wishes_still_make_groups(people: int, wish: Wish, sizes: list[int]) -> None:
    assert [len(group) for group in arrange(room("?" * people), wish).groups] == sizes


@pytest.mark.parametrize(("groups", "size"), [(None, None), (3, 3)])
def test_a_wish_is_for_a_number_of_groups_or_for_a_size(groups: int | None, size: int | None) -> None:
    with pytest.raises(ValueError, match="one of them only"):
        Wish(groups=groups, size=size)


def test_who_has_to_sit_together_does_and_who_has_to_sit_apart_does() -> None:
    people = room("LLLLLLFFFFFFFFFGGG")
    wish = Wish(
        size=6,
        together=pairs_of(("L0", "F6"), ("F6", "G15"), ("L1", "L2")),
        apart=pairs_of(("L0", "L1"), ("F7", "F8"), ("G15", "F9")),
    )
    found = arrange(people, wish)
    group_of = {one: index for index, group in enumerate(found.groups) for one in group}

    assert found.quality.broken == (0,) * 8
    assert group_of["L0"] == group_of["F6"] == group_of["G15"] != group_of["F9"]
    assert group_of["L1"] == group_of["L2"] != group_of["L0"]
    assert group_of["F7"] != group_of["F8"]


def test_newcomers_sit_with_a_returner_and_needs_are_served() -> None:
    newcomers = [Guest(f"new{n}", is_newcomer=True) for n in range(8)]
    others = [Guest(f"old{n}") for n in range(4)]
    asking = [Guest(f"asks{n}", needs=frozenset({"Polish"})) for n in range(4)]
    helping = [Guest(f"helps{n}", languages=frozenset({"Polish"})) for n in range(4)]
    quality = arrange([*newcomers, *others, *asking, *helping], Wish(groups=4)).quality

    assert (quality.cost, quality.is_optimal) == (0, True)
