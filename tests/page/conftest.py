"""One Chromium for all tests of the page, and an empty page to draw on."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright

from bot.patience import Patience
from tests.page.drawing import Sheet, served
from tests.stage import Opened, Stage, scene

# The first is Debian's Chromium without windows, which takes two thirds of the processor time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


def executable() -> str:
    """Chromium, or a loud word about what is missing."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        words = "NO BROWSER: the page was not tested. Try: apt-get install chromium-headless-shell"
        if os.environ.get("CI") == "true":
            pytest.fail(words)
        pytest.skip(words)
    return found


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address at which the one browser of these tests takes orders."""
    folder = tmp_path_factory.mktemp("chromium")
    order = [executable(), "--headless", *FLAGS, "--remote-debugging-port=0", f"--user-data-dir={folder}"]
    # Debian's command is a script, which does not tell the browser behind it to end: so both are told.
    with subprocess.Popen(order, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        assert process.stderr is not None
        said = next(line for line in process.stderr if line.startswith("DevTools listening on "))
        yield said.rpartition(" ")[2].strip()
        os.killpg(process.pid, signal.SIGTERM)
        process.communicate()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def connected(chromium: str) -> AsyncIterator[Browser]:
    """The driver of that browser, which is a process of its own: all tests of the page share its loop."""
    async with async_playwright() as playwright:
        connected = await playwright.chromium.connect_over_cdp(chromium)
        yield connected
        await connected.close()


@pytest_asyncio.fixture(loop_scope="session")
async def browser(connected: Browser) -> AsyncIterator[Browser]:
    """The browser, for one test: what the test opened in it goes with the test."""
    before = connected.contexts
    yield connected
    for each in connected.contexts:
        if each not in before:
            await each.close()


@pytest_asyncio.fixture(loop_scope="session")
async def stage(database: Opened, patience: Patience) -> AsyncIterator[Stage]:
    """The stage of all tests, in the loop of those of the page."""
    async with scene(database, patience) as stage:
        yield stage


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def sheet(connected: Browser) -> AsyncIterator[Sheet]:
    """A page that is kept for all tests that only draw: a new one for each would cost more than the test."""
    async with served() as address:
        context = await connected.new_context(timezone_id="Europe/London", locale="en-GB")
        yield await Sheet.opened(await context.new_page(), address)
        await context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def page(sheet: Sheet) -> AsyncIterator[Page]:
    """An empty page to draw on; in the end nothing may have failed on it or been asked of anybody else."""
    await sheet.clear()
    yield sheet.page
    assert sheet.troubles == []


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with something to attach."""
    (tmp_path / "plan.pdf").write_bytes(b"%PDF")
    (tmp_path / "notes.txt").write_text("benches")
    return tmp_path
