"""Ideas, on a phone: written, looked at without a name, weighed on the board, and what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.async_api import expect

from tests.page.pictures.camera import ANA, MIRIAM, PHONE, TALL, at, begin, it_is, taken_of
from tests.stage import ROOM

if TYPE_CHECKING:
    from playwright.async_api import Browser

    from tests.stage import Stage

BUDDY = "A buddy for every new parent, for the first six months"
OTHERS = ("A bus to the clinic on Saturdays", "Letters in plain words", "One number to ring at night")


async def take(stage: Stage, browser: Browser) -> None:
    """What Ana writes with her name and without, and the answer that one idea gets."""
    await begin(stage)
    await it_is(stage, 3, 10, 45)
    await _forms(stage, browser)
    await _board(stage, browser)
    await _answer(stage, browser)


async def _forms(stage: Stage, browser: Browser) -> None:
    async with at(stage, browser, ANA, TALL) as ana:
        await ana.says("/idea")
        form = await ana.form("New idea")
        await form.get_by_role("textbox", name="Your idea").fill(BUDDY)
        await taken_of(form, "idea")
        await form.get_by_role("button", name="Share it", exact=True).click()
        await expect(form).to_have_count(0)
        await ana.says("/idea")
        form = await ana.form("New idea")
        await form.get_by_role("button", name="Share it without my name: your idea").click()
        form = await ana.form("Without your name")
        await form.get_by_role("textbox", name="Your idea").fill("Ask Dr Nair to ring us back: 020 7946 0018")
        await form.get_by_role("button", name="Look at it").click()
        await expect(form.get_by_text("This is what everybody will read:")).to_be_visible()
        await taken_of(form, "idea-without-name")
        await form.get_by_role("button", name="Cancel").click()


async def _board(stage: Stage, browser: Browser) -> None:
    for text in OTHERS:
        await stage.idea(stage.blessing, text)
    await stage.miriam.types("/copro board", channel=ROOM)
    await stage.rests()
    await stage.workspace.cards.rests()
    async with at(stage, browser, ANA, PHONE) as ana:
        board = await ana.sees("All our ideas")
        await taken_of(board, "board")
        await ana.presses("See all ideas", on="All our ideas")
        await taken_of(await ana.form("Ideas"), "board-all")


async def _answer(stage: Stage, browser: Browser) -> None:
    await stage.miriam.types("/copro body", channel=ROOM)
    await stage.miriam.modal("Who decides")
    body = {"Name": "Health board", "What does it decide?": "what our clinics spend"}
    body |= {"How does it decide?": "It votes", "Who answers for it in Slack?": stage.tunde.name}
    await stage.miriam.fills(body)
    await stage.miriam.submits()
    await stage.miriam.types("/copro answer 1", channel=ROOM)
    await stage.miriam.sees("Where it stands: heard", channel=ROOM, private=True)
    await stage.miriam.clicks("Send to a body", on="Where it stands: heard", channel=ROOM)
    await stage.miriam.modal("Send to a body")
    await stage.miriam.fills({"Why it matters": "Nobody is alone in the first months then."})
    await stage.miriam.submits()
    await stage.rests()
    await it_is(stage, 8, 10, 30)
    async with at(stage, browser, stage.tunde.id, PHONE) as tunde:
        await tunde.opens("Alongside")
        await taken_of(await tunde.sees("Ideas that wait for your answer"), "decision")
    await stage.tunde.clicks("No, because", on="Ideas that wait for your answer", channel="bot")
    await stage.tunde.modal("Your answer")
    await stage.tunde.fills({"Why": "We have no money for this before summer. We look at it again in July."})
    await stage.tunde.submits()
    await stage.rests()
    await stage.workspace.cards.rests()
    async with at(stage, browser, MIRIAM, PHONE) as miriam:
        await taken_of(await miriam.sees("The answer is no, because:"), "idea-answered")
