"""What groups lose when somebody comes, leaves or moves while a round goes on, so that who leads can act."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from coproduction.breakouts.changes import Shift
from coproduction.grouping import Guest
from coproduction.grouping.crowd import crowd, unserved
from coproduction.people import Perspective

NAMED_FROM = 4  # people in a group of which is said that somebody in it needs help
Sitting = Mapping[int, Sequence[str]]  # people's ids by the number of their group


class Loss(StrEnum):
    """What became worse, the most important first."""

    ALONE = "one person is a group"
    APART = "two sit together who were to be kept apart"
    HELP = "a need is not served any more"
    LONE_VOICE = "somebody is alone with lived experience among professionals"
    UNHEARD = "nobody is known to speak from lived experience"
    SMALL = "a group has fewer people than each could have"


@dataclass(frozen=True, slots=True)
class Lost:
    """A loss, and the number of its group.

    No group for a need where so few sit that it would point to who has it. `people`: how many are left in a
    group that is small.
    """

    loss: Loss
    group: int = 0
    people: int = 0


def lost(
    before: Sitting, after: Sitting, guests: Mapping[str, Guest], apart: Collection[str] = ()
) -> tuple[Lost, ...]:
    """What is worse `after` a change than it was `before`; what stays as it was is no loss."""
    found = _unhelped(before, after, guests)
    sizes = [len(members) for members in after.values() if members]
    least = sum(sizes) // max(1, len(sizes))
    for number, members in after.items():
        seen = before.get(number, ())
        found += [Lost(loss, number) for loss in _of(seen, members, guests, apart)]
        if 1 < len(members) < min(least, len(seen)):
            found.append(Lost(Loss.SMALL, number, len(members)))
    return in_order(found)


def _unhelped(before: Sitting, after: Sitting, guests: Mapping[str, Guest]) -> list[Lost]:
    """The groups in which a need is not served any more, where more are not than before: who cannot be helped
    and moves brings that along.
    """
    was = {number: len(unserved(_known(members, guests))) for number, members in before.items()}
    now = {number: len(unserved(_known(members, guests))) for number, members in after.items()}
    if sum(now.values()) <= sum(was.values()):
        return []
    more = [number for number, count in now.items() if count > was.get(number, 0)]
    named = {number if len(after[number]) >= NAMED_FROM else 0 for number in more}
    return [Lost(Loss.HELP, number) for number in named]


def in_order(losses: Iterable[Lost]) -> tuple[Lost, ...]:
    """The most important first, and of one kind by group."""
    return tuple(sorted(losses, key=lambda each: (list(Loss).index(each.loss), each.group)))


def undone(sitting: Sitting, shifts: Iterable[Shift]) -> dict[int, list[str]]:
    """Where people sat before these shifts, which are in the order in which they happened."""
    before = {number: list(members) for number, members in sitting.items()}
    for shift in reversed(tuple(shifts)):
        if shift.after and shift.person in before.get(shift.after, ()):
            before[shift.after].remove(shift.person)
        if shift.before:
            before.setdefault(shift.before, []).append(shift.person)
    return before


def _of(
    before: Sequence[str], after: Sequence[str], guests: Mapping[str, Guest], apart: Collection[str]
) -> Iterator[Loss]:
    was, is_now = crowd(_known(before, guests)), crowd(_known(after, guests))
    if len(after) == 1 != len(before):
        yield Loss.ALONE
        return
    if len(set(after) & set(apart)) > max(1, len(set(before) & set(apart))):
        yield Loss.APART
    is_lone, was_lone = (each.is_lone_voice and not each.is_uncertain for each in (is_now, was))
    if is_lone and not (was_lone and _voice(before, guests) == _voice(after, guests)):
        yield Loss.LONE_VOICE
    if after and not is_now.lived and (was.lived or (is_now.professionals and not was.professionals)):
        yield Loss.UNHEARD


def _voice(members: Iterable[str], guests: Mapping[str, Guest]) -> list[str]:
    return [each.id for each in _known(members, guests) if each.perspective is Perspective.LIVED]


def _known(members: Iterable[str], guests: Mapping[str, Guest]) -> list[Guest]:
    return [guests.get(one) or Guest(one) for one in members]
