"""The bot's own messages and forms, drawn on a phone and at a desk."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from playwright.async_api import Page

from coproduction.breakouts import Part, Presence, Role, Round, RoundState, Seat, Word, groups_of
from coproduction.checkins import MOODS, Arrivals
from coproduction.followups import FollowUp, FollowUpState
from coproduction.grouping import Guest, Wish, assess
from coproduction.ideas import Idea, IdeaCard, IdeaKind, IdeasCard
from coproduction.people import Person, Perspective
from coproduction.pledges import Pledge
from coproduction.polls import Poll, Purpose, Tally
from coproduction.service.arrivals import Arrival
from coproduction.service.breakouts.cards import GroupNote, RoomCard, RoundCard, TimeNote
from coproduction.service.breakouts.presence import Sitting
from coproduction.service.breakouts.proposing import Proposal
from coproduction.service.breakouts.reportbacks import Table
from coproduction.service.checkins import Arriving
from coproduction.service.ideas import IdeaDraft
from coproduction.service.nudgecards import NudgeNote
from coproduction.service.sessioncards import SessionCard
from coproduction.sessions import Session, SessionState
from coproduction.words import ENGLISH
from handlers.blocks import checkins, ideas, people, pledges
from handlers.blocks.breakouts import choosing, forms, preview
from handlers.blocks.starting import start_form
from tests.composing import composers, previewed
from tests.looks import Content
from tests.looks import draw as drawing_of
from tests.page.drawing import Json, draw, show
from tests.speaking import SAY, in_every_language

pytestmark = pytest.mark.asyncio(loop_scope="session")

NOON = datetime(2027, 3, 3, 12, 0, tzinfo=UTC)
LIVE = Session("s" * 32, "C1", "Support for new parents", SessionState.LIVE, "U1", NOON)
IDEA = Idea(
    "i" * 32, "C1", LIVE.id, 3, IdeaKind.CHANGE, "A bench at every <stop> & shop", "U1", "origin", False
)
PLEDGE = Pledge(
    "p" * 32, "C1", None, "U1", "Open the hall on Sundays", None, "Ask for the key", NOON, "origin"
)
POLL = Poll("o" * 32, "C1", LIVE.id, "Where first?", ("Hall", "Park"), Purpose.ANY, "origin", False)
ROUND = Round(
    "r" * 32, LIVE.id, 1, ("What would help?",), "origin", 2, state=RoundState.LIVE, ends_at=NOON,
    names=("Kitchen <b>",),
)  # fmt: skip
SEATS = [
    Seat(ROUND.id, "U1", 1, 0, Role.SCRIBE, Presence.HERE),
    Seat(ROUND.id, "U2", 1, 1, Role.TIMEKEEPER),
]
GROUPS = groups_of(ROUND, SEATS)
SAID = (Word("w" * 32, ROUND.id, 1, 0, Part.AGREE, "Mornings are *hard*", "origin"),)
OVER = replace(ROUND, state=RoundState.ENDED)
NEXT = replace(ROUND, id="n" * 32, number=2, state=RoundState.PLANNED)
SECTORS = {"U1": "parents", "U2": "schools"}
GUESTS = {id_: Guest(id_, sector, Perspective.LIVED) for id_, sector in SECTORS.items()}
QUALITY = assess(GUESTS.values(), Wish(size=2), [group.members for group in GROUPS])
NAMES = {"U1": "Ana Pereira", "U2": "Tunde Bakare"}
CARDS: dict[str, Content] = {
    "session": SessionCard(LIVE, Arrivals(12, (1, 2, 3, 4, 2)[: len(MOODS)], ("tired", "glad"))),
    "idea": IdeasCard((IdeaCard(IDEA, 4),)),
    "poll": Tally(POLL, (3, 5), 8),
    "nudge": NudgeNote(
        FollowUp("f" * 32, PLEDGE.id, "U1", 1, NOON, FollowUpState.PLANNED, None), PLEDGE, True, Arrival(NOON)
    ),
    "round": RoundCard(ROUND, GROUPS, 1, 2, (), None),
    "round that is over": RoundCard(OVER, GROUPS, 1, 2, SAID, NEXT),
    "group": RoomCard(ROUND, GROUPS[0], SAID),
    "member": GroupNote(ROUND, GROUPS[0], "U1", SECTORS),
    "clock": TimeNote(ROUND, GROUPS[0], is_over=False),
}
PROPOSAL = Proposal(NEXT, GROUPS, QUALITY, GUESTS, Wish(size=2), planned=2)
FORMS: dict[str, Json] = {
    "start": start_form(SAY, "C1", ENGLISH),
    "idea": ideas.form(SAY, "C1|", IdeaDraft("", IdeaKind.CHANGE, "")),
    "pledge": pledges.form(SAY, "C1|", ""),
    "poll": next(composers(SAY, "When?")),
    "preview of a poll": next(previewed(SAY, "When?")),
    "groups": forms.form(SAY, "C1|"),
    "preview": preview.preview(SAY, PROPOSAL, "C1|", {}),
    "swap": choosing.swap(SAY, "C1|", NEXT.id, GROUPS, NAMES),
    "missing": choosing.missing(SAY, Sitting(ROUND, GROUPS, ("U1",), ("U2",)), "C1|", NAMES),
    "working": choosing.working(SAY, 300),
    "report-back": forms.report_back(SAY, Table(ROUND, GROUPS[0]), "C1|"),
    "check-in": checkins.form(SAY, Arriving(LIVE, asks_profile=True)),
    "profile": people.profile_form(
        SAY, Person("U1", sector="schools", perspective=Perspective.FRONT_LINE)
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CARDS)
async def test_the_bots_messages_are_drawn(page: Page, name: str) -> None:
    drawing = drawing_of(SAY, CARDS[name], NAMES)
    await draw(page, *drawing.blocks)
    assert await page.get_by_text("Slack would refuse").count() == 0
    assert await page.locator(".blocks > *").count() == len(drawing.blocks)


@pytest.mark.parametrize("code", in_every_language())
async def test_the_answers_to_a_nudge_and_its_menu_are_one_row_on_a_phone(page: Page, code: str) -> None:
    await page.set_viewport_size({"width": 360, "height": 740})
    asked = FollowUp("f" * 32, PLEDGE.id, "U1", 1, NOON, FollowUpState.DUE)
    await draw(page, *drawing_of(in_every_language()[code], NudgeNote(asked, PLEDGE, True), NAMES).blocks)

    row = page.locator(".block-button")
    tops = await row.evaluate_all("(all) => all.map((each) => each.getBoundingClientRect().top)")
    assert len(tops) == 4
    assert len(set(tops)) == 1


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("width", [360, 1200])
async def test_the_bots_forms_are_drawn_and_fit(page: Page, name: str, width: int) -> None:
    await page.set_viewport_size({"width": width, "height": 740})
    await show(page, FORMS[name] | {"id": "V1"})

    assert await page.get_by_text("Slack would refuse").count() == 0
    last = FORMS[name]["submit" if "submit" in FORMS[name] else "close"]
    assert await page.get_by_role("button", name=last["text"]).first.is_visible()
    assert await page.evaluate("document.querySelector('dialog').scrollWidth <= innerWidth")
    unnamed = "(all) => all.filter((node) => !node.labels.length && !node.ariaLabel).length"
    assert await page.locator("dialog :is(input, select, textarea)").evaluate_all(unnamed) == 0


@pytest.mark.parametrize("code", in_every_language())
@pytest.mark.parametrize("top", ["0", "640px"])
async def test_all_of_a_reminders_menu_is_in_sight_on_a_phone(page: Page, code: str, top: str) -> None:
    await page.set_viewport_size({"width": 360, "height": 740})
    asked = FollowUp("f" * 32, PLEDGE.id, "U1", 1, NOON, FollowUpState.DUE)
    row = drawing_of(in_every_language()[code], NudgeNote(asked, PLEDGE, True), NAMES).blocks[-2]
    await draw(page, row)
    await page.locator(".blocks").evaluate("(all, top) => { all.style.marginTop = top; }", top)

    await page.locator(".block-opener").click()

    seen = """(all) => all.map((each) => {
      const { left, right, top, bottom } = each.getBoundingClientRect();
      const [first, last] = [[left + 3, top + 3], [right - 3, bottom - 3]];
      return [first, last].every(([x, y]) => document.elementFromPoint(x, y) === each);
    })"""
    assert await page.locator(".block-menu button").evaluate_all(seen) == [True] * 5
