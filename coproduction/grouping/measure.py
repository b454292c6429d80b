"""What a grouping is worth. Rules are counted, aims are added up:

    cost = w_unheard      · professionals who never sat with lived experience, and do not now         (3)
         + w_repeats      · Σ over pairs in one group: how often they met before                     (1)
         + w_sectors      · Σ over groups and sectors: pairs of one sector, C(n, 2)                   (2)
         + w_outnumbered  · groups of two with lived experience among five professionals or more      (3)
         + w_perspectives · Σ over lived experience and front line: pairs beyond those of even shares (3)
         + w_newcomers    · newcomers in a group without a returner, when any returner is there       (3)

(1) is the social golfer problem's measure (W. Harvey, "Social golfers", CSPLib problem 10), with history: a
pair that meets t times costs t·(t−1)/2 over all rounds. (2) is the balanced partition of each sector over
the groups: C(n, 2) is convex, so an even split is the least. (3) are our own terms. The rules are our own
as well:

    nobody is alone  people alone in a group
    apart, together  pairs that do not sit as wished
    needs served     needs that nobody else of the group serves
    no lone voice    groups of three and more with exactly one person with lived experience
    no professionals only   groups in which nobody is known to speak from lived experience
    spread           pairs of governing bodies in one group, beyond those of even shares
    sizes            people in the wrong group for sizes that differ by at most one

The two rules about voices change places when a wish says so; in a pair of one and one nobody is alone. A
rule earlier in the list is never broken to keep a later one, and no rule is broken for any aim: groupings
are compared by (broken rules in this order, cost). People of unknown perspective count as no voice: they may
be professionals, so nobody is heard by being among them, and no group is better for having only them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from coproduction.grouping.bounds import least_broken, least_counts
from coproduction.grouping.crowd import (
    Crowd,
    bands,
    crowd,
    even_pairs,
    is_unheard,
    left_alone,
    pairs,
    present,
    unserved,
)
from coproduction.grouping.guests import Groups, Guest, Pair, Wish, each_once, even_sizes, seated_once
from coproduction.grouping.quality import Aim, Facts, Must, Quality, Rule, Term, rules
from coproduction.grouping.voices import least_unmixed

Seated = Sequence[Sequence[Guest]]


def assess(guests: Iterable[Guest], wish: Wish, groups: Iterable[Iterable[str]]) -> Quality:
    """How good these groups are. Whoever is in no group, or not among the guests, is passed over."""
    known = {guest.id: guest for guest in each_once(guests)}
    tables = [[known[one] for one in group if one in known] for group in seated_once(groups)]
    seated = [table for table in tables if table]
    everybody = [guest for table in seated for guest in table]
    here = present(wish, everybody)
    kept = _rules(everybody, here, seated)
    terms = _terms(everybody, here, seated, kept)
    bound = sum(term.least * term.weight for term in terms)
    return Quality(kept, terms, bound, _facts(everybody, here, seated))


def broken(guests: Iterable[Guest], wish: Wish, groups: Iterable[Iterable[str]]) -> dict[Must, int]:
    """How often these groups break each rule: counted at once, while what `assess` proves takes long."""
    known = {guest.id: guest for guest in each_once(guests)}
    tables = [[known[one] for one in group if one in known] for group in seated_once(groups)]
    seated = [table for table in tables if table]
    everybody = [guest for table in seated for guest in table]
    found = _found(everybody, present(wish, everybody), seated)
    return {name: times for name, (times, _) in found.items()}


def _rules(everybody: Sequence[Guest], wish: Wish, seated: Seated) -> tuple[Rule, ...]:
    found = _found(everybody, wish, seated)
    times = {name: count for name, (count, _) in found.items()}
    least = least_broken(everybody, wish, [len(table) for table in seated], times)
    of = rules(wish.voices)
    return tuple(Rule(name, times[name], least[name], least[name], found[name][1]) for name in of)


def _found(everybody: Sequence[Guest], wish: Wish, seated: Seated) -> dict[Must, tuple[int, Groups]]:
    """How often each rule is broken, and who is concerned."""
    crowds = [crowd(table) for table in seated]
    together = frozenset(pair for table in seated for pair in _pairs(table))
    ids = [_ids(table) for table in seated]
    lone = tuple(ids[index] for index, people in enumerate(crowds) if people.is_lone_voice)
    unmixed = tuple(ids[index] for index, people in enumerate(crowds) if people.is_unmixed)
    needy = tuple(ids[index] for index, table in enumerate(seated) if unserved(table))
    alone = tuple(group for group in ids if len(group) == 1 < len(everybody))
    unspread, crowded = _unspread(crowds)
    return {
        Must.COMPANY: (len(alone), alone),
        Must.APART: _listed(wish.apart & together),
        Must.TOGETHER: _listed(wish.together - together),
        Must.NEEDS: (sum(len(unserved(table)) for table in seated), needy),
        Must.NO_LONE_VOICE: (len(lone), lone),
        Must.MIXED: (len(unmixed), unmixed),
        Must.SPREAD: (unspread, tuple(ids[index] for index in crowded)),
        Must.SIZES: _uneven(ids),
    }


def _ids(table: Sequence[Guest]) -> tuple[str, ...]:
    return tuple(guest.id for guest in table)


def _pairs(table: Sequence[Guest]) -> Iterable[Pair]:
    return (frozenset((one.id, other.id)) for index, one in enumerate(table) for other in table[:index])


def _listed(wished: frozenset[Pair]) -> tuple[int, Groups]:
    return len(wished), tuple(sorted(tuple(sorted(pair)) for pair in wished))


def _uneven(ids: Sequence[tuple[str, ...]]) -> tuple[int, Groups]:
    """Seats too many, and the groups that have them."""
    wanted = even_sizes(sum(map(len, ids)), len(ids))
    by_size = sorted(ids, key=len, reverse=True)
    over = [group for group, size in zip(by_size, wanted, strict=True) if len(group) > size]
    seats = sum(max(0, len(group) - size) for group, size in zip(by_size, wanted, strict=True))
    return seats, tuple(over)


def _unspread(crowds: Sequence[Crowd]) -> tuple[int, list[int]]:
    """Pairs of governing bodies beyond even shares, and which groups have more than such a share."""
    counts = [people.governing for people in crowds]
    beyond = sum(map(pairs, counts)) - even_pairs(sum(counts), len(counts))
    fair = -(-sum(counts) // len(counts)) if counts else 0
    return beyond, [index for index, count in enumerate(counts) if beyond and count > fair]


def _terms(everybody: Sequence[Guest], wish: Wish, seated: Seated, kept: Sequence[Rule]) -> tuple[Term, ...]:
    times = {rule.name: rule.broken for rule in kept}
    least = least_counts(everybody, wish, [len(table) for table in seated], times)
    crowds = [crowd(table) for table in seated]
    counts = {
        Aim.UNHEARD: sum(
            is_unheard(guest, wish)
            for table, people in zip(seated, crowds, strict=True)
            if people.is_unmixed
            for guest in table
        ),
        Aim.REPEATS: sum(wish.met.get(pair, 0) for table in seated for pair in _pairs(table)),
        Aim.SECTORS: sum(_same_sector(table) for table in seated),
        Aim.OUTNUMBERED: sum(people.is_outnumbered for people in crowds),
        Aim.PERSPECTIVES: _uneven_shares(crowds),
        Aim.NEWCOMERS: _newcomers_alone(everybody, seated),
    }
    return tuple(Term(aim, counts[aim], least[aim], wish.weights.of(aim.name)) for aim in Aim)


def _same_sector(table: Sequence[Guest]) -> int:
    return sum(pairs(n) for n in Counter(guest.sector for guest in table if guest.sector).values())


def _uneven_shares(crowds: Sequence[Crowd]) -> int:
    counts = [[people.lived for people in crowds], [people.front for people in crowds]]
    return sum(sum(map(pairs, shares)) - even_pairs(sum(shares), len(shares)) for shares in counts)


def _newcomers_alone(everybody: Sequence[Guest], seated: Seated) -> int:
    has_returner = any(not guest.is_newcomer for guest in everybody)
    return sum(map(left_alone, seated)) if has_returner else 0


def _is_parted(guest: Guest, everybody: Sequence[Guest], wish: Wish) -> bool:
    """Whether all who could serve some need of this person are kept apart from them."""
    for need in guest.needs:
        helpers = [other.id for other in everybody if need in other.gives and other.id != guest.id]
        if helpers and all(frozenset((guest.id, helper)) in wish.apart for helper in helpers):
            return True
    return False


def _facts(everybody: Sequence[Guest], wish: Wish, seated: Seated) -> Facts:
    crowds = [crowd(table) for table in seated]
    whole, sizes = crowd(everybody), [len(table) for table in seated]
    band_of = bands((guest.id for guest in everybody), wish.together)
    unservable = set(unserved(everybody))
    return Facts(
        smallest=min(sizes, default=0),
        largest=max(sizes, default=0),
        groups=len(seated),
        crowds=tuple(crowds),
        voices=wish.voices,
        fewest_unmixed=least_unmixed(whole, sizes, len(sizes)),
        has_history=bool(wish.met),
        meet_again=sum(pair in wish.met for table in seated for pair in _pairs(table)),
        met_often=max(wish.met.values(), default=0),
        sectors=len({guest.sector for guest in everybody if guest.sector}),
        sectorless=sum(not guest.sector for guest in everybody),
        newcomers=whole.newcomers,
        returners=whole.returners,
        unserved=tuple(sorted({need for table in seated for need in unserved(table)})),
        unservable=tuple(sorted(unservable)),
        lacking=tuple(_ids(table) for table in seated if set(unserved(table)) - unservable),
        shared=_shared(everybody),
        is_help_parted=bool(wish.apart) and any(_is_parted(guest, everybody, wish) for guest in everybody),
        needs=sum(len(guest.needs) for guest in everybody),
        wishes=len(wish.apart) + len(wish.together),
        contradictions=sum(other in band_of[one] for one, other in map(sorted, wish.apart)),
    )


def _shared(guests: Sequence[Guest]) -> frozenset[str]:
    """The needs that two people or more have."""
    asking = Counter(need for guest in guests for need in guest.needs)
    return frozenset(need for need, people in asking.items() if people > 1)
