"""A town for each test: over one SQLite file, or over each kind of database; undone when the test ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from storage.engine import open_engines
from tests.coproduction.town import Town, town_over
from tests.lengths import has_long_form, short_or_long

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine


_KINDS = (pytest.param("sqlite"), pytest.param("postgresql", marks=has_long_form))


@pytest.fixture(scope="session")
def sqlite_writer(scratch_sqlite_url: str) -> Iterator[Engine]:
    """A SQLite file with all tables; every test undoes what it did there."""
    engines = open_engines(scratch_sqlite_url)
    yield engines.writer
    engines.dispose()


@pytest.fixture(scope="session")
def postgresql_writer(scratch_postgresql_url: str) -> Iterator[Engine]:
    """A PostgreSQL database with all tables; every test undoes what it did there."""
    engines = open_engines(scratch_postgresql_url)
    yield engines.writer
    engines.dispose()


@pytest.fixture
def town(sqlite_writer: Engine) -> Iterator[Town]:
    """A town in which nothing has happened yet."""
    with town_over(sqlite_writer) as town:
        yield town


@pytest.fixture(params=["sqlite", "postgresql"])
def each_town(request: pytest.FixtureRequest) -> Iterator[Town]:
    """Such a town in each kind of database, for what one of them might do otherwise."""
    with town_over(request.getfixturevalue(f"{request.param}_writer")) as town:
        yield town


@pytest.fixture(params=_KINDS[: short_or_long(1, 2)])
def any_town(request: pytest.FixtureRequest) -> Iterator[Town]:
    """Such a town, by hand in each kind of database: every statement is tried on both beside the storage."""
    with town_over(request.getfixturevalue(f"{request.param}_writer")) as town:
        yield town
