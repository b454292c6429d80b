"""Whatever somebody presses of a round in which they sit says that they are there, too."""

from dataclasses import replace

from coproduction.breakouts import Presence, Round, RoundState, Seat, round_card, seat_of
from coproduction.ports import Memory
from coproduction.service.breakouts import notes, rounds


def is_expected(memory: Memory, person: str, round_id: str) -> bool:
    """Whether somebody has a place in a round that goes on, and has not shown that they are there."""
    round_ = memory.breakouts.get(round_id)
    if round_ is None or round_.state is not RoundState.LIVE:
        return False
    seat = seat_of(memory.breakouts.seats(round_id), person)
    return seat is not None and seat.presence is Presence.EXPECTED


def has_acted(memory: Memory, person: str, round_id: str) -> bool:
    """They have: they need not say that they are here. False where that was known, or they do not sit."""
    round_ = rounds.locked(memory, round_id)
    if round_ is None or round_.state is not RoundState.LIVE:
        return False
    seat = seat_of(memory.breakouts.seats(round_id), person)
    return seat is not None and seat.presence is Presence.EXPECTED and _is_here(memory, round_, seat)


def notice(memory: Memory, round_: Round, person: str) -> bool:
    """Somebody is in the seat that was kept for them; False when that was known."""
    seat = seat_of(memory.breakouts.seats(round_.id), person)
    if seat is None or seat.presence is Presence.HERE:
        return False
    return _is_here(memory, round_, seat)


def _is_here(memory: Memory, round_: Round, seat: Seat) -> bool:
    memory.breakouts.seat(replace(seat, presence=Presence.HERE))
    memory.changed(round_card(round_.id))
    notes.redraw_asked(memory, notes.asked(memory, round_, seat.person))
    return True
