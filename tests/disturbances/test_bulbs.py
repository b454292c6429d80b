"""Bulbs on messages while calls go wrong: one idea of each message, and its author is told."""

from __future__ import annotations

import pytest

from bot.patience import Patience
from rehearsal.happenings.disturbances import ON_CALLS
from rehearsal.rules import limits
from tests.disturbances.faces import SOME, every_trouble, faces, some_trouble
from tests.disturbances.scene import calm_again, disturbed, everything_arrived_once, said
from tests.handlers.database import tables
from tests.stage import ROOM, Opened, Stage, on_stage

CUPBOARD = "We could share one cupboard"


@faces(*ON_CALLS, "error:<code>")
@every_trouble
async def test_a_bulb_is_understood_when_slack_tells_of_it_again(
    database: Opened, patience: Patience, trouble: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if trouble != "slow":  # which may take its time, and on a busy machine does
        monkeypatch.setattr(limits, "ACKNOWLEDGE_WITHIN", 0.3)
    async with on_stage(database, patience=patience) as stage:
        await stage.session()
        await stage.blessing.types(CUPBOARD, channel=ROOM)
        await stage.room.disturb("reactions.get", what=trouble, seconds=0.1, retry_after=0, lasting=True)
        deed = await stage.ana.reacts("bulb", on=CUPBOARD, channel=ROOM, allow_silence=True)

        await stage.room.undisturb()
        await stage.room.forward(minutes=2)

        assert deed.acked == (trouble == "slow")
        await stage.blessing.sees("Somebody found your message worth keeping", channel=ROOM, private=True)
        await calm_again(stage)
        assert [row["text"] for row in tables(stage)["idea"]] == [CUPBOARD]
        await everything_arrived_once(stage, "session", "idea")


@faces(*SOME, "error:<code>")
@some_trouble
async def test_an_author_is_told_of_the_idea_that_somebody_made_of_their_words(
    stage: Stage, trouble: str
) -> None:
    await stage.session()
    await stage.blessing.types(CUPBOARD, channel=ROOM)
    await stage.room.disturb("chat.postEphemeral", what=trouble, seconds=0.1)

    await stage.ana.reacts("bulb", on=CUPBOARD, channel=ROOM)

    await stage.blessing.sees("Somebody found your message worth keeping", private=True)
    assert await disturbed(stage, "chat.postEphemeral") == 1


@faces("429")
async def test_words_for_one_person_alone_wait_as_long_as_slack_asks(stage: Stage) -> None:
    await stage.session()
    await stage.blessing.types(CUPBOARD, channel=ROOM)
    await stage.room.disturb("chat.postEphemeral", what="error:user_not_in_channel")
    for method in ("conversations.open", "chat.postMessage"):
        await stage.room.disturb(method, what="429", times=2, retry_after=0)

    await stage.ana.reacts("bulb", on=CUPBOARD, channel=ROOM)

    await stage.blessing.sees("Somebody found your message worth keeping", channel="bot")


@faces("slow")
async def test_a_bulb_that_was_understood_too_late_is_told_again_and_is_one_idea(
    database: Opened, patience: Patience, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "ACKNOWLEDGE_WITHIN", 0.2)
    async with on_stage(database, patience=patience) as stage:
        await stage.session()
        await stage.blessing.types(CUPBOARD, channel=ROOM)
        await stage.room.disturb("reactions.get", what="slow", seconds=0.4, times=2)

        deed = await stage.ana.reacts("bulb", on=CUPBOARD, channel=ROOM, allow_silence=True)
        await stage.room.forward(minutes=2)
        await stage.blessing.sees("Somebody found your message worth keeping", channel=ROOM, private=True)
        await calm_again(stage)

        assert not deed.acked
        assert len(await stage.room.log(kind="envelope", name="reaction_added")) > 1
        assert await said(stage.blessing, "Somebody found your message worth keeping", channel=ROOM) == 1
        await everything_arrived_once(stage, "session", "idea")
