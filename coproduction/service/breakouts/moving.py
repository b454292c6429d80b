"""Moving people by hand while a round goes on: to another group, or two in each other's place."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from coproduction.breakouts import Group, Round
from coproduction.breakouts.losses import Sitting
from coproduction.errors import Refusal
from coproduction.grouping import swap
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import members, people
from coproduction.service.breakouts import losses, rounds, seating, telling
from coproduction.service.breakouts.history import can_come, groups
from coproduction.service.breakouts.presence import Mended
from coproduction.words import Text

DOING = Text("move somebody")
_SIT_FIRST = Text("Who has no place can go to a group, and not change places. Please choose a group.")
_ELSEWHERE = Text(
    "They have another place by now than when you opened this. "
    "Please close it and press “Move somebody” again."
)
_GONE = Text("They have no place in this round any more. Please look again and choose anew.")


@dataclass(frozen=True, slots=True)
class Movable:
    """Who sits in a round that goes on, and who came to its session and sits nowhere."""

    groups: tuple[Group, ...]
    seatless: tuple[str, ...]

    @property
    def people(self) -> tuple[str, ...]:
        """All of them."""
        return (*(one for group in self.groups for one in group.members), *self.seatless)


def movable(memory: Memory, actor: Actor, round_id: str) -> Movable:
    """Whom a facilitator can move; a Refusal once the round is over."""
    people.require_facilitator(memory, actor, DOING)
    members.require_in_round(memory, actor, round_id)
    return _movable(memory, rounds.seen(memory, round_id))


def _movable(memory: Memory, round_: Round) -> Movable:
    there = groups(memory, round_)
    seated = {one for group in there for one in group.members}
    came = can_come(memory, rounds.session_of(memory, round_))
    return Movable(there, tuple(one for one in came if one not in seated))


def move(
    memory: Memory,
    now: datetime,
    actor: Actor,
    round_id: str,
    person: str,
    to: str | int,
    seen: Mapping[str, int] = MappingProxyType({}),
) -> Mended:
    """Seat a person in the group of this number, or in the place of that person, who takes theirs.

    Who sits nowhere can be seated in a group. Nothing changes for who sits there already. No rule is asked:
    who leads sees the people, and is told what the groups lose by it. `seen`: where these sat when who leads
    looked, by the group's number, 0 for nowhere; who has got another place since is not moved once more.
    """
    people.require_facilitator(memory, actor, DOING)
    members.require_in_round(memory, actor, round_id)
    round_ = rounds.going_on(memory, round_id)
    session, known = rounds.session_of(memory, round_), _movable(memory, round_)
    sitting = {group.number: group.members for group in known.groups}
    if person not in known.people:
        raise Refusal(_GONE, "one")
    _refuse_elsewhere(sitting, person, to, seen)
    after = _swapped(known, sitting, person, to) if isinstance(to, str) else _joined(sitting, person, to)
    came = [person] if person in known.seatless else []
    change = seating.sit(memory, session, round_, after, came)
    if change.shifts:
        telling.changed(memory, now, session, round_, change, by=actor.id)
    lost = losses.by(memory, session, round_, change.shifts)
    return Mended(round_, groups(memory, round_), change.shifts, losses=lost)


def _refuse_elsewhere(sitting: Sitting, person: str, to: str | int, seen: Mapping[str, int]) -> None:
    """A Refusal where one of these sits elsewhere than was seen, unless that is where they are to go."""
    now = {one: number for number, members in sitting.items() for one in members}
    for one, field in ((person, "one"), (to, "other")):
        if isinstance(one, str) and seen.get(one, now.get(one, 0)) != (at := now.get(one, 0)) != to:
            raise Refusal(_ELSEWHERE if at else _GONE, field)


def _swapped(known: Movable, sitting: Sitting, person: str, other: str) -> Sitting:
    if person in known.seatless or other in known.seatless:
        raise Refusal(_SIT_FIRST, "other")
    if other not in known.people:
        raise Refusal(_GONE, "other")
    return dict(zip(sitting, swap(sitting.values(), person, other), strict=True))


def _joined(sitting: Sitting, person: str, number: int) -> Sitting:
    if number not in sitting:
        raise Refusal(_GONE, "other")
    if person in sitting[number]:
        return sitting
    without = {each: tuple(one for one in members if one != person) for each, members in sitting.items()}
    return {**without, number: (*without[number], person)}
