"""Fixtures for the tests of any bot: `-p rehearsal.pytest_plugin`. They need pytest-asyncio.

`rehearsal_manifest` and `rehearsal_cast` in the settings of pytest name the files, seen from its root.
"""

from __future__ import annotations

import warnings
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from rehearsal.driver.room import Room
from rehearsal.server import Rehearsal
from rehearsal.world.log import ADVICE, REFUSAL


def pytest_addoption(parser: pytest.Parser) -> None:
    """Two settings."""
    parser.addini("rehearsal_manifest", "the app's manifest, a JSON file", default="manifest.json")
    parser.addini("rehearsal_cast", "people and channels, a JSON file; a small cast is shipped", default="")


@pytest_asyncio.fixture
async def rehearsal(pytestconfig: pytest.Config) -> AsyncIterator[Rehearsal]:
    """A workspace of this test's own. It fails when the app breaks a rule of Slack's; advice is a warning."""
    root, cast = pytestconfig.rootpath, str(pytestconfig.getini("rehearsal_cast"))
    manifest = root / str(pytestconfig.getini("rehearsal_manifest"))
    async with Rehearsal(manifest, root / cast if cast else None) as workspace:
        yield workspace
        found = workspace.slack.log.violations()
        broken = [f"{each['rule']}: {each['words']}" for each in found if each["severity"] == REFUSAL]
        for each in found:
            if each["severity"] == ADVICE:
                warnings.warn(f"{each['rule']}: {each['words']}", stacklevel=1)
        if broken:
            pytest.fail("\n".join(["The app broke rules of Slack's:", *broken]), pytrace=False)


@pytest_asyncio.fixture
async def room(rehearsal: Rehearsal) -> AsyncIterator[Room]:
    """The people in it."""
    async with Room(rehearsal.url) as people:
        yield people
