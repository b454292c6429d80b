"""Who has no place in a round: who leads and takes no part, who was left out, and who was taken out."""

from collections.abc import Iterable, Sequence

from coproduction.breakouts import Round, RoundState, Seat, seat_of
from coproduction.callers import is_caller
from coproduction.errors import Refusal
from coproduction.people import InSession
from coproduction.ports import Memory
from coproduction.service import members
from coproduction.service.breakouts.history import can_come
from coproduction.service.observing import NO_SEAT, is_observer
from coproduction.sessions import Session
from coproduction.words import Text

_LEADS = Text(
    "You lead here, so you have no place in this round. Do you want to sit in a group? "
    "Say so with {/profile}, then press I'm here again."
)
_LEFT_OUT = Text(
    "Whoever leads has left you out of this round. Is that a mistake? Please tell them: they can give you a "
    "place."
)

_OUT = Text("You were taken out of {group}. Press I'm here, and you have a place again.")
_NOT_YET = Text("You have no place in this round yet. Press I'm here, and I find you a group.")
_SHUT_OUT = Text("You are not in this channel any more, so you have no place in this round.")
_TOO_LATE = Text(
    "You had no place when this round ended, so you cannot report for {group}. "
    "Somebody who sat in it can. You can also type an idea with {/idea}."
)


class NoPlace(Refusal):
    """A no to somebody who has no place in a round, and gets one as soon as they say that they are here."""

    def __init__(self, memory: Memory, round_: Round, person: str) -> None:
        self.round = round_
        number = groups_left(memory, round_).get(person)
        super().__init__(_OUT.filled(group=round_.name(number)) if number else _NOT_YET)


def refuse_report(memory: Memory, session: Session, round_: Round, person: str, group: str | Text) -> None:
    """A Refusal to report for a group, with what can be done, for somebody who sits in none."""
    if round_.state is not RoundState.LIVE:
        raise Refusal(_TOO_LATE.filled(group=group))
    has_seat = any(seat.person == person for seat in memory.breakouts.seats(round_.id))
    if not has_seat and (why := why_not(memory, session, round_, person)):
        raise Refusal(why)
    raise NoPlace(memory, round_, person)


def groups_left(memory: Memory, round_: Round) -> dict[str, int]:
    """The number of the group that people have left while the round went on, of those who are not back."""
    last = {each.person: each for each in memory.breakouts.changes(round_.id)}  # in the order of time
    return {one: each.before for one, each in last.items() if each.before and each.after is None}


def had_no_place(memory: Memory, round_: Round, person: str, seats: Iterable[Seat]) -> bool:
    """Whether somebody is in the room and had no place when the round began, by its seats."""
    is_out = any(seat.person == person and not seat.is_taken for seat in seats)
    return (is_out or person in round_.left_out) and person not in groups_left(memory, round_)


def leading(memory: Memory, session: Session) -> tuple[str, ...]:
    """Those who lead among those who came, but for who has said that they take part in the groups."""
    return among(memory, session, can_come(memory, session))


def leading_in(memory: Memory, channel: str | None) -> tuple[str, ...]:
    """The same of the session that is live in this channel, if there is one."""
    session = memory.sessions.live_in(channel) if channel else None
    return leading(memory, session) if session else ()


def among(memory: Memory, session: Session, people: Sequence[str]) -> tuple[str, ...]:
    """The same of these people."""
    theirs = _in_session(memory, session, people)
    return tuple(one.person for one in theirs if _leads(one, session) and not one.takes_part)


def _in_session(memory: Memory, session: Session, people: Iterable[str]) -> list[InSession]:
    """What each of these people is in the session, in their order."""
    asked = list(people)
    known = memory.people.in_session(session.id, asked)
    return [known.get(one) or InSession(one) for one in asked]


def why_not(memory: Memory, session: Session, round_: Round, person: str) -> Text | None:
    """Why somebody who never had a place in a round gets none; None where they can have one."""
    [known] = _in_session(memory, session, [person])
    if known.is_observer:
        return NO_SEAT
    if _leads(known, session):
        return None if known.takes_part else _LEADS
    return _LEFT_OUT if person in round_.left_out else None


def refused(memory: Memory, session: Session, round_: Round, person: str, seat: Seat | None) -> Text | None:
    """Why somebody gets no place any more: who had one gets it again, unless they only look on by now."""
    if seat is None or is_observer(memory, person):
        return why_not(memory, session, round_, person)
    return None


def why_none(memory: Memory, round_: Round, person: str, seats: Iterable[Seat]) -> Text | None:
    """Why somebody without a place, by these seats of a round, gets none; None where it is over,
    or they can have one.
    """
    session = memory.sessions.get(round_.session) if round_.state is RoundState.LIVE else None
    if session is None:
        return None
    if members.is_shut_out(memory, person, session.channel):
        return _SHUT_OUT
    return refused(memory, session, round_, person, seat_of(seats, person))


def _leads(one: InSession, session: Session) -> bool:
    return one.is_facilitator or one.has_planned or one.person == session.started_by


def without_place(memory: Memory, session: Session, round_: Round, seats: Sequence[Seat]) -> tuple[str, ...]:
    """Who is in the room and sits nowhere as a round begins: they were away before, or are left out.

    Not who leads, which they know, nor who only looks on, nor who has left the channel.
    """
    absent = {seat.person for seat in seats if not seat.is_taken}
    some = absent.union(round_.left_out).difference(seat.person for seat in seats if seat.is_taken)
    theirs = _in_session(memory, session, sorted(some))
    told = [each.person for each in theirs if not (_leads(each, session) or each.is_observer)]
    if not told:
        return ()
    came = absent if absent.issuperset(told) else set(memory.sessions.attendees(session.id))
    there = memory.members.of(session.channel)
    return tuple(one for one in told if one in came and not is_caller(one) and (not there or one in there))


def out_of(memory: Memory, session: Session, seats: Iterable[Seat]) -> tuple[str, ...]:
    """Who is out of a round that goes on, and can have a place again: not who has left the channel."""
    out = tuple(seat.person for seat in seats if not seat.is_taken)
    there = memory.members.of(session.channel) if out else frozenset()
    return tuple(person for person in out if not there or person in there or is_caller(person))
