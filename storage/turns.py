"""Turns to speak: where they are given, who waits for one, and how often each person has spoken."""

from sqlalchemy import select, update

from coproduction.turns import Speaker
from storage.columns import fact, integers, key, moment, who
from storage.phrases import add_new, find, given, keep, remove
from storage.register import Register
from storage.repository import Repository, values_of
from storage.statements import Query, Statement

fair_turn = fact(
    "fair_turn",
    Register(
        whose="nobody",
        why="whether people raise a hand here in a session, or in one that is planned",
        kept="as long as the programme",
        export="not personal",
        erasure="stays",
    ),
    key("session"),  # or what was planned, whose id the session gets
)

speaker = fact(
    "speaker",
    Register(
        whose="the person",
        why="so that those speak first who have spoken least",
        kept="as long as the programme; when a hand went up until the person has spoken or the session ends",
        export="whole",
        erasure="deleted",
    ),
    key("session"),
    *who(key("person")),
    *integers("spoken"),
    moment("raised_at", nullable=True),
)

_speaker = speaker.c

_OPEN = add_new(fair_turn)
_SHUT = remove(fair_turn, given(fair_turn.c.session))
_IS_OPEN = Query(str, select(fair_turn.c.session).where(given(fair_turn.c.session)))
_PUT = keep(speaker)
_GET = find(Speaker, speaker, given(_speaker.session), given(_speaker.person))
_LOWER = Statement(update(speaker).values(raised_at=None).where(given(_speaker.session)))
_OF = find(Speaker, speaker, given(_speaker.session), order=[_speaker.person])


class Turns(Repository):
    """`coproduction.turns.Turns`."""

    def open(self, session: str) -> bool:
        return self._touch(_OPEN, session=session) == 1

    def shut(self, session: str) -> bool:
        return self._touch(_SHUT, session=session) == 1

    def are_open(self, session: str) -> bool:
        return self._one(_IS_OPEN, session=session) is not None

    def put(self, speaker: Speaker) -> None:
        self._touch(_PUT, **values_of(speaker))

    def get(self, session: str, person: str) -> Speaker | None:
        return self._one(_GET, session=session, person=person)

    def of(self, session: str) -> list[Speaker]:
        return self._all(_OF, session=session)

    def lower_all(self, session: str) -> None:
        self._touch(_LOWER, session=session)
