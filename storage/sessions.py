"""Programmes, their sessions, and who attended."""

from datetime import datetime

from sqlalchemy import literal_column, select, update

from coproduction.sessions import Session, SessionState
from storage import tables
from storage.phrases import add, add_new, change, find, given, value
from storage.repository import Shelf, told
from storage.statements import Query, Statement

_programme, _session, _attendance = tables.programme.c, tables.session.c, tables.attendance.c
_is_live = _session.state == SessionState.LIVE
_as_started = [_session.started_at, _session.id]

_OPEN = add_new(tables.programme)


def _as_it_is(code: str | None) -> str | None:
    return code


_SPEAK = Statement(
    update(tables.programme).values(language=value(_programme.language)).where(given(_programme.channel))
)
_LANGUAGE_OF = Query(_as_it_is, select(_programme.language).where(given(_programme.channel)))
_HAS = Query(str, select(_programme.channel).where(given(_programme.channel)))
# One statement, so that the row is locked from reading its number to the end of the transaction.
_NEXT_NUMBER = Query(
    int,
    update(tables.programme)
    .values(last_idea_number=_programme.last_idea_number + 1)
    .where(given(_programme.channel))
    .returning(_programme.last_idea_number),
)

_ADD = add(tables.session)
_CHANGE = change(tables.session)
_GET = find(Session, tables.session, given(_session.id))
_LIVE_IN = find(Session, tables.session, given(_session.channel), _is_live)
# A literal, because SQLite uses a partial index only for a condition it can read.
_LIVE_SINCE = find(
    Session,
    tables.session,
    _session.state == literal_column(f"'{SessionState.LIVE.value}'"),
    _session.started_at <= value(_session.started_at),
    order=_as_started,
)
_OF = find(Session, tables.session, given(_session.channel), order=_as_started)
_ATTENDED_LIVE = find(
    Session,
    tables.session,
    _is_live,
    _attendance.session == _session.id,
    given(_attendance.person),
    order=_as_started,
)

_ATTEND = add_new(tables.attendance)
_ATTENDEES = Query(
    str,
    select(_attendance.person)
    .where(given(_attendance.session))
    .order_by(_attendance.attended_at, _attendance.person),
)


class Sessions(Shelf):
    """`coproduction.ports.Sessions`."""

    def open_programme(self, channel: str, now: datetime, language: str | None = None) -> None:
        self._touch(_OPEN, channel=channel, opened_at=now, last_idea_number=0, language=language)

    def speak(self, channel: str, language: str) -> None:
        self._touch(_SPEAK, channel=channel, language=language)

    def language_of(self, channel: str) -> str | None:
        return self._one(_LANGUAGE_OF, channel=channel)

    def has_programme(self, channel: str) -> bool:
        return self._one(_HAS, channel=channel) is not None

    def next_idea_number(self, channel: str) -> int:
        number = self._one(_NEXT_NUMBER, channel=channel)
        if number is None:
            raise LookupError(f"There is no programme in {channel}")
        return number

    def add(self, session: Session) -> None:
        self._touch(_ADD, **told(session))

    def put(self, session: Session) -> None:
        self._change(_CHANGE, session)

    def get(self, session: str) -> Session | None:
        return self._one(_GET, id=session)

    def live_in(self, channel: str) -> Session | None:
        return self._one(_LIVE_IN, channel=channel)

    def live_since(self, moment: datetime) -> list[Session]:
        return self._all(_LIVE_SINCE, started_at=moment)

    def of(self, channel: str) -> list[Session]:
        return self._all(_OF, channel=channel)

    def attended_live(self, person: str) -> list[Session]:
        return self._all(_ATTENDED_LIVE, person=person)

    def attend(self, session: str, person: str, now: datetime) -> bool:
        return self._touch(_ATTEND, session=session, person=person, attended_at=now) == 1

    def attendees(self, session: str) -> list[str]:
        return self._all(_ATTENDEES, session=session)
