"""What was deleted, and where it could still be read."""

from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError


def scrubbed(writer: Engine) -> bool:
    """Whether nothing that was deleted is left to read now; False when somebody is in the way, so try again.

    It waits for nobody: while it waited, nobody could write. A database that is away is in the way, too.
    """
    away: Any = writer.dialect.loaded_dbapi.OperationalError
    try:
        connection = writer.raw_connection()
    except OperationalError:
        return False
    try:
        clean = _journal_is_empty if writer.dialect.name == "sqlite" else _dead_rows_are_gone
        return clean(connection.driver_connection)
    except away:
        return False
    finally:
        connection.invalidate()  # it was told to be impatient, or to commit by itself: nobody else wants that


def _journal_is_empty(connection: object) -> bool:
    """Move SQLite's journal into the file, where what was deleted is overwritten, and cut it to nothing."""
    execute = connection.execute  # type: ignore[attr-defined]  # the driver's own
    execute("PRAGMA busy_timeout=0")
    is_busy, *_ = execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not is_busy


def _dead_rows_are_gone(connection: object) -> bool:
    """Of PostgreSQL's files. Its write-ahead log, archived or not, is the operator's."""
    connection.autocommit = True  # type: ignore[attr-defined]
    connection.execute("VACUUM checkin, session_secret")  # type: ignore[attr-defined]
    return True
