"""Where the sessions that were planned stand in their agendas."""

from datetime import datetime

from sqlalchemy import Index, select

from coproduction.running import Running
from storage.agendas import agenda_column
from storage.columns import belongs_to, fact, integers, key, lists, maybes, moment, who
from storage.phrases import columns_of, find, given, keep, value
from storage.register import Register
from storage.repository import Repository, values_of
from storage.statements import Query

running = fact(
    "running",
    Register(
        whose="the facilitator who went on last",
        why="which step of the agenda is open and until when; who went on, so that two at once go on once",
        kept="as long as the session",
        export="not: it is about the session",
        erasure="stays; who went on is forgotten",
    ),
    key("session"),
    agenda_column(),
    *maybes("step"),
    *integers("turn"),
    moment("opened_at"),
    moment("ends_at"),
    *lists("skipped"),
    moment("rings_at", nullable=True),
    moment("closes_at", nullable=True),
    *who(*maybes("acted_by")),
    moment("acted_at", nullable=True),
    belongs_to("session", "session"),
    Index("ix_running_workspace_rings_at", "workspace", "rings_at"),
    Index("ix_running_workspace_closes_at", "workspace", "closes_at"),
)

_running = running.c
_its = given(_running.session)

_PUT = keep(running)
_GET = find(Running, running, _its)
_HOLD = Query(Running, select(*columns_of(Running, running)).where(_its).with_for_update())
_RINGING = Query(
    str,
    select(_running.session)
    .where(_running.rings_at <= value(_running.rings_at, "now"))
    .order_by(_running.rings_at, _running.session),
)
_LEFT = Query(
    str,
    select(_running.session)
    .where(_running.closes_at <= value(_running.closes_at, "now"))
    .order_by(_running.closes_at, _running.session),
)


class RunningSessions(Repository):
    """`coproduction.running.RunningSessions`."""

    def put(self, running: Running) -> None:
        self._touch(_PUT, **values_of(running))

    def get(self, session: str) -> Running | None:
        return self._one(_GET, session=session)

    def hold(self, session: str) -> Running | None:
        return self._one(_HOLD, session=session)

    def ringing(self, now: datetime) -> list[str]:
        return self._all(_RINGING, now=now)

    def left(self, now: datetime) -> list[str]:
        return self._all(_LEFT, now=now)
