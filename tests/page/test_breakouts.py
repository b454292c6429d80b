"""A breakout on the page: its facilitator at a desk by keyboard, a scribe and a latecomer on their phones."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, expect

from tests.page import axe
from tests.page.driver import DESK, PHONE, WIDER, Keyboard, Mouse, Seat, seated
from tests.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="session")

MIRIAM, ANA, DWAYNE, ROOM = "U0FACIL01", "U0CHAMP01", "U0CHAMP06", "C0PARENT0"
WEDNESDAY = datetime(2027, 3, 3, 10, 30, tzinfo=UTC)
ROOMS = ("Kitchen", "Garden")
IN_TIME = (
    "Ana Pereira", "Aisha Rahman", "Comfort Mensah", "Harjit Kaur",
    "Dr Priya Nair", "Gareth Llewellyn", "Rev. Grace Boateng", "Pastor Emmanuel Eze",
    "Delroy Francis", "Ngozi Umeh",
)  # fmt: skip
CARD = "Came late? Press I'm here"  # what stands on the round's card and not in a panel
# On a phone one part of the page is shown at a time.
NARROW = ("landmark-one-main",)


@dataclass
class Breakout:
    """The three, each in a tab; the others act without one."""

    stage: Stage
    miriam: Seat
    ana: Seat
    dwayne: Seat


@pytest_asyncio.fixture(loop_scope="session")
async def breakout(stage: Stage, browser: Browser) -> AsyncIterator[Breakout]:
    """Ten have checked in, Ana among them, and Dwayne has not; no tab may become wider than its window."""
    await stage.room.moves_to(WEDNESDAY)
    await stage.session()
    await stage.check_in(*stage.people(*IN_TIME))
    async with AsyncExitStack() as stack:
        pages = [
            await stack.enter_async_context(seated(browser, stage.slack.url, person, ROOM, size))
            for person, size in ((MIRIAM, DESK), (ANA, PHONE), (DWAYNE, PHONE))
        ]
        at_desk, *on_phones = pages
        yield Breakout(
            stage, Seat(at_desk, Keyboard(at_desk)), *(Seat(page, Mouse(page)) for page in on_phones)
        )
        assert [await page.evaluate(WIDER) for page in pages] == [False, False, False]


async def test_a_facilitator_a_scribe_and_a_latecomer_live_through_a_breakout(breakout: Breakout) -> None:
    await asks_for_groups(breakout.miriam)
    await shuffles_and_swaps(breakout.miriam)
    await goes(breakout.miriam)
    own = await finds_her_group(breakout.ana, breakout.miriam)
    await says_who_is_missing(breakout.miriam, own)
    await comes_late(breakout.dwayne, breakout.miriam)
    await takes_notes_and_reports(breakout.ana, own)
    await gives_more_time(breakout.miriam)
    await calls_back(breakout.miriam, breakout.ana)
    for seat, without in ((breakout.miriam, ()), (breakout.ana, NARROW)):
        assert await axe.violations(seat.page, without) == []


async def asks_for_groups(miriam: Seat) -> None:
    """Two rooms with names of their own, for ten minutes."""
    await miriam.says("/copro breakout")
    form = await miriam.form("Breakout")
    await miriam.hands.write(form.get_by_label("Or: how many groups?"), str(len(ROOMS)))
    await miriam.hands.write(form.get_by_label("What should they talk about?"), "What would help?")
    await miriam.hands.write(form.get_by_label("For how many minutes?"), "10")
    await miriam.hands.write(form.get_by_label("Names for the rooms"), "\n".join(ROOMS))
    await miriam.hands.press(form.get_by_role("button", name="Propose groups"))
    preview = await miriam.form("Round 1")
    await expect(preview).to_contain_text("2 groups of 5 people.")
    assert await axe.violations(miriam.page) == []


async def shuffles_and_swaps(miriam: Seat) -> None:
    """Other groups, and then two people in each other's place; nobody else has seen anything."""
    preview = await miriam.form("Round 1")
    before, words = await members(preview), await group(preview, ROOMS[0]).text_content()
    await miriam.hands.press(preview.get_by_role("button", name="Shuffle again"))
    await expect(group(preview, ROOMS[0])).not_to_have_text(words or "")
    shuffled = await members(preview)
    assert set().union(*shuffled) == set().union(*before) == set(IN_TIME)
    one, other = min(shuffled[0]), min(shuffled[1])
    await miriam.hands.press(preview.get_by_role("button", name="Swap two people"))
    form = await miriam.form("Swap two people")
    await miriam.hands.pick(form.get_by_label("Who"), f"{one} ({ROOMS[0]})")
    await miriam.hands.pick(form.get_by_label("changes places with"), f"{other} ({ROOMS[1]})")
    await miriam.hands.press(form.get_by_role("button", name="Swap", exact=True))
    preview = await miriam.form("Round 1")
    assert await members(preview) == [shuffled[0] - {one} | {other}, shuffled[1] - {other} | {one}]
    await expect(miriam.message("Breakout 1")).to_have_count(0)


async def goes(miriam: Seat) -> None:
    """The room hears of the groups, and each of them has a card."""
    await miriam.hands.press(miriam.page.get_by_role("button", name="Go", exact=True))
    await miriam.sees("10 people in 2 groups.")
    card = await miriam.sees("Breakout 1: 2 groups")
    await expect(card).to_contain_text("I know of 0 of 10 people that they are here.")
    for name in ROOMS:
        await miriam.sees(f"{name}, round 1")


async def finds_her_group(ana: Seat, miriam: Seat) -> str:
    """She reads where she sits and with whom, says that she is there, and goes back to the channel."""
    await ana.has_unread("Alongside", 1)
    await ana.opens("Alongside")
    note = await ana.sees("You are in ")
    heading = await note.get_by_role("heading").inner_text()
    await expect(note).to_contain_text("What would help?")
    await ana.presses("I'm here", on="You are in ")
    await expect(miriam.message("Breakout 1")).to_contain_text("I know of 1 of 10 people that they are here.")
    await ana.opens("parent-champions")
    return heading.removeprefix("You are in ")


async def leads(miriam: Seat, press: str) -> None:
    """In her panel, which the card opens as the newest private message."""
    panels = miriam.message("This session is live in")
    before = await panels.count()
    await miriam.presses("For facilitators", on=CARD)
    await expect(panels).to_have_count(before + 1)
    await miriam.hands.press(panels.last.get_by_role("button", name=re.compile(rf"^{press}")))


async def says_who_is_missing(miriam: Seat, own: str) -> None:
    """Somebody of the other group: that gap is closed without a word to Ana."""
    (elsewhere,) = set(ROOMS) - {own}
    names = [name for name in IN_TIME if name in await miriam.message(f"{elsewhere}, round 1").inner_text()]
    await leads(miriam, "Somebody is missing")
    form = await miriam.form("Who is missing?")
    await Keyboard(miriam.page).reach(form.get_by_role("checkbox", name=names[0]))
    await miriam.page.keyboard.press("Space")
    await miriam.hands.press(form.get_by_role("button", name="They are missing"))
    await miriam.sees(f"{names[0]} is not there")
    await expect(miriam.message(CARD)).to_contain_text("I know of 1 of 9 people that they are here.")
    await expect(miriam.message(f"{elsewhere}, round 1")).not_to_contain_text(names[0])


async def comes_late(dwayne: Seat, miriam: Seat) -> None:
    """He checks in while the groups talk, and is told where to go."""
    await dwayne.presses("Check in", on="Session:")
    form = await dwayne.form("Check in")
    await form.get_by_role("radio", name="4 – good").check()
    await form.get_by_label("Who are you here as?").select_option(label="Parents")
    await form.get_by_role("radio", name="I have lived it myself or in my family").check()
    await form.get_by_role("button", name="Send", exact=True).click()
    await dwayne.has_unread("Alongside", 1)
    await dwayne.opens("Alongside")
    note = await dwayne.sees("You are in ")
    await expect(note).to_contain_text("What would help?")
    await expect(miriam.message(CARD)).to_contain_text("I know of 2 of 10 people that they are here.")


async def takes_notes_and_reports(ana: Seat, own: str) -> None:
    """What her group found stands on its card, and its idea is the group's and not hers."""
    card = f"{own}, round 1"
    await ana.presses("I'll take notes", on=card)
    await expect(ana.message(card)).to_contain_text("Ana Pereira takes notes.")
    await ana.presses("Report back", on=card)
    form = await ana.form("Report back")
    await ana.hands.write(form.get_by_label("One thing we agree on"), "Mornings are hard")
    await ana.hands.write(form.get_by_label("One idea"), "A later start")
    await ana.hands.press(form.get_by_role("button", name="Share"))
    await ana.sees("Your idea is idea 1 now")
    await expect(ana.message(card).first).to_contain_text("We agree: Mornings are hard")
    await expect(await ana.sees(f"From {own}, round 1")).to_contain_text("A later start")


async def gives_more_time(miriam: Seat) -> None:
    await expect(miriam.message(CARD)).to_contain_text("Until today at 10:40")
    await leads(miriam, "5 more minutes")
    await expect(miriam.message(CARD)).to_contain_text("Until today at 10:45")


async def calls_back(miriam: Seat, ana: Seat) -> None:
    """The room's card says it, and each group hears it in its own thread."""
    await leads(miriam, "Call everyone back")
    asked = miriam.page.get_by_role("dialog", name="Call everyone back?")
    await expect(asked).to_contain_text("Round 1 ends now, and every group is asked to come back.")
    await miriam.hands.press(asked.get_by_role("button", name="Call everyone back"))
    await expect(ana.message("Breakout 1")).to_contain_text("Everybody has been called back.")
    call = ana.log.get_by_role("article", name="Reply by Alongside").filter(has_text="Ana Pereira")
    await expect(call).to_contain_text("Please come back to the whole room.")


def group(preview: Locator, room: str) -> Locator:
    """A proposed group, by the name of its room."""
    return preview.locator(".block-section").filter(has_text=room)


async def members(preview: Locator) -> list[set[str]]:
    """Who sits together in a preview, room by room."""
    said = [await group(preview, room).inner_text() for room in ROOMS]
    return [{name for name in IN_TIME if name in words} for words in said]
