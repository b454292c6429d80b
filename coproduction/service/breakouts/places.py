"""Where somebody sits who comes when the groups are made already: with room, or in a group of their own.

A group grows by one person beyond its size and no further. A group of one's own begins as two: whoever came,
and one who leaves a full group for them.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from operator import itemgetter
from typing import Final

from coproduction.grouping import Groups, Guest, Must, assess, broken, place, repair
from coproduction.grouping.crowd import unserved
from coproduction.service.breakouts.history import Attending

FIRST = frozenset({Must.COMPANY, Must.APART, Must.TOGETHER, Must.NEEDS})  # before who hears whom
KEPT = FIRST | {Must.NO_LONE_VOICE}  # also for who comes late
_TRIED = 8  # groups with somebody who can help, and groups with room for who moves
Seating = Mapping[int, tuple[str, ...]]  # who sits in the groups that change, by their place


@dataclass(frozen=True, slots=True)
class Home:
    """The group that somebody has left; `has_lone_voice` where they were one there, and may be again."""

    number: int
    has_lone_voice: bool = False


NOWHERE: Final = Home(0)


def joined(known: Attending, sitting: Groups, person: str, most: int, *, by_rules: bool) -> Groups | None:
    """The groups with this person in the one that gains most, of those that have room; None if there is none.

    `by_rules`: None also where a rule would be broken for it, such as that nobody is alone.
    """
    open_to = [number for number, group in enumerate(sitting) if 0 < len(group) < most]
    if not open_to:
        return None
    some = tuple(sitting[number] for number in open_to)
    found = place(_guests(known, [*some, [person]]), known.wish, some, person)
    if by_rules and _suffers(_broken(known, some), _broken(known, found)):
        return None
    after = dict(zip(open_to, found, strict=True))
    return tuple(after.get(number, group) for number, group in enumerate(sitting))


def accompanied(known: Attending, sitting: Groups, person: str, most: int) -> Groups | None:
    """The groups with this person in one that has room, and one more who moves so that the rules are kept."""
    with_them = joined(known, sitting, person, most, by_rules=False)
    if with_them is None:
        return None
    there = _guests(known, with_them)
    after = repair(there, known.wish, with_them, (), most=1).groups
    is_within = max(map(len, after)) <= most
    return after if is_within and not _suffers(_broken(known, sitting), _broken(known, after)) else None


def helped(known: Attending, sitting: Groups, person: str, most: int) -> Groups | None:
    """The groups with this person beside somebody who can help, though somebody may be a lone voice by it.

    Where the helper's group is full, one of it moves to a group with room. None where that helps nobody.
    """
    ways: list[tuple[int, Seating]] = []
    for changed in _beside_help(known, sitting, person, most):
        before = _broken(known, [sitting[number] for number in changed])
        after = _broken(known, list(changed.values()))
        if not _suffers(before, after, FIRST):
            ways.append((sum(_differences(before, after)), changed))
    if not ways:
        return None
    _, best = min(ways, key=itemgetter(0))
    return tuple(best.get(number, group) for number, group in enumerate(sitting))


def relieved(known: Attending, sitting: Groups, person: str, most: int) -> Groups | None:
    """The groups with this person beside somebody who lacks the help that they give, in a full group.

    One of it moves to a group with room. None where a group with room lacks that help, which is joined as any
    other; where nobody lacks it; or where a rule would be broken by it.
    """
    of = {guest.id: guest for guest in known.guests}
    lacking = [
        at for at, group in enumerate(sitting) if of[person].gives & set(unserved([of[one] for one in group]))
    ]
    if not lacking or any(len(sitting[at]) < most for at in lacking):
        return None
    ways: list[tuple[int, Seating]] = []
    for changed in _in_place(sitting, lacking[:_TRIED], person, most):
        before = _broken(known, [sitting[number] for number in changed])
        after = _broken(known, list(changed.values()))
        if after[Must.NEEDS] < before[Must.NEEDS] and not _suffers(before, after):
            ways.append((sum(_differences(before, after)), changed))
    if not ways:
        return None
    _, best = min(ways, key=itemgetter(0))
    return tuple(best.get(number, group) for number, group in enumerate(sitting))


def _in_place(sitting: Groups, full: Iterable[int], person: str, most: int) -> Iterator[Seating]:
    """Each way in which one of these groups moves to a group with room, and this person takes the place."""
    rooms = [at for at, group in enumerate(sitting) if 0 < len(group) < most]
    smallest = sorted(rooms, key=lambda at: len(sitting[at]))[:_TRIED]
    for at in full:
        for mover, to in product(sitting[at], smallest):
            stay = (one for one in sitting[at] if one != mover)
            yield {at: (*stay, person), to: (*sitting[to], mover)}


def _beside_help(known: Attending, sitting: Groups, person: str, most: int) -> Iterator[Seating]:
    """The groups that change, where somebody sits who gives what this person needs."""
    gives = {guest.id: guest.gives for guest in known.guests}
    wanted = next(guest.needs for guest in known.guests if guest.id == person)
    helping = [at for at, group in enumerate(sitting) if any(gives[one] & wanted for one in group)]
    for at in helping[:_TRIED]:
        if len(sitting[at]) < most:
            yield {at: (*sitting[at], person)}
        else:
            yield from _in_place(sitting, [at], person, most)


def opened(known: Attending, sitting: Groups, person: str, *, by_rules: bool) -> Groups | None:
    """The groups and one more, in which this person sits with somebody of a group that can spare them.

    Groups that are fullest spare somebody first, and who came last moves. None where nobody can be spared.
    """
    ways = list(_ways(known, sitting, person))
    if by_rules:
        ways = [way for way in ways if way[0] == 0]
    if not ways:
        return None
    *_, number, mover = min(ways)
    rest = tuple(one for one in sitting[number] if one != mover)
    return (*sitting[:number], rest, *sitting[number + 1 :], (mover, person))


def back_home(
    known: Attending, sitting: Groups, people: Sequence[str], most: int, home: Home
) -> Groups | None:
    """The groups with these people back in the one they left.

    Their group knows them, and they may never have left its video call. None where it has no room any more,
    where one would be alone there, where somebody sits there by now from whom they are kept apart, or where
    they would be a lone voice and were none before.
    """
    if not 0 < home.number <= len(sitting):
        return None
    before = sitting[home.number - 1]
    after = (*before, *people)
    if not 1 < len(after) <= most:
        return None
    # both are of one group, whoever sits elsewhere
    harms = {Must.APART} if home.has_lone_voice else {Must.APART, Must.NO_LONE_VOICE}
    if _suffers(_broken(known, [before]), _broken(known, [after]), harms):
        return None
    return (*sitting[: home.number - 1], after, *sitting[home.number :])


def all_placed(
    known: Attending, sitting: Groups, people: Collection[str], most: int, homes: Mapping[str, Home]
) -> Groups:
    """The groups with all of these people, whatever it takes.

    `homes` has the group that somebody has left in this round. Those go back first, together
    where that can be, before anybody else takes their place.
    """
    rest: list[str] = []
    of = {person: homes.get(person, NOWHERE) for person in people}
    for number in dict.fromkeys(home.number for home in of.values()):
        theirs = [person for person in people if of[person].number == number]
        whole = Home(number, any(of[person].has_lone_voice for person in theirs))
        at_once = back_home(known, sitting, theirs, most, whole)
        sitting = at_once or sitting
        for person in [] if at_once else theirs:
            after = back_home(known, sitting, [person], most, of[person])
            sitting = after or sitting
            rest += [] if after else [person]
    for person in rest:
        sitting = placed(known, sitting, person, most)
    return sitting


def placed(known: Attending, sitting: Groups, person: str, most: int) -> Groups:
    """The groups with this person: beside whom only they can help, by the rules, then beside who can help
    them, then without a move."""
    if not any(sitting):
        return ((person,), *sitting[1:])
    return (
        relieved(known, sitting, person, most)
        or joined(known, sitting, person, most, by_rules=True)
        or accompanied(known, sitting, person, most)
        or opened(known, sitting, person, by_rules=True)
        or helped(known, sitting, person, most)
        or joined(known, sitting, person, most, by_rules=False)
        or opened(known, sitting, person, by_rules=False)
        or (*sitting, (person,))
    )


def _ways(known: Attending, sitting: Groups, person: str) -> Iterator[tuple[int, int, int, int, int, str]]:
    """Each way to open a group, the best least: rules it breaks, fullness, lateness, cost; and who moves."""
    for number, group in enumerate(sitting):
        if len(group) < 3:
            continue
        before = _broken(known, [group])
        for place_, mover in enumerate(group):
            left = [[one for one in group if one != mover], [mover, person]]
            after = assess(_guests(known, left), known.wish, left)
            times = {rule.name: rule.broken for rule in after.rules}
            more = sum(max(0, each) for each in _differences(before, times))
            yield more, -len(group), -place_, after.cost, number, mover


def _broken(known: Attending, groups: Sequence[Sequence[str]]) -> dict[Must, int]:
    return broken(_guests(known, groups), known.wish, groups)


def _guests(known: Attending, groups: Iterable[Iterable[str]]) -> list[Guest]:
    there = {one for group in groups for one in group}
    return [guest for guest in known.guests if guest.id in there]


def _suffers(before: Mapping[Must, int], after: Mapping[Must, int], rules: Collection[Must] = KEPT) -> bool:
    return any(more > 0 for more in _differences(before, after, rules))


def _differences(
    before: Mapping[Must, int], after: Mapping[Must, int], rules: Collection[Must] = KEPT
) -> Iterator[int]:
    """By how much each of these rules is broken more often than before."""
    return (after[rule] - before[rule] for rule in rules)
