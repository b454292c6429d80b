"""The seats of groups that wait for Go: who is there gets one, and who is not keeps a sign of it."""

from collections.abc import Collection, Sequence

from coproduction.breakouts import Presence, Round, RoundState, Seat, absent, seats_of
from coproduction.breakouts.forms import SMALLEST
from coproduction.errors import Refusal
from coproduction.ports import Memory
from coproduction.service.breakouts.history import away, away_since, can_come, shut_out
from coproduction.service.breakouts.plannedrounds import planned_in
from coproduction.service.cardwords import on_card
from coproduction.sessions import Session
from coproduction.words import Text

_CHECK_IN = Text("Check in")
_TOO_FEW = Text("Groups need at least two people who have checked in. Ask everybody to press {button}.")
_TOO_FEW_IN = Text("Groups need at least two people who have checked in and are still in this channel.")


def gone(memory: Memory, session: Session) -> frozenset[str]:
    """Who is not there, though they came: missing in the last round, or gone since groups were proposed."""
    seats = [memory.breakouts.seats(round_.id) for round_ in planned_in(memory, session)]
    return away(memory, session).union(*map(absent, seats))


def present(memory: Memory, session: Session, left_out: Collection[str]) -> list[str]:
    """Who can be seated: all who are there but for who is left out. A Refusal where that is not two."""
    without = gone(memory, session).union(left_out)
    found = [person for person in can_come(memory, session) if person not in without]
    if len(found) < SMALLEST:
        too_few = _TOO_FEW.filled(button=on_card(memory, session.channel, _CHECK_IN))
        raise Refusal(_TOO_FEW_IN if shut_out(memory, session) else too_few)
    return found


def with_gone(round_: Round, groups: Sequence[Sequence[str]], gone: Collection[str]) -> list[Seat]:
    """Everybody's seats, and an empty one for each who is not there, so that they are no newcomers later."""
    seats = seats_of(round_, groups)
    missing = sorted(set(gone) - {seat.person for seat in seats})
    return [*seats, *(Seat(round_.id, each, 1, len(seats), presence=Presence.ABSENT) for each in missing)]


def counted(memory: Memory, session: Session) -> tuple[int, int, tuple[str, ...]]:
    """How many rounds wait for Go, how many were missing in the last, and who cannot come any more."""
    rounds, out = memory.breakouts.of(session.id), shut_out(memory, session)
    number = sum(each.state is RoundState.PLANNED for each in rounds)
    return number, len(away_since(memory, rounds) - out), tuple(sorted(out))


def seat_all(memory: Memory, session: Session, round_: Round, groups: Sequence[Sequence[str]]) -> None:
    """Seat people so, in place of how they sat before."""
    seats = with_gone(round_, groups, gone(memory, session))
    memory.breakouts.clear_seats(round_.id)
    memory.breakouts.seat_all(seats)
