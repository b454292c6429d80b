"""Put a backup in the place of what a database holds now: nothing is sent twice, and no stop is lost."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, delete, func, insert, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from coproduction.ideas import Hidden, Hiding
from coproduction.people import Person
from coproduction.service.restoring import restored
from coproduction.stakeholders import State
from storage.backup import Backup, BadBackup, checked, copy_rows, forget_voices
from storage.callers import caller
from storage.conditions import condition
from storage.engine import database_file, open_engines
from storage.faults import at_start
from storage.heartbeats import heartbeat, last_seen
from storage.ideas import idea, idea_hiding
from storage.journal import scrubbed
from storage.lastwords import About, last_word
from storage.memory import SqlMemory
from storage.messages import message
from storage.migrate import migrate
from storage.notes import note
from storage.people import person
from storage.pledges import pledge
from storage.repository import values_of
from storage.sessions import programme, session
from storage.stakeholders import stakeholder
from storage.tables import metadata

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import Column, ColumnElement, Connection, Engine, Row

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
    for table in reversed(metadata.sorted_tables):
        if table not in _OF_THIS_PLACE:
            target.execute(delete(table))
    for table in metadata.sorted_tables:
        if table not in _OF_THIS_PLACE:
            copy_rows(table, source, target)
    _join_last_words(source, target)
    kept = _apply_last_words(target, now)
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


def _apply_last_words(target: Connection, now: datetime) -> int:
    """Let the newest word about each thing hold; how many of them are refusals."""
    ordered = select(last_word).order_by(last_word.c.order)
    newest = {(row.workspace, row.about, row.subject): row for row in target.execute(ordered)}
    for row in newest.values():
        since = now if row.said == "no" else None
        _APPLIED[About(row.about)](target, row, since)
    return sum(row.said == "no" for row in newest.values())


def _remind(target: Connection, word: Row[Any], refused: datetime | None) -> None:
    wants = {"wants_reminders": refused is None}
    if target.execute(update(person).where(_is(person.c.id, word)).values(wants)).rowcount == 0:
        known = values_of(Person(word.subject)) | wants  # the backup is older than what we know of them
        target.execute(insert(person).values(workspace=word.workspace, **known))


def _show(target: Connection, word: Row[Any], refused: datetime | None) -> None:
    target.execute(update(idea).where(_is(idea.c.id, word)).values(is_withdrawn=refused is not None))


def _promise(target: Connection, word: Row[Any], refused: datetime | None) -> None:
    is_other = pledge.c.withdrawn_at.is_(None) if refused else pledge.c.withdrawn_at.is_not(None)
    target.execute(update(pledge).where(_is(pledge.c.id, word), is_other).values(withdrawn_at=refused))


def _share(target: Connection, word: Row[Any], refused: datetime | None) -> None:
    """What was made private again stays private; what was shared after the backup waits to be shared anew."""
    if refused:
        target.execute(update(pledge).where(_is(pledge.c.id, word)).values(shared_at=None))


def _listed(target: Connection, word: Row[Any], _refused: datetime | None) -> None:
    """Nothing of who took themselves off the list of people to ask comes back."""
    nothing = {"role": "", "sector": "", "added_by": "", "introducer": None, "introducer_role": None}
    is_it = _is(stakeholder.c.id, word)
    target.execute(update(stakeholder).where(is_it).values(state=State.OFF, **nothing))


def _forget_words(target: Connection, word: Row[Any], _refused: datetime | None) -> None:
    target.execute(delete(note).where(_is(note.c.origin, word)))


def _forget_condition(target: Connection, word: Row[Any], refused: datetime | None) -> None:
    if refused:
        is_of = condition.c.workspace == word.workspace, condition.c.person == word.person
        target.execute(delete(condition).where(*is_of, condition.c.idea + " " + word.person == word.subject))


def _forget_caller(target: Connection, word: Row[Any], _refused: datetime | None) -> None:
    """As when they took back their consent: what they said leads back to nobody."""
    target.execute(delete(caller).where(_is(caller.c.id, word)))
    target.execute(update(idea).where(_is(idea.c.author, word)).values(author=None))
    nothing = values_of(Person(word.subject))
    target.execute(update(person).where(_is(person.c.id, word)).values(nothing))


def _hide(target: Connection, word: Row[Any], refused: datetime | None) -> None:
    """What was hidden since then stays hidden; what was shown again since then waits to be shown again."""
    is_shown = _is(idea.c.id, word), idea.c.hidden_for.is_(None)
    if refused and target.execute(update(idea).where(*is_shown).values(hidden_for=Hiding.OTHER)).rowcount:
        hidden = Hidden(
            f"{word.about} {word.order} {word.subject}",
            word.subject,
            word.person or None,
            Hiding.OTHER,
            refused,
        )
        target.execute(insert(idea_hiding).values(workspace=word.workspace, **values_of(hidden)))


def _is(column: Column[Any], word: Row[Any]) -> ColumnElement[bool]:
    """The rows of its workspace of which this column is what a word is about."""
    return and_(column.table.c.workspace == word.workspace, column == word.subject)


_APPLIED = {
    About.REMINDERS: _remind,
    About.IDEA: _show,
    About.LISTED: _listed,
    About.PLEDGE: _promise,
    About.SHARED_PLEDGE: _share,
    About.WORDS: _forget_words,
    About.CONDITION: _forget_condition,
    About.CALLER: _forget_caller,
    About.HIDDEN: _hide,
}
