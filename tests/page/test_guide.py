"""Somebody who knows nothing of the project follows the page's guide, alone, on a phone, to the very end."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, expect

from tests.page.driver import PHONE, WIDER, Mouse, Seat, seated
from tests.stage import ROOM, Stage

pytestmark = pytest.mark.asyncio(loop_scope="session")

WEDNESDAY = datetime(2027, 3, 3, 10, 30, tzinfo=UTC)
STEPS = [
    "Start a session",
    "Check in",
    "Make small groups",
    "Meet, and come back",
    "Share an idea, support another",
    "Ask the room",
    "End, and ask for promises",
    "Promise something",
    "Read the report",
    "See the reminder",
]


@pytest_asyncio.fixture(loop_scope="session")
async def seat(stage: Stage, browser: Browser) -> AsyncIterator[Seat]:
    """Whoever opens the address that `make rehearse` prints."""
    await stage.room.moves_to(WEDNESDAY)
    async with seated(browser, stage.slack.url, "", "", PHONE) as page:
        yield Seat(page, Mouse(page))
        assert not await page.evaluate(WIDER)


async def step(seat: Seat, title: str) -> Locator:
    """A step of the guide, by its title."""
    guide = await seat.opens_panel("Guide")
    return guide.get_by_role("listitem").filter(has=seat.page.get_by_role("heading", name=title))


async def does(seat: Seat, title: str, button: str) -> None:
    """Press a button of a step; it leads to the conversation, as the right person."""
    await (await step(seat, title)).get_by_role("button", name=button).click()
    await expect(seat.page.get_by_role("heading", name="#second-room")).to_be_visible()


async def lets_type(seat: Seat, title: str, button: str) -> None:
    """Press a button that types, read what it typed, and send it."""
    await does(seat, title, button)
    await expect(seat.page.get_by_role("textbox", name="Message #second-room")).not_to_have_value("")
    await seat.page.get_by_role("button", name="Send", exact=True).click()


async def is_done(seat: Seat, *titles: str) -> None:
    """These steps, and no others, have ticked themselves off."""
    guide = await seat.opens_panel("Guide")
    ticked = guide.get_by_role("heading", name="(done)")
    await expect(ticked).to_have_text([f"{title} (done)" for title in titles])


async def test_the_guide_leads_a_newcomer_through_a_session_to_its_report_and_a_reminder(seat: Seat) -> None:
    await is_done(seat)
    await lets_type(seat, "Start a session", "As Miriam")
    await seat.sees("Session: Support for new parents")
    await is_done(seat, *STEPS[:1])
    await checks_in(seat, "Be Ana", "Parents")
    await checks_in(seat, "Be Blessing", "Schools")
    await is_done(seat, *STEPS[:2])
    await splits(seat)
    await is_done(seat, *STEPS[:3])
    await meets(seat)
    await is_done(seat, *STEPS[:4])
    await lets_type(seat, "Share an idea", "As Ana")
    await seat.sees("From Ana Pereira")
    await does(seat, "Share an idea", "Be Blessing")
    await seat.presses("Support", on="From Ana Pereira")
    await is_done(seat, *STEPS[:5])
    await lets_type(seat, "Ask the room", "As Miriam")
    await does(seat, "Ask the room", "Be Ana")
    await seat.presses("Morning", on="When shall we meet?")
    await is_done(seat, *STEPS[:6])
    await lets_type(seat, "End, and ask", "As Miriam")
    await is_done(seat, *STEPS[:7])
    await promises(seat)
    await is_done(seat, *STEPS[:8])
    await lets_type(seat, "Read the report", "As Miriam")
    await expect(seat.message("Report of this programme")).to_contain_text("1 pledge by 1 person")
    await is_done(seat, *STEPS[:9])
    await answers_the_reminder(seat)
    await is_done(seat, *STEPS)


async def checks_in(seat: Seat, button: str, sector: str) -> None:
    await does(seat, "Check in", button)
    await seat.presses("Check in", on="Session: Support")
    form = await seat.form("Check in")
    await form.get_by_role("radio", name="4 – good").check()
    await form.get_by_label("Who are you here as?").select_option(label=sector)
    await form.get_by_role("radio", name="I have lived it myself or in my family").check()
    await form.get_by_role("button", name="Send", exact=True).click()
    await seat.sees("You are checked in")


async def splits(seat: Seat) -> None:
    """The step is not done before the groups have been seen and sent."""
    await lets_type(seat, "Make small groups", "As Miriam")
    form = await seat.form("Round 1")
    await form.get_by_role("button", name="Go", exact=True).click()
    await seat.sees("Breakout 1: 1 group")


async def meets(seat: Seat) -> None:
    await does(seat, "Meet, and come back", "Be Ana")
    await seat.presses("I'm here", on="Breakout 1")
    await does(seat, "Meet, and come back", "Be Miriam")
    await seat.presses("For facilitators", on="Breakout 1")
    await seat.presses("Call everyone back", on="This session is live in")
    asked = seat.page.get_by_role("dialog", name="Call everyone back?")
    await asked.get_by_role("button", name="Call everyone back").click()
    await seat.sees("Everybody has been called back")


async def promises(seat: Seat) -> None:
    await does(seat, "Promise something", "Be Ana")
    await seat.presses("Yes", on="Before you go")
    form = await seat.form("Your pledge")
    await form.get_by_label("What will you do differently?").fill("Sit with somebody new")
    await form.get_by_role("button", name="I will do this").click()
    await seat.sees("I have saved your pledge")


async def answers_the_reminder(seat: Seat) -> None:
    await (await step(seat, "See the reminder")).get_by_role("button", name="To the next reminder").click()
    await seat.page.get_by_role("button", name="Read it as Ana").click()
    nudge = await seat.sees("How is your pledge going?")
    await expect(nudge).to_contain_text("Sit with somebody new")
    await seat.presses("Done", on="How is your pledge going?")
    await expect(nudge).to_contain_text("You said: Done")


async def test_a_session_that_did_not_start_or_end_ticks_nothing(seat: Seat, stage: Stage) -> None:
    await stage.miriam.types("/copro start help", channel="second-room")
    await stage.ana.types('/copro start "Ours"', channel="second-room")
    await stage.ana.sees("Only the people who lead can start a session.", channel="second-room", private=True)
    await is_done(seat)
    await lets_type(seat, "Start a session", "As Miriam")
    await seat.sees("Session: Support for new parents")
    await stage.ana.types("/copro end now", channel="second-room")
    no = "Only the people who lead can end a session: Miriam Adler"
    await stage.ana.sees(no, channel="second-room", private=True)
    await is_done(seat, "Start a session")


async def test_steps_tick_when_anybody_did_them_and_not_for_what_was_only_shown(
    seat: Seat, stage: Stage
) -> None:
    await stage.ana.types("/idea Shown before the guide began", channel="second-room", allow_silence=True)
    await stage.session()
    await stage.room.guide_begins()
    await stage.ana.types("/idea A buddy for all", channel=ROOM)  # from a terminal, and not on the page
    await stage.delroy.sees("From Ana Pereira", channel=ROOM)
    await stage.delroy.clicks("Support", on="A buddy", channel=ROOM)
    await is_done(seat, "Share an idea, support another")
