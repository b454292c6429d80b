"""Reads the files of a database as somebody would who has stolen them."""

from __future__ import annotations

from pathlib import Path

import psycopg


def file_of(url: str) -> Path:
    """The file of a SQLite database."""
    return Path(url.removeprefix("sqlite:///"))


def files_of(url: str, table: str) -> list[Path]:
    """What holds this table: SQLite's file with its journal, or PostgreSQL's own file of the table."""
    if url.startswith("sqlite"):
        return sorted(
            path for path in file_of(url).parent.glob(f"{file_of(url).name}*") if path.suffix != ".key"
        )
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
        found = connection.execute(
            "SELECT current_setting('data_directory') || '/' || pg_relation_filepath(c.oid) FROM pg_class c "
            "WHERE c.relname = %s OR c.relname = 'pg_statistic'",
            [table],
        ).fetchall()
    return [Path(path) for (path,) in found]


def holds(url: str, table: str, secret: bytes) -> list[str]:
    """The names of those files in which these bytes stand."""
    return [path.name for path in files_of(url, table) if secret in path.read_bytes()]
