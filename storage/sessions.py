"""Programmes, their sessions, and who attended."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Index, and_, exists, func, or_, select, update

from coproduction.people import Perspective
from coproduction.sessions import Session, SessionState
from storage.columns import (
    belongs_to,
    fact,
    flags,
    in_programme,
    integers,
    key,
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
from storage.people import looks_on
from storage.phrases import add, add_new, change, find, given, literally, remove, several, value
from storage.register import Register
from storage.repository import Repository, values_of
from storage.statements import Query, Statement, within

programme = fact(
    "programme",
    Register(
        whose="nobody",
        why="the channel where sessions belong together, its language, the last number of an idea, "
        "and why one may be hidden",
        kept="as long as the workspace has the app",
        export="not personal",
        erasure="stays",
    ),
    key("channel"),
    moment("opened_at"),
    *integers("last_idea_number"),
    *maybes("language", "hiding_reasons"),
    rule("last_idea_number", "last_idea_number >= 0"),
)

session = noun(
    "session",
    Register(
        whose="who started or cancelled it",
        why="what was held when, and in which channel",
        kept="as long as the programme",
        export="title and times, for who started it",
        erasure="stays; who started or cancelled it is forgotten",
    ),
    *texts("channel", "title"),
    *who(*texts("started_by")),
    *one_of("state", SessionState),
    moment("started_at"),
    moment("ended_at", nullable=True),
    *who(*maybes("cancelled_by")),
    in_programme(),
    rule("ended", "(state = 'ended') = (ended_at IS NOT NULL)"),
    Index("ix_session_workspace_channel_started_at", "workspace", "channel", "started_at"),
)
# One live session in a channel, whoever presses Start at the same moment.
one_at_a_time(session.c.channel, session.c.state == SessionState.LIVE)

attendance = fact(
    "attendance",
    Register(
        whose="the person",
        why="who was there: groups, the report, the next invitation",
        kept="as long as the programme",
        export="whole",
        erasure="deleted; the report keeps its totals",
    ),
    key("session"),
    *who(key("person")),  # and no time: it would tell in which order unnamed people spoke
    belongs_to("session", "session"),
    Index("ix_attendance_workspace_person", "workspace", "person"),
)

came_as = fact(
    "came_as",
    Register(
        whose="the person",
        why="so that the figures of a session that has ended stay those of its end",
        kept="as long as the programme; what somebody would rather not say any more, until then",
        export="whole",
        erasure="deleted; the figures of the session fall",
    ),
    key("session"),
    *who(key("person")),
    *maybes("sector"),
    *words("perspective", Perspective, nullable=True),
    *flags("leads", "is_observer"),
    belongs_to("session", "session"),
    Index("ix_came_as_workspace_person", "workspace", "person"),
)

_programme, _session, _attendance, _as = programme.c, session.c, attendance.c, came_as.c
_is_live = _session.state == SessionState.LIVE
_as_started = [_session.started_at, _session.id]

_OPEN = add_new(programme)


def _as_it_is(code: str | None) -> str | None:
    return code


_SPEAK = Statement(
    update(programme).values(language=value(_programme.language)).where(given(_programme.channel))
)
_LANGUAGE_OF = Query(_as_it_is, select(_programme.language).where(given(_programme.channel)))
_SET_HIDING_REASONS = Statement(
    update(programme).values(hiding_reasons=value(_programme.hiding_reasons)).where(given(_programme.channel))
)
_HIDING_REASONS = Query(_as_it_is, select(_programme.hiding_reasons).where(given(_programme.channel)))
_HAS = Query(str, select(_programme.channel).where(given(_programme.channel)))
_PROGRAMMES = Query(str, select(_programme.channel).order_by(_programme.channel))
# One statement, so that the row is locked from reading its number to the end of the transaction.
_NEXT_NUMBER = Query(
    int,
    update(programme)
    .values(last_idea_number=_programme.last_idea_number + 1)
    .where(given(_programme.channel))
    .returning(_programme.last_idea_number),
)

_ADD = add(session)
_REVISE = change(session, session.c.state == SessionState.LIVE)
_REOPEN = Statement(
    update(session)
    .values(state=SessionState.LIVE, ended_at=None)
    .where(given(_session.id), _session.state == SessionState.ENDED)
)
_GET = find(Session, session, given(_session.id))
_LIVE_IN = find(Session, session, given(_session.channel), _is_live)
# A literal, because SQLite uses a partial index only for a condition it can read.
_LIVE_SINCE = find(
    Session,
    session,
    literally(_session.state, SessionState.LIVE),
    _session.started_at <= value(_session.started_at),
    order=_as_started,
)
_OF = find(Session, session, given(_session.channel), order=_as_started)
_ATTENDED_LIVE = find(
    Session,
    session,
    _is_live,
    _attendance.session == _session.id,
    given(_attendance.person),
    order=_as_started,
)

_PROGRAMMES_OF = Query(
    str, select(_session.channel).where(_attendance.session == _session.id, given(_attendance.person))
)


def looked_on() -> ColumnElement[bool]:
    """Whether who attended only looked on: as it was at the end, and while a session goes on as it is now."""
    is_kept = within(select(_as.person)).where(
        _as.session == _attendance.session, _as.person == _attendance.person
    )
    looked_on = is_kept.where(_as.is_observer).correlate_except(came_as)
    is_open = ~exists(is_kept.correlate_except(came_as))
    return or_(exists(looked_on), and_(is_open, looks_on(_attendance.person)))


_ATTEND = add_new(attendance)
_EVERYBODY = Query(
    str, select(_attendance.person).where(given(_attendance.session)).order_by(_attendance.person)
)
_HAS_COME = Query(
    str, select(_attendance.person).where(given(_attendance.session), given(_attendance.person))
)
_HOW_MANY_CAME = Query(
    int,
    select(func.count()).select_from(attendance).where(given(_attendance.session), ~looked_on()),
)
_ATTENDEES = Query(
    str,
    select(_attendance.person).where(given(_attendance.session), ~looked_on()).order_by(_attendance.person),
)
_OBSERVERS = Query(
    str,
    select(_attendance.person).where(given(_attendance.session), looked_on()).order_by(_attendance.person),
)
_LEAVE_ALL = remove(attendance, given(_attendance.session))
_CAME_TO_ANY = Query(
    str,
    select(_attendance.person)
    .distinct()
    .where(_attendance.session.in_(several(_attendance.session)), ~looked_on()),
)


class Sessions(Repository):
    """`coproduction.sessions.Sessions`."""

    def open_programme(self, channel: str, now: datetime, language: str | None = None) -> None:
        new = {"channel": channel, "opened_at": now, "last_idea_number": 0, "language": language}
        self._touch(_OPEN, **new, hiding_reasons=None)

    def speak(self, channel: str, language: str) -> None:
        self._touch(_SPEAK, channel=channel, language=language)

    def language_of(self, channel: str) -> str | None:
        return self._one(_LANGUAGE_OF, channel=channel)

    def hiding_reasons(self, channel: str) -> tuple[str, ...]:
        return tuple((self._one(_HIDING_REASONS, channel=channel) or "").splitlines())

    def set_hiding_reasons(self, channel: str, reasons: Sequence[str]) -> None:
        self._touch(_SET_HIDING_REASONS, channel=channel, hiding_reasons="\n".join(reasons) or None)

    def has_programme(self, channel: str) -> bool:
        return self._one(_HAS, channel=channel) is not None

    def programmes(self) -> list[str]:
        return self._all(_PROGRAMMES)

    def next_idea_number(self, channel: str) -> int:
        number = self._one(_NEXT_NUMBER, channel=channel)
        if number is None:
            raise LookupError(f"There is no programme in {channel}")
        return number

    def add(self, session: Session) -> None:
        self._touch(_ADD, **values_of(session))

    def revise(self, session: Session) -> bool:
        return self._touch(_REVISE, **values_of(session)) == 1

    def reopen(self, session: str) -> bool:
        return self._touch(_REOPEN, id=session) == 1

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

    def programmes_of(self, person: str) -> frozenset[str]:
        return frozenset(self._all(_PROGRAMMES_OF, person=person))

    def attend(self, session: str, person: str) -> bool:
        return self._touch(_ATTEND, session=session, person=person) == 1

    def settle(self, session: str) -> None:
        came = self._all(_EVERYBODY, session=session)
        self._touch(_LEAVE_ALL, session=session)
        for person in came:
            self.attend(session, person)

    def attendees(self, session: str) -> list[str]:
        return self._all(_ATTENDEES, session=session)

    def how_many_came(self, session: str) -> int:
        return self._one(_HOW_MANY_CAME, session=session) or 0

    def has_come(self, session: str, person: str) -> bool:
        return self._one(_HAS_COME, session=session, person=person) is not None

    def observers(self, session: str) -> list[str]:
        return self._all(_OBSERVERS, session=session)

    def came_to_any(self, sessions: Collection[str]) -> frozenset[str]:
        return frozenset(self._all(_CAME_TO_ANY, session=sorted(set(sessions))) if sessions else ())
