"""Bring a database's tables up to date at start, by one process at a time."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage.faults import BadDatabase, passing
from storage.migrations import HEAD
from storage.tables import metadata

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from alembic.config import Config
    from sqlalchemy import Connection, Engine

_COLUMNS = {
    "sqlite": "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c "
    "WHERE m.type IN ('table', 'view')",
    "postgresql": "SELECT table_name, column_name FROM information_schema.columns "
    "WHERE table_schema = ANY (current_schemas(false))",
}
_LOCK = 0x414C4F4E47  # any number that nobody else in this database locks


class NewerDatabase(Exception):  # noqa: N818 (what the operator is told)
    """The database was changed by a version of Alongside that this one does not know."""

    def __init__(self, revision: str) -> None:
        super().__init__(
            f"This database belongs to a newer version of Alongside (its tables are at {revision!r}, this "
            f"version ends at {HEAD!r}). Nothing was changed. Please start the newer version again, or "
            "restore the backup that was made before it first ran."
        )


class UnknownDatabase(BadDatabase):
    """The tables are not as any version of Alongside has left them."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"This database is not as any version of Alongside leaves it: {what}. Nothing was changed. "
            "Name another one in DATABASE_URL, or restore a backup into an empty one with: "
            "python -m bot restore FILE"
        )


def migrate(writer: Engine) -> None:
    """Walk all missing steps in one transaction: afterwards all of them are there, or none. An empty database
    gets all tables at once, as the last step would leave them.

    Usually there is nothing to do, and then this costs two queries: Alembic is not even imported.
    """
    with writer.connect() as connection, connection.begin():
        columns = _columns(connection)
        if _revision(connection, columns) == HEAD and not _missing(columns):
            return
    with _alone(writer) as connection:
        columns = _columns(connection)  # another process may have been faster, even between the two looks
        revision = _revision(connection, columns)
        if revision is None:
            _create(connection)
        elif revision != HEAD:
            _upgrade(connection, revision)
        if revision != HEAD:
            columns = _columns(connection)
        if missing := _missing(columns):
            raise UnknownDatabase(missing)


def walk(writer: Engine) -> None:
    """Walk every step on an empty database, in one transaction: it ends as `migrate` leaves it at once."""
    with _alone(writer) as connection:
        _upgrade(connection, None)


def _create(connection: Connection) -> None:
    """All tables as they are now, with the mark of the last step, as Alembic keeps it."""
    metadata.create_all(connection)
    connection.exec_driver_sql(
        "CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) NOT NULL, "
        "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
    )
    connection.execute(text("INSERT INTO alembic_version (version_num) VALUES (:head)"), {"head": HEAD})


def require_known(writer: Engine, *, newest: bool = False) -> None:
    """Raises, in words, for a database that no version of ours has made, or (`newest`) only an older one."""
    with writer.connect() as connection, connection.begin():
        revision = _revision(connection, _columns(connection))
    if revision is None:
        raise UnknownDatabase("it is empty")
    if revision != HEAD:
        _require_step(revision)
        if newest:
            raise BadDatabase(
                f"This database belongs to an older version of Alongside (its tables are at {revision!r}). "
                "Please use that version, or start this one once, which brings the tables up to date."
            )


def _columns(connection: Connection) -> dict[str, set[str]]:
    """The names of all columns of all tables, in one query."""
    found: dict[str, set[str]] = {}
    for table, column in connection.exec_driver_sql(_COLUMNS[connection.dialect.name]):
        found.setdefault(table, set()).add(column)
    return found


def _revision(connection: Connection, columns: Mapping[str, set[str]]) -> str | None:
    """The last step that this database has walked; None for one in which nothing of ours is."""
    ours = sorted(columns.keys() & metadata.tables.keys())
    versions: list[str] = []
    if "version_num" in columns.get("alembic_version", ()):
        rows = connection.exec_driver_sql("SELECT version_num FROM alembic_version")
        versions = [str(version) for (version,) in rows]
    if ours and len(versions) != 1:
        raise UnknownDatabase(f"it has a table “{ours[0]}” and does not say which version has made it")
    if versions and not ours:
        raise UnknownDatabase("it belongs to another program, which keeps its version in “alembic_version”")
    return versions[0] if versions else None


def _missing(columns: Mapping[str, set[str]]) -> str:
    """The table or column that is not there, if any: the bot would start, and fail when somebody needs it."""
    for table in metadata.sorted_tables:
        missing = sorted({column.name for column in table.c} - columns.get(table.name, set()))
        if missing:
            what = f"column “{missing[0]}” of its " if table.name in columns else ""
            return f"the {what}table “{table.name}” is missing"
    return ""


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
                raise UnknownDatabase(f"its table “{broken[0]}” refers to rows that are not there")
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

    if revision is not None:
        _require_step(revision)
    try:
        command.upgrade(_alembic(connection), "head")
    except DBAPIError as fault:
        if revision is None or passing(fault):
            raise
        what = str(fault.orig).partition("\n")[0]
        raise UnknownDatabase(f"its tables do not fit its version {revision!r} ({what})") from fault


def _require_step(revision: str) -> None:
    """NewerDatabase for a step that this version does not know."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    steps = ScriptDirectory.from_config(_alembic()).walk_revisions()
    if revision not in {step.revision for step in steps}:
        raise NewerDatabase(revision)


def _alembic(connection: Connection | None = None) -> Config:
    from alembic.config import Config  # noqa: PLC0415

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "storage:migrations")
    return config
