"""Breakout rounds, who sits where, and what the groups bring back."""

from collections.abc import Collection

from sqlalchemy import Column, Index, Integer, UniqueConstraint, update

from coproduction.breakouts import Part, Presence, Role, Round, RoundState, Seat, Word
from coproduction.breakouts.changes import SeatChange
from coproduction.grouping import Voices
from storage.columns import (
    belongs_to,
    fact,
    flags,
    integers,
    key,
    lists,
    maybes,
    moment,
    noun,
    one_at_a_time,
    one_of,
    rule,
    texts,
    who,
    words,
)
from storage.phrases import add, change, find, given, keep, literally, remove, several
from storage.register import Register
from storage.repository import Repository, values_of
from storage.sessions import session
from storage.statements import Statement

breakout_round = noun(
    "breakout_round",
    Register(
        whose="the people kept apart or together or left out, who made it and who said Go, until it is over",
        why="who talks about what, in which groups",
        kept="as long as the programme",
        export="not personal once it is over",
        erasure="stays",
    ),
    *texts("session", "origin"),
    *integers("number", "size", "groups", "seed"),
    *lists("prompts", "names"),
    *who(*lists("apart", "together", "left_out")),
    *flags("has_channels"),
    *one_of("state", RoundState),
    *words("voices", Voices),
    Column("minutes", Integer),
    *(
        moment(name, nullable=True)
        for name in ("started_at", "ends_at", "ended_at", "called_at", "asked_at", "made_at")
    ),
    *who(*maybes("led_by", "made_by")),
    belongs_to("session", "session"),
    UniqueConstraint("workspace", "session", "number"),
    UniqueConstraint("workspace", "origin"),
    rule("number", "number >= 1"),
    rule("started", "(state = 'planned') = (started_at IS NULL)"),
    rule("ended", "(state = 'ended') = (ended_at IS NOT NULL)"),
)
# One live round in a session, whoever presses Go at the same moment; also how the live ones are found.
one_at_a_time(breakout_round.c.session, breakout_round.c.state == RoundState.LIVE)

breakout_seat = fact(
    "breakout_seat",
    Register(
        whose="the person",
        why="who sits where, who met whom, who took notes",
        kept="as long as the programme",
        export="whole",
        erasure="deleted",
    ),
    key("round"),
    *who(key("person")),  # in one group of a round at most
    *integers("group", "order"),
    *one_of("role", Role, nullable=True),
    *one_of("presence", Presence),
    belongs_to("breakout_round", "round"),
    rule("number", '"group" >= 1'),
)

breakout_word = noun(
    "breakout_word",
    Register(
        whose="the group",
        why="what a group brought back",
        kept="as long as the programme",
        export="not personal: who typed it is not kept",
        erasure="stays",
    ),
    *texts("round", "text", "origin"),
    *integers("group", "order"),
    *one_of("part", Part),
    belongs_to("breakout_round", "round"),
    UniqueConstraint("workspace", "origin"),
    rule("number", '"group" >= 1'),
    Index("ix_breakout_word_workspace_round", "workspace", "round"),
)

breakout_change = noun(
    "breakout_change",
    Register(
        whose="the person",
        why="facilitators move people in the video call who changed places",
        kept="until the round is over",
        export="whole",
        erasure="deleted",
    ),
    *texts("round"),
    *who(*texts("person")),
    moment("changed_at"),
    Column("before", Integer),
    Column("after", Integer),
    belongs_to("breakout_round", "round"),
    Index("ix_breakout_change_workspace_round", "workspace", "round"),
)

_round, _seat, _word, _change = breakout_round.c, breakout_seat.c, breakout_word.c, breakout_change.c

# It changes nothing in the session's row, and waits for whoever has it: on PostgreSQL two units of work
# would otherwise read the same seats, and each write its own.
_HOLD = Statement(update(session).values(title=session.c.title).where(given(session.c.id)))
_ADD = add(breakout_round)
_PUT = change(breakout_round)
_DROP = remove(breakout_round, given(_round.id), _round.state == RoundState.PLANNED)
_GET = find(Round, breakout_round, given(_round.id))
_FROM_ORIGIN = find(Round, breakout_round, given(_round.origin))
_OF = find(Round, breakout_round, given(_round.session), order=[_round.number])
_IN = find(Round, breakout_round, _round.session.in_(several(_round.session)), order=[_round.number])
# A literal, because SQLite uses a partial index only for a condition it can read.
_LIVE = find(Round, breakout_round, literally(_round.state, RoundState.LIVE), order=[_round.session])
_as_they_sit = [_seat.group, _seat.order, _seat.person]
_SEATS = find(Seat, breakout_seat, given(_seat.round), order=_as_they_sit)
_SEATS_IN = find(Seat, breakout_seat, _seat.round.in_(several(_seat.round)), order=_as_they_sit)
_SEAT = keep(breakout_seat)
_CLEAR_SEATS = remove(breakout_seat, given(_seat.round))
_SAY = add(breakout_word)
_NOTE_CHANGE = add(breakout_change)
_CHANGES = find(SeatChange, breakout_change, given(_change.round), order=[_change.changed_at, _change.id])
_FORGET_CHANGES = remove(breakout_change, given(_change.round))
_WORDS_IN = find(Word, breakout_word, _word.round.in_(several(_word.round)))
_WORDS = find(Word, breakout_word, given(_word.round), order=[_word.order])


class Breakouts(Repository):
    """`coproduction.breakouts.Breakouts`."""

    def lock(self, session: str) -> None:
        self._touch(_HOLD, id=session)

    def add(self, round_: Round, seats: Collection[Seat]) -> None:
        self._touch(_ADD, **values_of(round_))
        self.seat_all(seats)

    def put(self, round_: Round) -> None:
        self._change(_PUT, round_)

    def drop(self, round_: str) -> None:
        self.clear_seats(round_)
        self.forget_changes(round_)
        if not self._touch(_DROP, id=round_):
            raise LookupError(f"There is no such planned Round: {round_}")

    def get(self, round_: str) -> Round | None:
        return self._one(_GET, id=round_)

    def from_origin(self, origin: str) -> Round | None:
        return self._one(_FROM_ORIGIN, origin=origin)

    def of(self, session: str) -> list[Round]:
        return self._all(_OF, session=session)

    def rounds_in(self, sessions: Collection[str]) -> dict[str, list[Round]]:
        found: dict[str, list[Round]] = {}
        for round_ in self._all(_IN, session=sorted(set(sessions))) if sessions else []:
            found.setdefault(round_.session, []).append(round_)
        return found

    def live(self) -> list[Round]:
        return self._all(_LIVE)

    def seats(self, round_: str) -> list[Seat]:
        return self._all(_SEATS, round=round_)

    def seats_in(self, rounds: Collection[str]) -> dict[str, list[Seat]]:
        found: dict[str, list[Seat]] = {}
        for seat in self._all(_SEATS_IN, round=sorted(set(rounds))) if rounds else []:
            found.setdefault(seat.round, []).append(seat)
        return found

    def seat(self, seat: Seat) -> None:
        self._touch(_SEAT, **values_of(seat))

    def seat_all(self, seats: Collection[Seat]) -> None:
        self._touch_all(_SEAT, seats)

    def clear_seats(self, round_: str) -> None:
        self._touch(_CLEAR_SEATS, round=round_)

    def say(self, word: Word) -> None:
        self._touch(_SAY, **values_of(word))

    def words(self, round_: str) -> list[Word]:
        return self._all(_WORDS, round=round_)

    def words_in(self, sessions: Collection[str]) -> list[Word]:
        held = self.rounds_in(sessions)
        rounds = [round_.id for session in sessions for round_ in held.get(session, ())]
        order = {round_: place for place, round_ in enumerate(rounds)}
        said = self._all(_WORDS_IN, round=rounds) if rounds else []
        return sorted(said, key=lambda word: (order[word.round], word.order))

    def note_changes(self, changes: Collection[SeatChange]) -> None:
        self._touch_all(_NOTE_CHANGE, changes)

    def changes(self, round_: str) -> list[SeatChange]:
        return self._all(_CHANGES, round=round_)

    def forget_changes(self, round_: str) -> None:
        self._touch(_FORGET_CHANGES, round=round_)
