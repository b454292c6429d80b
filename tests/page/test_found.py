"""Menus that ask the app for their options, as somebody types."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.page.drawing import BLUE, GREEN, IS_ACTIVE, RED, Json, asks, draw, modal, sent, show, told

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def finds(page: Page, found: Json) -> None:
    """What the app answers from now on."""
    await page.evaluate("(found) => { window.found = found; }", found)


async def test_the_app_is_asked_from_the_third_letter_on(page: Page) -> None:
    await draw(page, asks("external_select"))
    search, status = page.get_by_role("searchbox", name="Search: Your answer"), page.get_by_role("status")

    await search.press_sequentially("hi")
    await expect(status).to_have_text("Type 1 more character")
    await search.press_sequentially("gh")

    await expect(status).to_have_text("1 found")
    asked = await page.evaluate("window.asked")
    assert asked == [{"block_id": "b", "action_id": "a", "value": value} for value in ("hig", "high")]


async def test_where_no_letter_is_needed_it_is_asked_on_entering(page: Page) -> None:
    await draw(page, asks("external_select", element={"min_query_length": 0}))
    await page.get_by_role("searchbox").focus()
    await expect(page.get_by_role("status")).to_have_text("1 found")
    assert [each["value"] for each in await page.evaluate("window.asked")] == [""]


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ({"options": [], "missing": ""}, "No results found"),
        ({"options": [], "missing": "timeout"}, "No results found. The app did not answer."),
        ({"options": [], "option_groups": [], "words": "No results found"}, "No results found"),
    ],
)
async def test_nothing_found_is_said_as_slack_says_it(page: Page, found: Json, words: str) -> None:
    await draw(page, asks("external_select"))
    await finds(page, found)
    await page.get_by_role("searchbox").fill("high")
    await expect(page.get_by_role("status")).to_have_text(words)


async def test_groups_are_found_too(page: Page) -> None:
    await draw(page, asks("external_select"))
    group = {"label": {"type": "plain_text", "text": "Warm"}, "options": [RED]}
    await finds(page, {"options": [], "option_groups": [group]})
    await page.get_by_role("searchbox").fill("colour")
    await expect(page.locator("optgroup[label=Warm] option")).to_have_text("Red")


async def test_what_was_found_before_stays_chosen(page: Page) -> None:
    await show(page, modal(asks("multi_external_select")))
    for word, options in (("red", [RED, BLUE]), ("green", [GREEN])):
        await finds(page, {"options": options})
        await page.get_by_role("searchbox", name="Search").fill(word)
        await expect(page.get_by_role("status")).to_have_text(f"{len(options)} found")
        await page.locator("summary").click()
        await page.get_by_label(word.capitalize()).check()
    await page.get_by_role("button", name="Send").click()
    held = {"type": "multi_external_select", "selected_options": [RED, GREEN]}
    assert await sent(page) == [{"b": {"a": held}}]


async def test_enter_in_the_search_does_not_send_the_form(page: Page) -> None:
    await show(page, modal(asks("external_select")))
    search = page.get_by_role("searchbox")
    await search.press_sequentially("high")
    await page.keyboard.press("Enter")
    assert (await sent(page), await told(page)) == ([], [])
    assert await search.evaluate(IS_ACTIVE)
