"""Who is there while a round goes on.

Whoever comes late sits where they help most, and whoever does not come leaves a gap that is mended with as
few moves as possible. Only people who move are told; what others see is corrected without a sound.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from coproduction.breakouts import ROLL_CALL, Group, Presence, Round, Seat
from coproduction.errors import Refusal
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import people, roundnotes, rounds, seating
from coproduction.service.rounds import Change
from coproduction.sessions import Session

_FEWEST_HERE = 2  # one in so many must have said "I'm here" before silence counts as absence


@dataclass(frozen=True, slots=True)
class Here:
    """Where somebody sits who says that they are here; `is_late` when they were just given that seat."""

    group: Group
    is_late: bool
    change: Change


def here(memory: Memory, now: datetime, actor: Actor, round_id: str) -> Here:
    """Somebody says that they are here: in their seat, or late and in need of one."""
    round_ = rounds.going_on(memory, round_id)
    session = rounds.session_of(memory, round_)
    if actor.id not in memory.sessions.attendees(session.id):
        raise Refusal("Please check in first: press Check in on the session's card. Then I find you a group.")
    late = join(memory, now, session, actor.id)
    change = late or _found(memory, round_, actor.id)
    return Here(_own(memory, round_, actor.id), late is not None, change)


def join(memory: Memory, now: datetime, session: Session, person: str) -> Change | None:
    """Seat somebody who came late to the session, when a round is going on; None when there is none."""
    round_ = rounds.live_in(memory, session)
    if round_ is None:
        return None
    seat = _seat(memory, round_, person)
    if seat and seat.presence is not Presence.ABSENT:
        return None
    touched = seating.welcome(memory, session, round_, person)
    return _changed(memory, now, round_, touched, moved=[person])


def call_roll(memory: Memory, now: datetime) -> list[Change]:
    """Three minutes after a round began, whoever has not said "I'm here" is taken to be absent.

    Unless hardly anybody has: then people are not looking at Slack, and silence means nothing.
    """
    changes = []
    for round_ in _to_call(memory, now):
        called = replace(round_, called_at=now)
        memory.breakouts.put(called)
        seats = memory.breakouts.seats(round_.id)
        silent = [seat.person for seat in seats if seat.presence is Presence.EXPECTED]
        is_telling = len(seats) - len(silent) >= len(seats) / _FEWEST_HERE
        changes.append(_leave(memory, now, called, silent if is_telling else []))
    return changes


def is_roll_due(memory: Memory, now: datetime) -> bool:
    """Whether there is a round in which it is time to look who is there."""
    return bool(_to_call(memory, now))


def remove(memory: Memory, now: datetime, actor: Actor, round_id: str, missing: Iterable[str]) -> Change:
    """A facilitator says who is not there."""
    people.require_facilitator(memory, actor, "say who is missing")
    return _leave(memory, now, rounds.going_on(memory, round_id), missing)


def gone(memory: Memory, now: datetime, person: str, channel: str | None = None) -> list[Change]:
    """Somebody left the channel, or the workspace (no channel): their groups close the gap."""
    return [
        _leave(memory, now, round_, [person])
        for round_ in memory.breakouts.live()
        if channel in (None, rounds.session_of(memory, round_).channel)
    ]


def _to_call(memory: Memory, now: datetime) -> list[Round]:
    return [
        round_
        for round_ in memory.breakouts.live()
        if round_.called_at is None and round_.started_at and now >= round_.started_at + ROLL_CALL
    ]


def _leave(memory: Memory, now: datetime, round_: Round, missing: Iterable[str]) -> Change:
    """People are not there: their seats are empty, and the fewest others move to keep the groups fair."""
    session = rounds.session_of(memory, round_)
    touched, moved = seating.part(memory, session, round_, missing)
    return _changed(memory, now, round_, touched, moved)


def _changed(memory: Memory, now: datetime, round_: Round, touched: set[int], moved: Iterable[str]) -> Change:
    there = [group for group in rounds.groups(memory, round_) if group.number in touched]
    told = roundnotes.tell_moved(memory, now, round_, moved)
    return Change(round_, (roundnotes.overview(round_), *roundnotes.cards_of(round_, there)), owes=told)


def _found(memory: Memory, round_: Round, person: str) -> Change:
    """Somebody is in the seat that was kept for them."""
    seat = _seat(memory, round_, person)
    if seat is None or seat.presence is Presence.HERE:
        return Change(round_)
    memory.breakouts.seat(replace(seat, presence=Presence.HERE))
    return Change(round_, (roundnotes.overview(round_),))


def _seat(memory: Memory, round_: Round, person: str) -> Seat | None:
    return next((seat for seat in memory.breakouts.seats(round_.id) if seat.person == person), None)


def _own(memory: Memory, round_: Round, person: str) -> Group:
    return next(group for group in rounds.groups(memory, round_) if person in group.members)
