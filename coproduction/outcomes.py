"""All outcomes of a small anonymous poll, and how exactly each may be shown so that nobody is given away.

"Hide what is below five and round the rest" is not enough in a room: everybody there knows how many answered
and what they chose themselves. So all outcomes are looked at that would be *shown in the same way*: a group.
If they all have something in common that must stay hidden, they are shown less exactly. There are four ways
(`Rung`), from exact to silent. That a result is held says something too, so it is checked like the rest.
Whoever reads a result is taken to know this file. What must stay hidden:

- U: somebody takes their own vote away, and sees that all the others chose one and the same option;
- S: anybody sees that exactly one, two, three or four people chose an option.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from functools import lru_cache
from itertools import groupby, permutations
from typing import Final

FEWEST: Final = 5  # a number below it is never shown
WHOLE = 30  # voters; up to here all groups are looked at, beyond only those that can be unsafe (`_suspects`)

UP_TO_FOUR: Final = "0-4"
ALL_BUT_FEW: Final = "all but 0-4"
MOST, SOME, FEW = "most", "some", "few"
LEADS, FOLLOWS = "leads", "follows"

Vector = tuple[int, ...]  # an outcome: how many chose each option, the largest first
Cells = tuple[str, ...]  # what is said of each option
Span = tuple[int, int]  # the least and the greatest count that are said in the same way


class Rung(IntEnum):
    """How exactly a result is shown."""

    COUNTS = 1
    WORDS = 2
    LEADER = 3
    HELD = 4


Label = tuple[Rung, Cells]


def cells_of(counts: Sequence[int], rung: Rung) -> Cells:
    """What this rung says of each option."""
    voters = sum(counts)
    match rung:
        case Rung.COUNTS:
            return tuple(_rounded(count, voters) for count in counts)
        case Rung.WORDS:
            return tuple(_word(count, voters) for count in counts)
        case Rung.LEADER:
            return tuple(LEADS if count >= max(counts) - 1 else FOLLOWS for count in counts)
        case Rung.HELD:
            return ()


def _rounded(count: int, voters: int) -> str:
    if count < FEWEST:
        return UP_TO_FOUR
    return ALL_BUT_FEW if voters - count < FEWEST else str(5 * ((count + 2) // 5))


def _word(count: int, voters: int) -> str:
    if 3 * count >= 2 * voters:
        return MOST
    return FEW if 4 * count <= voters else SOME


@lru_cache(maxsize=8)
def table(voters: int, options: int) -> dict[Vector, Rung] | None:
    """The outcomes that are not shown as counts, with their rung; None when every outcome is held.

    An outcome (the largest count first) stands for all its orders: options that change places change places
    in what is shown. Pure computing, up to two seconds of it: call it in a thread. The last tables are kept.
    """
    groups = _whole(voters, options) if voters <= WHOLE else _suspects(voters, options)
    changed = set(groups)
    while True:
        unsafe = [label for label in changed if _is_unsafe(label, groups[label])]
        if any(rung is not Rung.HELD for rung, _ in unsafe):
            changed = _raise(groups, [label for label in unsafe if label[0] is not Rung.HELD])
        elif not unsafe:
            return {each: rung for (rung, _), group in groups.items() for each in group if rung > Rung.COUNTS}
        elif voters > WHOLE or len(groups) == 1:
            return None  # all outcomes together have nothing in common
        else:
            changed = _hold_the_rarest(groups)


def _raise(groups: dict[Label, list[Vector]], labels: list[Label]) -> set[Label]:
    """Show these groups less exactly, all at once. Comes out: the groups that have grown."""
    grown: set[Label] = set()
    for rung, group in [(label[0], groups.pop(label)) for label in labels]:
        for each in group:
            label = _label(each, Rung(rung + 1))
            groups.setdefault(label, []).append(each)
            grown.add(label)
    return grown | {label for label in groups if label[0] is Rung.HELD}


def _hold_the_rarest(groups: dict[Label, list[Vector]]) -> set[Label]:
    """What is held has something in common: hold also the group with the fewest outcomes."""

    def rarity(label: Label) -> tuple[int, Label]:
        return sum(len(set(permutations(each))) for each in groups[label]), label

    rarest = min((label for label in groups if label[0] is not Rung.HELD), key=rarity)
    held = _label((), Rung.HELD)
    groups[held] += groups.pop(rarest)
    return {held}


def _is_unsafe(label: Label, group: Iterable[Vector]) -> bool:
    """Whether the outcomes that are shown in this way have something in common that must stay hidden."""
    pinned: dict[int, int] | None = None  # options with the same count, 1 to 4, in all outcomes so far
    alone: dict[int, bool] = {}  # own choice: whether, in all outcomes so far, all others chose the same
    for each in _orders(label, group):
        small = {option: count for option, count in enumerate(each) if 0 < count < FEWEST}
        pinned = small if pinned is None else dict(pinned.items() & small.items())
        for own, count in enumerate(each):
            if count:  # two outcomes differ, so the others cannot be of one mind in the same way in both
                alone[own] = own not in alone and _others_agree(each, own)
        if not pinned and len(alone) == len(each) and not any(alone.values()):
            return False
    return bool(pinned) or any(alone.values())


def _others_agree(counts: Vector, own: int) -> bool:
    others = (count - (option == own) for option, count in enumerate(counts))
    return sum(count > 0 for count in others) == 1


def _orders(label: Label, group: Iterable[Vector]) -> Iterator[Vector]:
    """Every outcome with this label: those of the group, options that are shown alike in any order."""
    _, cells = label
    for each in group:
        said = dict(zip(each, cells, strict=False))  # nothing is said of any option when the group is held
        for order in dict.fromkeys(permutations(each)):
            if all(said[count] == cell for count, cell in zip(order, cells, strict=False)):
                yield order


def _label(counts: Vector, rung: Rung) -> Label:
    return rung, cells_of(counts, rung)


def ordered(counts: Iterable[int]) -> Vector:
    return tuple(sorted(counts, reverse=True))


def _whole(voters: int, options: int) -> dict[Label, list[Vector]]:
    """All outcomes, as they would be shown as counts."""
    groups: dict[Label, list[Vector]] = {}
    for each in _within([(0, voters)] * options, voters, voters):
        groups.setdefault(_label(each, Rung.COUNTS), []).append(each)
    return groups


def _suspects(voters: int, options: int) -> dict[Label, list[Vector]]:
    """Of all groups that would be shown as counts, those that can be unsafe; what is left out is proved safe.

    S needs an option that is shown as "0-4", and of which the other options leave only one count. U needs an
    outcome in which all but one at most agree: among more than `WHOLE` voters, "all but 0-4" beside "0-4".
    """
    spans = _spans(voters)
    agreeing = (spans[0], *[spans[-1]] * (options - 1))
    pinning = (box for box in _boxes(spans, options, voters, voters) if _pins(box, voters))
    groups = (list(_within(box, voters, voters)) for box in dict.fromkeys((agreeing, *pinning)))
    return {_label(group[0], Rung.COUNTS): group for group in groups}


def _spans(voters: int) -> list[Span]:
    """The counts that are said alike, the largest first."""
    alike = groupby(range(voters, -1, -1), key=lambda count: _rounded(count, voters))
    return [(counts[-1], counts[0]) for counts in (list(group) for _, group in alike)]


def _pins(box: Sequence[Span], voters: int) -> bool:
    """Whether all outcomes in this box have the same count, 1 to 4, of its last option (which is "0-4").

    Of whole numbers between bounds that have a given sum, one can be every number that the bounds of the
    others leave to it; so it is enough to look at the least and the greatest.
    """
    *others, (low, high) = box
    least = max(low, voters - sum(span[1] for span in others))
    most = min(high, voters - sum(span[0] for span in others))
    return 0 < least == most


def _boxes(
    spans: Sequence[Span], options: int, least: int, most: int, start: int = 0
) -> Iterator[tuple[Span, ...]]:
    """Spans for the options, from `start` on, the largest first and the last one "0-4".

    Those whose greatest counts together are at least `least`, and whose least together at most `most`.
    """
    low, high = few = spans[-1]
    if options == 1:
        if low <= most and high >= least:
            yield (few,)
        return
    for index in range(bisect_left(spans, -most, start, key=lambda span: -span[0]), len(spans)):
        low, high = spans[index]
        if high * (options - 1) + few[1] < least:
            break  # so are all that follow: they are smaller
        for rest in _boxes(spans, options - 1, least - high, most - low, index):
            yield (spans[index], *rest)


def _within(spans: Sequence[Span], voters: int, most: int) -> Iterator[Vector]:
    """The outcomes with as many voters, each count in its span, at most `most`, and the largest first."""
    if not spans:
        yield ()
        return
    (low, high), *rest = spans
    low = max(low, voters - sum(span[1] for span in rest))
    high = min(high, voters - sum(span[0] for span in rest), most)
    for count in range(low, high + 1):
        for others in _within(rest, voters - count, count):
            yield (count, *others)
