"""A reminder on a phone: its answers and its menu stand in one row, also where it asks about two pledges."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from playwright.async_api import Browser

from tests.page.driver import PHONE, WIDER, Mouse, Seat, seated
from tests.stage import ROOM, Stage

pytestmark = pytest.mark.asyncio(loop_scope="session")

PLACE = "C0PARENT0"
TOPS = """rows => rows.map(row => [...new Set([...row.children].map(
    each => Math.round(each.getBoundingClientRect().top)))].length)"""


async def test_the_answers_and_the_menu_stand_in_one_row(stage: Stage, browser: Browser) -> None:
    await stage.time_is(datetime(2027, 3, 3, 10, 30, tzinfo=UTC))
    await stage.session()
    for what in ("Call the school", "Visit the library"):
        await stage.pledge(stage.ana, what)
    await stage.miriam.types("/copro end now", channel=ROOM)
    await stage.rests()
    await stage.time_is(datetime(2027, 3, 17, 10, 0, tzinfo=UTC))
    await stage.rests()
    async with seated(browser, stage.slack.url, stage.ana.id, PLACE, PHONE) as page:
        await Seat(page, Mouse(page)).opens("Alongside")
        rows = page.locator(".message", has_text="Call the school").last.locator(".block-actions")
        assert await rows.evaluate_all(TOPS) == [1, 1]
        assert await page.evaluate(WIDER) is False
