"""Who is there while a round goes on.

Whoever comes late sits where they help most, and whoever does not come leaves a gap that is mended with as
few moves as possible. Only people who move are told; what others see is corrected without a sound.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from coproduction.breakouts import ROLL_CALL, Group, Presence, Round, RoundState, Seat, round_card, seat_of
from coproduction.errors import Refusal
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import people
from coproduction.service.breakouts import notes, rounds, seating
from coproduction.service.breakouts.history import groups
from coproduction.sessions import Session
from coproduction.words import Text

_FEWEST_HERE = 2  # one in so many must have said "I'm here" before silence counts as absence


@dataclass(frozen=True, slots=True)
class Here:
    """Where somebody sits who says that they are here; `is_late` when they were just given that seat."""

    group: Group
    is_late: bool


def here(memory: Memory, now: datetime, actor: Actor, round_id: str) -> Here:
    """Somebody says that they are here: in their seat, or late and in need of one."""
    round_ = rounds.going_on(memory, round_id)
    session = rounds.session_of(memory, round_)
    if actor.id not in memory.sessions.attendees(session.id):
        raise Refusal("Please check in first: press Check in on the session's card. Then I find you a group.")
    is_late = join(memory, now, session, actor.id)
    if not is_late:
        _found(memory, round_, actor.id)
    return Here(_own(memory, round_, actor.id), is_late)


def join(memory: Memory, now: datetime, session: Session, person: str) -> bool:
    """Seat somebody who came late to the session, when a round is going on; whether they were seated now.

    Who comes back between two rounds is expected in the next.
    """
    memory.breakouts.lock(session.id)
    round_ = rounds.live_in(memory, session)
    if round_ is None:
        _come_back(memory, session, person)
        return False
    seat = _seat(memory, round_, person)
    if seat and seat.is_taken:
        return False
    touched = seating.welcome(memory, session, round_, person)
    _changed(memory, now, round_, touched, moved=[person])
    return True


def rolls_due(memory: Memory, now: datetime) -> list[str]:
    """The rounds in which it is time to look who is there."""
    return [round_.id for round_ in memory.breakouts.live() if _is_roll_due(round_, now)]


def call_roll(memory: Memory, now: datetime, round_id: str) -> None:
    """Three minutes after a round began, whoever has not said "I'm here" is taken to be absent.

    Unless hardly anybody has: then people are not looking at Slack, and silence means nothing. Nothing is
    done when somebody else has called the roll, or the round is over.
    """
    round_ = rounds.locked(memory, round_id)
    if round_ is None or not _is_roll_due(round_, now):
        return
    called = replace(round_, called_at=now)
    memory.breakouts.put(called)
    sitting = [seat for seat in memory.breakouts.seats(round_id) if seat.is_taken]
    silent = [seat.person for seat in sitting if seat.presence is Presence.EXPECTED]
    is_telling = (len(sitting) - len(silent)) * _FEWEST_HERE >= len(sitting)
    _leave(memory, now, called, silent if is_telling else [])


def remove(memory: Memory, now: datetime, actor: Actor, round_id: str, missing: Iterable[str]) -> None:
    """A facilitator says who is not there."""
    people.require_facilitator(memory, actor, Text("say who is missing"))
    _leave(memory, now, rounds.going_on(memory, round_id), missing)


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


def _is_roll_due(round_: Round, now: datetime) -> bool:
    """Once, after three minutes, while there is still something to come back to."""
    if round_.state is not RoundState.LIVE or round_.called_at or round_.started_at is None:
        return False
    return now >= round_.started_at + ROLL_CALL and (round_.ends_at is None or now < round_.ends_at)


def _come_back(memory: Memory, session: Session, person: str) -> None:
    held = [each for each in memory.breakouts.of(session.id) if each.state is RoundState.ENDED]
    seat = _seat(memory, held[-1], person) if held else None
    if seat and seat.presence is Presence.ABSENT:
        memory.breakouts.seat(replace(seat, presence=Presence.BACK))


def _leave(memory: Memory, now: datetime, round_: Round, missing: Iterable[str]) -> None:
    """People are not there: their seats are empty, and the fewest others move to keep the groups fair."""
    session = rounds.session_of(memory, round_)
    touched, moved = seating.part(memory, session, round_, missing)
    _changed(memory, now, round_, touched, moved)


def _changed(memory: Memory, now: datetime, round_: Round, touched: set[int], moved: Iterable[str]) -> None:
    there = [group for group in groups(memory, round_) if group.number in touched]
    notes.tell_moved(memory, now, round_, moved)
    memory.changed(round_card(round_.id), *notes.all_cards(round_, there))


def _found(memory: Memory, round_: Round, person: str) -> None:
    """Somebody is in the seat that was kept for them."""
    seat = _seat(memory, round_, person)
    if seat and seat.presence is not Presence.HERE:
        memory.breakouts.seat(replace(seat, presence=Presence.HERE))
        memory.changed(round_card(round_.id))


def _seat(memory: Memory, round_: Round, person: str) -> Seat | None:
    return seat_of(memory.breakouts.seats(round_.id), person)


def _own(memory: Memory, round_: Round, person: str) -> Group:
    return next(group for group in groups(memory, round_) if person in group.members)
