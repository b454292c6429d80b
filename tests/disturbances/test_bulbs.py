"""Bulbs on messages while calls go wrong: one idea of each message, and its author is told."""

from __future__ import annotations

import pytest

from bot.patience import Patience
from rehearsal.happenings.disturbances import ON_CALLS
from rehearsal.rules import limits
from tests.disturbances.faces import SOME, faces, some_trouble, trouble_by_kind
from tests.disturbances.scene import calm_again, disturbed, everything_arrived_once, said
from tests.handlers.database import tables
from tests.stage import ROOM, Opened, Stage, on_stage

CUPBOARD = "We could share one cupboard"


@faces(*ON_CALLS, "error:<code>")
@trouble_by_kind
async def test_a_bulb_is_understood_when_slack_tells_of_it_again(
    database: Opened, patience: Patience, trouble: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_stage(database, patience=patience) as stage:
        await stage.session()
        await stage.blessing.types(CUPBOARD, channel=ROOM)
        await stage.room.disturb("reactions.get", what=trouble, seconds=0.1, retry_after=0, lasting=True)
        with monkeypatch.context() as brisk:
            if trouble != "slow":  # which may take its time, and on a busy machine does
                brisk.setattr(limits, "ACKNOWLEDGE_WITHIN", 0.3)
            deed = await stage.ana.reacts("bulb", on=CUPBOARD, channel=ROOM, allow_silence=True)

        await stage.room.undisturb()
        await stage.room.forward(minutes=2)

        assert deed.acked == (trouble == "slow")
        await stage.answers(stage.blessing)
        await calm_again(stage)
        assert [row["text"] for row in tables(stage)["idea"]] == [CUPBOARD]
        await everything_arrived_once(stage, "session", "consent", "idea")


@faces(*SOME, "error:<code>")
@some_trouble
async def test_a_writer_is_asked_once_whatever_happens_to_the_question(stage: Stage, trouble: str) -> None:
    await stage.session()
    await stage.blessing.types(CUPBOARD, channel=ROOM)
    await stage.rests()
    await stage.room.disturb("chat.postMessage", what=trouble, seconds=0.1)

    await stage.ana.reacts("bulb", on=CUPBOARD, channel=ROOM)
    await stage.rests()
    assert await disturbed(stage, "chat.postMessage") == 1
    await calm_again(stage)

    assert await said(stage.blessing, "would like to keep your message", channel="bot") == 1
    await stage.answers(stage.blessing)
    await stage.delroy.sees("From Blessing Okafor", channel=ROOM)
    await stage.rests()
    await everything_arrived_once(stage, "session", "consent", "idea")


@faces("slow")
async def test_a_bulb_that_was_understood_too_late_is_told_again_and_is_one_idea(
    database: Opened, patience: Patience, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_stage(database, patience=patience) as stage:
        await stage.session()
        await stage.blessing.types(CUPBOARD, channel=ROOM)
        await stage.room.disturb("reactions.get", what="slow", seconds=0.4, times=2)

        with monkeypatch.context() as brisk:
            brisk.setattr(limits, "ACKNOWLEDGE_WITHIN", 0.2)
            deed = await stage.ana.reacts("bulb", on=CUPBOARD, channel=ROOM, allow_silence=True)
        await stage.room.forward(minutes=2)
        await stage.answers(stage.blessing)
        await calm_again(stage)

        assert not deed.acked
        assert len(await stage.room.log(kind="envelope", name="reaction_added")) > 1
        assert await said(stage.blessing, "Your message is idea 1 now", channel="bot") == 1
        await everything_arrived_once(stage, "session", "consent", "idea")
