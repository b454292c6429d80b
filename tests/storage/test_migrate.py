"""The migrations make the tables that the code means, once, whoever starts at the same moment."""

from __future__ import annotations

import logging
from threading import Barrier, Thread
from typing import TYPE_CHECKING, Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from storage import NewerDatabase, open_storage, tables
from storage.engine import open_engines
from storage.migrate import migrate, walk
from storage.migrations import HEAD
from tests.lengths import has_long_form, short_or_long
from tests.stage import SECRET_KEY
from tests.storage.starting import start, start_together

if TYPE_CHECKING:
    from collections.abc import Iterator

    from storage.engine import Engines


@pytest.fixture
def engines(database_url: str) -> Iterator[Engines]:
    engines = open_engines(database_url)
    yield engines
    engines.dispose()


def test_the_migrations_make_exactly_the_tables_of_the_code(engines: Engines) -> None:
    walk(engines.writer)
    migrate(engines.writer)
    with engines.writer.begin() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, tables.metadata) == []
        migrated = _shape(connection)
        tables.metadata.drop_all(connection)
        tables.metadata.create_all(connection)
        assert migrated == _shape(connection)


def test_an_up_to_date_database_is_left_alone(engines: Engines) -> None:
    migrate(engines.writer)
    migrate(engines.writer)
    with engines.writer.begin() as connection:
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").all() == [(HEAD,)]


def test_the_last_step_is_the_one_that_a_start_looks_for() -> None:
    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


@has_long_form
@pytest.mark.parametrize("database_url", short_or_long(["sqlite"], ["sqlite", "postgresql"]), indirect=True)
def test_a_start_with_nothing_to_do_imports_no_alembic(database_url: str) -> None:
    engines = open_engines(database_url)
    migrate(engines.writer)
    engines.dispose()
    process = start(database_url, "assert 'alembic' not in sys.modules")
    assert process.communicate() == (b"", b"")
    assert process.returncode == 0


def test_a_database_of_a_newer_version_is_refused_in_plain_words(engines: Engines) -> None:
    migrate(engines.writer)
    with engines.writer.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '2031_01_01_later'")
        before = _shape(connection)
    with pytest.raises(NewerDatabase, match=r"belongs to a newer version.*2031_01_01_later"):
        migrate(engines.writer)
    with engines.writer.begin() as connection:
        assert _shape(connection) == before


def test_a_migration_that_fails_leaves_nothing_behind(engines: Engines) -> None:
    with engines.writer.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE anything (id INTEGER)")
        connection.exec_driver_sql("CREATE INDEX ix_message_workspace_state_next_at ON anything (id)")
    with pytest.raises(Exception, match=r"ix_message_workspace_state_next_at.* already exists"):
        migrate(engines.writer)
    assert inspect(engines.writer).get_table_names() == ["anything"]


def test_starts_at_the_same_moment_leave_one_migration(engines: Engines) -> None:
    together, errors = Barrier(4), list[BaseException]()

    def start() -> None:
        together.wait()
        try:
            migrate(engines.writer)
        except BaseException as error:  # noqa: BLE001 (told to the test)
            errors.append(error)

    threads = [Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    test_an_up_to_date_database_is_left_alone(engines)


def test_processes_that_start_together_all_come_up_and_say_nothing(database_url: str) -> None:
    assert start_together(database_url, 3) == [(0, b"")] * 3


def test_migrating_leaves_logging_and_references_as_they_were(sqlite_url: str) -> None:
    handlers, level = list(logging.root.handlers), logging.root.level
    engines = open_engines(sqlite_url)
    migrate(engines.writer)
    assert (logging.root.handlers, logging.root.level) == (handlers, level)
    with engines.writer.begin() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    engines.dispose()


async def test_opening_the_storage_migrates(database_url: str) -> None:
    storage = open_storage(database_url, SECRET_KEY)
    assert await storage.read("T1", lambda memory: (memory.workspace, memory.people.all())) == ("T1", [])
    await storage.close()


def _shape(connection: Connection) -> dict[str, Any]:
    """Everything that the database knows of our tables, in no particular order."""
    database = inspect(connection)
    shape: dict[str, Any] = {}
    for name in tables.metadata.tables:
        shape[name] = {
            "columns": _texts(
                {**column, "type": str(column["type"])} for column in database.get_columns(name)
            ),
            "key": str(database.get_pk_constraint(name)),
            "references": _texts(database.get_foreign_keys(name)),
            "unique": _texts(database.get_unique_constraints(name)),
            "checks": _texts(database.get_check_constraints(name)),
            "indexes": _texts(map(_readable, database.get_indexes(name))),
        }
    if connection.dialect.name == "sqlite":
        rows = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE sql LIKE '%WITHOUT ROWID%'")
        shape["without rowid"] = sorted(name for (name,) in rows)
    else:
        rows = connection.exec_driver_sql(
            "SELECT attrelid::regclass::text, attname, attstattarget FROM pg_attribute "
            "WHERE attnum > 0 AND NOT attisdropped AND attstattarget >= 0 "
            "AND attrelid::regclass::text NOT LIKE 'pg_%%'"
        )
        shape["statistics"] = sorted(map(str, rows))
        rows = connection.exec_driver_sql("SELECT relname, reloptions FROM pg_class WHERE reloptions <> '{}'")
        shape["options"] = sorted(str(row) for row in rows if row[0] in tables.metadata.tables)
    return shape


def _readable(index: Any) -> dict[str, Any]:
    """With the condition of a partial index as its text."""
    options = index.get("dialect_options", {})
    return {**index, "dialect_options": {name: str(option) for name, option in options.items()}}


def _texts(things: Any) -> list[str]:
    return sorted(map(str, things))
