"""Who sits where in a round: the rules of `coproduction.grouping`, applied to stored seats."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from coproduction.breakouts import Group, Presence, Role, Round, Seat, absent, seats_of
from coproduction.breakouts.changes import Shift, since
from coproduction.breakouts.losses import undone
from coproduction.callers import is_caller
from coproduction.grouping import Duty, Groups, repair, roles
from coproduction.grouping.crowd import crowd
from coproduction.people import Perspective
from coproduction.ports import Memory
from coproduction.searches import Searches
from coproduction.service.breakouts.history import Attending, groups, guests, room, rounds_before
from coproduction.service.breakouts.places import Home, all_placed, joined
from coproduction.service.breakouts.seatless import among, groups_left
from coproduction.sessions import Session

MANY = 10  # more than one newcomer for so many who were shown: those are other groups


@dataclass(frozen=True, slots=True)
class Change:
    """What became different: the groups that look so, those that are new, and who came, left or moved."""

    touched: frozenset[int] = frozenset()
    opened: frozenset[int] = frozenset()
    shifts: tuple[Shift, ...] = ()

    @property
    def told(self) -> tuple[str, ...]:
        """Who sits somewhere now where they did not sit before."""
        return tuple(shift.person for shift in self.shifts if shift.after)

    @property
    def moved(self) -> tuple[Shift, ...]:
        """Who changed from one group to another."""
        return tuple(shift for shift in self.shifts if shift.before and shift.after)


NO_CHANGE: Final = Change()


def _newcomers(
    memory: Memory, session: Session, round_: Round, there: Iterable[str], away: Collection[str]
) -> list[str]:
    """Who of those `there` came since the groups of a round were made, without those who are `away`."""
    known = {seat.person for seat in memory.breakouts.seats(round_.id) if seat.presence is not Presence.BACK}
    without = known.union(away, round_.left_out)
    came = [each for each in there if each not in without]
    leading = among(memory, session, came)
    return [each for each in came if each not in leading]


def welcome_all(
    memory: Memory, session: Session, round_: Round, known: Attending | None = None
) -> Change | None:
    """Unseat who has gone missing since the groups were made, seat who came since, give out roles.

    `known`: what is known of those who sit there, where that was read already.

    None, and nothing is changed, when so many came that these would be other groups, when there is no room
    for all of them, or when a rule would be broken by it.
    """
    away, sitting = _missing_before(memory, session, round_), _sitting(memory, round_)
    attending = memory.members.came(session.id)
    can_come = [person for person, is_out in attending.items() if not is_out]
    came = _newcomers(memory, session, round_, can_come, away)
    shown = {person for group in sitting for person in group}
    if len(came) * MANY > len(shown):
        return None
    gone = {one for one in shown if one in away or attending.get(one)}
    if known is None or came:
        known = room(memory, session, round_, [*(one for group in sitting for one in group), *came])
    after: Groups | None = sitting
    if gone or came:
        after = memory.searches.find(_without_and_with, known, sitting, gone, came, round_.most)
    if after is None:
        return None
    seats = {seat.person: seat.group for seat in memory.breakouts.seats(round_.id)}
    _unseat(memory, round_, gone)
    change = _store(memory, round_, after, came, Presence.EXPECTED)
    fill_roles(memory, session, round_, came=came)
    left = tuple(Shift(person, seats[person], None) for person in sorted(gone))
    return replace(change, shifts=left + change.shifts)


def _without_and_with(
    known: Attending, sitting: Groups, gone: Collection[str], came: Sequence[str], most: int
) -> Groups | None:
    """The groups without who is gone and with who came; None where a rule would be broken by it."""
    after: Groups | None = repair(known.guests, known.wish, sitting, gone).groups if gone else sitting
    for person in came:
        after = joined(known, after, person, most, by_rules=True) if after is not None else None
    return after


def welcome(memory: Memory, session: Session, round_: Round, people: Collection[str]) -> Change:
    """Seat people who come late, or back: where they were, in groups that have room, or in new ones.

    It is read once and stored once, however many they are: they sit down one after the other on paper.
    """
    known, sitting = _room(memory, session, round_, also=people), _sitting(memory, round_)
    homes = _homes(memory, session, round_, people)
    searches = memory.searches if len(people) > 1 else Searches()  # one takes a moment, and many come at once
    after = searches.find(all_placed, known, sitting, tuple(people), round_.most, homes)
    change = _store(memory, round_, after, people, Presence.HERE)
    fill_roles(memory, session, round_, change.touched, people)
    return change


def sit(
    memory: Memory,
    session: Session,
    round_: Round,
    seated: Mapping[int, Sequence[str]],
    came: Collection[str] = (),
) -> Change:
    """Keep where a facilitator has moved people, by the number of the group; `came` had no place before."""
    there = tuple(tuple(seated.get(number, ())) for number in range(1, max(seated) + 1))
    change = _store(memory, round_, there, came, Presence.EXPECTED)
    fill_roles(memory, session, round_, change.touched, came)
    return change


def _homes(memory: Memory, session: Session, round_: Round, people: Collection[str]) -> dict[str, Home]:
    """The groups that these people have left, and whether they were a lone voice there."""
    changes, homes = memory.breakouts.changes(round_.id), groups_left(memory, round_)
    now = {group.number: group.members for group in groups(memory, round_)}
    sat: dict[str, list[str]] = {}  # with whom they sat when they left for the last time
    for change in changes:
        if change.person in homes and change.person in people and change.after is None:
            before = undone(now, since(changes, change.changed_at)).get(homes[change.person], [])
            sat[change.person] = list({*before, change.person})
    everybody = sorted({one for members in sat.values() for one in members})
    known = {guest.id: guest for guest in guests(memory, session, everybody)}
    lone = {
        one
        for one, there in sat.items()
        if known[one].perspective is Perspective.LIVED
        and crowd([known[each] for each in there]).is_lone_voice
    }
    return {one: Home(homes[one], one in lone) for one in sat}


def part(memory: Memory, session: Session, round_: Round, missing: Iterable[str]) -> Change:
    """Unseat people, and close the gaps with as few moves as keep the rules."""
    seats = {seat.person: seat for seat in memory.breakouts.seats(round_.id)}
    leaving = [person for person in dict.fromkeys(missing) if person in seats and seats[person].is_taken]
    if not leaving:
        return NO_CHANGE
    known, before = _room(memory, session, round_), _sitting(memory, round_)
    mended = memory.searches.find(repair, known.guests, known.wish, before, leaving)
    _unseat(memory, round_, leaving)
    change = _store(memory, round_, mended.groups)
    left = tuple(Shift(person, seats[person].group, None) for person in leaving)
    change = Change(change.touched | {shift.before or 0 for shift in left}, shifts=left + change.shifts)
    fill_roles(memory, session, round_, change.touched)
    return change


def _unseat(memory: Memory, round_: Round, leaving: Collection[str]) -> None:
    """Their seats stay as a sign that they were expected."""
    memory.breakouts.seat_all(
        [
            replace(seat, presence=Presence.ABSENT, role=None)
            for seat in memory.breakouts.seats(round_.id)
            if seat.person in leaving
        ]
    )


def _store(
    memory: Memory,
    round_: Round,
    seated: Groups,
    came: Collection[str] = (),
    presence: Presence = Presence.HERE,
) -> Change:
    """Keep where people sit after a change; those who `came` with this presence."""
    before = {seat.person: seat for seat in memory.breakouts.seats(round_.id)}
    numbers = {seat.group for seat in before.values()}
    changed: list[Seat] = []
    shifts: list[Shift] = []
    for after in seats_of(round_, seated):
        old = before.get(after.person)
        if after.person in came:
            changed.append(replace(after, presence=presence))
            shifts.append(Shift(after.person, None, after.group))
        elif old and old.group != after.group:
            changed.append(replace(after, presence=old.presence))
            shifts.append(Shift(after.person, old.group, after.group))
    memory.breakouts.seat_all(changed)
    touched = {number for shift in shifts for number in (shift.before, shift.after) if number}
    return Change(frozenset(touched), frozenset(touched - numbers), tuple(shifts))


def fill_roles(
    memory: Memory,
    session: Session,
    round_: Round,
    numbers: Collection[int] | None = None,
    came: Iterable[str] = (),
) -> tuple[str, ...]:
    """A scribe and a timekeeper for each group that lacks one; who has a role keeps it. Who was given one.

    Who `came` just now, or since the round began, is asked to take notes last; who has no Slack, not at all:
    they would not read it.
    """
    there = _without_roles(memory, round_, numbers)
    if not there:
        return ()
    sitting = [tuple(one for one in group.members if not is_caller(one)) for group in there]
    known = guests(memory, session, [member for members in sitting for member in members])
    before, late = _duties_before(memory, session, round_), _late(memory, round_, came)
    duties = roles(known, sitting, before, list(map(_duty, there)), late)
    given = [
        replace(seat_, role=role)
        for group, duty in zip(there, duties, strict=True)
        for seat_ in group.seats
        if (role := _role_of(seat_.person, duty)) is not seat_.role
    ]
    memory.breakouts.seat_all(given)
    return tuple(seat_.person for seat_ in given)


def _without_roles(memory: Memory, round_: Round, numbers: Collection[int] | None) -> list[Group]:
    """The groups that lack a role, all of them or those of these numbers."""
    there = (each for each in groups(memory, round_) if numbers is None or each.number in numbers)
    return [each for each in there if not all(map(each.holder, Role))]


def _late(memory: Memory, round_: Round, came: Iterable[str]) -> set[str]:
    """Who came when the groups were made already, and did not only come back."""
    first: dict[str, int | None] = {}
    for change in sorted(memory.breakouts.changes(round_.id), key=lambda each: each.changed_at):
        first.setdefault(change.person, change.before)
    return {person for person, before in (dict.fromkeys(came) | first).items() if before is None}


def _role_of(person: str, duty: Duty) -> Role | None:
    if person == duty.scribe:
        return Role.SCRIBE
    return Role.TIMEKEEPER if person == duty.timekeeper else None


def _sitting(memory: Memory, round_: Round) -> Groups:
    by_number = {group.number: group.members for group in groups(memory, round_)}
    return tuple(by_number.get(number, ()) for number in range(1, max(by_number, default=0) + 1))


def _room(memory: Memory, session: Session, round_: Round, also: Collection[str] = ()) -> Attending:
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
