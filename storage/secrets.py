"""The secrets that wait in the database: locked with the key, and gone when their time is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, delete, exists, or_, select, update

from coproduction.sessions import FORGOTTEN_AFTER, SessionState
from storage.checkins import session_secret
from storage.keys import BadKey
from storage.phrases import value
from storage.sessions import session
from storage.statements import given_name

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Engine

    from storage.keys import Key

_secret, _session = session_secret.c, session.c
_is_its_session = and_(_session.workspace == _secret.workspace, _session.id == _secret.session)
_is_over = ~exists().where(_is_its_session, _session.state == SessionState.LIVE)
_should_be = exists().where(_is_its_session, _session.started_at <= value(_session.started_at, "forgotten"))
_OUTLIVED = select(_secret.workspace, _secret.session).where(or_(_is_over, _should_be))  # asked at every tick


def are_locked(writer: Engine) -> bool:
    """Whether any secret waits here that was locked with a key."""
    waits = select(_secret.session).where(_secret.locked_by.is_not(None), ~_is_over).limit(1)
    with writer.connect() as connection, connection.begin():
        return connection.execute(waits).first() is not None


def take_in(writer: Engine, key: Key) -> None:
    """Lock what an earlier version left open, and drop what outlived its session; BadKey for another key."""
    with writer.connect() as connection, connection.begin():
        _take_in(connection, key)


def _take_in(connection: Connection, key: Key) -> None:
    waiting = connection.execute(select(session_secret)).all()  # none, nearly always
    if not waiting:
        return
    connection.execute(delete(session_secret).where(_is_over))
    for row in connection.execute(select(session_secret)).all():
        if row.locked_by is None:
            locked = key.lock(row.pepper, row.workspace, row.session)
            is_it = and_(_secret.workspace == row.workspace, _secret.session == row.session)
            connection.execute(update(session_secret).where(is_it).values(pepper=locked, locked_by=key.id))
        elif row.locked_by != key.id:
            raise BadKey(
                "This key is not the one that a live session's secret in this database is locked with. "
                "Start with the key of before: in the setting SECRET_KEY, or for SQLite in the file beside "
                "the database. If it is lost, type: python -m bot new-key"
            )


def outlived(connection: Connection, now: datetime) -> list[tuple[str, str]]:
    """Workspace and session of each secret whose session is over, or should be: nobody may serve it now."""
    found = connection.execute(_OUTLIVED, {given_name("forgotten"): now - FORGOTTEN_AFTER})
    return [(row.workspace, row.session) for row in found]


def unopened(connection: Connection, key: Key) -> list[tuple[str, str]]:
    """Workspace and session of each secret that this key does not open."""
    other = or_(_secret.locked_by.is_(None), _secret.locked_by != key.id)
    found = select(_secret.workspace, _secret.session).where(other)
    return [(row.workspace, row.session) for row in connection.execute(found)]
