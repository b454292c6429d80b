"""What goes wrong in a database, in the words of the two databases, and in words for people."""

from __future__ import annotations

import os
import re
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, ProgrammingError

from coproduction.errors import NotNow, Taken
from coproduction.words import Text

if TYPE_CHECKING:
    from pathlib import Path

# SQLite names the columns of a broken key, PostgreSQL names the constraint. With these names (to be given to
# MetaData) the one can be told from the other, and a service knows one name. A unique Index is named by hand,
# in the same pattern: uq_TABLE_COLUMN_COLUMN.
NAMES = {
    "pk": "pk_%(table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}

_UNIQUE = "23505"
_NAMED_INDEX = re.compile(r"UNIQUE constraint failed: index '(?P<name>.+)'")
_COLUMNS = re.compile(r"UNIQUE constraint failed: (?P<table>[^.]+)\.(?P<columns>.+)")

# PostgreSQL: serialization failure, deadlock, lock timeout, and all ways of "the server is going away".
_RUN_AGAIN = frozenset({"40001", "40P01", "55P03"})
_GONE = ("08", "57P", "25P03", "53300")
# SQLite's primary result codes.
_NO_ROOM_FOR_INDEX = 4874  # an extended code (IOERR_SHMSIZE): the file beside the journal cannot grow
_PERM, _BUSY, _LOCKED, _READONLY, _IO_ERROR, _CORRUPT, _FULL, _NO_DATABASE = 3, 5, 6, 8, 10, 11, 13, 26


class Trouble(StrEnum):
    """What keeps a database that answers from storing, or from being read."""

    HELD = "held"
    SLOW = "slow"  # held by nobody but the bot itself
    FULL = "full"
    DAMAGED = "damaged"
    READ_ONLY = "read only"
    FAILING = "failing"


_TROUBLES = {
    _BUSY: Trouble.HELD,
    _LOCKED: Trouble.HELD,
    _FULL: Trouble.FULL,
    _CORRUPT: Trouble.DAMAGED,
    _NO_DATABASE: Trouble.DAMAGED,
    _READONLY: Trouble.READ_ONLY,
    _PERM: Trouble.READ_ONLY,
    _IO_ERROR: Trouble.FAILING,
    "55P03": Trouble.HELD,  # no lock in time
    "57014": Trouble.HELD,  # a statement was given up
    "53100": Trouble.FULL,
    "XX001": Trouble.DAMAGED,
    "XX002": Trouble.DAMAGED,
    "25006": Trouble.READ_ONLY,
}


class StorageUnavailable(NotNow):
    """The database did not take it. Each caller gets an instance of its own: raising one marks it."""

    WORDS: ClassVar[Text] = Text(
        "I could not save this just now. Nothing was lost on your side; please try again in a minute."
    )

    def __init__(self, because: BaseException | None = None) -> None:
        super().__init__(self.WORDS)
        self.__cause__ = because


class Unreachable(StorageUnavailable):
    """No connection could be opened, or no transaction begun: what waits behind this one fares no better."""


class BadDatabase(ValueError):  # noqa: N818 (its text is the interface)
    """A database URL, or what it leads to, cannot be used: the text tells the operator why."""


class NotInTime(StorageUnavailable):
    """Others, or other work of ours, had the database until it was too late; nothing of it is stored."""

    WORDS = Text(
        "This was not saved: I had to wait too long for the place where I keep things. Please try again."
    )


class Hindered(StorageUnavailable):
    """The database is full, damaged, held or read-only. The storage has said so in the log."""

    WORDS = Text(
        "This was not saved, because I cannot write anything down just now. Please try again later, and tell "
        "who looks after me here."
    )


class OutcomeUnknown(StorageUnavailable):
    """The connection was lost during the commit: it may be stored or not, so it is not run again."""

    WORDS = Text(
        "The database went away while I was saving this, so I cannot tell whether it was kept. "
        "Please look before you try again."
    )


class CannotRead(StorageUnavailable):
    """The connection was lost while reading, twice."""

    WORDS = Text("I could not look this up just now. Please try again in a minute.")


class Restarting(NotNow):
    """The bridge takes no more work; nothing of this act was kept."""

    def __init__(self) -> None:
        super().__init__("I am just restarting, and this was not saved. Please press again in a moment.")


class Interrupted(Exception):  # noqa: N818 (an event inside the bridge, which no caller sees)
    """The transaction ended before its commit: nothing is stored, and its pieces may run again."""


ADVICE = {
    Trouble.HELD: "look who else has it open (a backup program, an open transaction) and let them finish; "
    "if it is nobody, look what makes it slow",
    Trouble.SLOW: "nobody else has it: what the bot itself does there takes too long; look what else keeps "
    "this machine and its disk busy",
    Trouble.FULL: "make room on its disk; nothing has to be started anew",
    Trouble.DAMAGED: "stop the bot, look after the disk, and type: python -m bot restore FILE",
    Trouble.FAILING: "look after its disk, which does not read or write what it should",
    Trouble.READ_ONLY: "let the bot write there: the file, its folder and its disk; or with PostgreSQL, name "
    "the server that takes writes in DATABASE_URL",
}


def taken(error: BaseException) -> Taken | None:
    """The unique key that was already there, if that is what this error says."""
    if not isinstance(error, IntegrityError):
        return None
    if getattr(error.orig, "sqlstate", None) == _UNIQUE:
        name = getattr(getattr(error.orig, "diag", None), "constraint_name", None)
        return Taken(name) if name else None
    return _taken_on_sqlite(error.orig)


def _taken_on_sqlite(orig: BaseException | None) -> Taken | None:
    text = str(orig)
    if named := _NAMED_INDEX.fullmatch(text):  # an index over an expression
        return Taken(named["name"])
    broken = _COLUMNS.fullmatch(text)
    if broken is None:
        return None
    table = broken["table"]
    if getattr(orig, "sqlite_errorname", "") == "SQLITE_CONSTRAINT_PRIMARYKEY":
        return Taken(f"pk_{table}")
    columns = f"{table}.{broken['columns']}".split(", ")
    return Taken("_".join(["uq", table, *(column.removeprefix(f"{table}.") for column in columns)]))


def lost(error: BaseException) -> bool:
    """Whether the connection is gone, so that nobody can tell what the database did last."""
    if not isinstance(error, DBAPIError):
        return False
    state = getattr(error.orig, "sqlstate", "")
    if state is None:  # psycopg: the client gave up, the server said nothing
        return error.connection_invalidated or isinstance(error, OperationalError)
    return error.connection_invalidated or state.startswith(_GONE) or _sqlite_code(error) == _IO_ERROR


class Withdrawn(Interrupted):
    """Of the pieces in it, one is not wanted any more: the others run again without it."""


def trouble_of(error: BaseException | None) -> Trouble | None:
    """What keeps the database from doing its work, where it says so itself; also as the cause of a fault."""
    while error is not None:
        if isinstance(error, DBAPIError):
            state = getattr(error.orig, "sqlstate", None) or _sqlite_code(error)
            return _TROUBLES.get(state)
        error = error.__cause__
    return None


def is_said(error: BaseException) -> bool:
    """Whether the storage itself has logged what this is about (`storage.troubles`)."""
    return isinstance(error, NotInTime) or trouble_of(error) is not None


def at_start(error: DBAPIError, file: Path | None = None) -> Exception:
    """What a fault on opening means: a database that is away may come back, a bad one stays bad.

    `file` is that of a SQLite database, None for PostgreSQL.
    """
    trouble = trouble_of(error)
    if file is not None and _sqlite_code(error) not in {0, _BUSY, _LOCKED}:
        is_ours = _sqlite_code(error) != _NO_DATABASE  # else it may well be another's file
        advice = f" To mend it, {ADVICE[trouble]}." if trouble and is_ours else ""
        why = _unfit(file) or f"this SQLite file cannot be used: {error.orig}.{advice}"
        return BadDatabase(f"DATABASE_URL: {why}")
    if trouble and trouble is not Trouble.HELD:
        return BadDatabase(
            f"DATABASE_URL: nothing can be stored there ({trouble}). To mend it, {ADVICE[trouble]}."
        )
    if isinstance(error, OperationalError):
        return Unreachable(error)
    if isinstance(error, ProgrammingError) and getattr(error.orig, "sqlstate", None) is None:
        # The client's own no, which quotes what it could not read: it may be part of a password.
        return BadDatabase(
            "DATABASE_URL: PostgreSQL's client cannot read it. Look at what stands after the “?”, and write "
            "special characters of a password as %-codes."
        )
    return error


def _unfit(file: Path) -> str | None:
    """What is wrong with the place of a SQLite file, which has a folder for its journal beside it."""
    folder, path = file.parent.absolute(), file.absolute()
    if not folder.is_dir():
        what = "is no folder" if folder.exists() else "does not exist"
        return f"the folder {folder} {what}. Make it, or name another one."
    if path.is_dir():
        return f"{path} is a folder. Name a file in it, such as {path / 'alongside.sqlite3'}."
    if path.exists() and not os.access(path, os.W_OK):
        return f"the file {path} is read-only for this account. Let it write there, or name another file."
    if not os.access(folder, os.W_OK):
        return f"the folder {folder} is read-only for this account. Let it write there, or name another one."
    return None


def passing(error: BaseException) -> bool:
    """Whether the same work may well succeed when it is run again in a transaction of its own."""
    if not isinstance(error, DBAPIError):
        return False
    state = getattr(error.orig, "sqlstate", None)
    return lost(error) or state in _RUN_AGAIN or _sqlite_code(error) in {_BUSY, _LOCKED}


def _sqlite_code(error: DBAPIError) -> int:
    code = int(getattr(error.orig, "sqlite_errorcode", 0))
    return _FULL if code == _NO_ROOM_FOR_INDEX else code & 0xFF


def answerable(error: BaseException) -> Exception:
    """The error as one caller of many gets it, who must be able to raise it and to catch it."""
    if (trouble := trouble_of(error)) and not isinstance(error, OutcomeUnknown):
        return NotInTime(error) if trouble is Trouble.HELD else Hindered(error)
    if isinstance(error, StorageUnavailable):  # shared by a whole batch
        return type(error)(error.__cause__)
    return taken(error) or bearable(error)


def bearable(error: BaseException) -> Exception:
    """The error as a future may carry it.

    SystemExit and its like would stop the caller's whole event loop, and a future refuses StopIteration.
    """
    if isinstance(error, Exception) and not isinstance(error, StopIteration):
        return error
    wrapped = RuntimeError(f"A piece of work raised {type(error).__name__}.")
    wrapped.__cause__ = error
    return wrapped
