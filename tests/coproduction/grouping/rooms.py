"""Rooms full of people, and a second opinion: what groups are worth, slowly, from the words of the rules."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from coproduction.grouping import Guest, Voices, Weights, Wish, pairs_of
from coproduction.people import Perspective

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from coproduction.grouping import Pair

LIVED, FRONT, GOVERNING = Perspective.LIVED, Perspective.FRONT_LINE, Perspective.GOVERNING
Groups = tuple[tuple[str, ...], ...]
Worth = tuple[tuple[int, ...], int]


def room(pattern: str) -> list[Guest]:
    """People by letters: L lived experience, F front line, G governing body, anything else unknown."""
    known = {"L": LIVED, "F": FRONT, "G": GOVERNING}
    return [Guest(f"{letter}{number}", None, known.get(letter)) for number, letter in enumerate(pattern)]


@st.composite
def guests(draw: st.DrawFn, least: int = 0, most: int = 40, *, has_needs: bool = True) -> list[Guest]:
    """Any people."""
    sectors = st.sampled_from(["parents", "schools", "churches", "the council", None])
    gifts = st.frozensets(st.sampled_from(["captions", "Polish"]), max_size=has_needs)
    return [
        Guest(
            f"p{number}",
            draw(sectors),
            draw(st.sampled_from([LIVED, LIVED, FRONT, FRONT, GOVERNING, None])),
            draw(st.booleans()),
            needs=draw(gifts),
            offers=draw(gifts),
        )
        for number in range(draw(st.integers(least, most)))
    ]


@st.composite
def asked(draw: st.DrawFn, least: int = 0, most: int = 40) -> tuple[list[Guest], Wish]:
    """Any people, and anything asked of their groups, contradictions included."""
    people = draw(guests(least, most))
    couples = _couples(draw, people)
    met = {pair: draw(st.integers(1, 3)) for pair in couples(12)}
    heard = (
        frozenset(guest.id for guest in people if draw(st.booleans())) if draw(st.booleans()) else frozenset()
    )
    wish = Wish(
        groups=draw(st.integers(1, 8)),
        apart=couples(3),
        together=couples(3),
        met=met,
        seed=draw(st.integers(0, 9)),
        voices=draw(st.sampled_from(Voices)),
        heard=heard,
    )
    return people, wish if draw(st.booleans()) else replace(wish, groups=None, size=wish.groups)


def _couples(draw: st.DrawFn, people: Sequence[Guest]) -> Callable[[int], frozenset[Pair]]:
    """Draws up to so many pairs of different people."""
    ids = [guest.id for guest in people]

    def couples(most: int) -> frozenset[Pair]:
        if len(ids) < 2:
            return frozenset()
        two = st.lists(st.sampled_from(ids), min_size=2, max_size=2, unique=True)
        return pairs_of(*draw(st.lists(two, max_size=most)))

    return couples


def worth(people: Sequence[Guest], wish: Wish, groups: Iterable[Sequence[str]]) -> Worth:
    """How often each rule is broken, and what the aims cost."""
    known = {guest.id: guest for guest in people}
    tables = [[known[one] for one in group] for group in groups if group]
    lone, unmixed = sum(map(is_lone, tables)), sum(map(is_unmixed, tables))
    voices = (lone, unmixed) if wish.voices is Voices.NOBODY_ALONE else (unmixed, lone)
    beside = [frozenset((one.id, other.id)) for table in tables for one, other in combinations(table, 2)]
    broken = (
        sum(len(table) == 1 for table in tables) if len(people) > 1 else 0,
        sum(pair in beside for pair in wish.apart),
        sum(pair not in beside for pair in wish.together),
        sum(len(unserved(table)) for table in tables),
        *voices,
        _beyond(tables, GOVERNING),
        _uneven([len(table) for table in tables]),
    )
    weights = wish.weights
    cost = weights.unheard * sum(len(_unheard(table, wish)) for table in tables)
    cost += weights.outnumbered * sum(map(_is_outnumbered, tables))
    cost += weights.repeats * sum(wish.met.get(pair, 0) for pair in beside)
    of_one_sector = (_one_sector(*two) for table in tables for two in combinations(table, 2))
    cost += weights.sectors * sum(of_one_sector)
    cost += weights.perspectives * (_beyond(tables, LIVED) + _beyond(tables, FRONT))
    if not all(guest.is_newcomer for guest in people):
        alone = [table for table in tables if all(guest.is_newcomer for guest in table)]
        cost += weights.newcomers * sum(map(len, alone))
    return broken, cost


def _uneven(sizes: list[int]) -> int:
    people, groups = sum(sizes), len(sizes)
    fair = sorted((people + place) // groups for place in range(groups))
    return sum(abs(have - want) for have, want in zip(sorted(sizes), fair, strict=True)) // 2


def is_lone(table: Sequence[Guest]) -> bool:
    views = [guest.perspective for guest in table]
    return len(views) > 2 and views.count(LIVED) == 1


def is_unmixed(table: Sequence[Guest]) -> bool:
    views = [guest.perspective for guest in table]
    return LIVED not in views


def _unheard(table: Sequence[Guest], wish: Wish) -> list[Guest]:
    if LIVED in [guest.perspective for guest in table]:
        return []
    return [
        guest for guest in table if guest.perspective in {FRONT, GOVERNING} and guest.id not in wish.heard
    ]


def _is_outnumbered(table: Sequence[Guest]) -> bool:
    views = [guest.perspective for guest in table]
    many = views.count(FRONT) + views.count(GOVERNING)
    return views.count(LIVED) == 2 and many >= 5


def _beyond(tables: Sequence[Sequence[Guest]], perspective: Perspective) -> int:
    """Pairs of that perspective beyond those that dealing its people out one by one leaves."""
    counts = [sum(guest.perspective is perspective for guest in table) for table in tables]
    dealt = [len(range(place, sum(counts), len(tables))) for place in range(len(tables))]
    return sum(n * (n - 1) // 2 for n in counts) - sum(n * (n - 1) // 2 for n in dealt)


def _one_sector(one: Guest, other: Guest) -> bool:
    return one.sector is not None and one.sector == other.sector


def unserved(table: Sequence[Guest]) -> list[str]:
    """Needs that nobody else here serves."""
    return [
        need
        for guest in table
        for need in sorted(guest.needs)
        if not any(need in other.offers | other.languages for other in table if other is not guest)
    ]


def groupings(ids: Sequence[str], groups: int) -> Iterator[Groups]:
    """Every way to make so many groups whose sizes differ by at most one."""
    least, larger = divmod(len(ids), groups)
    return split(tuple(ids), [least + 1] * larger + [least] * (groups - larger))


def split(ids: tuple[str, ...], sizes: Sequence[int]) -> Iterator[Groups]:
    """Every way to make groups of these sizes."""
    if not ids:
        yield ()
        return
    for size in sorted(set(sizes)):
        left = list(sizes)
        left.remove(size)
        for beside in combinations(ids[1:], size - 1):
            group = (ids[0], *beside)
            for others in split(tuple(one for one in ids if one not in group), left):
                yield (group, *others)


EVEN = Weights(
    unheard=1, repeats=1, sectors=1, outnumbered=1, perspectives=1, newcomers=1
)  # another order of importance
