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
    from tests.storage.rows import Memory


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
