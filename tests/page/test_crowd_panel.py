"""“Fill the room” as a facilitator sees it: what to do first, how far they are, and an end."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Browser, expect

from rehearsal.crowd.hurrying import pass_time
from tests.page.driver import DESK, PHONE, WIDER
from tests.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="session")

MIRIAM, ROOM = "U0FACIL01", "C0PARENT0"


async def test_a_facilitator_alone_sees_a_session_with_a_crowd(stage: Stage, browser: Browser) -> None:
    page = await browser.new_page(viewport=DESK, locale="en-GB")
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    await page.goto(f"{stage.slack.url}/#person={MIRIAM}&channel={ROOM}")
    await page.get_by_role("button", name="Fill the room").click()
    await expect(page.get_by_text("Nobody has come yet.")).to_be_visible()
    await page.get_by_role("button", name="45 people").focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("status").get_by_text("Start a session first")).to_be_visible()

    await stage.session()
    crowd = stage.slack.crowds.crowd
    assert crowd is not None
    await pass_time(stage.slack.slack, crowd, 180)
    done = page.get_by_label("The crowd").get_by_text(re.compile("45 of 45 have checked in"))
    await expect(done).to_be_visible()
    await expect(page.get_by_text("Everybody is in #parent-champions.")).to_be_visible()
    await page.get_by_role("button", name="Stop").click()
    await expect(page.get_by_text("Nobody acts by themselves at this moment.")).to_be_visible()
    assert not crowd.going
    assert faults == []


async def test_it_fits_on_a_phone_and_every_choice_has_a_label(stage: Stage, browser: Browser) -> None:
    page = await browser.new_page(viewport=PHONE, locale="en-GB")
    await page.goto(f"{stage.slack.url}/#person={MIRIAM}&channel={ROOM}")
    await page.get_by_label("Parts of the page").get_by_role("button").last.click()
    await page.get_by_role("button", name="Fill the room").click()
    await expect(page.get_by_label("Where")).to_have_value(ROOM)
    await expect(page.get_by_label("How fast")).to_have_value("1")
    group = page.get_by_role("group", name="How many people come")
    names = await group.get_by_role("button").all_inner_texts()
    assert names == ["5 people", "45 people", "300 people", "Stop"]
    assert not await page.evaluate(WIDER)
