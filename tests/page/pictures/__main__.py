"""`make pictures`: plays a session with the real bot and takes the pictures that the README shows."""

from __future__ import annotations

import asyncio
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from playwright.async_api import Browser, ViewportSize, async_playwright, expect

from tests.page.conftest import FLAGS, executable
from tests.page.driver import Mouse, Seat, seated
from tests.stage import ROOM, Stage, on_stage

FOLDER = Path(__file__).parent.parent.parent / "docs" / "images"
DESK: ViewportSize = {"width": 1280, "height": 960}
TALL: ViewportSize = {"width": 360, "height": 820}
LONG: ViewportSize = {"width": 480, "height": 1350}  # a form fills a narrow window, so that all of it is seen
PHONE: ViewportSize = {"width": 360, "height": 1100}  # as wide as a phone, and so long that a form is whole
MIRIAM, ANA = "U0FACIL01", "U0CHAMP01"
PLACE = "C0PARENT0"
ARRIVE = {
    "Comfort Mensah": "5 – very good",
    "Dr Priya Nair": "4 – good",
    "Dwayne Campbell": "3 – so-so",
    "Rev. Grace Boateng": "4 – good",
    "Leïla Benhaddou": "4 – good",
    "Patricia Osei": "2 – low",
    "Ngozi Umeh": "5 – very good",
}
IDEAS = {
    "Comfort Mensah": "Coping resources for new mothers, handed out through routine care",
    "Ngozi Umeh": "A computer bank for families without one",
}
IN_GROUPS = 30
POLL = '/poll "When shall we meet next?" "Tuesday morning" "Thursday evening"'
ASKS, OFFERS = "When shall we meet next?", ("Tuesday morning", "Thursday evening", "Saturday")
WILLING = ("Comfort Mensah", "Dr Priya Nair", "Dwayne Campbell", "Patricia Osei", "Ngozi Umeh")
PLEDGE = "Sit with somebody new after church, and ask how they are"


async def main() -> None:
    """All of them, in the order in which they come about; the groups are those of a larger session."""
    with tempfile.TemporaryDirectory() as folder:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=executable(), args=FLAGS)
            async with on_stage(f"sqlite:///{folder}/pictures.db") as stage:
                await begin(stage)
                await check_in(stage, browser)
                await session(stage, browser)
                await nudge(stage, browser)
                await report(stage, browser)
            async with on_stage(f"sqlite:///{folder}/groups.db") as stage:
                await groups(stage, browser)
            async with on_stage(f"sqlite:///{folder}/polls.db") as stage:
                await poll(stage, browser)
            await browser.close()


async def it_is(stage: Stage, day: int, hour: int, minute: int) -> None:
    """The clock is set before every act, so that the pictures always tell the same times."""
    await stage.time_is(datetime(2027, 3, day, hour, minute, tzinfo=UTC))


async def taken(seat: Seat, name: str) -> None:
    """A picture of what somebody sees, once everything has been drawn."""
    await seat.page.evaluate("document.fonts.ready")
    await seat.page.screenshot(path=FOLDER / f"{name}.png", animations="disabled", caret="hide")


async def begin(stage: Stage) -> None:
    """Some have arrived."""
    await it_is(stage, 3, 10, 30)
    await stage.session()
    await it_is(stage, 3, 10, 32)
    for name, mood in ARRIVE.items():
        await stage.check_in(stage.room.person(name), mood=mood)
    await stage.rests()


async def check_in(stage: Stage, browser: Browser) -> None:
    """Ana checks in on her phone."""
    async with seated(browser, stage.slack.url, ANA, PLACE, TALL) as page:
        ana = Seat(page, Mouse(page))
        await ana.presses("Check in", on="Session:")
        form = await ana.form("Check in")
        await form.get_by_role("radio", name="4 – good").check()
        await form.get_by_label("How do you feel? A word or a few.").fill("curious")
        await taken(ana, "check-in")
        await form.get_by_label("Who are you here as?").select_option(label="Parents")
        await form.get_by_role("radio", name="I have lived it myself or in my family").check()
        await form.get_by_role("button", name="Check in", exact=True).click()
        await ana.sees("You are checked in")


async def session(stage: Stage, browser: Browser) -> None:
    """The facilitator sees ideas and a poll."""
    for minute, (name, idea) in enumerate(IDEAS.items(), start=50):
        await it_is(stage, 3, 10, minute)  # each with a card of its own
        author = stage.room.person(name)
        await stage.idea(author, idea)
        for other in [each for each in ARRIVE if each != name][: 2 + len(idea) % 3]:
            await stage.room.person(other).clicks("Support", on=idea)
    await it_is(stage, 3, 11, 20)
    await stage.miriam.types(POLL, channel=ROOM)
    await stage.miriam.sees("When shall we meet next?", channel=ROOM)
    for index, name in enumerate(ARRIVE):
        option = "Thursday evening" if index % 3 == 1 else "Tuesday morning"
        await stage.room.person(name).clicks(option, on="When shall we meet next?")
    await stage.rests()
    async with seated(browser, stage.slack.url, MIRIAM, PLACE, DESK) as page:
        miriam = Seat(page, Mouse(page))
        await expect(miriam.message("When shall we meet next?")).to_contain_text("7 people have answered")
        await taken(miriam, "session")


async def nudge(stage: Stage, browser: Browser) -> None:
    """Two weeks later, Ana is asked about what she promised."""
    await it_is(stage, 3, 11, 45)
    await stage.miriam.types("/copro end now", channel=ROOM)
    await stage.ana.sees("Before you go", channel=ROOM)
    for person in (stage.ana, *map(stage.room.person, WILLING)):
        await person.clicks("Yes", on="Before you go")
        await person.modal("Your pledge")
        await person.fills({"What will you do differently?": PLEDGE})
        await person.submits()
    await stage.rests()
    await it_is(stage, 17, 10, 0)
    async with seated(browser, stage.slack.url, ANA, PLACE, TALL) as page:
        ana = Seat(page, Mouse(page))
        await ana.opens("Alongside")
        await ana.sees("How is your pledge going?")
        await taken(ana, "reminder")
        await ana.presses("Done", on="How is your pledge going?")
        await expect(ana.message("How is your pledge going?")).to_contain_text("You said: Done")


async def report(stage: Stage, browser: Browser) -> None:
    """What came of it, and what else could happen; in the dark."""
    await it_is(stage, 17, 10, 5)
    async with seated(browser, stage.slack.url, MIRIAM, PLACE, DESK, color_scheme="dark") as page:
        miriam = Seat(page, Mouse(page))
        await miriam.says("/copro report")
        await miriam.sees("Report of this programme")
        await miriam.opens_panel("What if…")
        await taken(miriam, "report")


async def groups(stage: Stage, browser: Browser) -> None:
    """The facilitator looks at the groups of a second round, in which nobody shall meet again."""
    await it_is(stage, 3, 10, 30)
    await stage.session()
    await stage.check_in(*stage.room.people("champion")[:IN_GROUPS])
    await it_is(stage, 3, 10, 40)
    await stage.breakout(5, "What would have helped you in the first weeks?")
    await stage.leads("Call everyone back")
    await stage.rests()
    async with seated(browser, stage.slack.url, MIRIAM, PLACE, LONG) as page:
        miriam = Seat(page, Mouse(page))
        await miriam.says('/copro breakout 5 "What could we change together?"')
        preview = await miriam.form("Round 2")
        await expect(preview).to_contain_text("Nobody meets again.")
        await preview.screenshot(path=FOLDER / "breakout-preview.png", animations="disabled", caret="hide")


async def poll(stage: Stage, browser: Browser) -> None:
    """The facilitator composes a poll on her phone, looks at it before anybody sees it, and at its result."""
    await begin(stage)
    await it_is(stage, 3, 11, 20)
    async with seated(browser, stage.slack.url, MIRIAM, PLACE, PHONE) as page:
        miriam = Seat(page, Mouse(page))
        await miriam.says("/poll")
        form = await miriam.form("New poll")
        await form.get_by_label("Your question").fill(ASKS)
        await form.get_by_label("Options, one on each line").fill("\n".join(OFFERS))
        await form.screenshot(path=FOLDER / "poll-composer.png", animations="disabled", caret="hide")
        await form.get_by_role("button", name="Preview", exact=True).click()
        seen = await miriam.form("Preview")
        await seen.screenshot(path=FOLDER / "poll-preview.png", animations="disabled", caret="hide")
        await seen.get_by_role("button", name="Ask the room", exact=True).click()
        await miriam.sees(ASKS)
        for index, name in enumerate(ARRIVE):
            await stage.room.person(name).clicks(OFFERS[index % 3 // 2], on=ASKS)
        await stage.rests()
        await it_is(stage, 3, 11, 30)
        await miriam.says("/copro close")
        await expect(miriam.message("Poll: closed")).to_contain_text("7 people have answered")
        await miriam.message("Poll: closed").screenshot(
            path=FOLDER / "poll-result.png", animations="disabled", caret="hide"
        )


if __name__ == "__main__":
    asyncio.run(main())
