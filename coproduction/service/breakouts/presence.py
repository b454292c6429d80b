"""Who is there while a round goes on.

Whoever comes late sits where they help most, and whoever does not come leaves a gap that is mended with as
few moves as possible. People who move are told, and whoever facilitates is told of them; what others see is
corrected without a sound.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from coproduction.breakouts import Group, Presence, Round, RoundState, Seat, group_of, seat_of
from coproduction.breakouts.changes import Shift
from coproduction.breakouts.losses import Lost
from coproduction.callers import is_caller
from coproduction.errors import Refusal
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import members, people
from coproduction.service.breakouts import losses, notes, noticing, rounds, seating, seatless, telling
from coproduction.service.breakouts.cards import GroupNote, place_of
from coproduction.service.breakouts.history import can_come, groups, is_here
from coproduction.service.breakouts.plannedrounds import live_in
from coproduction.sessions import Session
from coproduction.words import Text

DOING = Text("say who is missing")
_FEWEST_HERE = 2  # one in so many must have said "I'm here" before silence counts as absence


class NotCheckedIn(Refusal):
    """A no to somebody who wants a seat and has not come to the `session` yet, which they can do at once."""

    def __init__(self, session: Session) -> None:
        self.session = session
        super().__init__(Text("Please check in first: press “Check in”. Then I find you a group."))


@dataclass(frozen=True, slots=True)
class Here:
    """Where somebody sits who says that they are here; `is_late` when they were just given that seat.

    `is_again`: they had said so before; `is_back`: they had a seat before, and it was given up. `home` is the
    group that was theirs then, where it could not be again: because it `is_full`, or has changed.
    """

    group: Group
    is_late: bool
    is_again: bool = False
    is_back: bool = False
    home: Group | None = None
    is_full: bool = False


@dataclass(frozen=True, slots=True)
class Sitting:
    """Who sits in a round that goes on: those who have said that they are here, and the `silent`.

    Who has no Slack cannot say so, and is taken to be here. `is_telling`: so many have said so that silence
    means something.
    """

    round: Round
    groups: tuple[Group, ...]
    here: tuple[str, ...]
    silent: tuple[str, ...]

    @property
    def is_telling(self) -> bool:
        """Where hardly anybody has, people are not looking at Slack."""
        return self.is_telling_beside(len(self.silent))

    def is_telling_beside(self, silent: int) -> bool:
        """The same where only so many of the silent were told so long ago that they could have said so."""
        said_so = sum(not is_caller(each) for each in self.here)
        return said_so * _FEWEST_HERE >= said_so + silent


@dataclass(frozen=True, slots=True)
class Mended:
    """What became of a round after a facilitator said who is missing, or is not.

    `shifts`: who left their group, moved to another, or came back; `seatless`: who had no seat, so that
    nothing changed for them; `here`: who said that they are there while it was being said that they are not.
    `losses`: what the groups have lost by it.
    """

    round: Round
    groups: tuple[Group, ...]
    shifts: tuple[Shift, ...]
    seatless: tuple[str, ...] = ()
    losses: tuple[Lost, ...] = ()
    here: tuple[str, ...] = ()


def here(memory: Memory, now: datetime, actor: Actor, round_id: str) -> Here:
    """Somebody says that they are here: in their seat, or late and in need of one."""
    round_ = rounds.going_on(memory, round_id)
    session = rounds.session_of(memory, round_)
    members.require(memory, actor, session.channel)
    if not memory.sessions.has_come(session.id, actor.id):
        raise NotCheckedIn(session)
    had_one = _seat(memory, round_, actor.id) is not None
    home = seatless.groups_left(memory, round_).get(actor.id, 0)
    is_late = join(memory, now, session, actor.id, is_reader=True)
    if not is_late:
        _refuse_seatless(memory, session, round_, actor.id)
    is_again = not is_late and not noticing.notice(memory, round_, actor.id)
    own, before = _own(memory, round_, actor.id), group_of(groups(memory, round_), home)
    return Here(
        own,
        is_late,
        is_again,
        is_back=is_late and had_one,
        home=before if home != own.number else None,
        is_full=before is not None and len(before.seats) >= round_.most,
    )


def join(memory: Memory, now: datetime, session: Session, person: str, *, is_reader: bool = False) -> bool:
    """Seat somebody who came late to the session, when a round is going on; whether they were seated now.

    Who comes back between two rounds is expected in the next. `is_reader`: they are answered where they sit.
    """
    memory.breakouts.lock(session.id)
    round_ = live_in(memory, session)
    if round_ is None:
        _come_back(memory, session, person)
        return False
    seat = _seat(memory, round_, person)
    if (seat and seat.is_taken) or seatless.refused(memory, session, round_, person, seat):
        return False
    _welcome(memory, now, session, round_, [person], reader=person if is_reader else "")
    return True


def where(memory: Memory, actor: Actor, round_id: str) -> GroupNote:
    """Where somebody sits in a round that goes on. Raises NotCheckedIn, or NoPlace for who sits nowhere."""
    members.require_in_round(memory, actor, round_id)
    round_ = rounds.seen(memory, round_id)
    found, session = place_of(memory, round_, actor.id), rounds.session_of(memory, round_)
    if found:
        return found
    if not memory.sessions.has_come(session.id, actor.id):
        raise NotCheckedIn(session)
    _refuse_seatless(memory, session, round_, actor.id)
    raise seatless.NoPlace(memory, round_, actor.id)


def round_around(memory: Memory, actor: Actor) -> str | None:
    """The round that goes on where this person acts, else the newest of a session in which they are."""
    going = memory.breakouts.live()
    sessions = {each.id: rounds.session_of(memory, each) for each in going}
    here = [each.id for each in going if sessions[each.id].channel == actor.here]
    theirs = [each.id for each in going if memory.sessions.has_come(sessions[each.id].id, actor.id)]
    return next(reversed([*theirs, *here]), None)


def sitting(memory: Memory, actor: Actor, round_id: str) -> Sitting:
    """Who sits in a round, for a facilitator who wants to say who is missing; a Refusal once it is over."""
    people.require_facilitator(memory, actor, DOING)
    members.require_in_round(memory, actor, round_id)
    return sitting_in(memory, rounds.seen(memory, round_id))


def sitting_in(memory: Memory, round_: Round) -> Sitting:
    """Who sits in this round, in the order of their groups."""
    there = groups(memory, round_)
    seats = [seat for group in there for seat in group.seats]
    here = tuple(seat.person for seat in seats if is_here(seat))
    return Sitting(round_, there, here, tuple(seat.person for seat in seats if seat.person not in here))


def remove(
    memory: Memory,
    now: datetime,
    actor: Actor,
    round_id: str,
    missing: Collection[str],
    silent: Collection[str] = (),
) -> Mended:
    """A facilitator says who is not there; a Refusal where they name nobody.

    `silent`: who had not said "I'm here" when the facilitator looked. Who of them has said so since keeps
    their place: they were told that they have it.
    """
    people.require_facilitator(memory, actor, DOING)
    members.require_in_round(memory, actor, round_id)
    round_ = rounds.going_on(memory, round_id)
    if not missing:
        raise Refusal("Please tick who is missing. If nobody is, close this form.")
    seats = memory.breakouts.seats(round_.id)
    here = {seat.person for seat in seats if seat.presence is Presence.HERE}
    came = tuple(dict.fromkeys(one for one in missing if one in here and one in silent))
    named = [one for one in dict.fromkeys(missing) if one not in came]
    seated = {seat.person for seat in seats if seat.is_taken}
    change = _leave(memory, now, round_, named, by=actor.id)
    left = [shift.person for shift in change.shifts if shift.after is None]
    notes.tell_said_missing(memory, now, round_, left)
    seatless = tuple(one for one in named if one not in seated)
    lost = losses.by(memory, rounds.session_of(memory, round_), round_, change.shifts)
    return Mended(round_, groups(memory, round_), change.shifts, seatless, lost, came)


def bring_back(
    memory: Memory, now: datetime, actor: Actor, round_id: str, missing: Collection[str]
) -> Mended:
    """A facilitator was wrong: these are there after all, and get a seat again.

    Where none is named, these are all who are out. `losses` are those that are left of what their groups lost
    when they were taken out: it was said where this is pressed, and is no less true because somebody else of
    them came back by another way.
    """
    people.require_facilitator(memory, actor, DOING)
    members.require_in_round(memory, actor, round_id)
    round_ = rounds.going_on(memory, round_id)
    session = rounds.session_of(memory, round_)
    seats = memory.breakouts.seats(round_.id)
    named = tuple(missing) or seatless.out_of(memory, session, seats)
    came = set(can_come(memory, session))
    seated = {seat.person for seat in seats if seat.is_taken}
    back = [person for person in dict.fromkeys(named) if person in came and person not in seated]
    shifts = _welcome(memory, now, session, round_, back, by=actor.id).shifts if back else ()
    lost = losses.by(memory, session, round_, losses.since_out(memory, round_, named))
    return Mended(round_, groups(memory, round_), shifts, losses=lost)


def gone(memory: Memory, now: datetime, person: str, channel: str | None = None) -> None:
    """Somebody left the channel, or the workspace (no channel): their groups close the gap."""
    for session in memory.sessions.attended_live(person):
        if channel in (None, session.channel):
            memory.breakouts.lock(session.id)
            for round_ in memory.breakouts.of(session.id):
                if round_.state is RoundState.PLANNED:
                    seating.part(memory, session, round_, [person])
                elif round_.state is RoundState.LIVE:
                    _leave(memory, now, round_, [person])


def leave_silent(memory: Memory, now: datetime, round_: Round, silent: Sequence[str]) -> None:
    """These have not said that they are here though they were asked: their groups go on without them."""
    _leave(memory, now, round_, silent)
    notes.tell_taken_out(memory, now, round_, silent)


def _come_back(memory: Memory, session: Session, person: str) -> None:
    """They are no longer missed: neither in the last round, nor where groups have been proposed."""
    rounds_ = memory.breakouts.of(session.id)
    held = [each for each in rounds_ if each.state is RoundState.ENDED]
    proposed = [each for each in rounds_ if each.state is RoundState.PLANNED]
    for round_ in (*held[-1:], *proposed):
        seat = _seat(memory, round_, person)
        if seat and seat.presence is Presence.ABSENT:
            memory.breakouts.seat(replace(seat, presence=Presence.BACK))


def _welcome(
    memory: Memory,
    now: datetime,
    session: Session,
    round_: Round,
    people: Collection[str],
    by: str = "",
    reader: str = "",
) -> seating.Change:
    """People come late, or back, and get a seat."""
    change = seating.welcome(memory, session, round_, people)
    telling.changed(memory, now, session, round_, change, by, reader)
    return change


def _leave(
    memory: Memory, now: datetime, round_: Round, missing: Iterable[str], by: str = ""
) -> seating.Change:
    """People are not there: their seats are empty, and the fewest others move to keep the groups fair."""
    session = rounds.session_of(memory, round_)
    change = seating.part(memory, session, round_, missing)
    if change.touched:
        telling.changed(memory, now, session, round_, change, by)
    return change


def _refuse_seatless(memory: Memory, session: Session, round_: Round, person: str) -> None:
    """A Refusal for who never had a place and gets none, with what they can do."""
    if why := seatless.refused(memory, session, round_, person, _seat(memory, round_, person)):
        raise Refusal(why)


def _seat(memory: Memory, round_: Round, person: str) -> Seat | None:
    return seat_of(memory.breakouts.seats(round_.id), person)


def _own(memory: Memory, round_: Round, person: str) -> Group:
    return next(group for group in groups(memory, round_) if person in group.members)
