"""Every part of the page is held against the rules of access, light and dark, wide and narrow."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ViewportSize, expect

from tests.lengths import has_long_form, short_or_long
from tests.page import axe
from tests.page.driver import DESK, PHONE, WIDER, Keyboard, Mouse, Seat, seated
from tests.stage import Stage

pytestmark = [pytest.mark.asyncio(loop_scope="session"), has_long_form]

ANA, ROOM = "U0CHAMP01", "C0PARENT0"
WEDNESDAY = datetime(2027, 3, 3, 10, 30, tzinfo=UTC)
SIZES = {DESK["width"]: "wide", PHONE["width"]: "narrow"}
# On a phone one part of the page is shown at a time; the lists and panels are landmarks of their own.
NARROW = ("landmark-one-main",)


@dataclass
class Visit:
    """Somebody's way through the page, and what was found on it."""

    seat: Seat
    without: tuple[str, ...]
    found: dict[str, list[str]] = field(default_factory=dict)

    async def looks(self, at: str) -> None:
        """Judge what is shown now."""
        self.found[at] = await axe.violations(self.seat.page, self.without)
        if await self.seat.page.evaluate(WIDER):
            self.found[at].append("the page is wider than its window")


@pytest_asyncio.fixture(
    loop_scope="session", params=short_or_long([PHONE], [DESK, PHONE]), ids=lambda size: SIZES[size["width"]]
)
async def visit(request: pytest.FixtureRequest, stage: Stage, browser: Browser) -> AsyncIterator[Visit]:
    """Ana looks at a session with every kind of card in it."""
    size: ViewportSize = request.param
    await stage.room.moves_to(WEDNESDAY)
    await stage.session()
    await stage.check_in(stage.ana)
    await stage.idea(stage.ana, "A buddy for every new parent")
    await stage.miriam.types('/poll "When shall we meet?" "Morning" "Evening"', channel="parent-champions")
    await stage.ana.sees("When shall we meet?", channel="parent-champions")
    await stage.ana.types("Good to see you all", channel="parent-champions")
    await stage.ana.reacts("tada", on="Good to see you all", channel="parent-champions")
    async with seated(browser, stage.slack.url, ANA, ROOM, size) as page:
        yield Visit(Seat(page, Mouse(page)), NARROW if size is PHONE else ())


async def test_no_part_of_the_page_breaks_a_rule_of_access(visit: Visit) -> None:
    seat, page = visit.seat, visit.seat.page
    await seat.sees("When shall we meet?")
    await visit.looks("the conversation")
    await page.get_by_role("switch", name="What a screen reader hears").check()
    await visit.looks("what a screen reader hears")
    await page.get_by_role("switch", name="What a screen reader hears").uncheck()
    await menus_and_forms(visit)
    await panels(visit)
    await seat.opens("Alongside: Home")
    await expect(page.get_by_role("heading", name="My pledges")).to_be_visible()
    await visit.looks("Home")
    await page.get_by_role("button", name="Acting as").click()
    await visit.looks("the choice of a person")
    await page.keyboard.press("Escape")
    await page.get_by_role("link", name="Its limits").click()
    await page.get_by_role("heading", name="What a rehearsal can never show").wait_for()
    await visit.looks("its limits")

    assert {part: broken for part, broken in visit.found.items() if broken} == {}


async def test_the_judge_of_access_finds_a_picture_without_words(visit: Visit) -> None:
    await visit.seat.page.evaluate("document.getElementById('talk').append(new Image())")
    await visit.looks("a picture")
    assert [broken.split()[0] for broken in visit.found["a picture"]] == ["image-alt"]


async def menus_and_forms(visit: Visit) -> None:
    """A message's menu, the app's commands, a form, and the same form with errors in it."""
    seat, page = visit.seat, visit.seat.page
    more = seat.message("Good to see you all").get_by_role("button", name="More for the message")
    await more.click()
    await visit.looks("the menu of a message")
    await page.keyboard.press("Escape")
    await page.get_by_role("textbox", name="Message").fill("/")
    await visit.looks("the list of commands")
    await page.get_by_role("textbox", name="Message").fill("")
    await seat.presses("Write an idea", on="Session:")
    form = await seat.form("New idea")
    await visit.looks("a form")
    await form.get_by_role("button", name="Share it", exact=True).click()
    await expect(form.get_by_text("Please complete this required field.")).to_have_count(1)
    await visit.looks("a form with an error")
    await page.keyboard.press("Escape")
    await expect(form).to_be_hidden()


async def panels(visit: Visit) -> None:
    """All there are."""
    group = visit.seat.page.get_by_role("group", name="Panels")
    await visit.seat.opens_panel("Guide")
    for name in await group.get_by_role("button").all_inner_texts():
        await visit.seat.opens_panel(name)
        await visit.looks(f"the panel {name}")
    assert len([part for part in visit.found if part.startswith("the panel")]) >= 3


PARTS = {
    "wide": ["skip", "banner", "top", "places", "talk", "panel"],
    "narrow": ["skip", "banner", "top", "talk", "panes"],
}


async def test_the_keyboard_goes_through_the_page_as_one_reads_it_and_is_always_seen(
    visit: Visit, request: pytest.FixtureRequest
) -> None:
    keyboard = Keyboard(visit.seat.page)
    await visit.seat.sees("When shall we meet?")

    stops = await keyboard.round()

    assert [stop["name"] for stop in stops if not stop["visible"]] == []
    parts = [part for part, _ in groupby(stop["region"] for stop in stops)]
    assert parts == PARTS[request.node.callspec.id.split("-")[0]]
    messages = [stop["message"] for stop in stops if stop["message"]]
    assert messages == sorted(messages)
    assert len(set(messages)) == await visit.seat.log.get_by_role("article").count()
    in_talk = [stop["name"] for stop in stops if stop["region"] == "talk" and not stop["message"]]
    assert in_talk == [
        "Messages in #parent-champions", "Shortcuts of the app", "Message #parent-champions", "Send"
    ]  # fmt: skip


async def test_the_keyboard_stays_in_a_form_until_it_is_closed_and_then_returns(visit: Visit) -> None:
    keyboard = Keyboard(visit.seat.page)
    await keyboard.press(visit.seat.log.get_by_role("button", name="Check in"))
    await visit.seat.form("Check in")

    stops = await keyboard.round()
    await visit.seat.page.keyboard.press("Escape")

    assert {stop["region"] for stop in stops} == {"block-modal"}
    assert [stop["name"] for stop in stops] == [
        "4 – good",
        "1 – Not at all",
        "How do you feel? A word or a few. (optional)",
        "With my name",
        "Skip",
        "Send",
    ]
    await expect(visit.seat.page.locator(":focus")).to_have_text("Check in")
