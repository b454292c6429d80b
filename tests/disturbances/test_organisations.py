"""People of a connected organisation, and a workspace on an Enterprise Grid."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.patience import Patience
from handlers import ids
from tests.disturbances import meeting
from tests.disturbances.faces import faces
from tests.disturbances.meeting import KEPT, KINDS
from tests.disturbances.scene import ASKED, WEDNESDAY, calm_again, everything_arrived_once, said, stored
from tests.handlers.database import tables
from tests.handlers.forging import forged_click, forged_form, text
from tests.stage import ROOM, Opened, Stage, on_stage

BUDDY = "A buddy for every new parent"


@pytest.fixture
async def grid(database: Opened, patience: Patience) -> AsyncIterator[Stage]:
    """The bot in a workspace that is one of many of an organisation."""
    async with on_stage(database, grid=True, patience=patience) as stage:
        yield stage
        assert await stage.room.violations() == []


@faces("stranger")
async def test_a_stranger_takes_part_by_pressing_and_is_asked_about_their_pledge(stage: Stage) -> None:
    await stage.time_is(WEDNESDAY)
    await stage.session()
    await stage.idea(stage.ana, BUDDY)
    sam = await stage.room.stranger("Sam Visitor", channel=ROOM)
    await sam.clicks("Support", on=BUDDY, channel=ROOM)
    await sam.clicks("Check in", on="Session:", channel=ROOM)
    await sam.modal("Check in")
    await sam.fills(
        {
            "How are you today?": "4 – good",
            "Who are you here as?": "Charities",
            "How do you know the service?": "I work with people who use it",
        }
    )
    await sam.submits()
    await sam.sees("You are checked in", channel=ROOM)
    await stage.miriam.types("/copro end now", channel=ROOM)
    await sam.sees("Before you go", channel=ROOM)
    await sam.clicks("Yes", on="Before you go", channel=ROOM)
    await sam.modal("Your pledge")
    await sam.fills({"What will you do differently?": "Bring our vans", "By when?": "2027-03-12"})
    await sam.submits()
    await sam.sees("saved your pledge", channel=ROOM)

    await stage.time_is(ASKED)

    assert await said(sam, "How is your pledge going?", channel="bot") == 1
    await stage.ana.sees("1 supporter", channel=ROOM)
    assert [row["person"] for row in tables(stage)["pledge"]] == [sam.id]
    assert await stage.pings() == []
    await everything_arrived_once(stage, "session", "idea", "summary", "parting", "nudge")


@faces("stranger", "a person's is_admin changes")
async def test_who_is_an_admin_elsewhere_is_no_facilitator_here(stage: Stage) -> None:
    sam = await stage.room.stranger("Sam Visitor", channel=ROOM)
    await stage.session()
    await stage.room.change_person(sam.id, is_admin=True)
    await stage.rests()
    before = stored(stage)

    errors = [
        await forged_form(stage, sam, ids.POLL_FORM, {"question": text("When?"), "options": text("A\nB")}),
        await forged_form(stage, sam, ids.BREAKOUT_FORM, {"size": text("3"), "prompt": text("Why?")}),
        await forged_form(stage, sam, ids.START_FORM, {"title": text("Mine")}),
    ]
    ack = await forged_click(stage, sam, ids.SEND_AGAIN, "0" * 32)

    assert ack.acked
    assert [next(iter(each.values())).partition(".")[0] for each in errors] == [
        "Only the people who lead can open a poll: Miriam Adler",
        "Only the people who lead can start a breakout: Miriam Adler",
        "Only the people who lead can start a session: Miriam Adler",
    ]
    no = "Only the people who lead can send a reminder again: Miriam Adler."
    await sam.sees(no, channel=ROOM, private=True)
    await stage.rests()
    assert stored(stage) == before


@faces("stranger")
async def test_an_idea_of_a_strangers_message_is_credited_to_them_and_pings_nobody(stage: Stage) -> None:
    await stage.session()
    sam = await stage.room.stranger("Sam <!here> Visitor", channel=ROOM)
    await sam.types("Our vans stand still on Sundays", channel=ROOM)

    await stage.ana.reacts("bulb", on="Our vans stand still", channel=ROOM)

    await stage.answers(sam)
    card = await stage.delroy.sees("Idea 1", channel=ROOM)
    assert "Our vans stand still on Sundays" in card.readable
    await stage.rests()
    assert [row["author"] for row in tables(stage)["idea"]] == [sam.id]
    assert await stage.pings() == []
    await everything_arrived_once(stage, "session", "consent", "idea")


@faces("grid")
async def test_a_meeting_on_a_grid_is_the_same_meeting(grid: Stage) -> None:
    await meeting.takes_place(grid)

    assert meeting.kept(grid) == KEPT
    assert {row["author"][0] for row in tables(grid)["idea"]} == {"W"}
    await grid.time_is(ASKED)
    assert await said(grid.ana, "How is your pledge going?", channel="bot") == 1
    assert await grid.pings() == []
    await everything_arrived_once(grid, *KINDS, "nudge")


@faces("grid")
async def test_on_a_grid_an_admin_makes_a_facilitator_and_nobody_else_does(grid: Stage) -> None:
    await grid.ana.types("/copro facilitators add @Ana Pereira", channel=ROOM)
    await grid.ana.sees("Only an admin of this workspace", channel=ROOM, private=True)
    await grid.miriam.types("/copro facilitators add @Tunde Bakare", channel=ROOM)
    await grid.miriam.sees("Tunde Bakare can facilitate now.", channel=ROOM, private=True)

    await grid.tunde.types('/copro start "Mine"', channel=ROOM)

    await grid.ana.sees("Session: Mine", channel=ROOM)


@faces("429", "500_before")
@pytest.mark.parametrize("trouble", ["429", "500_before"])
async def test_the_trouble_of_one_workspace_is_not_its_neighbours(
    ready_sqlite_url: str, patience: Patience, trouble: str
) -> None:
    async with (
        on_stage(ready_sqlite_url, patience=patience) as here,
        on_stage(ready_sqlite_url, team="T0OTHER", patience=patience) as there,
    ):
        for stage in (here, there):
            await stage.session()
        await here.room.disturb("*", what=trouble, lasting=True)
        await here.ana.types(f"/idea {BUDDY}", channel=ROOM)
        await here.rests()

        await there.idea(there.ana, "More trees")

        await there.rests()
        await there.delroy.does_not_see(BUDDY, channel=ROOM)
        await calm_again(here)
        await there.rests()
        assert await said(here.delroy, BUDDY, channel=ROOM) == 1
        assert await said(there.delroy, BUDDY, channel=ROOM) == 0
        assert [row["state"] for row in tables(here)["message"]] == ["sent"] * 4
        assert await here.room.violations() + await there.room.violations() == []
