"""The counts that rules and bounds are about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coproduction.grouping.guests import Guest, Pair, Wish
from coproduction.people import Perspective


def pairs(count: int) -> int:
    """How many pairs that many people make."""
    return count * (count - 1) // 2


def even_pairs(count: int, groups: int) -> int:
    """How many pairs sit together when that many people are dealt out evenly: fewer never do."""
    if not groups:
        return 0
    each, larger = divmod(count, groups)
    return groups * pairs(each) + larger * each


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many people there are of each kind."""

    lived: int = 0
    front: int = 0
    governing: int = 0
    unknown: int = 0
    newcomers: int = 0
    returners: int = 0

    @property
    def professionals(self) -> int:
        return self.front + self.governing

    @property
    def is_lone_voice(self) -> bool:
        """One person with lived experience among professionals."""
        return self.lived == 1 and self.professionals > 0


def crowd(guests: Iterable[Guest]) -> Crowd:
    """How many of each kind these are."""
    seen = list(guests)
    by = Counter(guest.perspective for guest in seen)
    newcomers = sum(guest.is_newcomer for guest in seen)
    return Crowd(
        by[Perspective.LIVED],
        by[Perspective.FRONT_LINE],
        by[Perspective.GOVERNING],
        by[None],
        newcomers,
        len(seen) - newcomers,
    )


def left_alone(guests: Sequence[Guest]) -> int:
    """How many newcomers of one group have no returner with them."""
    newcomers = sum(guest.is_newcomer for guest in guests)
    return newcomers if newcomers == len(guests) else 0


def unserved(guests: Sequence[Guest]) -> list[str]:
    """Every need of one group that nobody else in it serves, once for each person who has it."""
    givers = Counter(gift for guest in guests for gift in guest.gives)
    return [need for guest in guests for need in sorted(guest.needs) if givers[need] == (need in guest.gives)]


def present(wish: Wish, guests: Iterable[Guest]) -> Wish:
    """The wish, of all pairs only those of two different people who are there."""
    ids = {guest.id for guest in guests}
    return Wish(
        wish.groups,
        wish.size,
        frozenset(pair for pair in wish.apart if len(pair) == 2 and pair <= ids),
        frozenset(pair for pair in wish.together if len(pair) == 2 and pair <= ids),
        _of(wish.met, ids),
        wish.seed,
        wish.weights,
    )


def _of(met: Mapping[Pair, int], ids: set[str]) -> dict[Pair, int]:
    return {pair: times for pair, times in met.items() if times > 0 and len(pair) == 2 and pair <= ids}


def bands(ids: Iterable[str], together: Iterable[Pair]) -> dict[str, frozenset[str]]:
    """For each person everybody who has to sit with them, directly or through others."""
    bands = {one: frozenset((one,)) for one in ids}
    for pair in together:
        joined = frozenset[str]().union(*(bands[one] for one in pair))
        bands.update(dict.fromkeys(joined, joined))
    return bands
