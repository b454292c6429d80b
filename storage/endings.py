"""The ends of sessions that are not sealed yet."""

from datetime import datetime

from sqlalchemy import Index, select

from coproduction.reopening import Ending
from storage.columns import belongs_to, fact, key, maybes, moment
from storage.phrases import add, find, given, remove, value
from storage.register import Register
from storage.repository import Repository, values_of
from storage.statements import Query

session_ending = fact(
    "session_ending",
    Register(
        whose="nobody",
        why="until when the end of a session can be undone, and to which step of its agenda",
        kept="ten minutes after the session",
        export="not personal",
        erasure="stays",
    ),
    key("session"),
    *maybes("step"),
    moment("seals_at"),
    belongs_to("session", "session"),
    Index("ix_session_ending_workspace_seals_at", "workspace", "seals_at"),
)

_ending = session_ending.c
_its = given(_ending.session)

_ADD = add(session_ending)
_GET = find(Ending, session_ending, _its)
_DROP = remove(session_ending, _its)
_TO_SEAL = Query(
    str,
    select(_ending.session)
    .where(_ending.seals_at <= value(_ending.seals_at, "now"))
    .order_by(_ending.seals_at, _ending.session),
)


class Endings(Repository):
    """`coproduction.reopening.Endings`."""

    def add(self, ending: Ending) -> None:
        self._touch(_ADD, **values_of(ending))

    def get(self, session: str) -> Ending | None:
        return self._one(_GET, session=session)

    def drop(self, session: str) -> bool:
        return self._touch(_DROP, session=session) == 1

    def to_seal(self, now: datetime) -> list[str]:
        return self._all(_TO_SEAL, now=now)
