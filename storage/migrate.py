"""Bring a database's tables up to date at start, by one process at a time."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import inspect

from storage.migrations import HEAD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

_LOCK = 0x414C4F4E47  # any number that nobody else in this database locks


class NewerDatabase(Exception):  # noqa: N818 (what the operator is told)
    """The database was changed by a version of Alongside that this one does not know."""

    def __init__(self, revision: str) -> None:
        super().__init__(
            f"This database belongs to a newer version of Alongside (its tables are at {revision!r}, this "
            f"version ends at {HEAD!r}). Nothing was changed. Please start the newer version again, or "
            "restore the backup that was made before it first ran."
        )


def migrate(writer: Engine) -> None:
    """Walk all missing steps in one transaction: afterwards all of them are there, or none.

    Usually there is nothing to do, and then this costs one query: Alembic is not even imported.
    """
    with writer.connect() as connection, connection.begin():
        if _revision(connection) == HEAD:
            return
    with _alone(writer) as connection:
        revision = _revision(connection)  # another process may have been faster
        if revision != HEAD:
            _upgrade(connection, revision)


def _revision(connection: Connection) -> str | None:
    """The last step that this database has walked; None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return found


@contextmanager
def _alone(writer: Engine) -> Iterator[Connection]:
    """A transaction that no other process's migration runs beside; who comes second waits."""
    lock = _alone_on_sqlite if writer.dialect.name == "sqlite" else _alone_on_postgresql
    with writer.connect() as connection, lock(connection):
        yield connection


@contextmanager
def _alone_on_sqlite(connection: Connection) -> Iterator[None]:
    """The writer's BEGIN IMMEDIATE is the lock.

    A changed table is made anew and the old one dropped, which must not touch the rows that refer to it. So
    references are not enforced meanwhile (SQLite allows that only outside a transaction) but checked after.
    """
    connection.connection.execute("PRAGMA foreign_keys=OFF")
    try:
        with connection.begin():
            yield
            if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise RuntimeError(f"A migration would leave references to nothing in {broken[0]!r}.")
    finally:
        connection.connection.execute("PRAGMA foreign_keys=ON")


@contextmanager
def _alone_on_postgresql(connection: Connection) -> Iterator[None]:
    with connection.begin():
        # The connection's usual patience is meant for rows; another process's migration may take longer.
        connection.exec_driver_sql("SET LOCAL lock_timeout = '10min'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        yield


def _upgrade(connection: Connection, revision: str | None) -> None:
    from alembic import command  # noqa: PLC0415 (0.1 s that only a start with something to do should pay)
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "storage:migrations")
    known = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
    if revision is not None and revision not in known:
        raise NewerDatabase(revision)
    command.upgrade(config, "head")
