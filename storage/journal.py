"""What was deleted, and where it could still be read."""

from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

# On PostgreSQL a deleted row stays in its file: VACUUM keeps it while any transaction may still see it, and
# gives its place free without overwriting it. A change of type makes a new file out of the rows that are
# there now, whoever sees what else; for readers of the past the table is empty, and ours never read it so.
ONLY_WHAT_IS_THERE = ("session_secret", "poll_secret")

# These are read by cards, which must not find them gone: their files are made anew when VACUUM need keep
# nothing that was deleted by now. An earlier snapshot beside attendance in its old order says what those
# few said who came between it and the next; what was confidential stands with its person. All of them are
# small: a few rows for each person, session or open question. A table of whose rows some are deleted where
# something is forgotten is one of these, or `tests/coproduction/forgetting.py` says why not.
TELL_OF_PEOPLE = (
    "checkin",
    "checkin_snapshot",
    "attendance",
    "came_as",
    "person",
    "unnamed_ballot",
    "ballot",
    "card_hand",
    "worked_answer",
    "last_word",
    "consent",
    "champion_invitation",
    "stakeholder",
    "planned_need",
    "listening_note",
)
_NOBODY_SEES_THE_PAST = """
    SELECT NOT EXISTS (
        SELECT FROM pg_stat_activity
        WHERE pid <> pg_backend_pid() AND datname = current_database()
        AND GREATEST(age(backend_xmin), age(backend_xid)) > age(pg_current_xact_id()::xid)
    )
"""


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
    execute = connection.execute  # type: ignore[attr-defined]
    execute("SET lock_timeout = '500ms'")
    for table in ONLY_WHAT_IS_THERE:
        execute(f"ALTER TABLE {table} ALTER COLUMN pepper TYPE bytea USING pepper || ''::bytea")
    (nobody,) = execute(_NOBODY_SEES_THE_PAST).fetchone()
    if nobody:
        for table in TELL_OF_PEOPLE:
            execute(f"VACUUM (FULL) {table}")
    return bool(nobody)
