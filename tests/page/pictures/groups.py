"""The groups of a second round, in which nobody shall meet again, as the facilitator looks at them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.async_api import expect

from tests.page.pictures.camera import LONG, MIRIAM, at, it_is, taken_of

if TYPE_CHECKING:
    from playwright.async_api import Browser

    from tests.stage import Stage

IN_GROUPS = 30


async def take(stage: Stage, browser: Browser) -> None:
    """A first round, and the proposal of a second."""
    await it_is(stage, 3, 10, 30)
    await stage.session()
    await stage.check_in(*stage.room.people("champion")[:IN_GROUPS])
    await it_is(stage, 3, 10, 40)
    await stage.breakout(5, "What would have helped you in the first weeks?")
    await stage.leads("Call everyone back")
    await stage.rests()
    async with at(stage, browser, MIRIAM, LONG) as miriam:
        await miriam.says('/copro breakout 5 "What could we change together?"')
        preview = await miriam.form("Round 2")
        await expect(preview).to_contain_text("Nobody meets again.")
        await taken_of(preview, "breakout-preview")
