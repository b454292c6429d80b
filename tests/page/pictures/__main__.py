"""All of the pictures, or those of the rooms that are named: `python -m tests.page.pictures polls`."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.async_api import async_playwright

from tests.page.conftest import FLAGS, executable
from tests.page.pictures import followups, groups, ideas, polls, sessions
from tests.stage import on_stage

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from playwright.async_api import Browser

    from tests.stage import Stage

TAKES: dict[str, Callable[[Stage, Browser], Awaitable[None]]] = {
    "sessions": sessions.take,
    "followups": followups.take,
    "groups": groups.take,
    "ideas": ideas.take,
    "polls": polls.take,
}


async def main(names: list[str]) -> None:
    """Each on a stage of its own, with one browser."""
    with tempfile.TemporaryDirectory() as folder:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=executable(), args=FLAGS)
            for name in names or TAKES:
                async with on_stage(f"sqlite:///{Path(folder) / f'{name}.db'}") as stage:
                    await TAKES[name](stage, browser)
            await browser.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
