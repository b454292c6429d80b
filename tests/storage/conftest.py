"""A database with the small table, and a bridge over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from storage.engine import open_engines
from tests.storage.rows import bridge_over, create_tables

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from storage.bridge import Bridge
    from storage.engine import Engines
    from tests.postgres import External
    from tests.storage.rows import Memory


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def kept_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An empty database that the tests of a file share: they roll back what they write. There are both."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path_factory.mktemp('kept') / 'test.db'}"
        return
    server: External = request.getfixturevalue("postgres")
    url = server.create_database()
    yield url
    server.drop_database(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def own_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A database of each kind with all tables, for one test alone: it may break it, or search its files."""
    if request.param == "sqlite":
        yield request.getfixturevalue("ready_sqlite_url")
        return
    server: External = request.getfixturevalue("postgres")
    url = server.create_database(request.getfixturevalue("postgresql_template"))
    yield url
    server.drop_database(url)


@pytest.fixture
def engines(database_url: str) -> Iterator[Engines]:
    create_tables(database_url)
    engines = open_engines(database_url)
    yield engines
    engines.dispose()


@pytest.fixture
async def bridge(engines: Engines) -> AsyncIterator[Bridge[Memory]]:
    async with bridge_over(engines) as bridge:
        yield bridge
