"""The board of ideas on a phone, by keyboard alone: read, support, say what would help, discuss."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, expect

from tests.page.driver import PHONE, WIDER, Keyboard, Seat, seated
from tests.stage import ROOM, Stage

pytestmark = pytest.mark.asyncio(loop_scope="session")

PLACE = "C0PARENT0"
TEXTS = ("A bus to the hall", "A later bus home", "Free bus tickets")


async def test_a_champion_looks_through_the_board_and_answers_an_idea_by_keyboard(
    stage: Stage, browser: Browser
) -> None:
    await stage.session()
    for text in TEXTS:
        await stage.idea(stage.ana, text)
    await stage.miriam.types("/copro board", channel=ROOM)
    async with seated(browser, stage.slack.url, stage.blessing.id, PLACE, PHONE) as page:
        hands = Keyboard(page)
        seat = Seat(page, hands)
        await seat.presses("See all ideas", on="All our ideas")
        every = await seat.form("Ideas")
        for text in TEXTS:
            await expect(every).to_contain_text(text)
        await hands.press(every.get_by_role("button", name="Open 1"))
        one = await seat.form("Idea 1")
        await hands.press(one.get_by_role("button", name="Support"))
        await expect(one).to_contain_text("Take my support back")
        await hands.press(one.get_by_role("button", name="It would help if …"))
        help_ = await seat.form("It would help if …")
        await hands.write(help_.get_by_role("textbox"), "it came twice")
        await hands.press(help_.get_by_role("button", name="Send"))
        await expect(await seat.form("Idea 1")).to_contain_text("it came twice")
        assert await page.evaluate(WIDER) is False
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("dialog")).to_have_count(0)
        await expect(await seat.sees("Ideas 1 to 3")).to_contain_text("1 says what would help")
