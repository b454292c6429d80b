"""Who sits where in a round: the rules of `coproduction.grouping`, applied to stored seats."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from coproduction.breakouts import Group, Presence, Role, Round, Seat, absent, seats_of
from coproduction.grouping import Duty, Groups, repair, roles, seat
from coproduction.ports import Memory
from coproduction.service.breakouts.history import Attending, groups, guests, room, rounds_before
from coproduction.sessions import Session


def welcome_all(memory: Memory, session: Session, round_: Round) -> None:
    """Seat who came since the groups were made, unseat who has gone missing since, give out roles."""
    seated = {seat.person for seat in memory.breakouts.seats(round_.id)}
    missing = _missing_before(memory, session, round_).union(round_.left_out)
    part(memory, session, round_, missing & seated)
    came = [each for each in memory.sessions.attendees(session.id) if each not in seated | missing]
    _find_seats(memory, session, round_, came)
    fill_roles(memory, session, round_)


def welcome(memory: Memory, session: Session, round_: Round, person: str) -> set[int]:
    """Seat somebody in the group where they improve most; the numbers of the groups that changed."""
    touched = _find_seats(memory, session, round_, [person])
    fill_roles(memory, session, round_, touched)
    return touched


def _find_seats(memory: Memory, session: Session, round_: Round, came: Sequence[str]) -> set[int]:
    """Seat people, one after the other, each where the groups gain most from them then."""
    if not came:
        return set()
    known, sitting = _room(memory, session, round_, also=came), _sitting(memory, round_)
    for person in came:
        sitting = seat(known.guests, known.wish, sitting, person).groups
    touched, _ = _store(memory, round_, sitting, came)
    return touched


def part(
    memory: Memory, session: Session, round_: Round, missing: Iterable[str]
) -> tuple[set[int], list[str]]:
    """Unseat people and close the gaps: the numbers of the groups that changed, and who moved."""
    seats = {seat.person: seat for seat in memory.breakouts.seats(round_.id)}
    leaving = [person for person in missing if person in seats and seats[person].is_taken]
    if not leaving:
        return set(), []
    known, before = _room(memory, session, round_), _sitting(memory, round_)
    memory.breakouts.seat_all(
        [replace(seats[person], presence=Presence.ABSENT, role=None) for person in leaving]
    )
    after = repair(known.guests, known.wish, before, leaving).groups
    touched, moved = _store(memory, round_, after)
    touched |= {seats[person].group for person in leaving}
    fill_roles(memory, session, round_, touched)
    return touched, moved


def _store(
    memory: Memory, round_: Round, seated: Groups, came: Collection[str] = ()
) -> tuple[set[int], list[str]]:
    """Keep where people sit after a change: the groups that changed, and who moved between them."""
    before = {seat.person: seat for seat in memory.breakouts.seats(round_.id)}
    touched: set[int] = set()
    moved: list[str] = []
    changed: list[Seat] = []
    for after in seats_of(round_, seated):
        old = before.get(after.person)
        if after.person in came:
            changed.append(replace(after, presence=Presence.HERE))
            touched.add(after.group)
        elif old and old.group != after.group:
            changed.append(replace(after, presence=old.presence))
            touched |= {old.group, after.group}
            moved.append(after.person)
    memory.breakouts.seat_all(changed)
    return touched, moved


def fill_roles(memory: Memory, session: Session, round_: Round, numbers: set[int] | None = None) -> None:
    """A scribe and a timekeeper for each group that lacks one; who has a role keeps it."""
    there = groups(memory, round_)
    sitting = [group.members for group in there]
    known = guests(memory, session, [member for members in sitting for member in members])
    duties = roles(known, sitting, _duties_before(memory, session, round_), list(map(_duty, there)))
    given = (
        (seat_, _role_of(seat_.person, duty))
        for group, duty in zip(there, duties, strict=True)
        if numbers is None or group.number in numbers
        for seat_ in group.seats
    )
    memory.breakouts.seat_all([replace(seat_, role=role) for seat_, role in given if role is not seat_.role])


def _role_of(person: str, duty: Duty) -> Role | None:
    if person == duty.scribe:
        return Role.SCRIBE
    return Role.TIMEKEEPER if person == duty.timekeeper else None


def _sitting(memory: Memory, round_: Round) -> Groups:
    by_number = {group.number: group.members for group in groups(memory, round_)}
    return tuple(by_number.get(number, ()) for number in range(1, max(by_number, default=0) + 1))


def _room(memory: Memory, session: Session, round_: Round, also: Sequence[str] = ()) -> Attending:
    seated = [member for group in _sitting(memory, round_) for member in group]
    return room(memory, session, round_, [*seated, *also])


def _missing_before(memory: Memory, session: Session, round_: Round) -> frozenset[str]:
    """Who was away in the round before this one; whoever comes back says so and is welcomed again."""
    earlier = [r for r in memory.breakouts.of(session.id) if r.number == round_.number - 1]
    return absent(memory.breakouts.seats(earlier[0].id)) if earlier else frozenset()


def _duties_before(memory: Memory, session: Session, round_: Round) -> list[list[Duty]]:
    """Who did what in the rounds of this programme, the latest last."""
    return [list(map(_duty, held)) for held in rounds_before(memory, session, round_)]


def _duty(group: Group) -> Duty:
    return Duty(group.holder(Role.SCRIBE), group.holder(Role.TIMEKEEPER))
