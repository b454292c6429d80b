"""Put a backup in the place of what a database holds now: nothing is sent twice, and no stop is lost."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from coproduction.service.restoring import restored
from storage import takenback
from storage.backup import Backup, BadBackup, checked, copy_rows, forget_voices
from storage.engine import database_file, open_engines
from storage.faults import at_start
from storage.heartbeats import heartbeat, last_seen
from storage.journal import scrubbed
from storage.lastwords import last_word
from storage.memory import SqlMemory
from storage.messages import message
from storage.migrate import migrate
from storage.sessions import programme, session
from storage.tables import metadata

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from sqlalchemy import Connection, Engine, Row

    Applied = Callable[[Connection, Row[Any], datetime | None], None]

_SCRUBS = 20
_OF_THIS_PLACE = (last_word, heartbeat)  # what is in a backup does not replace it


@dataclass(frozen=True, slots=True)
class Restored:
    """What came of it: the backup, what waits to be looked for in Slack, which refusals were kept."""

    backup: Backup
    looked_for: int
    kept: int
    live_sessions: int


def restore(url: str, file: Path, now: datetime, *, force: bool = False) -> Restored:
    """Put the backup in `file` in the place of all that the database holds; all of it, or nothing.

    BadBackup, BadDatabase or NewerDatabase when that cannot be; also, without `force`, while a bot seems to
    be at work there: it would go on with what it has in mind, and send what is looked for.
    """
    with _opened(file) as (backup, source):
        engines = open_engines(url)
        try:
            migrate(engines.writer)
            with source.connect() as rows, engines.writer.begin() as target:
                if not force:
                    _require_nobody_at_work(target, now)
                done = _replace(backup, rows, target, now)
            for _ in range(
                _SCRUBS
            ):  # whoever is still connected lets go before long, or the next start does it
                if scrubbed(engines.writer):
                    break
        except IntegrityError as fault:
            raise BadBackup(
                "Somebody wrote meanwhile, so nothing was changed. Stop the bot first."
            ) from fault
        except DBAPIError as fault:
            raise at_start(fault, database_file(engines.writer.url)) from fault
        finally:
            engines.dispose()
    return done


@contextmanager
def _opened(file: Path) -> Iterator[tuple[Backup, Engine]]:
    """A copy of the backup, with tables of this version; the file itself is left as it is."""
    if not file.is_file():
        raise BadBackup(f"There is no file {file}.")
    with TemporaryDirectory(prefix="alongside-") as folder:
        copy = Path(folder) / "backup.sqlite3"
        try:
            with (
                closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as kept,
                closing(sqlite3.connect(copy, isolation_level=None)) as draft,
            ):
                kept.backup(draft)
                backup = checked(draft)
                forget_voices(draft)
        except sqlite3.Error as fault:
            raise BadBackup(f"{file} cannot be read as a backup: {fault}.") from fault
        engines = open_engines(f"sqlite:///{copy}")
        try:
            migrate(engines.writer)
            yield backup, engines.reader
        finally:
            engines.dispose()


def _require_nobody_at_work(target: Connection, now: datetime) -> None:
    if seen := last_seen(target, now):
        seconds = max(0, round((now - seen).total_seconds()))
        raise BadBackup(
            f"A bot was at work on this database {seconds} seconds ago, so nothing was changed. Stop it "
            "first. If it was killed, wait for a minute and a half, or add --force."
        )


def _replace(backup: Backup, source: Connection, target: Connection, now: datetime) -> Restored:
    takenback.note_given_again(target)
    for table in reversed(metadata.sorted_tables):
        if table not in _OF_THIS_PLACE:
            target.execute(delete(table))
    for table in metadata.sorted_tables:
        if table not in _OF_THIS_PLACE:
            copy_rows(table, source, target)
    _join_last_words(source, target)
    kept = takenback.applied(target, now)
    target.execute(update(message).where(message.c.ts.is_not(None)).values(drawn=None))  # shown is another
    workspaces = target.scalars(select(programme.c.workspace).union(select(message.c.workspace))).all()
    looked_for = sum(restored(SqlMemory(target, workspace), now) for workspace in sorted(workspaces))
    live = target.scalar(select(func.count()).select_from(session).where(session.c.ended_at.is_(None)))
    return Restored(backup, looked_for, kept, live or 0)


def _join_last_words(source: Connection, target: Connection) -> None:
    """Those of the backup that are not here: the list of this place loses none of its own."""
    known = {_place_of(row) for row in target.execute(select(last_word))}
    for row in source.execute(select(last_word)).all():
        if _place_of(row) not in known:
            target.execute(insert(last_word).values(**row._mapping))


def _place_of(row: Row[Any]) -> tuple[str, str, str, int]:
    return row.workspace, row.about, row.subject, row.order
