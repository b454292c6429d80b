"""Breakout rounds, who sits where, and what the groups bring back."""

from collections.abc import Collection

from sqlalchemy import literal_column, update

from coproduction.breakouts import Round, RoundState, Seat, Word
from storage import tables
from storage.phrases import add, change, find, given, keep, remove
from storage.repository import Shelf, told
from storage.statements import Statement

_round, _seat, _word = tables.breakout_round.c, tables.breakout_seat.c, tables.breakout_word.c

# It changes nothing in the session's row, and waits for whoever has it: on PostgreSQL two units of work
# would otherwise read the same seats, and each write its own.
_HOLD = Statement(
    update(tables.session).values(title=tables.session.c.title).where(given(tables.session.c.id))
)
_ADD = add(tables.breakout_round)
_PUT = change(tables.breakout_round)
_DROP = remove(tables.breakout_round, given(_round.id), _round.state == RoundState.PLANNED)
_GET = find(Round, tables.breakout_round, given(_round.id))
_FROM_ORIGIN = find(Round, tables.breakout_round, given(_round.origin))
_OF = find(Round, tables.breakout_round, given(_round.session), order=[_round.number])
# A literal, because SQLite uses a partial index only for a condition it can read.
_is_live = _round.state == literal_column(f"'{RoundState.LIVE.value}'")
_LIVE = find(Round, tables.breakout_round, _is_live, order=[_round.session])
_SEATS = find(Seat, tables.breakout_seat, given(_seat.round), order=[_seat.number, _seat.place, _seat.person])
_SEAT = keep(tables.breakout_seat)
_CLEAR_SEATS = remove(tables.breakout_seat, given(_seat.round))
_SAY = add(tables.breakout_word)
_WORDS = find(Word, tables.breakout_word, given(_word.round), order=[_word.place])


class Breakouts(Shelf):
    """`coproduction.ports.Breakouts`."""

    def hold(self, session: str) -> None:
        self._touch(_HOLD, id=session)

    def add(self, round_: Round, seats: Collection[Seat]) -> None:
        self._touch(_ADD, **told(round_))
        for seat in seats:
            self.seat(seat)

    def put(self, round_: Round) -> None:
        self._change(_PUT, round_)

    def drop(self, round_: str) -> None:
        self.clear_seats(round_)
        if not self._touch(_DROP, id=round_):
            raise LookupError(f"There is no such planned Round: {round_}")

    def get(self, round_: str) -> Round | None:
        return self._one(_GET, id=round_)

    def from_origin(self, origin: str) -> Round | None:
        return self._one(_FROM_ORIGIN, origin=origin)

    def of(self, session: str) -> list[Round]:
        return self._all(_OF, session=session)

    def live(self) -> list[Round]:
        return self._all(_LIVE)

    def seats(self, round_: str) -> list[Seat]:
        return self._all(_SEATS, round=round_)

    def seat(self, seat: Seat) -> None:
        self._touch(_SEAT, **told(seat))

    def clear_seats(self, round_: str) -> None:
        self._touch(_CLEAR_SEATS, round=round_)

    def say(self, word: Word) -> None:
        self._touch(_SAY, **told(word))

    def words(self, round_: str) -> list[Word]:
        return self._all(_WORDS, round=round_)
