"""Writing and reading on: the message box, earlier messages, menus and files, many tabs at once."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect
from slack_sdk.web.async_client import AsyncWebClient

from rehearsal.server import Rehearsal
from story.setting import StoryRehearsal
from tests.page import axe
from tests.page.drawing import IS_ACTIVE
from tests.page.driver import seated
from tests.rehearsal.app import SCOPES, App, Json, manifest
from tests.rehearsal.corpus import actions, asks, modal, plain
from tests.rehearsal.tab import ANA, ROOM, SEND

pytestmark = pytest.mark.asyncio(loop_scope="session")

TOP = "(node) => node.getBoundingClientRect().top"
# What is put into the log from now on, and whether a screen reader says it as it comes.
LISTEN = """(log) => {
  window.said = [];
  new MutationObserver((changes) => {
    for (const node of changes.flatMap((change) => [...change.addedNodes])) {
      const live = node.closest("[aria-live]").ariaLive;
      if (node.matches("article")) window.said.push([live, node.querySelector(".text").innerText]);
    }
  }).observe(log, { childList: true });
}"""


@pytest_asyncio.fixture(loop_scope="session")
async def slack() -> AsyncIterator[Rehearsal]:
    async with StoryRehearsal(manifest([*SCOPES, "files:write"])) as slack:
        yield slack


@pytest_asyncio.fixture(loop_scope="session")
async def app(slack: Rehearsal) -> AsyncIterator[App]:
    async with App(slack.api_url, slack.app_token) as app:
        yield app


@pytest.fixture
def web(slack: Rehearsal) -> AsyncWebClient:
    return AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)


@pytest_asyncio.fixture(loop_scope="session")
async def ana(slack: Rehearsal, browser: Browser) -> AsyncIterator[Page]:
    """Her tab, with everything that was said before it opened."""
    async with seated(browser, slack.url, ANA, ROOM) as page:
        yield page


async def test_enter_sends_and_with_shift_begins_another_line(app: App, ana: Page) -> None:
    box = ana.get_by_role("textbox", name="Message #parent-champions")
    lines = [f"line {number}" for number in range(8)]
    heights = [await box.evaluate("(node) => node.offsetHeight")]
    for line in lines[:-1]:
        await box.press_sequentially(line)
        await box.press("Shift+Enter")
        heights.append(await box.evaluate("(node) => node.offsetHeight"))
    await box.press_sequentially(lines[-1])
    assert heights[:6] == sorted(set(heights[:6]))  # it grows
    assert heights[-1] == heights[-2]  # and does so for six lines only
    await box.press("Enter")

    said = ana.get_by_role("article")
    await expect(said).to_have_count(1)
    assert (await said.locator(".block-text").inner_text()).splitlines() == lines
    await expect(box).to_have_value("")
    assert await box.evaluate("(node) => node.offsetHeight") == heights[0]


async def test_commands_are_listed_counted_and_taken_by_keyboard(app: App, ana: Page) -> None:
    box, count = ana.get_by_role("textbox", name="Message"), ana.locator("#composer [role=status]")
    await box.press_sequentially("/")
    await expect(count).to_have_text("6 commands, choose with the arrow keys")
    assert await axe.violations(ana) == []
    await box.press("ArrowDown")
    chosen = await box.get_attribute("aria-activedescendant")
    await expect(ana.locator(f"#{chosen}")).to_contain_text("/idea")
    await box.press("Enter")
    await expect(box).to_have_value("/idea ")
    await expect(count).to_have_text("")
    await box.press_sequentially("More benches")
    await box.press("Enter")
    await expect(box).to_have_value("")
    await app.frame(lambda frame: frame.get("payload", {}).get("command") == "/idea")


async def test_earlier_messages_come_without_moving_what_is_read(
    slack: Rehearsal, browser: Browser, web: AsyncWebClient
) -> None:
    root = await web.chat_postMessage(channel=ROOM, text="message 0.")
    for number in range(1, 229):
        await web.chat_postMessage(channel=ROOM, text=f"message {number}.")
    await web.chat_postMessage(channel=ROOM, text="an answer to the first", thread_ts=root["ts"])
    async with seated(browser, slack.url, ANA, ROOM) as page:
        log, more = page.get_by_role("log"), page.get_by_role("button", name="Show earlier messages")
        await expect(log.get_by_role("article")).to_have_count(100)
        reply = log.get_by_role("article", name="Reply by")
        await expect(reply).to_contain_text("an answer to the first")  # though what it answers is not shown
        await log.evaluate("(node) => node.scrollTo(0, 0)")
        first = page.get_by_role("article").filter(has_text="message 130.")
        before = await first.evaluate(TOP)

        await more.press("Enter")

        await expect(log.get_by_role("article")).to_have_count(200)
        assert abs(await first.evaluate(TOP) - before) < 3
        assert await more.evaluate(IS_ACTIVE)
        await more.press("Enter")
        await expect(log.get_by_role("article")).to_have_count(230)
        await expect(more).to_have_count(0)
        assert await log.evaluate(IS_ACTIVE)


async def test_who_reads_further_up_is_told_of_what_came_below_and_goes_there_by_keyboard(
    slack: Rehearsal, browser: Browser, web: AsyncWebClient
) -> None:
    root = await web.chat_postMessage(channel=ROOM, text="message 0.")
    for number in range(1, 40):
        await web.chat_postMessage(channel=ROOM, text=f"message {number}.")
    async with seated(browser, slack.url, ANA, ROOM) as page:
        log, below = page.get_by_role("log"), page.get_by_role("button", name="New messages below")
        await expect(log.get_by_role("article")).to_have_count(40)
        await web.chat_postMessage(channel=ROOM, text="read at once")
        await expect(log.get_by_text("read at once")).to_be_in_viewport()
        await expect(below).to_be_hidden()
        await log.evaluate("(node) => node.scrollTo(0, 0)")
        await web.chat_update(channel=ROOM, ts=root["ts"], text="changed, and not new")
        await expect(log.get_by_text("changed, and not new")).to_have_count(1)
        await expect(below).to_be_hidden()

        await web.chat_postEphemeral(channel=ROOM, user=ANA, text="For Ana alone")

        answer = log.get_by_role("article").filter(has_text="For Ana alone")
        await expect(below).to_be_visible()
        await expect(answer).not_to_be_in_viewport()
        assert await axe.violations(page) == []
        await page.get_by_role("textbox", name="Message").focus()
        for _ in range(6):  # back over what stands around the message box
            await page.keyboard.press("Shift+Tab")
            if await below.evaluate(IS_ACTIVE):
                break
        await page.keyboard.press("Enter")
        await expect(answer).to_be_in_viewport()
        assert await answer.evaluate(IS_ACTIVE)
        await expect(below).to_be_hidden()


async def test_new_messages_are_read_aloud_and_a_card_that_changes_is_not(
    ana: Page, web: AsyncWebClient
) -> None:
    card = await web.chat_postMessage(channel=ROOM, text="No answer yet")
    log = ana.get_by_role("log")
    await expect(log.get_by_text("No answer yet")).to_be_visible()
    await log.evaluate(LISTEN)
    for words in ("1 answer", "2 answers"):
        await web.chat_update(channel=ROOM, ts=card["ts"], text=words)
        await expect(log.get_by_text(words)).to_be_visible()
    await web.chat_postMessage(channel=ROOM, text="The poll is closed")
    await expect(log.get_by_text("The poll is closed")).to_be_visible()

    said = [["off", "1 answer"], ["off", "2 answers"], ["polite", "The poll is closed"]]
    assert await ana.evaluate("window.said") == said


async def test_a_menu_finds_and_a_file_and_formatted_words_are_sent(
    slack: Rehearsal, app: App, ana: Page, web: AsyncWebClient, files: Path
) -> None:
    found = [{"text": plain("High Street"), "value": "high"}]
    app.answer = lambda frame: {"options": found} if frame["payload"]["type"] == "block_suggestion" else None
    menu = {"type": "external_select", "action_id": "where", "placeholder": plain("A street")}
    await web.chat_postMessage(channel=ROOM, text="Where?", blocks=[actions(menu)])
    card = ana.get_by_role("article")
    await card.get_by_role("searchbox").press_sequentially("high")
    await expect(card.get_by_role("status")).to_have_text("1 found")
    await card.get_by_role("combobox", name="A street").select_option(label="High Street")
    pressed = await app.frame(lambda frame: frame.get("payload", {}).get("type") == "block_actions")
    assert pressed["payload"]["actions"][0]["selected_option"] == found[0]

    questions = [
        asks(menu, block_id="where", label=plain("Street")),
        asks({"type": "rich_text_input"}, block_id="words", label=plain("Words")),
        asks({"type": "file_input"}, block_id="files", label=plain("Files")),
    ]
    await web.views_open(trigger_id=slack.slack.triggers.issue(ANA), view=modal(*questions, submit=SEND))
    form = ana.get_by_role("dialog")
    await form.get_by_role("searchbox").press_sequentially("high")
    await form.get_by_role("combobox", name="Street").select_option(label="High Street")
    await form.get_by_label("Words", exact=True).fill("*More*")
    await form.get_by_label("Files").set_input_files(files / "plan.pdf")
    await expect(form.get_by_text("plan.pdf, 4 bytes")).to_be_visible()
    await form.get_by_role("button", name="Send").click()

    sent = await app.frame(lambda frame: frame.get("payload", {}).get("type") == "view_submission")
    values: Json = {name: held["answer" if name != "where" else "where"]
                    for name, held in sent["payload"]["view"]["state"]["values"].items()}  # fmt: skip
    assert values["where"]["selected_option"] == found[0]
    bold = {"type": "text", "text": "More", "style": {"bold": True}}
    assert values["words"]["rich_text_value"]["elements"][0]["elements"] == [bold]
    assert [(each["name"], each["size"]) for each in values["files"]["files"]] == [("plan.pdf", 4)]


async def test_what_the_app_hands_over_is_saved_by_its_name_and_a_picture_is_seen(
    ana: Page, web: AsyncWebClient
) -> None:
    channel = (await web.conversations_open(users=ANA))["channel"]["id"]
    dot = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAUwAOw==")
    for name, content in (("tea.csv", b"Tea,4"), ("dot.gif", dot)):
        await web.files_upload_v2(content=content, filename=name, channel=channel, initial_comment=name)
    extra: list[Json] = [{"text": "On the side"}]
    await web.chat_postMessage(channel=channel, text="Beside it", attachments=extra)
    await ana.get_by_role("button", name="Alongside", exact=False).first.click()
    table, picture, beside = (ana.get_by_role("article").nth(n) for n in range(3))
    await expect(table.get_by_role("link", name="tea.csv")).to_have_attribute("download", "tea.csv")
    await expect(table.get_by_role("img")).to_have_count(0)
    await expect(picture.get_by_role("img", name="dot.gif")).to_have_js_property("naturalWidth", 1)
    await expect(beside).to_contain_text("On the side")
    await expect(ana.get_by_text("[object")).to_have_count(0)


async def test_an_app_that_is_not_there_finds_nothing_and_no_warning_pops_up(
    ana: Page, web: AsyncWebClient
) -> None:
    menu = {"type": "external_select", "action_id": "where", "placeholder": plain("A street")}
    await web.chat_postMessage(channel=ROOM, text="Where?", blocks=[actions(menu)])
    card = ana.get_by_role("article")
    await card.get_by_role("searchbox").press_sequentially("high")
    await expect(card.get_by_role("status")).to_have_text("No results found. The app did not answer.")
    await expect(ana.locator(".toast, .warning")).to_have_count(0)


async def test_eight_tabs_of_one_browser_hear_each_other(
    slack: Rehearsal, browser: Browser, app: App
) -> None:
    """A browser has six connections to a server: if each tab held one, the seventh would hear nothing."""
    context = await browser.new_context()
    people = [f"U0CHAMP{number:02}" for number in range(1, 9)]
    pages = [await context.new_page() for _ in people]
    for page, person in zip(pages, people, strict=True):
        await page.goto(f"{slack.url}/#person={person}&channel={ROOM}")
        await expect(page.get_by_role("log")).to_be_visible()
    assert [await page.evaluate("document.hidden") for page in pages] == [False] * len(pages)

    for number, page in ((0, pages[0]), (7, pages[-1])):
        await page.get_by_role("textbox", name="Message").fill(f"from tab {number}")
        await page.get_by_role("textbox", name="Message").press("Enter")
        for other in pages:
            await expect(other.get_by_text(f"from tab {number}")).to_be_visible()
    await context.close()


async def test_whoever_thinks_better_of_it_edits_or_deletes_what_they_wrote(app: App, ana: Page) -> None:
    box = ana.get_by_role("textbox", name="Message")
    await box.fill("More *bences* & bins")
    await box.press("Enter")
    said = ana.get_by_role("article")
    more = said.get_by_role("button", name="More for the message")
    await more.click()
    await ana.get_by_role("menuitem", name="Edit").click()
    edited = ana.get_by_role("textbox", name="Edit your message")
    await expect(edited).to_have_value("More *bences* & bins")
    await edited.fill("More *benches* & bins")
    await edited.press("Enter")
    await expect(said).to_contain_text("More benches & bins")
    await expect(said).to_contain_text("(edited)")
    await expect(box).to_have_value("")
    changed = await app.frame(lambda frame: _subtype(frame) == "message_changed")
    assert changed["payload"]["event"]["message"]["text"] == "More *benches* &amp; bins"

    await more.click()
    await ana.get_by_role("menuitem", name="Delete").click()
    await expect(said).to_have_count(0)
    await app.frame(lambda frame: _subtype(frame) == "message_deleted")


def _subtype(frame: Json) -> object:
    return frame.get("payload", {}).get("event", {}).get("subtype")


async def test_what_only_she_sees_is_gone_when_she_loads_the_page_anew(
    app: App, ana: Page, web: AsyncWebClient
) -> None:
    await web.chat_postMessage(channel=ROOM, text="For everybody")
    await web.chat_postEphemeral(channel=ROOM, user=ANA, text="For Ana alone")
    said = ana.get_by_role("article")
    await expect(said).to_have_count(2)
    await expect(said.last).to_contain_text("Only visible to you")
    await ana.reload()
    await expect(said).to_have_count(1)
    await expect(said).to_contain_text("For everybody")


async def test_a_press_in_a_form_and_its_closing_bring_what_stands_in_its_fields(
    slack: Rehearsal, web: AsyncWebClient, app: App, ana: Page
) -> None:
    field = asks({"type": "plain_text_input", "action_id": "answer"}, block_id="b", label=plain("Your words"))
    more = actions({"type": "button", "action_id": "more", "text": plain("One more")})
    view = modal(field, more, submit=SEND, notify_on_close=True)
    await ana.get_by_label("Message #parent-champions").click()
    await web.views_open(trigger_id=slack.slack.triggers.issue(ANA), view=view)
    form = ana.get_by_role("dialog")
    await form.get_by_label("Your words").fill("All of this")

    await form.get_by_role("button", name="One more").click()
    pressed = await app.frame(lambda frame: "block_actions" in str(frame))
    await form.get_by_label("Your words").fill("And that")
    await form.get_by_role("button", name="Close", exact=True).first.click()
    closed = await app.frame(lambda frame: "view_closed" in str(frame))
    await expect(form).to_have_count(0)
    await ana.keyboard.type("At once")
    await expect(ana.get_by_label("Message #parent-champions")).to_have_value("At once")

    held = [
        frame["payload"]["view"]["state"]["values"]["b"]["answer"]["value"] for frame in (pressed, closed)
    ]
    assert held == ["All of this", "And that"]
