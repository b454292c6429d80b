"""What has ended before is settled as it would be now: totals stay, few names go, no arrival has a time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from coproduction.checkins import Snapshot
from storage import SqlMemory
from storage.engine import open_engines
from storage.migrate import migrate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from storage.engine import Engines

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
# Session to its state, and to how many gave their names and how many did not.
SESSIONS = {"open": ("live", 4, 2), "few": ("ended", 5, 1), "many": ("ended", 3, 5), "small": ("ended", 2, 0)}


@pytest.fixture(scope="module")
def engines(kept_url: str) -> Iterator[Engines]:
    """A database as it was before, with rows, and brought up to date: once for all that look at it."""
    engines = open_engines(kept_url)
    with engines.writer.begin() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", "storage:migrations")
        command.upgrade(config, "2026_11_28_second")
        _fill(connection)
    migrate(engines.writer)
    yield engines
    engines.dispose()


@pytest.fixture
def stepped(engines: Engines) -> Iterator[Connection]:
    """A connection to that; what is written over it is rolled back."""
    with engines.writer.connect() as connection:
        yield connection


def test_the_card_of_an_ended_session_shows_what_it_showed_if_that_was_of_five(stepped: Connection) -> None:
    checkins = SqlMemory(stepped, "T1").checkins
    assert checkins.latest("few") == Snapshot("few", 1, (0, 0, 0, 6, 0), ("n0", "n1", "n2", "n3", "n4", "u0"))
    assert [checkins.latest(session) is None for session in ("many", "small", "open")] == [False, True, True]


def test_names_are_forgotten_where_few_gave_none_and_nothing_else_is(stepped: Connection) -> None:
    checkins = SqlMemory(stepped, "T1").checkins
    named = {session: sum(each.is_named for each in checkins.of(session)) for session in SESSIONS}
    assert named == {"open": 4, "few": 0, "many": 3, "small": 2}
    assert {session: len(checkins.of(session)) for session in SESSIONS} == {
        session: names + others for session, (_, names, others) in SESSIONS.items()
    }
    assert [each.voice for each in checkins.of("few") if each.voice.startswith(("n", "u"))] == []


def test_nobody_knows_any_more_when_somebody_came_but_that_they_did(stepped: Connection) -> None:
    memory = SqlMemory(stepped, "T1")
    assert memory.sessions.attendees("few") == [*(f"n{n}" for n in range(5)), "u0"]
    assert [each.person for each in memory.at_end.of("few")] == memory.sessions.attendees("few")
    assert memory.at_end.of("open") == []
    few = memory.sessions.get("few")
    assert few
    assert memory.at_end.support_of(few) == {"i1": 1}
    assert [column["name"] for column in sa.inspect(stepped).get_columns("attendance")] == [
        *("workspace", "session", "person")
    ]


def _fill(connection: Connection) -> None:
    is_postgresql = connection.dialect.name == "postgresql"

    def moment(minutes: int) -> Any:
        then = NOW + timedelta(minutes=minutes)
        return then if is_postgresql else int(then.timestamp() * 1_000_000)

    for channel, (session, (state, names, others)) in enumerate(SESSIONS.items()):
        _put(connection, "programme", channel=f"C{channel}", opened_at=moment(0), last_idea_number=0)
        held = {"title": session, "state": state, "started_by": "ana", "started_at": moment(0)}
        ended_at = moment(90) if state == "ended" else None
        _put(connection, "session", id=session, channel=f"C{channel}", **held, ended_at=ended_at)
        voices = [*((f"n{n}", True) for n in range(names)), *((f"u{n}", False) for n in range(others))]
        for minutes, (voice, is_named) in enumerate(voices):
            came = {"session": session, "person": voice, "attended_at": moment(minutes)}
            _put(connection, "attendance", **came)
            if session == "few" and voice == "n0":
                _put_idea(connection)
            said = {"session": session, "voice": voice, "is_named": is_named, "mood": 4, "word": voice}
            _put(connection, "checkin", **said)


def _put_idea(connection: Connection) -> None:
    said = {"kind": "change", "text": "Benches", "origin": "form:1", "is_withdrawn": False}
    _put(connection, "idea", id="i1", channel="C1", session="few", number=1, **said)
    _put(connection, "support", idea="i1", person="n1")


def _put(connection: Connection, table: str, **row: Any) -> None:
    columns = {"workspace": "T1", **row}
    names = ", ".join(f'"{name}"' for name in columns)
    places = ", ".join(f":{name}" for name in columns)
    connection.execute(sa.text(f"INSERT INTO {table} ({names}) VALUES ({places})"), columns)  # noqa: S608
