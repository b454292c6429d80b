"""A backup: one SQLite file, whichever database it is of, that names nobody who has spoken unnamed."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkstemp
from typing import TYPE_CHECKING

from sqlalchemy import insert, select
from sqlalchemy.exc import DBAPIError

from storage.engine import database_file, open_engines, parsed
from storage.faults import BadDatabase, at_start
from storage.migrate import migrate, require_known
from storage.tables import metadata

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Table

AT_ONCE = 500  # rows in memory

# Read only here: the tables are those of the version that made it.
_MARK = "alongside_backup"


class BadBackup(BadDatabase):
    """A backup cannot be made, or is none that can be used: the text tells the operator why."""


@dataclass(frozen=True, slots=True)
class Backup:
    """What a file holds: when it was made, and how many rows of each table."""

    made_at: str
    rows: dict[str, int]


def back_up(url: str, file: Path, now: datetime) -> Backup:
    """Write all that a database holds at one moment to a new file, while the bot goes on.

    The file appears when it is whole and was checked. Keys and secrets are left out, and unnamed check-ins
    are under new voices: no key leads from them to a person.
    """
    if file.exists():
        raise BadBackup(f"{file} is there already, and a backup replaces nothing. Name another file.")
    if not file.parent.is_dir():
        raise BadBackup(f"The folder {file.parent.absolute()} does not exist. Make it, or name another one.")
    draft = _draft_beside(file)
    try:
        (_copy_of_sqlite if database_file(parsed(url)) else _copy_of_postgresql)(url, draft)
        made = _finish(draft, now)
        draft.rename(file)
    finally:
        for left in (draft, *(draft.with_name(draft.name + end) for end in ("-wal", "-shm"))):
            left.unlink(missing_ok=True)
    return made


def _draft_beside(file: Path) -> Path:
    """For this account alone, and on the same disk, so that it can get its name in one move."""
    try:
        handle, name = mkstemp(prefix=f".{file.name}.", dir=file.parent)
    except OSError as fault:
        raise BadBackup(f"In {file.parent.absolute()} no file can be made: {fault.strerror}.") from fault
    os.close(handle)
    return Path(name)


def _copy_of_sqlite(url: str, draft: Path) -> None:
    """By SQLite's own means, which see one moment of the file with its journal, and hold up nobody."""
    source = database_file(parsed(url))
    if source is None or not source.is_file():
        raise BadBackup(f"There is no database {source} to make a backup of.")
    try:
        with closing(sqlite3.connect(source, timeout=15)) as live, closing(sqlite3.connect(draft)) as copy:
            live.backup(copy)
    except sqlite3.Error as fault:
        raise BadBackup(f"The database {source} cannot be copied: {fault}.") from fault
    engines = open_engines(f"sqlite:///{draft}")
    try:
        require_known(engines.writer)
    except DBAPIError as fault:
        raise at_start(fault, draft) from fault
    finally:
        engines.dispose()


def _copy_of_postgresql(url: str, draft: Path) -> None:
    """Every row as one moment of the database shows it."""
    source, target = open_engines(url), open_engines(f"sqlite:///{draft}")
    try:
        require_known(source.writer, newest=True)
        migrate(target.writer)
        with source.reader.begin() as rows, target.writer.begin() as copy:
            for table in metadata.sorted_tables:
                copy_rows(table, rows, copy)
    except DBAPIError as fault:
        raise at_start(fault) from fault
    finally:
        source.dispose()
        target.dispose()


def copy_rows(table: Table, source: Connection, target: Connection) -> None:
    """All rows of a table, a few at a time; the types of the columns know both databases."""
    found = source.execute(select(table), execution_options={"yield_per": AT_ONCE})
    for some in found.mappings().partitions(AT_ONCE):
        target.execute(insert(table), [dict(row) for row in some])


def _finish(draft: Path, now: datetime) -> Backup:
    """Forget who spoke unnamed, mark it as a backup, leave nothing deleted in it, and check all of it."""
    try:
        with closing(sqlite3.connect(draft, isolation_level=None)) as copy:
            copy.execute("PRAGMA journal_mode=DELETE")
            copy.execute("PRAGMA secure_delete=ON")
            forget_voices(copy)
            copy.execute(f"CREATE TABLE {_MARK} (made_at TEXT NOT NULL)")
            copy.execute(f"INSERT INTO {_MARK} VALUES (?)", [now.isoformat(" ", "seconds")])  # noqa: S608
            copy.execute("VACUUM")
            return checked(copy)
    except sqlite3.Error as fault:
        raise BadBackup(f"The backup could not be finished: {fault}.") from fault


def forget_voices(copy: sqlite3.Connection) -> None:
    """Secrets go, and what was said unnamed while they lived is under voices that lead back to nobody.

    An anonymous poll that was open is closed without a result: nobody could change an answer any more.
    """
    copy.execute(
        "UPDATE checkin SET voice = lower(hex(randomblob(16))) WHERE NOT is_named AND EXISTS "
        "(SELECT 1 FROM session_secret AS its "
        "WHERE its.workspace = checkin.workspace AND its.session = checkin.session)"
    )
    if copy.execute("SELECT 1 FROM sqlite_master WHERE name = 'checkin_snapshot'").fetchone():
        copy.execute(  # an older version knew none
            "UPDATE checkin_snapshot SET marks = '[]' WHERE EXISTS (SELECT 1 FROM session_secret AS its "
            "WHERE its.workspace = checkin_snapshot.workspace AND its.session = checkin_snapshot.session)"
        )
    copy.execute("DELETE FROM session_secret")
    if copy.execute("SELECT 1 FROM sqlite_master WHERE name = 'poll_secret'").fetchone():
        copy.execute("UPDATE poll SET is_open = 0, is_lost = 1 WHERE is_open AND level = 'anonymous'")
        for table in ("unnamed_ballot", "poll_secret"):
            copy.execute(f"DELETE FROM {table}")  # noqa: S608 (ours)


def checked(copy: sqlite3.Connection) -> Backup:
    """What the file holds; BadBackup when it is damaged, or no backup of ours."""
    [(sound,)] = copy.execute("PRAGMA integrity_check(1)").fetchall()
    if sound != "ok" or copy.execute("PRAGMA foreign_key_check").fetchone():
        raise BadBackup("The file is damaged. Take another backup.")
    names = [name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    if _MARK not in names:
        raise BadBackup(
            "The file is not a backup that Alongside has made. (A copy of the database file of a running bot "
            "lacks what was stored last.) Make one with: python -m bot backup FILE"
        )
    [made_at] = copy.execute(f"SELECT made_at FROM {_MARK}").fetchone()  # noqa: S608
    counted = {
        name: copy.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
        for name in metadata.tables
        if name in names
    }
    return Backup(made_at, counted)
