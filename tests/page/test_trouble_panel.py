"""Every button of “What if…” orders what it says: pressed in a browser, asked of the workspace itself."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect
from slack_sdk.web.async_client import AsyncWebClient

from rehearsal.driver.room import Room
from rehearsal.server import Rehearsal
from story.setting import StoryRehearsal
from tests.page.driver import DESK, PHONE, WIDER
from tests.rehearsal.app import App, manifest

pytestmark = pytest.mark.asyncio(loop_scope="session")

ANA, MIRIAM, ROOM = "U0CHAMP01", "U0FACIL01", "C0PARENT0"
HOUR, DAY = 3600, 86400
FAULTS, ASTRAY, AGAIN = "Slack fails the app", "What the app is told goes astray", "The app is told again"
LINE, TOKEN, LIMITS = "The connection breaks", "The app’s token is refused", "Slack limits how often"
SOMEBODY, STRANGER = "Somebody changes", "A stranger comes in"
CHANNEL, BEGINNING = "A channel changes", "Everything begins again"
RATES = {"kind": "fate", "what": "rates"}


def changed(**changes: object) -> dict[str, object]:
    return {"kind": "fate", "what": "change_person", "person": ANA, "changes": changes}


def moved(what: str, person: str = "") -> dict[str, object]:
    return {"kind": "fate", "what": what, "channel": ROOM, "person": person}


def gone(what: str) -> dict[str, object]:
    return {"kind": "socket", "what": what}


@dataclass
class Press:
    """A button of a part of the panel, what is entered before, and what the workspace then has on record."""

    part: str
    button: str
    record: dict[str, Any]
    entered: dict[str, str] = field(default_factory=dict)


AS_ANA = {"Who": "Ana Pereira"}
IN_ROOM = {"Which channel": "#parent-champions"}
WITH_ANA = IN_ROOM | {"Who comes or goes": "Ana Pereira"}
PRESSES = [
    Press(
        FAULTS,
        "Let it happen",
        {"kind": "fate", "target": "chat.update", "trouble": "error:message_not_found", "times": 2},
        {
            "When the app asks": "to change a message (chat.update)",
            "this happens": "Slack answers: message_not_found",
            "Seconds, for what takes time": "9",
            "How many times": "2",
        },
    ),
    Press(
        ASTRAY,
        "Let it happen",
        {"kind": "fate", "target": "slash_commands", "trouble": "duplicate"},
        {
            "When the app is told of": "a command",
            "this happens": "The app is told twice",
            "Again and again, until I stop it": "yes",
        },
    ),
    Press(AGAIN, "Tell it again", {"kind": "envelope", "type": "events_api", "retry_attempt": 1}),
    *(
        Press(LINE, button, gone(what))
        for button, what in {
            "Announce that it will be renewed": "warning",
            "Ask the app to connect anew": "refresh_requested",
            "Say that there are too many": "too_many_websockets",
            "Say that the app was switched off": "link_disabled",
            "Cut it without a word": "cut",
        }.items()
    ),
    Press(LINE, "The next address to connect to is dead", {"kind": "fate", "what": "ticket", "times": 1}),
    Press(
        TOKEN,
        "Refuse it from now on",
        {"kind": "fate", "what": "token", "error": "account_inactive"},
        {"Why": "The app was uninstalled (account_inactive)"},
    ),
    Press(TOKEN, "Make it good again", {"kind": "fate", "what": "token", "error": ""}),
    Press(LIMITS, "Limits on", RATES | {"on": True}),
    Press(LIMITS, "Limits off", RATES | {"on": False}),
    Press(SOMEBODY, "Leaves the workspace", changed(deleted=True), AS_ANA),
    Press(SOMEBODY, "Comes back", changed(deleted=False)),
    Press(SOMEBODY, "Becomes an admin", changed(is_admin=True)),
    Press(SOMEBODY, "Is no admin any more", changed(is_admin=False)),
    Press(SOMEBODY, "Rename", changed(real_name="Ana Lima"), {"New name": "Ana Lima"}),
    Press(SOMEBODY, "Move there", changed(tz="Africa/Lagos"), {"Time zone": "Africa/Lagos"}),
    Press(CHANNEL, "Archive it", moved("archive"), IN_ROOM),
    Press(CHANNEL, "Open it again", moved("unarchive")),
    Press(CHANNEL, "Remove the app", moved("kick", "bot")),
    Press(CHANNEL, "Invite the app", moved("invite", "bot")),
    Press(CHANNEL, "Take them out", moved("kick", ANA), {"Who comes or goes": "Ana Lima"}),
    Press(CHANNEL, "Bring them in", moved("invite", ANA)),
    Press(
        STRANGER,
        "Let them in",
        {"kind": "fate", "what": "stranger", "channel": ROOM},
        {"Name of the stranger": "Sam Visitor", "Into which channel": "#parent-champions"},
    ),
]
# By their own tests below, or by the buttons that only some of them have.
ELSEWHERE = {"Stop", "Stop all trouble", "Make it", "Look for newer ones"}


class Panel:
    """“What if…” in one tab."""

    def __init__(self, page: Page, room: Room) -> None:
        self.page, self.room = page, room
        self.body = page.locator("#panel-body")
        self.waiting = page.get_by_role("list", name="Trouble that is waiting to happen")
        self.stop = self.body.get_by_role("button", name="Stop all trouble")
        self.pressed: set[str] = set()

    def part(self, title: str) -> Locator:
        return self.body.locator("details", has=self.page.locator("summary", has_text=title))

    async def unfolds(self, title: str) -> Locator:
        """Open a part, by keyboard."""
        part = self.part(title)
        if await part.get_attribute("open") is None:
            await part.locator("summary").press("Enter")
        return part

    async def enters(self, part: Locator, label: str, value: str) -> None:
        what = part.get_by_label(label, exact=True)
        kind = await what.evaluate("node => node.type")
        if kind == "checkbox":
            await what.press("Space")
        elif kind == "select-one":
            await what.select_option(label=value)
        else:
            await what.fill(value)

    async def does(self, press: Press) -> dict[str, Any]:
        """Press a button, and return what the workspace has on record of it."""
        part = await self.unfolds(press.part)
        for label, value in press.entered.items():
            await self.enters(part, label, value)
        since = await self.room.seq()
        await part.get_by_role("button", name=press.button, exact=True).click()
        self.pressed.add(press.button)
        if press.part == BEGINNING:
            await self.page.get_by_role("dialog").get_by_role("button", name="Yes, begin").press("Enter")
        return await self.room.wait_for(since=since, **press.record)


@pytest_asyncio.fixture(loop_scope="session")
async def slack() -> AsyncIterator[Rehearsal]:
    async with StoryRehearsal(manifest()) as server:
        yield server


@pytest_asyncio.fixture(loop_scope="session")
async def panel(slack: Rehearsal, browser: Browser) -> AsyncIterator[Panel]:
    faults: list[str] = []
    async with Room(slack.url) as room:
        page = await browser.new_page(viewport=DESK, locale="en-GB", reduced_motion="reduce")
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        await page.goto(f"{slack.url}/#person={MIRIAM}&channel={ROOM}")
        await page.get_by_role("button", name="What if…", exact=True).click()
        yield Panel(page, room)
        await page.close()
    assert faults == []


async def test_every_button_orders_what_it_says(slack: Rehearsal, panel: Panel) -> None:
    await the_connection_breaks(slack, panel)
    async with App(slack.api_url, slack.app_token):
        for press in PRESSES:
            await panel.does(press)
    await first_tries(panel)
    await what_waits(slack, panel)
    await a_new_channel(slack, panel)
    await another_first_day(slack, panel)
    await skips(panel)

    buttons = panel.body.get_by_role("button", include_hidden=True)
    assert set(await buttons.all_text_contents()) == panel.pressed | ELSEWHERE


async def the_connection_breaks(slack: Rehearsal, panel: Panel) -> None:
    async with App(slack.api_url, slack.app_token) as app:
        await panel.room.person(ANA).types("hello", channel=ROOM)
        await panel.body.get_by_role("button", name="The connection breaks").press("Space")
        await app.closed.wait()
    panel.pressed.add("The connection breaks")


async def first_tries(panel: Panel) -> None:
    """By keyboard, too."""
    tries: dict[str, dict[str, Any]] = {
        "Slack is too busy for the app, until I stop it": {"target": "*", "trouble": "429"},
        "The app answers the next press too late": {"target": "interactive", "trouble": "late_ack"},
    }
    for name, fits in tries.items():
        since = await panel.room.seq()
        await panel.body.get_by_role("button", name=name).press("Enter")
        await panel.room.wait_for(since=since, **fits)
        panel.pressed.add(name)


async def what_waits(slack: Rehearsal, panel: Panel) -> None:
    """All of it is told in words, and called off with one button."""
    lines = panel.waiting.get_by_role("listitem")
    await expect(lines).to_have_text([
        "When the app asks to change a message (chat.update): Slack answers: message_not_found (2 times)",
        "When the app is told of a command: The app is told twice (until you stop it)",
        "When the app asks anything: Slack has no time: too many requests (429) (until you stop it)",
        "When the app is told of a press or a form: The app’s answer comes too late (once)",
        "The next address to connect to is dead",
    ])  # fmt: skip
    assert slack.slack.disturbances.waiting()[0]["seconds"] == 9
    await expect(panel.body.get_by_text("5 troubles ahead.")).to_be_visible()
    await panel.stop.press("Enter")
    await expect(panel.body.get_by_text("No trouble ahead.")).to_be_visible()
    assert (await panel.room.troubles(), slack.slack.tickets.dead_next) == ([], 0)


async def a_new_channel(slack: Rehearsal, panel: Panel) -> None:
    """A name Slack would not take is refused in words; an empty one never leaves the page."""
    part = await panel.unfolds(CHANNEL)
    make = part.get_by_role("button", name="Make it")
    await make.click()
    name = part.get_by_label("Name of a new channel")
    assert await name.evaluate("node => node.validationMessage") == "Please write something here first."
    await name.fill("Loud Room")
    await make.click()
    await expect(panel.page.get_by_role("alert")).to_contain_text("a channel's name has small letters")
    await name.fill("calm-room")
    await part.get_by_label("Private").check()
    await make.click()
    await expect(part.get_by_label("Which channel").locator("option", has_text="#calm-room")).to_have_count(1)
    made = slack.slack.workspace.channel("calm-room")
    assert made is not None
    assert made.kind == "private"


async def another_first_day(slack: Rehearsal, panel: Panel) -> None:
    """In an organisation, where everybody has another id, and out of it again."""
    for button, enterprise in {
        "Begin again on an Enterprise Grid": "E0REHEARSAL",
        "Begin again": None,
    }.items():
        await panel.does(Press(BEGINNING, button, {"kind": "reset"}))
        assert slack.slack.workspace.enterprise_id == enterprise
        await expect(panel.page).to_have_url(re.compile(rf"person={'W' if enterprise else 'U'}"))
        await expect(panel.page.get_by_role("button", name="Acting as")).to_contain_text("Miriam Adler")


async def skips(panel: Panel) -> None:
    for name, seconds in {
        "An hour": HOUR,
        "A day": DAY,
        "A week": 7 * DAY,
        "Two weeks": 14 * DAY,
    }.items():
        before = float((await panel.room.wire.get("clock"))["offset"])
        await panel.body.get_by_role("button", name=name, exact=True).click()
        after = await panel.room.wire.get("clock", after=before, wait=5)
        assert after["offset"] == pytest.approx(before + seconds)
        panel.pressed.add(name)
    await panel.body.get_by_role("button", name="To 10:05 tomorrow").click()
    panel.pressed |= {"To 10:05 tomorrow", "To the next private message"}
    await expect(panel.page.locator("#clock")).to_contain_text("10:05")


async def test_a_skip_to_the_next_reminder_leads_to_whoever_got_it(slack: Rehearsal, panel: Panel) -> None:
    web = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
    start = panel.body.get_by_role("button", name="To the next private message")
    stop = panel.body.get_by_role("button", name="Stop", exact=True)
    await start.press("Enter")
    await expect(stop).to_be_focused()
    await expect(panel.body.get_by_role("button", name="Skipping…")).to_be_disabled()
    await stop.press("Enter")
    await expect(panel.page.get_by_role("alert")).to_contain_text("Stopped. It is ")
    await expect(start).to_be_focused()

    before = float((await panel.room.wire.get("clock"))["offset"])
    await start.press("Enter")
    await panel.room.wire.get("clock", after=before, wait=5)
    opened = await web.conversations_open(users=ANA)
    await web.chat_postMessage(channel=opened["channel"]["id"], text="How did it go?")
    told = panel.page.get_by_role("alert")
    await expect(told).to_contain_text("Ana Pereira got a message from Alongside.")
    await told.get_by_role("button", name="Read it as Ana").click()
    await expect(panel.page.get_by_role("button", name="Acting as")).to_contain_text("Ana Pereira")
    await expect(panel.page.get_by_role("article")).to_contain_text("How did it go?")


async def test_the_panel_fits_on_a_phone_with_every_part_open(panel: Panel) -> None:
    await panel.page.set_viewport_size(PHONE)
    await panel.page.get_by_role("button", name="Guide and more").click()
    for summary in await panel.body.locator("summary").all():
        await summary.press("Enter")
    await (
        panel.part(BEGINNING)
        .get_by_role("button", name="Begin again", exact=True)
        .scroll_into_view_if_needed()
    )

    await expect(panel.stop).to_be_in_viewport()
    assert not await panel.page.evaluate(WIDER)
