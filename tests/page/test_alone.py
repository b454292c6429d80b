"""The page of a rehearsal that was given neither a guide nor habits: it shows what is there, and no more."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, expect

from rehearsal.server import Rehearsal
from tests.page.driver import DESK
from tests.rehearsal.app import App, manifest

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_without_a_guide_and_a_crowd_there_are_two_panels_and_everything_else_works(
    browser: Browser,
) -> None:
    async with Rehearsal(manifest()) as slack, App(slack.api_url, slack.app_token):
        page = await browser.new_page(viewport=DESK, locale="en-GB")
        faults: list[str] = []
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        await page.goto(slack.url)
        await expect(page.get_by_role("button", name="Acting as Robin Frost")).to_be_visible()
        await expect(page.get_by_text("Nothing has been said here yet.")).to_be_visible()
        await expect(page.get_by_role("button", name="What to try first")).to_have_count(0)
        panels = page.get_by_role("group", name="Panels").get_by_role("button")
        assert await panels.all_inner_texts() == ["What if…", "Inspector"]

        await page.get_by_role("textbox", name="Message #general").fill("hello")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("article")).to_contain_text("hello")
        await page.get_by_role("button", name="Acting as").click()
        chooser = page.get_by_role("dialog", name="Act as …")
        assert await chooser.get_by_role("heading", level=3).all_inner_texts() == ["Admins", "Members"]
        assert faults == []
