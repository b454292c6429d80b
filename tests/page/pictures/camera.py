"""How a picture is taken: of what somebody sees on a phone or at a desk, once everything has been drawn."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tests.page.driver import Mouse, Seat, seated

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Browser, Locator, ViewportSize

    from tests.stage import Stage


FOLDER = Path(__file__).parents[3] / "docs" / "images"
DESK: ViewportSize = {"width": 1280, "height": 960}
SHORT: ViewportSize = {"width": 360, "height": 520}
TALL: ViewportSize = {"width": 360, "height": 820}
LONG: ViewportSize = {"width": 480, "height": 1350}  # a form fills a narrow window, so that all of it is seen
PHONE: ViewportSize = {"width": 360, "height": 1100}  # as wide as a phone, and so long that a form is whole
FORM: ViewportSize = {"width": 360, "height": 1330}  # the same, for a form of five questions
COMPOSER: ViewportSize = {"width": 360, "height": 1515}  # the same, for the form of a new poll
WHOLE: ViewportSize = {"width": 360, "height": 1700}  # the same, for the longest cards
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


async def it_is(stage: Stage, day: int, hour: int, minute: int) -> None:
    """The clock is set before every act, so that the pictures always tell the same times."""
    await stage.time_is(datetime(2027, 3, day, hour, minute, tzinfo=UTC))


@asynccontextmanager
async def at(stage: Stage, browser: Browser, person: str, size: ViewportSize) -> AsyncIterator[Seat]:
    """This person, who looks at the room."""
    async with seated(browser, stage.slack.url, person, PLACE, size) as page:
        yield Seat(page, Mouse(page))


async def taken(seat: Seat, name: str) -> None:
    """A picture of all that somebody sees."""
    await seat.page.evaluate("document.fonts.ready")
    await seat.page.screenshot(path=FOLDER / f"{name}.png", animations="disabled", caret="hide")


async def taken_of(what: Locator, name: str) -> None:
    """A picture of this form or message alone, in which the mouse points at nothing."""
    await what.page.mouse.move(0, 0)
    await what.page.evaluate("document.fonts.ready")
    await what.screenshot(path=FOLDER / f"{name}.png", animations="disabled", caret="hide")


async def begin(stage: Stage) -> None:
    """A session in which some have arrived."""
    await it_is(stage, 3, 10, 30)
    await stage.session()
    await it_is(stage, 3, 10, 32)
    for name, mood in ARRIVE.items():
        await stage.check_in(stage.room.person(name), mood=mood)
    await stage.rests()
