"""Moving people by hand while a round goes on: to another group, or two in each other's place."""

from datetime import datetime

from coproduction.breakouts import group_of
from coproduction.errors import Refusal
from coproduction.grouping import swap
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import members, people
from coproduction.service.breakouts import losses, presence, rounds, seating
from coproduction.service.breakouts.history import groups
from coproduction.service.breakouts.presence import Mended, Sitting
from coproduction.words import Text

DOING = Text("move somebody")
_GONE = Text("They have no place in this round any more. Please look again and choose anew.")


def sitting(memory: Memory, actor: Actor, round_id: str) -> Sitting:
    """Who sits in a round that goes on, for a facilitator who wants to move somebody."""
    people.require_facilitator(memory, actor, DOING)
    members.require_in_round(memory, actor, round_id)
    return presence.sitting_in(memory, rounds.seen(memory, round_id))


def move(memory: Memory, now: datetime, actor: Actor, round_id: str, person: str, to: str | int) -> Mended:
    """Seat a person in the group of this number, or in the place of that person, who takes theirs.

    Nothing changes for who sits there already. No rule is asked: who leads sees the people, and is told what
    the groups lose by it.
    """
    people.require_facilitator(memory, actor, DOING)
    members.require_in_round(memory, actor, round_id)
    round_ = rounds.going_on(memory, round_id)
    session, there = rounds.session_of(memory, round_), groups(memory, round_)
    seated = {one for group in there for one in group.members}
    if person not in seated:
        raise Refusal(_GONE, "one")
    if not (to in seated if isinstance(to, str) else group_of(there, to)):
        raise Refusal(_GONE, "other")
    sitting_ = tuple(group.members for group in there)
    numbers = [group.number for group in there]
    after = (
        swap(sitting_, person, to) if isinstance(to, str) else _joined(sitting_, person, numbers.index(to))
    )
    change = seating.sit(memory, session, round_, dict(zip(numbers, after, strict=True)))
    if change.shifts:
        presence.changed(memory, now, session, round_, change, by=actor.id)
    return Mended(
        round_,
        groups(memory, round_),
        change.shifts,
        losses=losses.by(memory, session, round_, change.shifts),
    )


def _joined(sitting_: tuple[tuple[str, ...], ...], person: str, place: int) -> tuple[tuple[str, ...], ...]:
    if person in sitting_[place]:
        return sitting_
    without = [tuple(one for one in group if one != person) for group in sitting_]
    without[place] = (*without[place], person)
    return tuple(without)
