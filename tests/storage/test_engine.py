"""Which databases are accepted, and how each connection to them is set up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from storage.engine import Engines, open_engines

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def sqlite(sqlite_url: str) -> Iterator[Engines]:
    engines = open_engines(sqlite_url)
    yield engines
    engines.dispose()


@pytest.fixture
def postgresql(postgresql_url: str) -> Iterator[Engines]:
    engines = open_engines(postgresql_url)
    yield engines
    engines.dispose()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("secure_delete", 1)],
)
def test_every_sqlite_connection_is_safe(sqlite: Engines, pragma: str, value: object) -> None:
    for engine in (sqlite.writer, sqlite.reader):
        with engine.connect() as connection:
            assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


def test_sqlite_waits_for_other_processes(sqlite: Engines) -> None:
    with sqlite.writer.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 15_000


def test_a_writer_holds_the_lock_before_its_first_statement(sqlite: Engines) -> None:
    with sqlite.writer.begin(), sqlite.writer.connect() as other:
        raw = other.connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA busy_timeout=0")
        with pytest.raises(sa.exc.OperationalError, match="database is locked"):
            other.begin()
        other.invalidate()


def test_a_foreign_key_is_enforced(sqlite: Engines) -> None:
    with sqlite.writer.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE parent (id INTEGER PRIMARY KEY)")
        connection.exec_driver_sql("CREATE TABLE child (parent INTEGER REFERENCES parent)")
        with pytest.raises(sa.exc.IntegrityError, match="FOREIGN KEY"):
            connection.exec_driver_sql("INSERT INTO child VALUES (1)")


def test_readers_cannot_write_to_either_database(sqlite: Engines, postgresql: Engines) -> None:
    for engines in (sqlite, postgresql):
        with engines.reader.connect() as connection, pytest.raises(sa.exc.DBAPIError, match=r"read-?only"):
            connection.exec_driver_sql("CREATE TABLE sly (id INTEGER)")


def test_postgresql_does_not_wait_forever(postgresql: Engines) -> None:
    with postgresql.writer.connect() as connection:
        assert connection.exec_driver_sql("SHOW lock_timeout").scalar() == "1s"
        assert connection.exec_driver_sql("SHOW idle_in_transaction_session_timeout").scalar() == "1min"


def test_what_the_url_asks_of_postgresql_wins(postgresql_url: str) -> None:
    engines = open_engines(f"{postgresql_url}?options=-c%20lock_timeout%3D3s&application_name=ours")
    with engines.writer.connect() as connection:
        assert connection.exec_driver_sql("SHOW lock_timeout").scalar() == "3s"
        assert connection.exec_driver_sql("SHOW application_name").scalar() == "ours"
    engines.dispose()


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_always_names_its_driver(scheme: str) -> None:
    engines = open_engines(f"{scheme}://me:secret@db.example/copro")
    for engine in (engines.writer, engines.reader):
        assert engine.url.drivername == "postgresql+psycopg"
        assert engine.url.render_as_string(hide_password=False).endswith("//me:secret@db.example/copro")


@pytest.mark.parametrize(
    "url",
    [
        "mysql://me:secret@db.example/copro",
        "postgresql+asyncpg://me:secret@db.example/copro",
        "sqlite+aiosqlite:///secret.db",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///file:secret.db?mode=memory",
        "secret",
        "",
    ],
)
def test_another_database_is_refused_without_repeating_the_password(url: str) -> None:
    with pytest.raises(ValueError, match=r"sqlite:///FILE or postgresql\+psycopg://") as refused:
        open_engines(url)
    assert "secret" not in str(refused.value)


def test_faults_never_show_the_values_of_a_statement(sqlite: Engines, postgresql: Engines) -> None:
    for engines in (sqlite, postgresql):
        with engines.writer.connect() as connection, pytest.raises(sa.exc.DBAPIError) as fault:
            connection.execute(sa.text("SELECT nonsense, :value"), {"value": "secret"})
        assert "secret" not in str(fault.value)
