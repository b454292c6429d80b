"""Real storage to attack: one database of each kind, emptied between two rooms."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

import psycopg
from psycopg import sql

from benchmarks.attack import postgres, sqlite
from benchmarks.attack.naive import PARTICIPATION, Remembering
from benchmarks.attack.traces import Stream, Tokens
from storage import Storage, made_ready, tables
from storage.engine import open_engines
from storage.keys import Key
from tests.postgres import open_server
from tests.stage import SECRET_KEY

KEY = Key(SECRET_KEY)
_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it


class Files(Protocol):
    """An intruder's look at a database."""

    def look(self) -> None:
        """See what is there now; who looks again and again misses nothing."""

    def streams(self, tokens: Tokens) -> Iterator[Stream]: ...


class Database(Protocol):
    """A database of one kind, which one room after the other has for itself."""

    @property
    def name(self) -> str: ...
    @property
    def url(self) -> str: ...
    def empty(self) -> None:
        """Nothing of an earlier room is left in its files."""

    def files(self) -> Files: ...


@dataclass(frozen=True)
class Sqlite:
    """A file."""

    template: Path
    file: Path
    name: str = "SQLite"

    @property
    def url(self) -> str:
        return f"sqlite:///{self.file}"

    def empty(self) -> None:
        with closing(sqlite3.connect(self.template)) as template, closing(sqlite3.connect(self.file)) as file:
            template.backup(file)
            file.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def files(self) -> Files:
        return sqlite.Files(self.file)


@dataclass(frozen=True)
class Postgresql:
    """A database of a server."""

    url: str
    name: str = "PostgreSQL"

    def empty(self) -> None:
        names = [sql.Identifier(each.name) for each in (*tables.metadata.sorted_tables, PARTICIPATION)]
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(sql.SQL("TRUNCATE {}").format(sql.SQL(", ").join(names)))

    def files(self) -> Files:
        return postgres.Files(self.url)


@contextmanager
def both() -> Iterator[list[Database]]:
    """One of each kind, with all tables and nothing in them."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None)))
        server = open_server()
        stack.callback(server.stop)
        url = server.create_database()
        for each in (f"sqlite:///{folder / 'template.db'}", url):
            _make_tables(each)
        shutil.copy(folder / "template.db", folder / "room.db")
        yield [Sqlite(folder / "template.db", folder / "room.db"), Postgresql(url)]


def _make_tables(url: str) -> None:
    engines = open_engines(url)
    made_ready(engines, SECRET_KEY)
    PARTICIPATION.create(engines.writer)
    engines.dispose()


@asynccontextmanager
async def stored(database: Database) -> AsyncIterator[Storage]:
    """The bot's own storage over it."""
    storage = Storage(open_engines(database.url), partial(Remembering, key=KEY))
    try:
        yield storage
    finally:
        await storage.close()
