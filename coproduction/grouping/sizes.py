"""Other numbers of groups that do what these cannot: each is tried by a short search before it is offered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from coproduction.grouping.arranging import arrange
from coproduction.grouping.bounds import least_unserved
from coproduction.grouping.crowd import crowd, unserved
from coproduction.grouping.guests import Guest, Wish, each_once, even_sizes, how_many
from coproduction.grouping.quality import Grouping, Must, Quality
from coproduction.grouping.voices import mixing

ROOMY = 12  # people in the largest group that is offered in place of the size asked for
TRIED = 20_000  # exchanges that are weighed for each number of groups: of 45 people a sixth of a second
MOST, MANY = 3, 120  # numbers that are tried for one end; among more people than that only one is
KEPT = (Must.COMPANY, Must.APART, Must.TOGETHER, Must.NEEDS)  # no less where everybody is mixed
Sizes = tuple[int, ...]
Good = Callable[[Quality], bool]


@dataclass(frozen=True, slots=True)
class Others:
    """The sizes of groups that were tried and do what these do not; none where nothing is to be gained.

    In `serving` groups nobody is without help that somebody here can give. In `mixing` groups nobody with
    lived experience is alone, none is without them, and no wish and no need is served less than in these.
    `wanted`: how many groups the size asked for makes, if fewer needs would be served in so many.
    """

    serving: Sizes = ()
    mixing: Sizes = ()
    wanted: int = 0


NO_OTHERS: Final = Others()


def others(guests: Iterable[Guest], wish: Wish, quality: Quality) -> Others:
    """What other numbers of groups would do for these people, who sit in groups of this quality."""
    people = each_once(guests)
    serving, mixed = _serving(people, wish, quality), _mixing(people, wish, quality)
    return Others(serving, mixed, _wanted(people, wish, quality))


def tried(guests: Iterable[Guest], wish: Wish, groups: int) -> Grouping:
    """So many groups, found by a short search: the same ones in whatever order people are named."""
    people = sorted(each_once(guests), key=lambda guest: guest.id)
    return arrange(people, replace(wish, groups=groups, size=None), budget=TRIED)


def number_that_serves(people: Sequence[Guest], wish: Wish, quality: Quality | None = None) -> int:
    """How many groups, all within one person of the size asked for, serve more needs than groups of this
    quality, or than any groups of the usual number can; 0 where those serve all that can be served, or none
    that were tried serve more."""
    size, now, number = wish.size, how_many(len(people), wish), 0
    least = least_unserved(people, even_sizes(len(people), now)) if size else 0
    best = _lacking(quality) if quality else least
    if size is None or best <= _hopeless(people) or (quality and best <= least):  # which was looked at before
        return 0
    about = [each for each in _near(people, now) if all(abs(have - size) <= 1 for have in each)]
    about.sort(key=lambda each: sum(abs(have - size) * have for have in each))
    for each in _hopeful(people, about, best - 1):
        if (lacking := _lacking(tried(people, wish, len(each)).quality)) < best:
            best, number = lacking, len(each)
        if best == _hopeless(people):
            break
    return number


def _serving(people: Sequence[Guest], wish: Wish, quality: Quality) -> Sizes:
    hopeless = _hopeless(people)
    if _lacking(quality) <= hopeless:
        return ()
    hopeful = _hopeful(people, _near(people, quality.facts.groups), hopeless)
    return _first(people, wish, hopeful, lambda found: _lacking(found) == hopeless)


def _mixing(people: Sequence[Guest], wish: Wish, quality: Quality) -> Sizes:
    all_of, now = crowd(people), quality.facts
    if not people or mixing(all_of, even_sizes(len(people), now.groups)):
        return ()
    hopeful = [each for each in _near(people, now.groups) if mixing(all_of, each)][: _most(people)]
    return _first(people, wish, hopeful, lambda found: _is_mixed(found) and _keeps(found, quality))


def _wanted(people: Sequence[Guest], wish: Wish, quality: Quality) -> int:
    wanted = how_many(len(people), wish)
    if wish.size is None or wanted == quality.facts.groups or not quality.facts.needs:
        return 0
    return wanted if _lacking(tried(people, wish, wanted).quality) > _lacking(quality) else 0


def _near(people: Sequence[Guest], now: int) -> list[Sizes]:
    """All even sizes but these, the nearest first, and none so large that they are small groups no longer."""
    numbers = (number for number in range(1, len(people) // 2 + 1) if number != now)
    sizes = [tuple(even_sizes(len(people), number)) for number in numbers]
    here = len(people) / max(1, now)
    roomy = [each for each in sizes if max(each) <= ROOMY]
    return sorted(roomy, key=lambda each: (abs(len(people) / len(each) - here), len(each)))


def _hopeful(people: Sequence[Guest], sizes: Iterable[Sizes], lacking: int) -> Iterator[Sizes]:
    """The first few of these sizes in which, by numbers alone, no more than so many needs need be lacking."""
    return islice((each for each in sizes if least_unserved(people, each) <= lacking), _most(people))


def _first(people: Sequence[Guest], wish: Wish, sizes: Iterable[Sizes], is_good: Good) -> Sizes:
    """The first of these sizes that are good when they are tried."""
    return next((each for each in sizes if is_good(tried(people, wish, len(each)).quality)), ())


def _most(people: Sequence[Guest]) -> int:
    return MOST if len(people) <= MANY else 1


def _hopeless(people: Sequence[Guest]) -> int:
    """How many needs nobody here can serve in any groups."""
    return len(unserved(people))


def _lacking(quality: Quality) -> int:
    return quality.rule(Must.NEEDS).broken


def _is_mixed(quality: Quality) -> bool:
    return quality.rule(Must.NO_LONE_VOICE).is_kept and quality.rule(Must.MIXED).is_kept


def _keeps(found: Quality, quality: Quality) -> bool:
    return all(found.rule(name).broken <= quality.rule(name).broken for name in KEPT)
