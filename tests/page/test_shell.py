"""The rehearsal's page in a real browser: a session begun by hand, and words that try to be a script."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, ViewportSize, async_playwright, expect
from slack_sdk.web.async_client import AsyncWebClient

from rehearsal.cast import SHIPPED
from rehearsal.server import Rehearsal
from tests.rehearsal.app import App
from tests.stage import MANIFEST, Stage

FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
MIRIAM, ANA, ROOM = "U0FACIL01", "U0CHAMP01", "C0PARENT0"
PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1200, "height": 850}
WIDER = "document.documentElement.scrollWidth > window.innerWidth"


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """Chromium, or a loud word about what is missing."""
    names = ("chromium", "chromium-browser", "google-chrome")
    executable = next((path for name in names if (path := shutil.which(name))), None)
    if executable is None:
        words = "NO BROWSER: the page was not tested. Install Chromium (`apt-get install chromium`)."
        if os.environ.get("CI") == "true":
            pytest.fail(words)
        pytest.skip(words)
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield chromium
        await chromium.close()


async def tab(browser: Browser, url: str, person: str, faults: list[str], size: ViewportSize = DESK) -> Page:
    """A tab in which somebody looks at the room; what goes wrong in it is noted."""
    page = await browser.new_page(viewport=size, locale="en-GB")
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.on("request", lambda asked: None if asked.url.startswith(url) else faults.append(asked.url))
    await page.goto(f"{url}/#person={person}&channel={ROOM}")
    await expect(page.get_by_role("log")).to_be_visible()
    return page


async def test_a_facilitator_begins_a_session_by_keyboard_and_a_champion_on_a_phone_checks_in(
    stage: Stage, browser: Browser
) -> None:
    faults: list[str] = []
    desk = await tab(browser, stage.slack.url, MIRIAM, faults)
    phone = await tab(browser, stage.slack.url, ANA, faults, PHONE)
    await expect(desk.get_by_text("This is a rehearsal, not Slack.")).to_be_visible()
    box = desk.get_by_role("combobox", name="Message #parent-champions")
    await box.press_sequentially("/co")
    await expect(desk.get_by_role("option", name="/copro")).to_have_attribute("aria-selected", "true")
    await box.press("Enter")
    await box.press_sequentially('start "Support for new parents"')
    await box.press("Enter")
    await expect(desk.get_by_role("heading", name="Session: Support for new parents")).to_be_visible()

    await phone.get_by_role("button", name="Check in").click()
    form = phone.get_by_role("dialog", name="Check in")
    await form.get_by_role("radio", name="4 – good").check()
    assert not await phone.evaluate(WIDER)
    await form.get_by_role("button", name="Check in").click()
    await expect(form.get_by_text("Please complete this required field.").first).to_be_visible()
    await phone.keyboard.press("Escape")
    await expect(form).to_be_hidden()
    assert faults == []


async def test_pressing_without_an_answer_warns_as_slack_does(browser: Browser) -> None:
    faults: list[str] = []
    button = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
    async with Rehearsal(MANIFEST) as slack:
        web = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        blocks = [{"type": "actions", "elements": [button]}]
        await web.chat_postMessage(channel=ROOM, text="a card", blocks=blocks)
        page = await tab(browser, slack.url, ANA, faults)
        await page.get_by_role("button", name="Go", exact=True).click()  # no app is there to hear it
        await expect(page.get_by_role("alert")).to_contain_text("something went wrong")
        await expect(page.get_by_role("article")).to_contain_text("something went wrong")
    assert [each for each in faults if "Failed to" not in each and "ERR_" not in each] == []


HOSTILE = '<img src=x onerror="window.hurt=1"><script>window.hurt=1</script>'


def hostile_cast(folder: Path) -> Path:
    """The shipped cast, with names that would run if they were ever markup."""
    cast = json.loads(SHIPPED.read_text("utf-8"))
    cast["workspace"]["name"] = HOSTILE
    for person in cast["people"]:
        person["real_name"] += HOSTILE
        person["sector"] = HOSTILE
    cast["channels"][4]["name"] = HOSTILE
    file = folder / "cast.json"
    file.write_text(json.dumps(cast), "utf-8")
    return file


async def test_hostile_names_and_messages_never_run(browser: Browser, tmp_path: Path) -> None:
    faults: list[str] = []
    async with Rehearsal(MANIFEST, hostile_cast(tmp_path)) as slack, App(slack.api_url, slack.app_token):
        web = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        text = {"type": "mrkdwn", "text": f"{HOSTILE} <javascript:window.hurt=1|press> <@{ANA}>"}
        await web.chat_postMessage(channel=ROOM, text=HOSTILE, blocks=[{"type": "section", "text": text}])
        await web.chat_postMessage(channel=ROOM, text=f"{HOSTILE} <javascript:window.hurt=1|press> <@{ANA}>")
        page = await tab(browser, slack.url, ANA, faults)
        await page.get_by_role("combobox").fill(f"/nothing {HOSTILE}")
        await page.keyboard.press("Enter")
        await page.get_by_role("combobox").fill(HOSTILE)
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("article")).to_have_count(4)
        for panel in ("What if…", "Inspector"):
            await page.get_by_role("button", name=panel, exact=True).click()
        await page.locator(".entries summary").last.click()
        await page.get_by_role("button", name="Acting as").click()
        await expect(page.get_by_role("dialog", name="Act as …")).to_contain_text("<script>")
        made = "document.querySelectorAll('img, script:not([src]), [onerror], [href^=javascript]').length"
        assert (await page.evaluate("window.hurt"), await page.evaluate(made)) == (None, 0)
        await page.close()
    assert faults == []
