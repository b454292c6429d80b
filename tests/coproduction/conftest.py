"""A town for each test: quick, over one SQLite file, or over a fresh database of either kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.coproduction.town import Town, town_over
from tests.storage.world import migrated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine


@pytest.fixture(scope="session")
def writer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A SQLite file with all tables; every test undoes what it did there."""
    with migrated(f"sqlite:///{tmp_path_factory.mktemp('method') / 'town.db'}") as writer:
        yield writer


@pytest.fixture
def town(writer: Engine) -> Iterator[Town]:
    with town_over(writer) as town:
        yield town


@pytest.fixture
def any_town(ready_database_url: str) -> Iterator[Town]:
    """A town in each kind of database."""
    with migrated(ready_database_url) as writer, town_over(writer) as town:
        yield town
