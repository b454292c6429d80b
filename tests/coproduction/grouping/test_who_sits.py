"""Who gets a seat, how many tables there are, and how long it takes where people need help."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from benchmarks.breakouts import LIVE, SLOWER, beside_bare
from benchmarks.breakouts_rooms import needing
from coproduction.grouping import Guest, Must, Voices, Wish, arrange, assess, how_many, plan
from coproduction.grouping.arranging import Purse, arranged
from tests.coproduction.grouping.rooms import room

BOTS = 20_000  # exchanges for each round: a quarter of what the bot has for each of three


@pytest.mark.parametrize(
    ("people", "size", "groups"),
    [(10, 4, 3), (9, 4, 2), (18, 4, 5), (7, 5, 2), (6, 4, 2), (5, 4, 1), (45, 5, 9)],
)
def test_the_number_of_groups_is_the_one_that_comes_nearest_to_the_size(
    people: int, size: int, groups: int
) -> None:
    assert how_many(people, Wish(size=size)) == groups


def test_an_id_named_twice_is_one_person_with_one_seat() -> None:
    people = [*room("LLFF"), Guest("L0")]
    assert sorted(one for group in arrange(people, Wish(groups=2)).groups for one in group) == [
        "F2", "F3", "L0", "L1"]  # fmt: skip
    assert assess(people, Wish(groups=2), [["L0", "L0", "F2"], ["L1", "L0", "F3"]]).facts.largest == 2


@pytest.mark.parametrize(
    ("pattern", "size", "voices", "broken"),
    [
        ("LLLFFF", 3, Voices.NOBODY_ALONE, (0, 1)),
        ("LLLFFF", 3, Voices.EVERY_GROUP, (1, 0)),
        ("LLLFFF", 2, Voices.NOBODY_ALONE, (0, 0)),
        ("LLLFFF", 6, Voices.NOBODY_ALONE, (0, 0)),
        ("L" * 12 + "F" * 33, 5, Voices.NOBODY_ALONE, (0, 3)),
        ("L" * 12 + "F" * 33, 5, Voices.EVERY_GROUP, (6, 0)),
        ("L" * 12 + "F" * 33, 7, Voices.NOBODY_ALONE, (0, 1)),
        ("L" * 80 + "F" * 220, 5, Voices.NOBODY_ALONE, (0, 20)),
    ],
)
def test_lone_voices_and_groups_of_professionals_only(
    pattern: str, size: int, voices: Voices, broken: tuple[int, int]
) -> None:
    quality = arrange(room(pattern), Wish(size=size, voices=voices), budget=20_000).quality
    rules = [quality.rule(Must.NO_LONE_VOICE), quality.rule(Must.MIXED)]
    assert (tuple(rule.broken for rule in rules), [rule.is_least for rule in rules]) == (broken, [True, True])


def test_twelve_needs_of_forty_five_people_are_served_in_every_round() -> None:
    rounds = plan(needing(45), Wish(size=5), 3, budget=BOTS)
    assert [grouping.quality.rule(Must.NEEDS).broken for grouping in rounds] == [0, 0, 0]


def test_a_need_that_is_left_out_in_a_large_room_is_looked_at_once_more() -> None:
    """Here some need two things: where each needs one, every need of 500 people is served at once."""
    guests, wish = needing(120, seed=2), Wish(size=5)
    guests = [
        replace(guest, needs=guest.needs | {f"need {(place + 1) % 6}"})
        if guest.needs and not place % 3
        else guest
        for place, guest in enumerate(guests)
    ]
    assert arrange(guests, wish, budget=20_000).quality.rule(Must.NEEDS).broken == 1
    (grouping,) = plan(guests, wish, 1, budget=20_000)
    assert grouping.quality.rule(Must.NEEDS).broken == 0


@pytest.mark.parametrize("people", [45, 333])
def test_needs_take_at_most_twice_the_processor_time_of_the_same_room_without(people: int) -> None:
    _, slow, quick = beside_bare(needing(people), 3, LIVE // 4, runs=1)
    assert slow <= SLOWER * quick


def test_needs_of_a_crowd_take_half_as_many_exchanges_again_at_most_and_break_no_rule() -> None:
    """Counted, so the same on every machine."""
    guests, purses = needing(333), (Purse(LIVE), Purse(LIVE))
    found = arranged(guests, Wish(size=5), purses[0])
    arranged([replace(guest, needs=frozenset()) for guest in guests], Wish(size=5), purses[1])
    assert [rule.name for rule in found.quality.rules if not rule.is_least] == []
    assert purses[0].spent <= 1.5 * purses[1].spent


@pytest.mark.parametrize(("people", "seed"), [(20, 2), (20, 10), (30, 1)])
def test_a_small_room_is_quick_with_its_needs_though_nobody_can_say_that_nothing_is_better(
    people: int, seed: int
) -> None:
    """The whole purse, which such a room emptied before, took the processor most of a second."""
    purse = Purse(LIVE)
    arranged(needing(people, seed), Wish(size=5), purse)
    assert purse.spent < LIVE * people / 100


@cache
def of_a_crowd() -> float:
    """The processor time that 500 people with needs take now, on this machine."""
    return beside_bare(needing(500), 1, LIVE, runs=1)[1]


@pytest.mark.parametrize("people", [20, 24])
def test_twenty_people_with_needs_take_less_of_the_processor_than_a_crowd(people: int) -> None:
    """For a crowd, the form is there within its three seconds; a fifth of one on an ordinary machine."""
    guests, purse = needing(people, 2), Purse(LIVE)
    arranged(guests, Wish(size=5), purse)
    assert purse.spent < 65_000  # counted, so the same on every machine
    _, slow, _ = beside_bare(guests, 1, LIVE)
    assert slow < of_a_crowd()
