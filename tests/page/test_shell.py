"""The rehearsal's page in a real browser: a session begun by hand, and words that try to be a script."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from story.setting import CAST, StoryRehearsal
from tests.page.driver import seated
from tests.rehearsal.app import App
from tests.stage import MANIFEST, Stage

pytestmark = pytest.mark.asyncio(loop_scope="session")

MIRIAM, ANA, ROOM = "U0FACIL01", "U0CHAMP01", "C0PARENT0"


async def test_a_slash_lists_the_commands_and_a_form_says_what_is_missing(
    stage: Stage, browser: Browser
) -> None:
    async with seated(browser, stage.slack.url, MIRIAM, ROOM) as page:
        await expect(page.get_by_text("This is a rehearsal, not Slack.")).to_be_visible()
        box = page.get_by_role("textbox", name="Message #parent-champions")
        await box.press_sequentially("/co")
        await expect(page.get_by_role("option", name="/copro")).to_have_attribute("aria-selected", "true")
        await box.press("Enter")
        await box.press_sequentially('start "Support for new parents"')
        await box.press("Enter")
        await expect(page.get_by_role("heading", name="Session: Support for new parents")).to_be_visible()

        await box.press_sequentially("/pledge")
        await box.press("Enter")
        form = page.get_by_role("dialog", name="Your pledge")
        await form.get_by_role("button", name="I will do this").click()
        await expect(form.get_by_text("Please complete this required field.").first).to_be_visible()
        await page.keyboard.press("Escape")
        await expect(form).to_be_hidden()


async def test_pressing_without_an_answer_warns_as_slack_does(browser: Browser) -> None:
    button = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
    async with StoryRehearsal(MANIFEST) as slack:
        web = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        blocks = [{"type": "actions", "elements": [button]}]
        await web.chat_postMessage(channel=ROOM, text="a card", blocks=blocks)
        async with seated(browser, slack.url, ANA, ROOM) as page:
            await page.get_by_role("button", name="Go", exact=True).click()  # no app is there to hear it
            await expect(page.get_by_role("alert")).to_contain_text("something went wrong")
            await expect(page.get_by_role("article")).to_contain_text("something went wrong")


HOSTILE = '<img src=x onerror="window.hurt=1"><script>window.hurt=1</script>'


def hostile_cast(folder: Path) -> Path:
    """The shipped cast, with names that would run if they were ever markup."""
    cast = json.loads(CAST.read_text("utf-8"))
    cast["workspace"]["name"] = HOSTILE
    for person in cast["people"]:
        person["real_name"] += HOSTILE
        person["facts"] = {"sector": HOSTILE}
    cast["channels"][4]["name"] = HOSTILE
    file = folder / "cast.json"
    file.write_text(json.dumps(cast), "utf-8")
    return file


async def test_hostile_names_and_messages_never_run(browser: Browser, tmp_path: Path) -> None:
    async with (
        StoryRehearsal(MANIFEST, cast=hostile_cast(tmp_path)) as slack,
        App(slack.api_url, slack.app_token),
    ):
        web = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        text = {"type": "mrkdwn", "text": f"{HOSTILE} <javascript:window.hurt=1|press> <@{ANA}>"}
        await web.chat_postMessage(channel=ROOM, text=HOSTILE, blocks=[{"type": "section", "text": text}])
        await web.chat_postMessage(channel=ROOM, text=f"{HOSTILE} <javascript:window.hurt=1|press> <@{ANA}>")
        async with seated(browser, slack.url, ANA, ROOM) as page:
            for words in (f"/nothing {HOSTILE}", HOSTILE):
                await page.get_by_role("textbox", name="Message").fill(words)
                await page.keyboard.press("Enter")
            await expect(page.get_by_role("article")).to_have_count(4)
            for panel in ("Fill the room", "What if…", "Inspector"):
                await page.get_by_role("button", name=panel, exact=True).click()
            await page.locator(".entries summary").last.click()
            await page.get_by_role("button", name="Acting as").click()
            await expect(page.get_by_role("dialog", name="Act as …")).to_contain_text("<script>")
            made = "document.querySelectorAll('img, script:not([src]), [onerror], [href^=javascript]').length"
            assert (await page.evaluate("window.hurt"), await page.evaluate(made)) == (None, 0)


async def test_a_broken_rule_is_counted_on_the_inspectors_button_and_explained_in_it(
    browser: Browser,
) -> None:
    async with StoryRehearsal(MANIFEST) as slack, seated(browser, slack.url, ANA, ROOM) as page:
        panels = page.get_by_role("group", name="Panels")
        await expect(panels.get_by_role("button", name="Inspector", exact=True)).to_be_visible()
        web = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        with pytest.raises(SlackApiError):
            await web.chat_postMessage(channel=ROOM, text="a card", blocks=[{"type": "nothing"}])
        for number in range(500):  # more than the list holds
            slack.slack.log.add("clock", number=number)
        await panels.get_by_role("button", name="Inspector 1 broken rule").click()
        inspector = page.get_by_role("complementary", name="Inspector")
        await expect(inspector.get_by_role("status")).to_contain_text("1 broken rule among")
        await inspector.get_by_label("Show", exact=True).select_option("Broken rules")
        await inspector.get_by_role("listitem").filter(visible=True).click()
        await expect(inspector.get_by_text("invalid_blocks").first).to_be_visible()
        await inspector.get_by_label("Show", exact=True).select_option("Everything")

        await inspector.get_by_role("checkbox", name="Pause").check()
        await web.chat_postMessage(channel=ROOM, text="later")
        await expect(page.get_by_role("article")).to_contain_text("later")
        called = inspector.get_by_text("chat.postMessage", exact=True)
        await expect(called).to_have_count(0)  # it was long ago
        await inspector.get_by_role("checkbox", name="Pause").uncheck()
        await expect(called).to_have_count(1)
        await called.last.click()
        await inspector.get_by_role("button", name="Show its message").click()
        await expect(page.get_by_role("article")).to_be_focused()
