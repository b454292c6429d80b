"""Reads the bot's SQLite file as somebody would who stole it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.stage import Stage

Row = dict[str, Any]


def file_of(stage: Stage) -> Path:
    """The database file."""
    return Path(stage.config.database_url.removeprefix("sqlite:///"))


def tables(stage: Stage) -> dict[str, list[Row]]:
    """Every row of every table, in an order of its own."""
    with closing(sqlite3.connect(file_of(stage))) as connection:
        connection.row_factory = sqlite3.Row
        names = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        found = {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}  # noqa: S608
    return {name: sorted(map(dict, rows), key=repr) for name, rows in found.items()}


def how_many(stage: Stage, table: str, such_that: str = "1") -> int:
    """How many rows of a table, `such_that` a condition in SQL holds: for who asks again and again."""
    with closing(sqlite3.connect(file_of(stage))) as connection:
        [(found,)] = connection.execute(f'SELECT count(*) FROM "{table}" WHERE {such_that}')  # noqa: S608
    return int(found)


def rows_that_say(stage: Stage, words: str) -> list[tuple[str, Row]]:
    """Every row in which these words stand, with its table."""
    return [(table, row) for table, rows in tables(stage).items() for row in rows if words in repr(row)]


def bytes_that_say(stage: Stage, words: str) -> list[str]:
    """The files in whose raw bytes these words stand: what was deleted and the journal included."""
    return bytes_that_hold(stage, words.encode())


def bytes_that_hold(stage: Stage, secret: bytes) -> list[str]:
    """The same for bytes."""
    folder, name = file_of(stage).parent, file_of(stage).name
    return [file.name for file in folder.glob(f"{name}*") if secret in file.read_bytes()]


def change(stage: Stage, statement: str) -> None:
    """Break something under the running bot."""
    with closing(sqlite3.connect(file_of(stage), timeout=5)) as connection, connection:
        connection.execute(statement)
