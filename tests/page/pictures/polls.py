"""Polls on a phone: composed, looked at, open, closed, held back, and ten cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.async_api import expect

from tests.page.pictures.camera import (
    ANA,
    ARRIVE,
    COMPOSER,
    FORM,
    MIRIAM,
    PHONE,
    SHORT,
    TALL,
    at,
    begin,
    it_is,
    taken_of,
)
from tests.stage import ROOM

if TYPE_CHECKING:
    from playwright.async_api import Browser

    from tests.page.driver import Seat
    from tests.stage import Stage

ASKS, OFFERS = "When shall we meet next?", ("Tuesday morning", "Thursday evening", "Saturday")
LIVE, LIVE_OFFERS = "Where shall we meet?", ("Library", "Town hall")
CANDID, CANDID_OFFERS = "Could you say today what you think?", ("Yes", "In part", "No")
SMALL = "Shall we invite the council?"
CARDS = "What would help most?"
IDEAS = (
    "Coping resources for new mothers, handed out through routine care",
    "A computer bank for families without one",
    "A buddy for every new parent",
    "Sharing responsibility for home teaching",
)
SHARE_OF_YES = (1, 5, 7, 3)  # of the seven who judge, how many find each idea helpful


async def take(stage: Stage, browser: Browser) -> None:
    """Miriam composes a poll and closes it; others are anonymous, live, or of too few; then ten cards."""
    await begin(stage)
    await it_is(stage, 3, 11, 20)
    async with at(stage, browser, MIRIAM, COMPOSER) as miriam:
        await _compose(miriam)
        for index, name in enumerate(ARRIVE):
            await stage.room.person(name).clicks(OFFERS[index % 3 // 2], on=ASKS)
        await stage.rests()
        await taken_of(await miriam.sees("7 people have answered"), "poll-hidden")
        await it_is(stage, 3, 11, 30)
        await miriam.says("/copro close")
        await expect(miriam.message("Poll: closed")).to_contain_text("7 people have answered")
        await taken_of(miriam.message("Poll: closed"), "poll-result")
        await _live(stage, miriam)
        await _anonymous(stage, miriam)
        await _few(stage, miriam)
    await _cards(stage, browser)


async def _compose(miriam: Seat) -> None:
    """The form, the preview, and the card."""
    await miriam.says("/poll")
    form = await miriam.form("New poll")
    await form.get_by_label("Your question").fill(ASKS)
    await form.get_by_label("Options, one on each line").fill("\n".join(OFFERS))
    await taken_of(form, "poll-composer")
    await form.get_by_role("button", name="Preview", exact=True).click()
    seen = await miriam.form("Preview")
    await miriam.page.set_viewport_size(TALL)
    await taken_of(seen, "poll-preview")
    await seen.get_by_role("button", name="Ask the room", exact=True).click()
    await miriam.page.set_viewport_size(FORM)
    await miriam.sees("Nobody has answered yet.")


def _typed(flags: str, question: str, offers: tuple[str, ...]) -> str:
    return " ".join([f"/poll {flags}", *(f'"{each}"' for each in (question, *offers))])


async def _live(stage: Stage, miriam: Seat) -> None:
    """A poll whose totals show while it is open."""
    await it_is(stage, 3, 11, 32)
    await stage.poll(_typed("live", LIVE, LIVE_OFFERS))
    await stage.ana.sees(LIVE, channel=ROOM)
    for index, name in enumerate(ARRIVE):
        await stage.room.person(name).clicks(LIVE_OFFERS[index % 3 // 2], on=LIVE, channel=ROOM)
    await stage.rests()
    card = miriam.message(LIVE).filter(has_text="7 people have answered")
    await expect(card).to_have_count(1)
    await taken_of(card, "poll-open")


async def _anonymous(stage: Stage, miriam: Seat) -> None:
    """An anonymous poll, looked at and closed: its numbers are rounded."""
    await it_is(stage, 3, 11, 34)
    await stage.miriam.types(_typed("anonymous", CANDID, CANDID_OFFERS), channel=ROOM)
    before = miriam.message("An anonymous poll, before it opens")
    await expect(before).to_have_count(1)
    await taken_of(before, "poll-anonymous-before")
    await stage.miriam.clicks("Ask the room", on="An anonymous poll, before it opens", channel=ROOM)
    await stage.ana.sees(CANDID, channel=ROOM)
    for index, person in enumerate(stage.room.people("champion")[:24]):
        await person.clicks(CANDID_OFFERS[(0, 0, 0, 1, 1, 2)[index % 6]], on=CANDID, channel=ROOM)
    await stage.rests()
    await stage.miriam.types(f'/copro close "{CANDID}"', channel=ROOM)
    await expect(miriam.message(f"{CANDID}").filter(has_text="final result")).to_have_count(1)
    await taken_of(miriam.message(CANDID).filter(has_text="final result"), "poll-anonymous-result")


async def _few(stage: Stage, miriam: Seat) -> None:
    """Too few answered for a result."""
    await it_is(stage, 3, 11, 36)
    await stage.poll(_typed("", SMALL, ("Now", "Later")))
    await stage.ana.sees(SMALL, channel=ROOM)
    for name in list(ARRIVE)[:3]:
        await stage.room.person(name).clicks("Now", on=SMALL, channel=ROOM)
    await stage.rests()
    await stage.miriam.types(f'/copro close "{SMALL}"', channel=ROOM)
    held = miriam.message(SMALL).filter(has_text="final result")
    await expect(held).to_have_count(1)
    await taken_of(held, "poll-held")


async def _cards(stage: Stage, browser: Browser) -> None:
    """Ten cards: the card in the channel, the form, and what the room really wants."""
    await it_is(stage, 3, 11, 38)
    for idea in IDEAS:
        await stage.idea(stage.tunde, idea)
    await stage.miriam.types("/copro cards", channel=ROOM)
    await stage.ana.sees(CARDS, channel=ROOM)
    for place, name in enumerate(ARRIVE):
        await _judge(stage, name, place)
    await stage.rests()
    async with at(stage, browser, ANA, TALL) as ana:
        await expect(ana.message(CARDS)).to_contain_text("7 people have answered")
        await taken_of(ana.message(CARDS), "ten-cards-open")
        await ana.page.set_viewport_size(SHORT)
        await ana.presses("See ten cards", on=CARDS)
        form = await ana.form("Ten cards")
        await expect(form).to_contain_text("1 of 4")
        await taken_of(form, "ten-cards")
    await stage.miriam.types(f'/copro close "{CARDS}"', channel=ROOM)
    async with at(stage, browser, MIRIAM, PHONE) as miriam:
        closed = miriam.message(CARDS).filter(has_text="final result")
        await expect(closed).to_have_count(1)
        await taken_of(closed, "ten-cards-result")


async def _judge(stage: Stage, name: str, place: int) -> None:
    """One person judges all the cards."""
    person = stage.room.person(name)
    await person.clicks("See ten cards", on=CARDS, channel=ROOM)
    await stage.workspace.answering.background.done()
    for _ in IDEAS:
        read = (await person.modal("Ten cards")).text
        [number] = [number for number, idea in enumerate(IDEAS) if idea in read]
        await person.clicks("Helps" if place < SHARE_OF_YES[number] else "Not sure")
        await stage.workspace.answering.background.done()
