"""Who sits where in a round: the rules of `coproduction.grouping`, applied to stored seats."""

from collections.abc import Iterable
from dataclasses import replace

from coproduction.breakouts import Presence, Role, Round, RoundState, Seat, groups_of
from coproduction.grouping import Duty, Groups, repair, roles, seat
from coproduction.ports import Memory
from coproduction.service.acquaintance import Room, room, rounds_before
from coproduction.sessions import Session


def welcome_all(memory: Memory, session: Session, round_: Round) -> None:
    """Seat who came since the groups were made, unseat who was away in the last round, give out roles."""
    seated = {seat.person for seat in memory.breakouts.seats(round_.id)}
    missing = _absent_before(memory, session, round_) & seated
    part(memory, session, round_, missing)
    for person in memory.sessions.attendees(session.id):
        if person not in seated:
            welcome(memory, session, round_, person)
    _give_roles(memory, session, round_)


def welcome(memory: Memory, session: Session, round_: Round, person: str) -> set[int]:
    """Seat somebody in the group where they improve most; the numbers of the groups that changed."""
    known = _room(memory, session, round_, also=person)
    after = seat(known.guests, known.wish, _sitting(memory, round_), person).groups
    touched, _ = _store(memory, round_, after, came=person)
    _give_roles(memory, session, round_, touched)
    return touched


def part(
    memory: Memory, session: Session, round_: Round, missing: Iterable[str]
) -> tuple[set[int], list[str]]:
    """Unseat people and close the gaps: the numbers of the groups that changed, and who moved."""
    seats = {seat.person: seat for seat in memory.breakouts.seats(round_.id)}
    leaving = [
        person for person in missing if person in seats and seats[person].presence is not Presence.ABSENT
    ]
    if not leaving:
        return set(), []
    known, before = _room(memory, session, round_), _sitting(memory, round_)
    for person in leaving:
        memory.breakouts.seat(replace(seats[person], presence=Presence.ABSENT, role=None))
    after = repair(known.guests, known.wish, before, leaving).groups
    touched, moved = _store(memory, round_, after)
    touched |= {seats[person].number for person in leaving}
    _give_roles(memory, session, round_, touched)
    return touched, moved


def _store(
    memory: Memory, round_: Round, groups: Groups, came: str | None = None
) -> tuple[set[int], list[str]]:
    """Keep where people sit after a change: the groups that changed, and who moved between them."""
    before = {seat.person: seat for seat in memory.breakouts.seats(round_.id)}
    touched: set[int] = set()
    moved: list[str] = []
    for after in (
        Seat(round_.id, person, number, place)
        for number, members in enumerate(groups, start=1)
        for place, person in enumerate(members)
    ):
        old = before.get(after.person)
        if after.person == came:
            memory.breakouts.seat(replace(after, presence=Presence.HERE))
            touched.add(after.number)
        elif old and old.number != after.number:
            memory.breakouts.seat(replace(after, presence=old.presence))
            touched |= {old.number, after.number}
            moved.append(after.person)
    return touched, moved


def _give_roles(memory: Memory, session: Session, round_: Round, numbers: set[int] | None = None) -> None:
    """A scribe and a timekeeper for each group that lacks one; who has a role keeps it."""
    groups = groups_of(round_, memory.breakouts.seats(round_.id))
    free = [{seat.person: seat for seat in group.seats if seat.role is None} for group in groups]
    known = _room(memory, session, round_)
    duties = roles(known.guests, [list(people) for people in free], _duties_before(memory, session, round_))
    for group, people, duty in zip(groups, free, duties, strict=True):
        if numbers is None or group.number in numbers:
            for role, person in ((Role.SCRIBE, duty.scribe), (Role.TIMEKEEPER, duty.timekeeper)):
                if person in people and group.holder(role) is None:
                    memory.breakouts.seat(replace(people.pop(person), role=role))


def _sitting(memory: Memory, round_: Round) -> Groups:
    groups = groups_of(round_, memory.breakouts.seats(round_.id))
    by_number = {group.number: group.members for group in groups}
    return tuple(by_number.get(number, ()) for number in range(1, max(by_number, default=0) + 1))


def _room(memory: Memory, session: Session, round_: Round, also: str | None = None) -> Room:
    seated = [member for group in _sitting(memory, round_) for member in group]
    return room(memory, session, round_, [*seated, *([also] if also else [])])


def _absent_before(memory: Memory, session: Session, round_: Round) -> set[str]:
    """Who was away in the round before this one; whoever comes back says so and is welcomed again."""
    held = [r for r in memory.breakouts.of(session.id) if r.number < round_.number]
    if not held or held[-1].state is RoundState.PLANNED:
        return set()
    seats = memory.breakouts.seats(held[-1].id)
    return {seat.person for seat in seats if seat.presence is Presence.ABSENT}


def _duties_before(memory: Memory, session: Session, round_: Round) -> list[list[Duty]]:
    """Who did what in the rounds of this programme, the latest last."""
    held = rounds_before(memory, session, round_)
    return [
        [Duty(group.holder(Role.SCRIBE), group.holder(Role.TIMEKEEPER)) for group in groups]
        for groups in held
    ]
