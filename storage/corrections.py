"""What people who were in a session say is wrong with its summary, and what was answered."""

from sqlalchemy import Index, UniqueConstraint

from coproduction.corrections import Correction, Wrong
from storage.columns import belongs_to, maybes, moment, noun, texts, who, words
from storage.phrases import add, change, find, given, value
from storage.register import Register
from storage.repository import Repository, values_of

correction = noun(
    "correction",
    Register(
        whose="who said it, if they gave their name, and who answered",
        why="so that whoever was there can say that a summary is wrong, and is answered",
        kept="as long as the programme",
        export="one's own, with a name",
        erasure="the person is forgotten, the words stay without a name",
    ),
    *texts("session", "words", "origin"),
    *maybes("answer"),
    *who(*maybes("person", "answered_by")),
    *words("part", Wrong, nullable=True),
    moment("answered_at", nullable=True),
    belongs_to("session", "session"),
    UniqueConstraint("workspace", "origin"),
    Index("ix_correction_workspace_session", "workspace", "session"),
)

_correction = correction.c

_ADD = add(correction)
_ANSWER = change(correction, _correction.answer.is_not_distinct_from(value(_correction.answer, "was")))
_GET = find(Correction, correction, given(_correction.id))
_FROM_ORIGIN = find(Correction, correction, given(_correction.origin))
_OF = find(
    Correction,
    correction,
    given(_correction.session),
    order=[_correction.answered_at.is_(None), _correction.answered_at, _correction.id],
)


class Corrections(Repository):
    """`coproduction.corrections.Corrections`."""

    def add(self, correction: Correction) -> None:
        self._touch(_ADD, **values_of(correction))

    def answer(self, correction: Correction, was: str | None) -> bool:
        return self._touch(_ANSWER, **values_of(correction), was=was) == 1

    def get(self, correction: str) -> Correction | None:
        return self._one(_GET, id=correction)

    def from_origin(self, origin: str) -> Correction | None:
        return self._one(_FROM_ORIGIN, origin=origin)

    def of(self, session: str) -> list[Correction]:
        return self._all(_OF, session=session)
