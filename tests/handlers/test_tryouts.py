"""A plan is played through for who plans it alone, and nothing of it stays."""

from __future__ import annotations

from handlers import ids
from tests.handlers.database import tables
from tests.handlers.forging import forged_click
from tests.handlers.test_planned import announces, planned, plans, presses
from tests.stage import ROOM, Stage


async def test_a_plan_is_played_step_by_step_in_one_private_message_and_stores_nothing(stage: Stage) -> None:
    await plans(stage, "Short session of one hour")
    before = tables(stage)
    await presses(stage, "Try it out")
    told = await stage.miriam.modal("Try it out")
    assert "The first step is in your conversation with me." in told.text
    await stage.miriam.clicks("Back to the plan")
    assert "Try it out" not in [each.readable for each in await stage.miriam.messages(ROOM)]
    for number, name in enumerate(["Check-in", "Small groups", "Ideas", "Closing"], start=1):
        await stage.miriam.sees(f"Step {number} of 4: {name}", channel="bot")
        await stage.miriam.clicks("Next", channel="bot")
    shown = await stage.miriam.sees("The steps are over at 19:20", channel="bot")
    assert "the session ends at 19:30." in shown.readable
    seen = [each.readable for each in await stage.miriam.messages("bot")]
    assert sum("Try it out: New parents" in each for each in seen) == 1

    await stage.miriam.clicks("Play it again", channel="bot")
    await stage.miriam.sees("Step 1 of 4", channel="bot")
    await stage.miriam.clicks("Stop", channel="bot")
    await stage.miriam.sees("You stopped. Nothing has changed.", channel="bot")
    assert tables(stage) == before
    assert [each.readable for each in await stage.ana.messages(ROOM)] == []
    assert await stage.room.violations() == []


async def test_who_does_not_lead_plays_nothing(stage: Stage) -> None:
    await plans(stage)
    await announces(stage)
    for value in (f"{planned(stage)['id']}:0", planned(stage)["id"], "x:-1"):
        await forged_click(stage, stage.ana, ids.TRY_OUT, value)
    await stage.ana.sees("Only the people who lead can plan a session.", channel=ROOM, private=True)
    assert "Step 1" not in str([each.readable for each in await stage.ana.messages(ROOM)])
