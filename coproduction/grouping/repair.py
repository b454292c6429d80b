"""Groups that people know of already: changed as little as possible when somebody is missing or late."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coproduction.errors import Refusal
from coproduction.grouping.guests import Groups, Guest, Wish, each_once, seated_once
from coproduction.grouping.measure import assess
from coproduction.grouping.mending import Mending
from coproduction.grouping.quality import Grouping, Move, Must, Quality, Repaired

_A_SWAP = 2  # moves


def repair(
    guests: Iterable[Guest],
    wish: Wish,
    groups: Iterable[Iterable[str]],
    absent: Iterable[str],
    *,
    most: int | None = None,
) -> Repaired:
    """The groups without the absent, mended by as few moves as keep the rules.

    At most `most` people move, by default one for each person who is missing now; where that is not enough,
    the rules are kept as well as so many moves can. Among equally few moves the best are made. What counts
    before what is told in `mending`: another order than in groups that are made anew.
    """
    return _mended(guests, wish, groups, absent, most)


def _mended(
    guests: Iterable[Guest],
    wish: Wish,
    groups: Iterable[Iterable[str]],
    absent: Iterable[str],
    most: int | None,
    *,
    is_anew: bool = False,
) -> Repaired:
    gone = frozenset(absent)
    before = seated_once(groups)
    here = [guest for guest in each_once(guests) if guest.id not in gone]
    standing = _standing(before, here)
    missing = sum(map(len, before)) - sum(map(len, standing))
    mending = Mending(_seated(here, standing), wish, len(standing))
    moves = missing if most is None else most
    after = mending.fewest(mending.state(standing), moves, is_anew=is_anew)
    return _repaired(here, wish, standing, mending.groups(after, standing), mending.is_proven)


def seat(guests: Iterable[Guest], wish: Wish, groups: Iterable[Iterable[str]], latecomer: str) -> Repaired:
    """Somebody who comes late, or comes back, sits down where the groups gain most; nobody else moves."""
    people = each_once(guests)
    after = place(people, wish, groups, latecomer)
    joined = next(index for index, group in enumerate(after) if latecomer in group)
    return Repaired(after, (Move(latecomer, None, joined),), assess(people, wish, after), is_fewest=True)


def place(guests: Iterable[Guest], wish: Wish, groups: Iterable[Iterable[str]], latecomer: str) -> Groups:
    """The same groups, without what they are worth: that takes longer than to find them."""
    people = each_once(guests)
    before = _standing([[one for one in group if one != latecomer] for group in seated_once(groups)], people)
    open_to = [index for index, group in enumerate(before) if group] or list(range(len(before)))[:1]
    if latecomer not in {guest.id for guest in people} or not open_to:
        raise Refusal("There is no group yet that this person could join.")
    seated = [[*group, latecomer] for group in before]
    mending = Mending(_seated(people, [*before, [latecomer]]), wish, len(before))
    joined = min(
        open_to,
        key=lambda index: mending.joined_key(
            mending.state([*before[:index], seated[index], *before[index + 1 :]])
        ),
    )
    return tuple(tuple(seated[index] if index == joined else group) for index, group in enumerate(before))


def swap(groups: Iterable[Iterable[str]], one: str, other: str) -> Groups:
    """The groups with these two people in each other's place."""
    before = [tuple(group) for group in groups]
    places = [index for index, group in enumerate(before) for person in group if person in {one, other}]
    if len(set(places)) != 2:
        raise Refusal("Choose two people who are in different groups.")
    instead = {one: other, other: one}
    return tuple(tuple(instead.get(person, person) for person in group) for group in before)


def is_mendable(guests: Iterable[Guest], wish: Wish, groups: Iterable[Iterable[str]]) -> bool:
    """Whether groups of the same sizes keep the rules better once two people change places.

    Then nobody's wish or need is the reason for what is broken. Groups that were just made are not so: where
    it would help, they are `swapped`. Those that were changed since may be.
    """
    people, seated = each_once(guests), seated_once(groups)
    return _after_a_swap(people, wish, seated, assess(people, wish, seated)) is not None


def swapped(people: Sequence[Guest], wish: Wish, made: Grouping) -> Grouping:
    """The groups after as many swaps of two people as make them keep the rules better, where there are more
    lone voices, or groups of professionals only, than the numbers ask for."""
    while made.quality.could_be_better_heard:
        better = _after_a_swap(people, wish, made.groups, made.quality)
        if better is None:
            break
        made = better
    return made


def _after_a_swap(
    people: Sequence[Guest], wish: Wish, groups: Groups | Sequence[Sequence[str]], now: Quality
) -> Grouping | None:
    """The groups after the best swap of two people; None where none makes them keep the rules better."""
    mended = _mended(people, wish, groups, (), _A_SWAP, is_anew=True)
    then = mended.quality
    is_better = then.broken < now.broken and then.rule(Must.SIZES).broken <= now.rule(Must.SIZES).broken
    return Grouping(mended.groups, then) if is_better else None


def _standing(groups: Iterable[Iterable[str]], here: Iterable[Guest]) -> list[list[str]]:
    """The groups without those who are not here; a group that is empty now keeps its number."""
    known = {guest.id for guest in here}
    return [[one for one in group if one in known] for group in groups]


def _seated(here: Sequence[Guest], groups: Iterable[Iterable[str]]) -> list[Guest]:
    """Those who are in a group."""
    seated = {one for group in groups for one in group}
    return [guest for guest in here if guest.id in seated]


def _repaired(
    here: Sequence[Guest], wish: Wish, before: Sequence[Sequence[str]], after: Groups, is_fewest: bool
) -> Repaired:
    was = {one: index for index, group in enumerate(before) for one in group}
    moves = tuple(
        Move(one, was[one], index) for index, group in enumerate(after) for one in group if was[one] != index
    )
    return Repaired(after, moves, assess(here, wish, after), is_fewest)
