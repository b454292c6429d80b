"""Planned sessions, and who says that they come."""

from datetime import datetime

from sqlalchemy import Column, Index, UniqueConstraint, func, select

from coproduction.planned import Coming, Planned, PlannedState
from storage.agendas import agenda_column
from storage.columns import (
    Texts,
    belongs_to,
    fact,
    integers,
    key,
    lists,
    maybes,
    moment,
    noun,
    texts,
    who,
    words,
)
from storage.phrases import add, change, columns_of, find, given, keep, literally, pair, value
from storage.register import Register
from storage.repository import Repository, values_of
from storage.statements import Query

planned_session = noun(
    "planned_session",
    Register(
        whose="who planned, helps with or cancelled it",
        why="what is to happen when, where and with which agenda, before it begins and while it goes on",
        kept="as long as the programme",
        export="whole, for who planned it",
        erasure="stays; who planned, helps with or cancelled it is forgotten",
    ),
    *texts("channel", "title"),  # a channel may plan its first session before it has a programme
    *maybes("purpose"),
    *texts("wall", "zone"),
    moment("starts_at"),
    *integers("minutes"),
    *maybes("link"),
    *who(*texts("planned_by"), *lists("helpers")),
    Column("rules", Texts),
    agenda_column(),
    *texts("origin"),
    *maybes("language"),
    *words("state", PlannedState),
    moment("announced_at", nullable=True),
    *integers("revision", "changes"),
    *maybes("session"),
    *who(*maybes("cancelled_by")),
    *maybes("because"),
    moment("wake_at", nullable=True),
    UniqueConstraint("workspace", "origin"),
    UniqueConstraint("workspace", "session"),
    Index("ix_planned_session_workspace_state_starts_at", "workspace", "state", "starts_at"),
)

planned_answer = fact(
    "planned_answer",
    Register(
        whose="the person",
        why="whether they come, so that they hear of changes; others see only how many do",
        kept="as long as the planned session",
        export="whole",
        erasure="deleted",
    ),
    key("planned"),
    *who(key("person")),
    *words("coming", Coming),
    belongs_to("planned_session", "planned"),
    Index("ix_planned_answer_workspace_person_coming", "workspace", "person", "coming"),
)

_planned, _answer = planned_session.c, planned_answer.c
_waits = literally(_planned.state, PlannedState.PLANNED)
_in_order = [_planned.starts_at, _planned.id]

_ADD = add(planned_session)
_PUT = change(planned_session)
_GET = find(Planned, planned_session, given(_planned.id))
_HOLD = Query(
    Planned, select(*columns_of(Planned, planned_session)).where(given(_planned.id)).with_for_update()
)
_FROM_ORIGIN = find(Planned, planned_session, given(_planned.origin))
_OF_SESSION = find(Planned, planned_session, given(_planned.session))
_WAITING = find(
    Planned, planned_session, _waits, _planned.starts_at > value(_planned.starts_at), order=_in_order
)
_DUE = Query(str, select(_planned.id).where(_waits, _planned.wake_at <= value(_planned.wake_at)))
_ANSWER = keep(planned_answer, if_other="coming")
_SAID_BY = Query(pair, select(_answer.planned, _answer.coming).where(given(_answer.person)))
_ANSWERS = Query(pair, select(_answer.person, _answer.coming).where(given(_answer.planned)))
_COUNTS = Query(
    pair, select(_answer.coming, func.count()).where(given(_answer.planned)).group_by(_answer.coming)
)


class PlannedSessions(Repository):
    """`coproduction.planned.PlannedSessions`."""

    def add(self, planned: Planned) -> None:
        self._touch(_ADD, **values_of(planned))

    def put(self, planned: Planned) -> None:
        self._change(_PUT, planned)

    def get(self, planned: str) -> Planned | None:
        return self._one(_GET, id=planned)

    def hold(self, planned: str) -> Planned | None:
        return self._one(_HOLD, id=planned)

    def from_origin(self, origin: str) -> Planned | None:
        return self._one(_FROM_ORIGIN, origin=origin)

    def of_session(self, session: str) -> Planned | None:
        return self._one(_OF_SESSION, session=session)

    def waiting(self, since: datetime) -> list[Planned]:
        return self._all(_WAITING, starts_at=since)

    def due(self, now: datetime) -> list[str]:
        return sorted(self._all(_DUE, wake_at=now))

    def answer(self, planned: str, person: str, coming: Coming) -> bool:
        return self._touch(_ANSWER, planned=planned, person=person, coming=coming) == 1

    def said_by(self, person: str) -> dict[str, Coming]:
        return dict(self._all(_SAID_BY, person=person))

    def answers(self, planned: str) -> dict[str, Coming]:
        return dict(self._all(_ANSWERS, planned=planned))

    def counts(self, planned: str) -> dict[Coming, int]:
        return dict(self._all(_COUNTS, planned=planned))
