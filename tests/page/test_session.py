"""A whole session on the page, as three people in three tabs: by keyboard alone, and by mouse on phones."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ViewportSize, expect

from tests.lengths import has_long_form, short_or_long
from tests.page.driver import DESK, PHONE, WIDER, ZOOMED, Keyboard, Mouse, Seat, seated
from tests.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="session")

MIRIAM, ANA, MARGARET, ROOM = "U0FACIL01", "U0CHAMP01", "U0DECID01", "C0PARENT0"
WEDNESDAY = datetime(2027, 3, 3, 10, 30, tzinfo=UTC)
PLEDGE = "Sit with somebody new after church"


@dataclass
class Table:
    """The three, each in a tab."""

    stage: Stage
    miriam: Seat
    ana: Seat
    margaret: Seat


async def at_table(
    stage: Stage, browser: Browser, hands: type[Keyboard] | type[Mouse], sizes: list[ViewportSize]
) -> AsyncIterator[Table]:
    """Everybody sits down; in the end no tab may be wider than its window."""
    await stage.room.moves_to(WEDNESDAY)
    async with AsyncExitStack() as stack:
        pages = [
            await stack.enter_async_context(seated(browser, stage.slack.url, person, ROOM, size))
            for person, size in zip((MIRIAM, ANA, MARGARET), sizes, strict=True)
        ]
        yield Table(stage, *(Seat(page, hands(page)) for page in pages))
        assert [await page.evaluate(WIDER) for page in pages] == [False, False, False]


@pytest_asyncio.fixture(
    loop_scope="session", params=short_or_long(["zoomed"], ["zoomed", "keyboard", "mouse"])
)
async def table(request: pytest.FixtureRequest, stage: Stage, browser: Browser) -> AsyncIterator[Table]:
    """By keyboard at 400 %, with Margaret at a desk; by keyboard at desks, with Ana on a phone; by mouse on
    phones, with the facilitator at a desk.
    """
    ways: dict[str, tuple[type[Keyboard] | type[Mouse], list[ViewportSize]]] = {
        "zoomed": (Keyboard, [ZOOMED, ZOOMED, DESK]),
        "keyboard": (Keyboard, [DESK, PHONE, DESK]),
        "mouse": (Mouse, [DESK, PHONE, PHONE]),
    }
    hands, sizes = ways[request.param]
    async for table in at_table(stage, browser, hands, sizes):
        yield table


@has_long_form
async def test_three_people_play_a_session_to_its_report_and_a_nudge_to_its_answer(table: Table) -> None:
    await begins(table)
    await arrive(table)
    await break_out(table)
    await share_and_support(table)
    await vote(table)
    await ends_and_pledges(table)
    await reports(table, "1 pledge by 1 person")
    await is_asked_once(table)
    await reports(table, "No answer yet: 1 (100 % of all pledges)")


async def begins(table: Table) -> None:
    """Margaret reads something else meanwhile, and is told that there is something new."""
    await table.margaret.opens("Alongside")
    await table.miriam.says('/copro start "Support for new parents"')
    for seat in (table.miriam, table.ana):
        card = seat.log.get_by_role("heading", name="Session: Support for new parents")
        await expect(card).to_be_visible()
    await table.margaret.has_unread("parent-champions", 1)
    await expect(table.margaret.page).to_have_title("(1) Margaret Holloway · Rehearsal, not Slack")
    await table.margaret.opens("parent-champions")
    await table.margaret.has_read_all()
    await expect(table.margaret.page).to_have_title("Margaret Holloway · Rehearsal, not Slack")


async def arrive(table: Table) -> None:
    """Each by the button on the card, where they find themselves again."""
    people = [
        (table.ana, "4 – good", "Parents", "I have lived it myself or in my family", "1 person"),
        (table.margaret, "5 – very good", "Primary care", "I help to decide how it is run", "2 people"),
    ]
    for seat, mood, sector, knows, so_far in people:
        await seat.presses("Check in", on="Session: Support")
        form = await seat.form("Check in")
        await seat.hands.tick(form.get_by_role("radio", name=mood))
        await seat.hands.pick(form.get_by_label("Who are you here as?"), sector)
        await seat.hands.tick(form.get_by_role("radio", name=knows))
        await seat.hands.press(form.get_by_role("button", name="Send", exact=True))
        await expect(form).to_be_hidden()
        await expect(seat.page.locator(":focus")).to_have_text("Check in")
        card = await table.miriam.sees("Session: Support")
        await expect(card).to_contain_text(f"{so_far} checked in")
        await expect(card).to_contain_text("(edited)")
        told = await seat.sees("You are checked in")
        await expect(told).to_contain_text("Only visible to you")
    await expect(table.miriam.message("You are checked in")).to_have_count(0)


async def break_out(table: Table) -> None:
    """The facilitator sees the groups before the room does, and each person is told in private."""
    await table.miriam.says('/copro breakout 2 "What would help?"')
    preview = await table.miriam.form("Round 1")
    await table.miriam.hands.press(preview.get_by_role("button", name="Go", exact=True))
    await table.ana.sees("Breakout 1: 1 group")
    await table.ana.has_unread("Alongside", 1)
    await table.ana.opens("Alongside")
    note = await table.ana.sees("You are in group 1")
    await expect(note).to_contain_text("Margaret Holloway")
    await table.ana.opens("parent-champions")


async def share_and_support(table: Table) -> None:
    await table.ana.says("/idea A buddy for every new parent")
    await table.margaret.sees("A buddy for every new parent")
    await table.margaret.presses("Support", on="A buddy for every new parent")
    await expect(table.ana.message("A buddy for every new parent")).to_contain_text("1 supporter")


async def vote(table: Table) -> None:
    await table.miriam.says('/poll live "When shall we meet?" "Morning" "Evening"')
    for seat, option in ((table.ana, "Morning"), (table.margaret, "Evening")):
        await seat.sees("When shall we meet?")
        await seat.presses(option, on="When shall we meet?")
    card = await table.miriam.sees("2 people have answered.")
    await expect(card).to_contain_text("When shall we meet?")
    await expect(card).to_contain_text("Morning: 1 (50 %)")


async def ends_and_pledges(table: Table) -> None:
    """The closing question leads to a pledge, which only its person sees."""
    await table.miriam.says("/copro end now")
    await table.ana.sees("What we did together")
    await table.ana.sees("Before you go")
    await table.ana.presses("Yes", on="Before you go")
    form = await table.ana.form("Your pledge")
    await table.ana.hands.write(form.get_by_label("What will you do differently?"), PLEDGE)
    await table.ana.hands.press(form.get_by_role("button", name="I will do this"))
    await expect(form).to_be_hidden()
    told = await table.ana.sees(PLEDGE)
    await expect(told).to_contain_text("Only visible to you")
    await expect(table.margaret.message(PLEDGE)).to_have_count(0)


async def reports(table: Table, figures: str) -> None:
    await table.miriam.says("/copro report")
    await expect(table.miriam.message("Report of this programme").last).to_contain_text(figures)


async def is_asked_once(table: Table) -> None:
    """Two weeks later, and a day more: one question, in her own words. What came before it is read: on a slow
    machine she was asked in the round, too, whether she is there.
    """
    await table.ana.opens("Alongside")
    await table.ana.opens("parent-champions")
    panel = await table.miriam.opens_panel("What if…")
    await table.miriam.hands.press(panel.get_by_role("button", name="Two weeks"))
    await table.ana.has_unread("Alongside", 1)
    await table.ana.opens("Alongside")
    await table.ana.sees("How is your pledge going?")
    await table.miriam.hands.press(panel.get_by_role("button", name="A day"))
    await expect(table.ana.page.locator("#clock")).to_contain_text("18 Mar")
    await table.stage.rests()
    nudge = await table.ana.sees("How is your pledge going?")
    await expect(nudge).to_contain_text(PLEDGE)
    await table.ana.presses("Done", on="How is your pledge going?")
    await expect(nudge).to_contain_text("You said: Done")
    await table.miriam.opens("parent-champions")
