"""Buttons and menus that are pressed: what the app is told, and when."""

from __future__ import annotations

import pytest
from playwright.async_api import Page

from tests.page.drawing import BLUE, COLOURS, IS_ACTIVE, RED, draw, plain, told

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_button_tells_its_value(page: Page) -> None:
    button = {
        "type": "button",
        "text": plain("Support :tada:"),
        "action_id": "support",
        "value": "7",
        "style": "primary",
    }
    await draw(page, {"type": "actions", "block_id": "row", "elements": [button]})

    await page.get_by_role("button", name="Support 🎉").press("Enter")

    assert await told(page) == [{"block_id": "row", **button}]


async def test_a_button_that_asks_is_told_only_after_yes(page: Page) -> None:
    confirm = {
        "title": plain("Sure?"),
        "text": plain("It is gone then."),
        "confirm": plain("Take back"),
        "deny": plain("Keep"),
    }
    button = {
        "type": "button",
        "text": plain("Remove"),
        "action_id": "a",
        "style": "danger",
        "confirm": confirm,
    }
    await draw(page, {"type": "section", "block_id": "b", "text": plain(), "accessory": button})

    for answer in ("Keep", "Escape", "Take back"):
        await page.get_by_role("button", name="Remove").click()
        dialog = page.get_by_role("dialog", name="Sure?")
        await dialog.get_by_text("It is gone then.").wait_for()
        await (
            page.keyboard.press("Escape")
            if answer == "Escape"
            else dialog.get_by_role("button", name=answer).click()
        )
        await page.locator(".block-confirm").wait_for(state="detached")  # not only closed
        assert len(await told(page)) == (answer == "Take back")


async def test_a_menu_that_asks_goes_back_after_no(page: Page) -> None:
    element = {"type": "static_select", "action_id": "a", "placeholder": plain("Colour"), **COLOURS,
               "initial_option": RED, "confirm": {"title": plain("Sure?")}}  # fmt: skip
    await draw(page, {"type": "actions", "block_id": "b", "elements": [element]})

    await page.get_by_label("Colour").select_option(label="Blue")
    await page.get_by_role("button", name="Cancel").click()

    await page.locator("option:checked", has_text="Red").wait_for(state="attached")
    assert await told(page) == []


async def test_the_overflow_works_by_keyboard(page: Page) -> None:
    element = {"type": "overflow", "action_id": "a", **COLOURS}
    await draw(page, {"type": "section", "block_id": "b", "text": plain(), "accessory": element})
    opener = page.get_by_role("button", name="More actions")

    await opener.press("Enter")
    await page.keyboard.press("Escape")
    assert await opener.evaluate(IS_ACTIVE)
    await opener.press("Enter")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")

    assert await told(page) == [
        {"block_id": "b", "action_id": "a", "type": "overflow", "selected_option": BLUE}
    ]


async def test_a_menu_walked_through_by_keyboard_is_told_once(page: Page) -> None:
    element = {"type": "static_select", "action_id": "a", "placeholder": plain("Colour"), **COLOURS}
    await draw(page, {"type": "actions", "block_id": "b", "elements": [element]})
    await page.get_by_label("Colour").focus()

    for _ in range(2):
        await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Tab")

    assert [each["selected_option"] for each in await told(page)] == [BLUE]
