"""The seats of groups that wait for Go: who is there gets one, and who is not keeps a sign of it."""

from collections.abc import Collection, Sequence

from coproduction.breakouts import Presence, Round, Seat, absent, seats_of
from coproduction.ports import Memory
from coproduction.service.breakouts.history import away
from coproduction.service.breakouts.plannedrounds import planned_in
from coproduction.sessions import Session


def gone(memory: Memory, session: Session) -> frozenset[str]:
    """Who is not there, though they came: missing in the last round, or gone since groups were proposed."""
    seats = [memory.breakouts.seats(round_.id) for round_ in planned_in(memory, session)]
    return away(memory, session).union(*map(absent, seats))


def with_gone(round_: Round, groups: Sequence[Sequence[str]], gone: Collection[str]) -> list[Seat]:
    """Everybody's seats, and an empty one for each who is not there, so that they are no newcomers later."""
    seats = seats_of(round_, groups)
    missing = sorted(set(gone) - {seat.person for seat in seats})
    return [*seats, *(Seat(round_.id, each, 1, len(seats), presence=Presence.ABSENT) for each in missing)]


def seat_all(memory: Memory, session: Session, round_: Round, groups: Sequence[Sequence[str]]) -> None:
    """Seat people so, in place of how they sat before."""
    seats = with_gone(round_, groups, gone(memory, session))
    memory.breakouts.clear_seats(round_.id)
    memory.breakouts.seat_all(seats)
