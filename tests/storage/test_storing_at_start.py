"""A database that can be read but stores nothing is refused at the start, in words."""

from __future__ import annotations

import pytest

from storage import BadDatabase, made_ready, open_storage
from storage.engine import open_engines
from tests.stage import SECRET_KEY
from tests.storage.test_bridge_troubles import hinder, read_only


async def test_a_postgresql_that_takes_no_writes_is_refused(ready_postgresql_url: str) -> None:
    with read_only(ready_postgresql_url), pytest.raises(BadDatabase, match="name the server that takes wr"):
        open_storage(ready_postgresql_url, SECRET_KEY)
    await open_storage(ready_postgresql_url, SECRET_KEY).close()


@pytest.mark.parametrize(
    ("pragma", "advice"),
    [("max_page_count=1", "make room on its disk"), ("query_only=ON", "let the bot write")],
)
def test_a_full_disk_and_a_read_only_file_are_refused(
    ready_sqlite_url: str, pragma: str, advice: str
) -> None:
    """The tables are up to date, so that nothing else is written at this start."""
    engines = open_engines(ready_sqlite_url)
    hinder(engines, pragma)
    with pytest.raises(BadDatabase, match=advice):
        made_ready(engines)
