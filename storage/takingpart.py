"""What would help people to take part in a planned session."""

from datetime import datetime

from sqlalchemy import Index, select, update

from coproduction.takingpart import Needs
from storage.columns import belongs_to, fact, key, lists, maybes, moment, who
from storage.lastwords import About, LastWords
from storage.phrases import find, given, keep, remove, value
from storage.register import Register
from storage.repository import Repository, values_of
from storage.statements import Query, Statement

planned_need = fact(
    "planned_need",
    Register(
        whose="the person",
        why="so that those who lead can arrange captions, an interpreter, childcare and the like",
        kept="until 14 days after the planned session, or until it is cancelled",
        export="whole",
        erasure="deleted",
    ),
    key("planned"),
    *who(key("person")),
    *lists("helps"),
    *maybes("words", "contact"),
    moment("forget_at"),
    belongs_to("planned_session", "planned"),
    Index("ix_planned_need_workspace_forget_at_planned", "workspace", "forget_at", "planned"),
)

_need = planned_need.c
_of_person = given(_need.planned), given(_need.person)

_PUT = keep(planned_need)
_GET = find(Needs, planned_need, *_of_person)
_OF = find(Needs, planned_need, given(_need.planned), order=[_need.person])
_OVER = Query(str, select(_need.planned).where(_need.forget_at <= value(_need.forget_at)))
_POSTPONE = Statement(
    update(planned_need).values(forget_at=value(_need.forget_at)).where(given(_need.planned))
)
_DROP = remove(planned_need, *_of_person)
_FORGET = remove(planned_need, given(_need.planned))


class TakingPart(Repository):
    """`coproduction.takingpart.TakingPart`."""

    def put(self, needs: Needs) -> None:
        self._touch(_PUT, **values_of(needs))
        self._says(needs.planned, needs.person, is_refused=False)

    def get(self, planned: str, person: str) -> Needs | None:
        return self._one(_GET, planned=planned, person=person)

    def of(self, planned: str) -> list[Needs]:
        return self._all(_OF, planned=planned)

    def over(self, now: datetime) -> list[str]:
        return sorted(set(self._all(_OVER, forget_at=now)))

    def postpone(self, planned: str, forget_at: datetime) -> None:
        self._touch(_POSTPONE, planned=planned, forget_at=forget_at)

    def drop(self, planned: str, person: str) -> bool:
        is_gone = self._touch(_DROP, planned=planned, person=person) == 1
        if is_gone:
            self._says(planned, person, is_refused=True)
        return is_gone

    def _says(self, planned: str, person: str, *, is_refused: bool) -> None:
        LastWords(self._scope).keep(About.PLANNED_NEED, f"{planned} {person}", person, is_refused=is_refused)

    def forget(self, planned: str) -> None:
        self._touch(_FORGET, planned=planned)
