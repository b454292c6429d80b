"""People are missing, late, or ask to change places: few move, and the rules hold."""

from __future__ import annotations

from functools import cache
from itertools import combinations, product
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coproduction.errors import Refusal
from coproduction.grouping import Guest, Move, Wish, arrange, assess, pairs_of, repair, seat, swap
from coproduction.grouping.guests import even_sizes
from coproduction.people import Perspective
from tests.coproduction.grouping.rooms import Groups, asked, guests, room, split, unserved, worth

if TYPE_CHECKING:
    from collections.abc import Sequence

Asked = tuple[list["Guest"], Wish]
BRIEF = 1_000


def some(people: list[Guest], chosen: list[int]) -> list[str]:
    """People by chance, each once."""
    return sorted({people[number % len(people)].id for number in chosen}) if people else []


def kept(people: Sequence[Guest], wish: Wish, groups: Groups) -> bool:
    """Whether every rule is kept as well as these people can keep it in groups of these sizes, by the second
    opinion; a wish about somebody who is missing is none."""
    here = {one for group in groups for one in group}
    there = [guest for guest in people if guest.id in here]
    wish = Wish(
        groups=1,
        apart=frozenset(pair for pair in wish.apart if pair <= here),
        together=frozenset(pair for pair in wish.together if pair <= here),
    )
    alone, apart, together, needs, *voices, spread, sizes = worth(there, wish, groups)[0]
    unservable = len(unserved(there))
    least = fewest_of_voices(tuple(guest.perspective for guest in there), tuple(sorted(map(len, groups))))
    return (alone, apart, together, needs, spread, sizes) == (0, 0, 0, unservable, 0, 0) and tuple(
        voices
    ) == least


@cache
def fewest_of_voices(views: Sequence[Perspective | None], sizes: Sequence[int]) -> tuple[int, ...]:
    """The fewest lone voices, and with them groups of professionals only, by trying all groups."""
    people = [Guest(f"p{number}", None, view) for number, view in enumerate(views)]
    tried = split(tuple(guest.id for guest in people), [size for size in sizes if size])
    return min((worth(people, Wish(groups=1), groups)[0][4:6] for groups in tried), default=(0, 0))


def mixes_more(people: Sequence[Guest], groups: Groups) -> bool:
    """Whether these groups, of uneven sizes, keep more people from being alone or unheard than even ones can.

    Then they are left so: who hears whom matters more than how many sit where.
    """
    here = {one for group in groups for one in group}
    there = [guest for guest in people if guest.id in here]
    *_, lone, unmixed, _spread, _sizes = worth(there, Wish(groups=1), groups)[0]
    even = even_sizes(len(there), sum(bool(group) for group in groups))
    return (lone, unmixed) < fewest_of_voices(
        tuple(guest.perspective for guest in there), tuple(sorted(even))
    )


def fewest_by_trying(
    people: Sequence[Guest], wish: Wish, standing: Sequence[Sequence[str]], most: int
) -> int:
    """The fewest moves after which every rule is kept; one more than `most` if no so few do."""
    ids = [one for group in standing for one in group]
    open_to = [index for index, group in enumerate(standing) if group]
    for count in range(most + 1):
        for movers, targets in product(combinations(ids, count), product(open_to, repeat=count)):
            to = dict(zip(movers, targets, strict=True))
            after = tuple(
                tuple(
                    one
                    for index, group in enumerate(standing)
                    for one in group
                    if to.get(one, index) == place
                )
                for place in range(len(standing))
            )
            if kept(people, wish, after):
                return count
    return most + 1


@settings(max_examples=20, deadline=None)
@given(asked(), st.lists(st.integers(0, 99), max_size=5))
def test_at_most_one_person_moves_for_each_who_is_missing(asked: Asked, chosen: list[int]) -> None:
    people, wish = asked
    absent = some(people, chosen)
    before = arrange(people, wish, budget=BRIEF).groups
    mended = repair(people, wish, before, absent)

    assert len(mended.moves) <= len(absent)
    assert sorted(one for group in mended.groups for one in group) == sorted(
        guest.id for guest in people if guest.id not in absent
    )


@settings(max_examples=20, deadline=None)
@given(asked(), st.lists(st.integers(0, 99), max_size=5))
def test_the_rules_are_kept_no_worse_than_if_nobody_had_moved(asked: Asked, chosen: list[int]) -> None:
    people, wish = asked
    absent = some(people, chosen)
    before = arrange(people, wish, budget=BRIEF).groups
    left = tuple(tuple(one for one in group if one not in absent) for group in before)
    mended = repair(people, wish, before, absent)

    assert mended.quality.broken <= assess(people, wish, left).broken
    assert mended.quality == assess(people, wish, mended.groups)


@settings(max_examples=20, deadline=None)
@given(asked(), st.lists(st.integers(0, 99), max_size=5))
def test_the_moves_tell_who_went_from_where_to_where_and_nobody_else_is_disturbed(
    asked: Asked, chosen: list[int]
) -> None:
    people, wish = asked
    absent = some(people, chosen)
    before = arrange(people, wish, budget=BRIEF).groups
    mended = repair(people, wish, before, absent)
    expected = [set(group) - set(absent) for group in before]
    for move in mended.moves:
        assert move.origin is not None
        expected[move.origin].remove(move.guest)
        expected[move.target].add(move.guest)

    assert [set(group) for group in mended.groups] == expected


@settings(max_examples=20, deadline=None)
@given(
    guests(least=4, most=8),
    st.integers(2, 3),
    st.lists(st.integers(0, 99), min_size=1, max_size=2),
    st.booleans(),
)
def test_in_a_tiny_room_no_fewer_moves_would_do(
    people: list[Guest], number: int, chosen: list[int], has_wish: bool
) -> None:
    ids = [guest.id for guest in people]
    wish = Wish(groups=number, together=pairs_of(ids[:2]) if has_wish else frozenset())
    absent = some(people, chosen)
    before = arrange(people, wish).groups
    mended = repair(people, wish, before, absent)
    standing = [[one for one in group if one not in absent] for group in before]
    fewest = fewest_by_trying(people, wish, standing, len(absent))

    if fewest <= len(absent) and not mixes_more(people, mended.groups):
        assert (len(mended.moves), mended.is_fewest) == (fewest, True)
        assert kept(people, wish, mended.groups)
    else:
        assert not kept(people, wish, mended.groups)
        assert not mended.is_fewest


def test_a_seat_that_stays_empty_disturbs_nobody_while_sizes_differ_by_one() -> None:
    people = room("LLFFF" * 9)
    before = arrange(people, Wish(size=5)).groups
    mended = repair(people, Wish(size=5), before, [before[3][0]] if before[3][0][0] == "F" else [])

    assert (mended.moves, mended.is_fewest) == ((), True)


def test_who_is_left_as_a_lone_voice_talks_to_one_other_and_everybody_still_hears_lived_experience() -> None:
    before = (("L0", "L1", "F4", "F5"), ("L2", "L3", "F6", "F7"))
    mended = repair(room("LLLLFFFF"), Wish(groups=2), before, ["L0"])

    assert mended.groups == (("L1", "F5"), ("L2", "L3", "F6", "F7", "F4"))
    assert mended.quality.broken == (0, 0, 0, 0, 0, 0, 0, 1)


def test_who_is_left_alone_joins_another_group_and_theirs_stays_empty() -> None:
    mended = repair(room("??????"), Wish(size=2), (("?0", "?1"), ("?2", "?3"), ("?4", "?5")), ["?5"])

    assert (mended.groups[2], [(move.guest, move.origin) for move in mended.moves]) == ((), [("?4", 2)])
    assert mended.is_fewest


def test_everybody_missing_leaves_empty_groups() -> None:
    mended = repair(room("LLFF"), Wish(groups=2), (("L0", "L1"), ("F2", "F3")), ["L0", "L1", "F2", "F3"])
    assert (mended.groups, mended.moves) == (((), ()), ())


@settings(max_examples=20, deadline=None)
@given(asked(least=3, most=12))
def test_a_latecomer_takes_the_best_seat_there_is_and_nobody_else_moves(asked: Asked) -> None:
    people, wish = asked
    late = people[-1]
    before = arrange(people[:-1], wish, budget=BRIEF).groups
    seated = seat(people, wish, before, late.id)
    choices = [
        tuple((*group, late.id) if index == place else group for index, group in enumerate(before))
        for place in range(len(before))
    ]

    assert seated.groups in choices
    assert seated.quality.key == min(assess(people, wish, choice).key for choice in choices)
    assert seated.moves == (
        Move(late.id, None, next(index for index, group in enumerate(seated.groups) if late.id in group)),
    )


def test_nobody_joins_where_there_is_no_group() -> None:
    with pytest.raises(Refusal, match="There is no group yet"):
        seat(room("LF"), Wish(groups=1), (), "L0")


def test_two_people_change_places() -> None:
    assert swap((("a", "b"), ("c", "d")), "b", "c") == (("a", "c"), ("b", "d"))


@pytest.mark.parametrize(("one", "other"), [("a", "b"), ("a", "a"), ("a", "x")])
def test_only_people_of_different_groups_change_places(one: str, other: str) -> None:
    with pytest.raises(Refusal, match="Choose two people"):
        swap((("a", "b"), ("c", "d")), one, other)


@pytest.mark.parametrize("seed", [1, 3])  # in which two people were left
def test_after_many_are_missing_no_group_is_left_small(seed: int) -> None:
    chance = Random(seed)  # noqa: S311 (no secret)
    knows = [Perspective.LIVED, Perspective.FRONT_LINE, Perspective.FRONT_LINE, Perspective.GOVERNING]
    people = [Guest(f"p{n}", perspective=chance.choice(knows)) for n in range(300)]
    wish = Wish(size=5, seed=seed)
    made = arrange(people, wish, budget=20_000).groups
    gone = {guest.id for guest in chance.sample(people, 58)}
    mended = repair(people, wish, made, gone)
    sizes = [len(group) for group in mended.groups if group]
    assert min(sizes) == (300 - len(gone)) // len(sizes)
