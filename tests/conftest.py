"""All the shared set-up there is: real databases, and a stage with a rehearsal and the real bot."""

from __future__ import annotations

import gc

gc.disable()  # until everything is imported and collected: all of that stays

import asyncio
import os
import shutil
import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from bot.patience import PATIENT, Patience
from storage import open_storage, tables
from storage.engine import open_engines
from storage.migrate import migrate
from tests import postgres as postgresql
from tests import swift
from tests.lengths import has_long_form, short_or_long
from tests.once import once
from tests.stage import Opened, Stage, scene
from tests.wiretap import Wiretap, tapped

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from sqlalchemy import Engine

# How many cases Hypothesis tries of what does not say it itself. A busy machine may take long to make
# one, and to try it: that is no fault of ours.
hypothesis.settings.register_profile(
    "ours",
    parent=hypothesis.settings(),
    max_examples=short_or_long(20, 100),
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("ours")

SCENES = (
    "tests/disturbances/test_words",
    "tests/page/test_access",
    "tests/page/test_breakouts",
    "tests/page/test_guide",
    "tests/page/test_session",
    "tests/page/test_talking",
    "tests/page/test_trouble_panel",
    "tests/rehearsal/test_crowd",
    "tests/rehearsal/test_rates.py::test_the_bot_",
    "tests/stories/test_play",
    "tests/stories/test_story",
    "tests/test_benchmarks",
)
SCENE_FILES = tuple(each.partition(".py::")[0] for each in SCENES)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """When only scenes are wanted, read no file that has none: every worker would import all of them."""
    if config.option.markexpr != "scene" or not collection_path.is_file():
        return None
    file = collection_path.relative_to(config.rootpath).with_suffix("").as_posix()
    return None if file.startswith(SCENE_FILES) else True


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the scenes, and let them begin first: in the end nobody waits for one of them."""
    for item in items:
        if item.nodeid.startswith(SCENES):
            item.add_marker("scene")
        if hypothesis.is_hypothesis_test(getattr(item, "obj", None)):
            item.add_marker(has_long_form)
    items.sort(key=lambda item: item.get_closest_marker("scene") is None)


def pytest_collection_finish() -> None:
    """Spare the garbage collector what was imported and collected, as the bot does when it has started."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    gc.enable()


def pytest_sessionfinish() -> None:
    """Find what nobody awaited or closed, once: pytest looks ten times, and finds nothing more."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this run share, for what is made `once`."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def postgres(run_folder: Path) -> Iterator[postgresql.External]:
    """One server for each worker, started by the first test that asks for it; its cluster is made once."""

    def cluster(binaries: Path) -> Path:
        make = partial(postgresql.initialise, binaries, make_tables=make_tables)
        return once(run_folder, "cluster", make)

    try:
        server = postgresql.open_server(cluster)
    except postgresql.Absent as reason:
        if os.environ.get("CI") == "true":
            pytest.fail(str(reason))
        pytest.skip(str(reason))
    yield server
    server.stop()


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'test.db'}"


@pytest.fixture(scope="session")
def one_postgresql_url(postgres: postgresql.External) -> Iterator[str]:
    """A PostgreSQL database for one test after the other: making one costs a test a fifth of a second."""
    url = postgres.create_database()
    yield url
    postgres.drop_database(url)


@pytest.fixture
def postgresql_url(postgres: postgresql.External, one_postgresql_url: str) -> Iterator[str]:
    """An empty PostgreSQL database."""
    yield one_postgresql_url
    postgres.empty_database(one_postgresql_url)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """An empty database: each test that asks for it runs on both."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(scope="session")
def sqlite_template(run_folder: Path) -> Path:
    """A SQLite file with all tables, to copy: making them costs a test a tenth of a second."""
    return once(run_folder, "template.db", lambda draft: make_tables(f"sqlite:///{draft}"))


@pytest.fixture(scope="session")
def postgresql_template(postgres: postgresql.External) -> str:
    """A PostgreSQL database with all tables, to copy."""
    return postgres.template(make_tables)


@pytest.fixture
def ready_sqlite_url(sqlite_template: Path, sqlite_url: str) -> str:
    """A SQLite file with all tables and nothing in them."""
    shutil.copy(sqlite_template, sqlite_url.removeprefix("sqlite:///"))
    return sqlite_url


@pytest.fixture(scope="session")
def one_ready_postgresql_url(postgres: postgresql.External, postgresql_template: str) -> Iterator[str]:
    """A PostgreSQL database with all tables, for one test after the other."""
    url = postgres.create_database(postgresql_template)
    yield url
    postgres.drop_database(url)


@pytest.fixture
def ready_postgresql_url(postgres: postgresql.External, one_ready_postgresql_url: str) -> Iterator[str]:
    """A PostgreSQL database with all tables and nothing in them."""
    yield one_ready_postgresql_url
    names = [table.name for table in reversed(tables.metadata.sorted_tables)]
    postgres.clear_database(one_ready_postgresql_url, names)


@pytest.fixture(params=["sqlite", "postgresql"])
def ready_database_url(request: pytest.FixtureRequest) -> str:
    """A database with all tables and nothing in them: each test that asks for it runs on both."""
    url: str = request.getfixturevalue(f"ready_{request.param}_url")
    return url


@pytest.fixture(scope="session")
def scratch_sqlite_url(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A SQLite file with all tables for tests that keep nothing in it: what they write is rolled back."""
    return f"sqlite:///{shutil.copy(sqlite_template, tmp_path_factory.mktemp('scratch'))}"


@pytest.fixture(scope="session")
def scratch_postgresql_url(postgres: postgresql.External, postgresql_template: str) -> Iterator[str]:
    """The same in PostgreSQL."""
    url = postgres.create_database(postgresql_template)
    yield url
    postgres.drop_database(url)


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def scratch(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Writes to such a database, for one test after the other."""
    engines = open_engines(request.getfixturevalue(f"scratch_{request.param}_url"))
    yield engines.writer
    engines.dispose()


@pytest.fixture(autouse=True)
def wiretap() -> Iterator[Wiretap]:
    """Every log line of every test; nothing that people said on a stage may be in it, and no token."""
    with tapped() as tap:
        yield tap
    assert tap.leaks() == []


@pytest.fixture(scope="session")
def one_database(sqlite_template: Path) -> Iterator[Opened]:
    """A SQLite file and the storage over it, for one stage after the other.

    SQLAlchemy makes the words of each statement once for each storage: that was a fifth of a scene's time.
    The file is in memory: each commit waits for the disk otherwise.
    """
    with swift.folder() as folder:
        url = f"sqlite:///{shutil.copy(sqlite_template, Path(folder) / 'test.db')}"
        storage = open_storage(url)
        storage.rehearse()
        yield Opened(url, storage)
        asyncio.run(storage.close())


@pytest.fixture
def database(sqlite_template: Path, one_database: Opened) -> Opened:
    """That database, its file byte for byte as it was when its tables were made."""
    with (
        closing(sqlite3.connect(sqlite_template)) as template,
        closing(sqlite3.connect(one_database.url.removeprefix("sqlite:///"))) as file,
    ):
        template.backup(file)
        assert file.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone() == (0, 0, 0)
    one_database.storage.forget()  # one that was just opened does not know what the journal holds
    return one_database


@pytest.fixture
def patience() -> Patience:
    """How long the bot waits: as in life."""
    return PATIENT


@pytest.fixture
async def stage(database: Opened, patience: Patience) -> AsyncIterator[Stage]:
    """A rehearsal with the bot in it. The scene fails when the bot breaks a rule of Slack's."""
    async with scene(database, patience) as stage:
        yield stage


def make_tables(url: str) -> None:
    """Bring a database up to date and leave nobody connected to it."""
    engines = open_engines(url)
    migrate(engines.writer)
    engines.dispose()
