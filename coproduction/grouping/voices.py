"""Shares of lived experience: what is possible when nobody is to be alone with it among professionals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from coproduction.grouping.crowd import FEW, MANY, PAIR, Crowd, even_pairs, pairs

WORK = 500_000  # steps that a bound may take, a tenth of a second; beyond that a simpler one serves
BEYOND = 1 << 62


def fewest_lone_voices(people: Crowd, sizes: Sequence[int]) -> int:
    """The fewest groups in which somebody must be alone with lived experience, by counts alone.

    Single voices sit in the smallest groups of three and more. All others with lived experience sit in groups
    of none or of two and more, or in pairs.
    """
    return _fewest_lone(people.lived, tuple(sizes))


@lru_cache(maxsize=256)
def _fewest_lone(lived: int, sizes: tuple[int, ...]) -> int:
    small, large = _by_size(sizes)
    return next(ones for ones in range(len(large) + 1) if _seatable(lived - ones, small, large[ones:]))


def _by_size(sizes: Sequence[int]) -> tuple[list[int], list[int]]:
    """Groups in which nobody counts as alone, and all others, each from the smallest."""
    ordered = sorted(sizes)
    return [size for size in ordered if size <= PAIR], [size for size in ordered if size > PAIR]


def _taken(supply: int, prices: Sequence[int]) -> int:
    """How many of these things so much pays for, the cheapest first; `prices` rise."""
    count = 0
    for price in prices:
        if (supply := supply - price) < 0:
            break
        count += 1
    return count


def _seatable(lived: int, small: Sequence[int], large: Sequence[int]) -> bool:
    """Whether so many fit into these groups, in none of the large alone; sums are bits."""
    sums = 1
    for size in large:
        sums |= _shifted(sums, size)
    for size in small:
        sums |= _shifted(sums, size) | sums << 1
    return lived >= 0 and bool(sums >> lived & 1)


def _shifted(sums: int, size: int) -> int:
    """All sums with two or more, up to `size`, added."""
    together = 0
    for count in range(2, size + 1):
        together |= sums << count
    return together


def least_unmixed(people: Crowd, sizes: Sequence[int], lone: int) -> int:
    """The fewest groups in which nobody is known to speak from lived experience, when at most `lone` groups
    may have one voice alone: a pair needs one voice, a larger group two."""
    small, large = _by_size(sizes)
    in_pairs = min(len(small), people.lived)
    left = people.lived - in_pairs
    alone = min(lone, len(large), left)
    return len(large) - alone - min(len(large) - alone, (left - alone) // 2) + len(small) - in_pairs


def fewest_lone_beside(people: Crowd, sizes: Sequence[int], unmixed: int) -> int:
    """The fewest lone voices when at most `unmixed` groups of professionals may have nobody to hear."""
    fewest = fewest_lone_voices(people, sizes)
    enough = (lone for lone in range(len(sizes) + 1) if least_unmixed(people, sizes, lone) <= unmixed)
    return max(fewest, next(enough, fewest))


def least_unheard(people: Crowd, sizes: Sequence[int], unmixed: int, heard: int) -> int:
    """How many professionals who have never heard lived experience sit without it, in at least so many
    groups, when those who have (`heard`) and people of unknown perspective come first."""
    return max(0, sum(sorted(sizes)[:unmixed]) - people.unknown - heard)


def least_outnumbered(people: Crowd, sizes: Sequence[int], lone: int, unmixed: int) -> int:
    """The fewest groups in which two voices are among many, when so many may have one or none.

    Three voices are not outnumbered, nor are two where people of unknown perspective take enough seats.
    """
    spare = [size - FEW - MANY + 1 for size in sorted(sizes) if size >= FEW + MANY]
    groups = max(0, len(spare) - lone - unmixed - _taken(people.unknown, spare))
    return min(groups, max(0, (FEW + 1) * groups - people.lived))


def mixing(people: Crowd, sizes: Sequence[int]) -> bool:
    """Whether by counts alone nobody need be a lone voice, and no group without any."""
    return not fewest_lone_voices(people, sizes) and not least_unmixed(people, sizes, 0)


def most_voiced(people: Crowd, sizes: Sequence[int], lone: int) -> int:
    """How many groups can have somebody with lived experience, when at most `lone` break the rule."""
    groups = len(sizes)
    ones = min(_singles(sizes, lone), people.lived)
    return min(groups, ones + (people.lived - ones) // 2) or min(groups, 1)


def _singles(sizes: Sequence[int], lone: int) -> int:
    """In how many groups one person with lived experience can be alone with it."""
    small, _ = _by_size(sizes)
    return lone + len(small)


def least_lived_pairs(people: Crowd, sizes: Sequence[int], lone: int, kinds: int = 1) -> int:
    """The fewest pairs of one kind among people with lived experience, who are of `kinds` kinds.

    Some sit singly (`lone` voices, and in pairs), the others over as many groups of two and more as they
    make. In each, an even mix of the kinds is the best there is.
    """
    groups = len(sizes)
    allowed = _singles(sizes, lone)
    found = [
        _mixed(rest, min(groups - ones, rest // 2), kinds)
        for ones in range(min(allowed, groups, people.lived) + 1)
        if (rest := people.lived - ones) != 1 and (rest == 0 or ones < groups)
    ]
    return min(found, default=even_pairs(people.lived, groups * kinds))


def _mixed(people: int, groups: int, kinds: int) -> int:
    """Pairs of one kind when people of `kinds` kinds sit evenly in so many groups."""
    if not groups:
        return 0
    each, larger = divmod(people, groups)
    return (groups - larger) * even_pairs(each, kinds) + larger * even_pairs(each + 1, kinds)


def least_uneven(people: Crowd, sizes: Sequence[int], lone: int, is_spread: bool) -> int:
    """The fewest pairs of one perspective beyond an even share, of lived experience and of the front line."""
    groups = len(sizes)
    share = even_pairs(people.lived, groups) + even_pairs(people.front, groups)
    simple = least_lived_pairs(people, sizes, lone) + even_pairs(people.front, groups)
    if lone or not is_spread or not groups:
        return simple - share
    return max(simple, _least_of_all(people, tuple(sizes))) - share


@lru_cache(maxsize=64)
def _least_of_all(people: Crowd, sizes: tuple[int, ...]) -> int:
    """The same with all seats in view: what lived experience and governing bodies leave free is the front
    line's and that of people of unknown perspective. Zero when that is too much work.

    The front line's seats have a price (a Lagrange multiplier). Whatever it is, the least cost of all seats,
    less what they earn, is a bound; the best price gives the best bound, exact where everybody is known.
    """
    spreads, even = list(_spreads(people.governing, sizes)), people.front // len(sizes)
    prices = range(max(0, even - 1), even + 4) if people.unknown else (max(sizes),)
    if len(spreads) * len(prices) * len(sizes) * (people.lived + 1) * max(sizes) > WORK:
        return 0
    bounds = (
        min((cost for spread in spreads if (cost := _dealt(people, spread, price)) is not None), default=0)
        for price in prices
    )
    return max(bounds)


def _spreads(governing: int, sizes: Sequence[int]) -> Iterator[list[tuple[int, int]]]:
    """(other seats, governing) of each group, for every way to spread governing bodies evenly."""
    groups, largest = len(sizes), max(sizes)
    large = sum(size == largest for size in sizes)
    each, more = divmod(governing, groups)
    for in_large in range(max(0, more - (groups - large)), min(large, more) + 1):
        extra = [index < in_large for index in range(large)]
        extra += [index < more - in_large for index in range(groups - large)]
        ordered = sorted(sizes, reverse=True)
        yield [(size - each - one, each + one) for size, one in zip(ordered, extra, strict=True)]


def _dealt(people: Crowd, spread: Sequence[tuple[int, int]], price: int) -> int | None:
    """The least that these seats can cost, group after group; None if nobody could sit like that."""
    best = {0: 0}  # people with lived experience seated so far, and what that costs
    for seats, governing in spread:
        following: dict[int, int] = {}
        options = _mixes(seats, governing, people, price)
        for seated, cost in best.items():
            for lived, added in options:
                if cost + added < following.get(seated + lived, BEYOND):
                    following[seated + lived] = cost + added
        best = {seated: cost for seated, cost in following.items() if seated <= people.lived}
    return best[people.lived] + price * people.front if people.lived in best else None


def _mixes(seats: int, governing: int, people: Crowd, price: int) -> list[tuple[int, int]]:
    """How many with lived experience can sit here without a lone voice, and the least that it costs."""
    found = []
    for lived in range(min(seats, people.lived) + 1):
        left = seats - lived
        front = range(left + 1) if people.unknown else (left,)
        if lived == 1 and seats + governing > PAIR:
            continue
        costs = [pairs(count) - price * count for count in front]
        if costs:
            found.append((lived, pairs(lived) + min(costs)))
    return found
