"""What no grouping can be better than: a proven least for every rule and every aim.

Each bound looks at one rule or aim alone, so their sum is a bound for all together. A bound that equals
what was reached proves the groups optimal; a gap between them proves nothing either way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from coproduction.grouping.cliques import repeats_in_cliques
from coproduction.grouping.crowd import Crowd, bands, crowd, even_pairs, is_unheard, pairs
from coproduction.grouping.guests import Guest, Voices, Wish
from coproduction.grouping.quality import Aim, Must
from coproduction.grouping.voices import (
    fewest_lone_beside,
    fewest_lone_voices,
    least_lived_pairs,
    least_outnumbered,
    least_uneven,
    least_unheard,
    least_unmixed,
    most_voiced,
)
from coproduction.people import Perspective


def least_broken(
    guests: Sequence[Guest], wish: Wish, sizes: Sequence[int], broken: Mapping[Must, int] | None = None
) -> dict[Must, int]:
    """How often each rule is broken at the least; `wish` is of these guests only.

    Of the two rules about voices the second depends on how often the first is `broken`: by default as
    seldom as can be.
    """
    apart = repeats_in_cliques(dict.fromkeys(wish.apart, 1), len(sizes)) if sizes else 0
    return {
        Must.COMPANY: 0,
        Must.APART: len(wish.apart) if len(sizes) == 1 else apart,
        Must.TOGETHER: _torn(guests, wish, sizes, is_parting=not apart),
        Must.NEEDS: least_unserved(guests, sizes),
        **least_of_voices(crowd(guests), wish.voices, sizes, broken or {}),
        Must.SPREAD: 0,
        Must.SIZES: 0,
    }


def least_of_voices(
    people: Crowd, voices: Voices, sizes: Sequence[int], broken: Mapping[Must, int]
) -> dict[Must, int]:
    """The least of the two rules about voices, the second by how often the first is broken."""
    if voices is Voices.NOBODY_ALONE:
        lone = fewest_lone_voices(people, sizes)
        allowed = broken.get(Must.NO_LONE_VOICE, lone)
        return {Must.NO_LONE_VOICE: lone, Must.MIXED: least_unmixed(people, sizes, allowed)}
    unmixed = least_unmixed(people, sizes, len(sizes))
    allowed = broken.get(Must.MIXED, unmixed)
    return {Must.NO_LONE_VOICE: fewest_lone_beside(people, sizes, allowed), Must.MIXED: unmixed}


def _torn(guests: Sequence[Guest], wish: Wish, sizes: Sequence[int], *, is_parting: bool) -> int:
    """Bands that cannot all sit together: larger than any group, or with two in them who are to be parted."""
    if len(sizes) == 1:
        return 0
    band_of = bands((guest.id for guest in guests), wish.together)
    torn = {band for band in band_of.values() if len(band) > max(sizes, default=0)}
    if is_parting:
        torn |= {band_of[one] for one, other in map(sorted, wish.apart) if other in band_of[one]}
    return len(torn)


def least_counts(
    guests: Sequence[Guest], wish: Wish, sizes: Sequence[int], broken: Mapping[Must, int]
) -> dict[Aim, int]:
    """How far from each aim every grouping is, that has these sizes and breaks no rule more often."""
    all_of, lone, unmixed = crowd(guests), broken[Must.NO_LONE_VOICE], broken[Must.MIXED]
    heard = all_of.professionals - sum(is_unheard(guest, wish) for guest in guests)
    return {
        Aim.UNHEARD: least_unheard(all_of, sizes, least_unmixed(all_of, sizes, lone), heard),
        Aim.REPEATS: _repeats(guests, wish, sizes),
        Aim.SECTORS: _sectors(guests, sizes, lone),
        Aim.OUTNUMBERED: least_outnumbered(all_of, sizes, lone, unmixed),
        Aim.PERSPECTIVES: least_uneven(all_of, sizes, lone, is_spread=not broken[Must.SPREAD]),
        Aim.NEWCOMERS: _newcomers(all_of, sizes),
    }


def _repeats(guests: Sequence[Guest], wish: Wish, sizes: Sequence[int]) -> int:
    """The best of three pigeonholes: seats, persons, and old groups larger than the number of groups."""
    people, seats = len(guests), sum(map(pairs, sizes))
    strangers = pairs(people) - len(wish.met)
    of_seats = sum(sorted(wish.met.values())[: max(0, seats - strangers)])
    of_persons = _repeats_by_person(people, wish, min(sizes, default=0))
    return max(of_seats, of_persons, repeats_in_cliques(wish.met, len(sizes)))


def _repeats_by_person(people: int, wish: Wish, smallest: int) -> int:
    """Somebody with more seats beside them than strangers left meets somebody again."""
    times: dict[str, list[int]] = {}
    for pair, count in wish.met.items():
        for one in pair:
            times.setdefault(one, []).append(count)
    forced = (
        sum(sorted(counts)[: max(0, smallest - 1 - (people - 1 - len(counts)))]) for counts in times.values()
    )
    return (sum(forced) + 1) // 2


def _sectors(guests: Iterable[Guest], sizes: Sequence[int], lone: int) -> int:
    """Every sector dealt out evenly, its people with lived experience over as many groups as they can be in;
    or, where those have to sit in twos and are of few sectors, what that costs, with all others dealt evenly.
    """
    people = list(guests)
    everybody, groups = crowd(people), len(sizes)
    voiced = most_voiced(everybody, sizes, lone)
    by = Counter(guest.sector for guest in people if guest.sector)
    lived = Counter(guest.sector for guest in people if guest.perspective is Perspective.LIVED)
    even = sum(
        max(even_pairs(count, groups), even_pairs(lived[sector], voiced)) for sector, count in by.items()
    )
    if None in lived or not lived:
        return even
    others = sum(even_pairs(count, groups) for sector, count in by.items() if sector not in lived)
    return max(even, others + least_lived_pairs(everybody, sizes, lone, len(lived)))


def _newcomers(all_of: Crowd, sizes: Sequence[int]) -> int:
    """Fewer returners than groups leave the smallest groups without one. With none it says nothing."""
    missing = max(0, len(sizes) - all_of.returners)
    return sum(sorted(sizes)[:missing]) if all_of.returners else 0


def _needs(guests: Iterable[Guest]) -> list[str]:
    return sorted({need for guest in guests for need in guest.needs})


def least_unserved(guests: Sequence[Guest], sizes: Sequence[int]) -> int:
    """How many needs are not served at the least in groups of these sizes, each need looked at alone."""
    return sum(_unserved(guests, need, sizes) for need in _needs(guests))


def _unserved(guests: Sequence[Guest], need: str, sizes: Sequence[int]) -> int:
    """A helper serves one group; one helper alone in it is not served."""
    helpers = sum(need in guest.gives for guest in guests)
    asking = sum(need in guest.needs for guest in guests)
    by_size = sorted(sizes, reverse=True)
    served = (
        sum(by_size[:groups]) - max(0, 2 * groups - helpers)
        for groups in range(1, min(helpers, len(sizes)) + 1)
    )
    return max(0, asking - max(served, default=0))
