"""The counts that rules and bounds are about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from coproduction.grouping.guests import Guest, Pair, Wish
from coproduction.people import Perspective

PROFESSIONAL = frozenset({Perspective.FRONT_LINE, Perspective.GOVERNING})
PAIR = 2  # people in a group in which both can speak
FEW, MANY = 2, 5  # so few people with lived experience are outnumbered by so many professionals


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
    def size(self) -> int:
        return self.lived + self.professionals + self.unknown

    @property
    def is_lone_voice(self) -> bool:
        """One person with lived experience among others, who are professionals for all that is known; in a
        pair of one and one nobody is alone."""
        return self.lived == 1 and self.size > PAIR

    @property
    def is_unmixed(self) -> bool:
        """Nobody who is known to speak from lived experience."""
        return not self.lived and self.size > 0

    @property
    def is_uncertain(self) -> bool:
        """A lone voice among people who may be professionals: nobody knows."""
        return self.is_lone_voice and not self.professionals

    @property
    def is_outnumbered(self) -> bool:
        """Few voices among many."""
        return self.lived == FEW and self.professionals >= MANY


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


def is_unheard(guest: Guest, wish: Wish) -> bool:
    """Whether this is a professional who has never sat with somebody who speaks from lived experience."""
    return guest.perspective in PROFESSIONAL and guest.id not in wish.heard


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
    return replace(
        wish,
        apart=frozenset(pair for pair in wish.apart if len(pair) == 2 and pair <= ids),
        together=frozenset(pair for pair in wish.together if len(pair) == 2 and pair <= ids),
        met=_of(wish.met, ids),
        heard=wish.heard & ids,
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
