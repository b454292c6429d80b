"""A facilitator's whole path on their Home: planned, announced, started, led through its steps and ended."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import Browser, Locator, expect

from coproduction.agendatemplates import FIRST, TEMPLATES
from tests.page.driver import DESK, Mouse, Seat, seated
from tests.stage import Stage

pytestmark = [pytest.mark.scene, pytest.mark.asyncio(loop_scope="session")]
MIRIAM, ROOM = "U0FACIL01", "C0PARENT0"
BEGINS = datetime(2027, 3, 3, 10, 30, tzinfo=UTC)


async def test_a_session_is_planned_announced_led_and_ended_from_home_without_a_typed_command(
    stage: Stage, browser: Browser
) -> None:
    await stage.room.moves_to(BEGINS - timedelta(days=1))
    async with seated(browser, stage.slack.url, MIRIAM, ROOM, DESK) as page:
        miriam = Seat(page, Mouse(page))
        await miriam.opens("Alongside: Home")
        home = page.get_by_role("region", name="Home")
        await plans(miriam, home)
        await stage.time_is(BEGINS - timedelta(minutes=5))
        await miriam.opens("parent-champions")
        await miriam.sees("New parents")
        await miriam.opens("Alongside: Home")
        await presses(home, "Start it now")
        steps = await leads(home)
        await presses(home, "Next: end the session")
        await (await miriam.form("End the session?")).get_by_role("button", name="End it").click()
        await expect(home.get_by_role("button", name=re.compile("^Plan the next session"))).to_be_visible()
        await miriam.opens("parent-champions")
        await miriam.sees("What we did together")
        typed = [entry for entry in await stage.room.log() if "/copro" in str(entry.get("command", ""))]
    assert (len(steps) + 1, typed) == (len(TEMPLATES[FIRST].agenda), [])


async def presses(home: Locator, label: str) -> None:
    await home.get_by_role("button", name=re.compile(rf"^{re.escape(label)}")).first.click()


async def plans(miriam: Seat, home: Locator) -> None:
    """Where and when; then everybody in the channel is invited."""
    await presses(home, "Plan a session")
    form = await miriam.form("Plan a session")
    await form.get_by_label("In which channel?").select_option(label="#parent-champions")
    await form.get_by_label("What is the session about?").fill("New parents")
    await form.get_by_label("What will be different because we met?").fill("We know each other")
    await form.get_by_label("Day").fill(BEGINS.date().isoformat())
    await form.get_by_label("Time").fill("10:30")
    await form.get_by_role("button", name="Next").click()
    plan = await miriam.form("The plan")
    await plan.get_by_role("button", name="Announce").click()
    sure = await miriam.form("Announce it?")
    await sure.get_by_role("button", name="Announce", exact=True).click()
    told = await miriam.form("The plan")
    await told.get_by_role("button", name="Close").last.click()
    await expect(miriam.page.get_by_role("dialog")).to_have_count(0)


async def leads(home: Locator) -> list[str]:
    """Next, until only the end is left; the steps that were opened so."""
    opened: list[str] = []
    ahead = home.get_by_role("button", name=re.compile("^Next: "))
    await expect(ahead.first).to_be_visible()
    while not (label := await ahead.first.inner_text()).startswith("Next: end"):
        await ahead.first.click()
        await expect(ahead.first).not_to_have_text(label)
        opened.append(label)
    return opened
