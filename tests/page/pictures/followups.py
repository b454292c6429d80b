"""After the session, on a phone: the pledge, its reminder, several in one message, and the weekly summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.async_api import expect

from tests.page.pictures.camera import ANA, ARRIVE, MIRIAM, PHONE, TALL, at, begin, it_is, taken, taken_of
from tests.stage import ROOM

if TYPE_CHECKING:
    from playwright.async_api import Browser

    from tests.stage import Stage

PLEDGE = "Sit with somebody new after church, and ask how they are"
SECOND = "Ask our surgery to hand out the leaflet"


async def take(stage: Stage, browser: Browser) -> None:
    """What Ana and the others promise, and what they are asked two weeks later."""
    await begin(stage)
    await it_is(stage, 3, 11, 45)
    await _pledge(stage, browser)
    for name in ARRIVE:
        await stage.pledge(stage.room.person(name), PLEDGE)
    await stage.pledge(stage.blessing, SECOND)
    await stage.pledge(stage.blessing, PLEDGE)
    await stage.miriam.types("/copro end now", channel=ROOM)
    await stage.rests()
    await it_is(stage, 17, 10, 0)
    await _reminders(stage, browser)
    await _summary(stage, browser)


async def _pledge(stage: Stage, browser: Browser) -> None:
    """The form: what, and by when."""
    async with at(stage, browser, ANA, TALL) as ana:
        await ana.says("/pledge")
        form = await ana.form("Your pledge")
        await form.get_by_label("What will you do differently?").fill(PLEDGE)
        await taken_of(form, "pledge")
        await form.get_by_role("button", name="I will do this", exact=True).click()
        await expect(form).to_have_count(0)


async def _reminders(stage: Stage, browser: Browser) -> None:
    """One pledge, and two of one person in one message."""
    async with at(stage, browser, ANA, TALL) as ana:
        await ana.opens("Alongside")
        await ana.sees("How is your pledge going?")
        await taken(ana, "reminder")
    async with at(stage, browser, stage.blessing.id, PHONE) as blessing:
        await blessing.opens("Alongside")
        joined = await blessing.sees("How are your pledges going?")
        await taken_of(joined, "reminder-joined")


async def _summary(stage: Stage, browser: Browser) -> None:
    """Ana asks for help; a summary tells Miriam of her, and how many have not answered."""
    asks = "How is your pledge going?"
    await stage.ana.clicks("Stuck", on=asks, channel="bot")
    await stage.ana.sees("You said: Stuck.", channel="bot")
    await stage.ana.clicks("Ask Miriam Adler for help", on=asks, channel="bot")
    await stage.ana.modal("Ask for help")
    await stage.ana.submits()
    await it_is(stage, 30, 10, 0)
    async with at(stage, browser, MIRIAM, PHONE) as miriam:
        await miriam.opens("Alongside")
        await taken_of(await miriam.sees("Your weekly summary"), "summary")
