"""A session from arriving to its report: the check-in, ideas and a poll, its end, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.async_api import expect

from tests.page.driver import Mouse, Seat, seated
from tests.page.pictures.camera import (
    ANA,
    ARRIVE,
    DESK,
    FORM,
    MIRIAM,
    PHONE,
    PLACE,
    WHOLE,
    at,
    begin,
    it_is,
    taken,
    taken_of,
)
from tests.page.pictures.followups import PLEDGE
from tests.stage import ROOM

if TYPE_CHECKING:
    from playwright.async_api import Browser

    from tests.stage import Stage

IDEAS = {
    "Comfort Mensah": "Coping resources for new mothers, handed out through routine care",
    "Ngozi Umeh": "A computer bank for families without one",
}
ASKS, OFFERS = "When shall we meet next?", ("Tuesday morning", "Thursday evening")
LATER = ("Delroy Francis", "Blessing Okafor", "Fiona MacLeod", "Hannah Whitfield", "Abdi Warsame")
NOT_YET = ("Abdi Warsame", "Patricia Osei")


async def take(stage: Stage, browser: Browser) -> None:
    """One session."""
    await begin(stage)
    await _check_in(stage, browser)
    await _session(stage, browser)
    await _end(stage, browser)
    await _report(stage, browser)


async def _check_in(stage: Stage, browser: Browser) -> None:
    """Ana checks in on her phone."""
    async with at(stage, browser, ANA, PHONE) as ana:
        await ana.presses("Check in", on="Session:")
        form = await ana.form("Check in")
        await form.get_by_role("radio", name="4 – good").check()
        await form.get_by_label("How do you feel? A word or a few.").fill("curious")
        await form.get_by_text("You are here").scroll_into_view_if_needed()
        await taken_of(form, "check-in")
        await form.get_by_label("Who are you here as?").select_option(label="Parents")
        await form.get_by_role("radio", name="I have lived it myself or in my family").check()
        await form.get_by_role("button", name="Send", exact=True).click()
        await ana.sees("You are checked in")


async def _session(stage: Stage, browser: Browser) -> None:
    """The facilitator sees ideas and a poll."""
    for minute, (name, idea) in enumerate(IDEAS.items(), start=50):
        await it_is(stage, 3, 10, minute)  # each with a card of its own
        author = stage.room.person(name)
        await stage.idea(author, idea)
        for other in [each for each in ARRIVE if each != name][: 2 + len(idea) % 3]:
            await stage.room.person(other).clicks("Support", on=idea)
    await it_is(stage, 3, 11, 20)
    await stage.poll(f'/poll "{ASKS}" "{OFFERS[0]}" "{OFFERS[1]}"')
    await stage.tunde.sees(ASKS, channel=ROOM)  # to Miriam its receipt says the question, too
    for index, name in enumerate(ARRIVE):
        await stage.room.person(name).clicks(OFFERS[index % 3 == 1], on=ASKS)
    await stage.rests()
    async with at(stage, browser, MIRIAM, DESK) as miriam:
        await expect(miriam.message(ASKS).filter(has_text="7 people have answered")).to_have_count(1)
        await taken(miriam, "session")


async def _end(stage: Stage, browser: Browser) -> None:
    """Some came late; all are asked the closing question, and Ana reads it on her phone."""
    await it_is(stage, 3, 11, 40)
    await stage.check_in(*map(stage.room.person, LATER))
    await it_is(stage, 3, 11, 45)
    await stage.miriam.types("/copro end now", channel=ROOM)
    await stage.rests()
    for name in (*ARRIVE, *LATER):
        await _answers(stage, name)
    async with at(stage, browser, ANA, WHOLE) as ana:
        summed_up = await ana.sees("What we did together")
        await expect(summed_up).to_contain_text("12 people have answered")
        await taken_of(summed_up, "session-end")
        await ana.opens("Alongside")
        await taken_of(await ana.sees("Before you go"), "session-end-private")
    async with at(stage, browser, ANA, FORM) as ana:
        await ana.presses("5 more questions, one minute", on="What we did together")
        await taken_of(await ana.form("Your answers"), "session-end-form")


async def _answers(stage: Stage, name: str) -> None:
    """One person says whether they will do one thing differently; most pledge it."""
    person = stage.room.person(name)
    answer = "Not yet" if name in NOT_YET else "Yes"
    await person.clicks(answer, on="What we did together", channel=ROOM)
    if answer == "Yes":
        await person.modal("Your pledge")
        await person.fills({"What will you do differently?": PLEDGE})
        await person.submits()


async def _report(stage: Stage, browser: Browser) -> None:
    """What came of it two weeks and a day later, and what else could happen; in the dark."""
    await it_is(stage, 17, 10, 0)
    asked = [name for name in (*ARRIVE, *LATER) if name not in NOT_YET]
    for number, name in enumerate(asked):
        answer = "Working on it" if number % 2 else "Done"
        await stage.room.person(name).clicks(answer, on="How is your pledge going?", channel="bot")
    await it_is(stage, 18, 10, 5)
    async with seated(browser, stage.slack.url, MIRIAM, PLACE, DESK, color_scheme="dark") as page:
        miriam = Seat(page, Mouse(page))
        await miriam.says("/copro report")
        await miriam.sees("Report of this programme")
        await miriam.opens_panel("What if…")
        await taken(miriam, "report")
