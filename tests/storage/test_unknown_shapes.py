"""A database that is not as any version of ours leaves it is refused in words, and left as it is."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from storage import BadDatabase, NewerDatabase, back_up, open_storage
from storage.engine import open_engines
from storage.migrate import UnknownDatabase
from tests.stage import SECRET_KEY
from tests.storage.world import NOW

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from storage.engine import Engines

OLDER = "2026_11_23_first"
SHAPES = {
    "a table is missing": (["DROP TABLE support"], "the table “support” is missing"),
    "a column is missing": (
        ["ALTER TABLE person DROP COLUMN language"],
        "the column “language” of its table “person” is missing",
    ),
    "no version": (["DELETE FROM alembic_version"], "does not say which version has made it"),
    "two versions": (
        [f"INSERT INTO alembic_version VALUES ('{OLDER}')"],  # noqa: S608
        "does not say which version has made it",
    ),
    "no place for a version": (
        ["DROP TABLE alembic_version", "CREATE TABLE alembic_version (number INTEGER)"],
        "does not say which version has made it",
    ),
    "a version that it is not": (
        [f"UPDATE alembic_version SET version_num = '{OLDER}'"],  # noqa: S608
        f"its tables do not fit its version '{OLDER}'",
    ),
}


@contextmanager
def opened(url: str) -> Iterator[Engines]:
    """The engines of a database, gone afterwards."""
    engines = open_engines(url)
    yield engines
    engines.dispose()


@pytest.fixture
def engines(database_url: str) -> Iterator[Engines]:
    """Those of an empty database."""
    with opened(database_url) as engines:
        yield engines


def shape(engines: Engines) -> list[str]:
    """Every table with its columns."""
    found = sa.inspect(engines.writer)
    return sorted(
        f"{name} {column['name']}" for name in found.get_table_names() for column in found.get_columns(name)
    )


def change(engines: Engines, statements: list[str]) -> None:
    with engines.writer.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def refused(engines: Engines, url: str, statements: list[str], words: str) -> None:
    """After these statements the database is refused in these words, and nothing in it is changed."""
    change(engines, statements)
    before = shape(engines)

    with pytest.raises(UnknownDatabase, match=re.escape(words)) as refusal:
        open_storage(url, SECRET_KEY)
    assert "Nothing was changed. Name another one in DATABASE_URL, or restore a backup" in str(refusal.value)
    assert shape(engines) == before


@pytest.mark.parametrize("what", SHAPES)
def test_it_is_refused_in_words(own_url: str, what: str) -> None:
    with opened(own_url) as engines:
        refused(engines, own_url, *SHAPES[what])


def test_somebody_elses_table_is_refused_in_words(engines: Engines, database_url: str) -> None:
    statements = ["CREATE TABLE message (anything INTEGER)"]
    refused(engines, database_url, statements, "a table “message” and does not say")


def test_a_database_of_another_program_that_keeps_its_version_in_the_same_way(
    engines: Engines, database_url: str
) -> None:
    change(
        engines,
        [
            "CREATE TABLE alembic_version (version_num VARCHAR(32))",
            "INSERT INTO alembic_version VALUES ('0af3')",
            "CREATE TABLE invoice (id INTEGER)",
        ],
    )
    with pytest.raises(UnknownDatabase, match="it belongs to another program"):
        open_storage(database_url, SECRET_KEY)


async def test_tables_of_others_beside_ours_disturb_nobody(engines: Engines, database_url: str) -> None:
    change(engines, ["CREATE TABLE invoice (id INTEGER)"])
    for _ in range(2):
        await open_storage(database_url, SECRET_KEY).close()


def test_an_older_database_is_backed_up_as_it_is_by_sqlite_and_refused_with_what_to_do_by_postgresql(
    engines: Engines, database_url: str, tmp_path: Path
) -> None:
    with engines.writer.begin() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", "storage:migrations")
        command.upgrade(config, OLDER)
    if database_url.startswith("sqlite"):
        assert back_up(database_url, tmp_path / "a.backup", NOW).rows["person"] == 0
    else:
        with pytest.raises(BadDatabase, match="belongs to an older version of Alongside"):
            back_up(database_url, tmp_path / "a.backup", NOW)
    change(engines, ["UPDATE alembic_version SET version_num = '2031_01_01_later'"])
    with pytest.raises(NewerDatabase):
        back_up(database_url, tmp_path / "b.backup", NOW)
