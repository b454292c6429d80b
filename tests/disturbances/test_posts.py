"""Posts that go wrong: each message that the bot owes arrives once, or somebody can see that it did not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.patience import Patience
from coproduction.ideas import BURST
from rehearsal.happenings.disturbances import AFTER, ON_CALLS
from tests.disturbances.faces import every_trouble, faces, trouble_by_kind
from tests.disturbances.meeting import KINDS
from tests.disturbances.scene import (
    ASKED,
    FORGOTTEN,
    SOON,
    WEDNESDAY,
    calm_again,
    disturbed,
    everything_arrived_once,
    marks,
    owed,
    said,
)
from tests.handlers.database import tables
from tests.stage import ROOM, Opened, Stage, on_stage

UNCLEAR = sorted(AFTER - {"slow"})  # Slack has it, and the bot cannot know
BUDDY = "A buddy for every new parent"


@faces(*ON_CALLS, "error:<code>")
@every_trouble
async def test_every_message_arrives_once_whatever_slack_answers_to_the_first_try(
    stage: Stage, trouble: str
) -> None:
    async def meets_trouble() -> None:
        await stage.rests()
        await stage.time_is(await stage.room.now() + SOON)
        await stage.room.disturb("chat.postMessage", what=trouble, seconds=0.05)

    await stage.time_is(WEDNESDAY)
    await stage.session()
    await stage.check_in(stage.ana, stage.delroy)
    await meets_trouble()
    await stage.ana.types(f"/idea {BUDDY}", channel=ROOM)
    await meets_trouble()
    await stage.miriam.types('/poll live "When?" "Morning" "Evening"', channel=ROOM)
    await meets_trouble()
    await stage.miriam.types('/copro breakout 2 "What helps?"', channel=ROOM)
    await stage.miriam.modal("Round 1")
    await stage.miriam.submits()
    await meets_trouble()
    await stage.pledge(stage.ana, "Read to my neighbour", "2027-03-12")
    await stage.miriam.types("/copro end now", channel=ROOM)
    await meets_trouble()
    await stage.miriam.types("/copro report", channel=ROOM)
    await stage.miriam.clicks("Post to the channel", on="Only you see this", channel=ROOM)
    await meets_trouble()
    await stage.time_is(ASKED)
    await calm_again(stage)

    assert await disturbed(stage, "chat.postMessage") == 6
    await everything_arrived_once(stage, *sorted(set(KINDS) - {"consent", "recall"}), "report", "nudge")


@faces(*ON_CALLS, "error:<code>")
@trouble_by_kind
async def test_looking_for_a_message_may_fail_and_it_is_looked_for_again(stage: Stage, trouble: str) -> None:
    await stage.session()
    await stage.room.disturb("chat.postMessage", what="cut_after")
    await stage.room.disturb("conversations.history", what=trouble, seconds=0.05)
    await stage.ana.types(f"/idea {BUDDY}", channel=ROOM)

    await stage.rests()
    await stage.time_is(await stage.room.now() + SOON)
    await calm_again(stage)

    await everything_arrived_once(stage, "session", "idea")


@faces(*ON_CALLS, "error:<code>")
@trouble_by_kind
async def test_a_conversation_that_does_not_open_at_first_gets_its_nudge_once(
    stage: Stage, trouble: str
) -> None:
    await stage.time_is(WEDNESDAY)
    await stage.session()
    await stage.pledge(stage.ana, "Read to my neighbour", "2027-03-12")
    await stage.time_is(ASKED - SOON)
    await stage.room.disturb("chat.postMessage", what="cut_after")  # so that it is looked for there
    await stage.room.disturb("conversations.open", what=trouble, seconds=0.05)

    await stage.time_is(ASKED)
    await stage.time_is(ASKED + SOON)
    assert await disturbed(stage, "conversations.open") == 1
    await calm_again(stage)

    await everything_arrived_once(stage, "session", *FORGOTTEN, "nudge")
    assert await said(stage.ana, "How is your pledge going?", channel="bot") == 1


@faces(*UNCLEAR)
@pytest.mark.parametrize("trouble", UNCLEAR)
async def test_what_arrived_is_not_sent_again_while_nobody_can_look(stage: Stage, trouble: str) -> None:
    await stage.session()
    await stage.room.disturb("chat.postMessage", what=trouble, seconds=0.05)
    await stage.room.disturb("conversations.history", what="error:missing_scope")
    await stage.ana.types(f"/idea {BUDDY}", channel=ROOM)

    await stage.rests()
    await stage.time_is(await stage.room.now() + SOON)
    await calm_again(stage)

    (row,) = owed(stage, "unconfirmed")
    assert row["kind"] == "idea"
    assert (await marks(stage))[row["id"]] == 1


@faces(*ON_CALLS, "error:<code>")
@trouble_by_kind
async def test_while_every_call_goes_wrong_acts_are_kept_and_afterwards_all_arrives_once(
    stage: Stage, trouble: str
) -> None:
    await stage.session()
    await stage.check_in(stage.ana)
    await stage.idea(stage.delroy, "Fewer stairs")
    await stage.miriam.types('/poll live "When?" "Morning" "Evening"', channel=ROOM)
    await stage.ana.sees("When?", channel=ROOM)
    await stage.time_is(await stage.room.now() + BURST)  # so that the next ideas are no news on its card
    await stage.room.disturb("*", what=trouble, seconds=0.01, lasting=True)

    for number in range(3):
        await stage.ana.types(f"/idea {BUDDY}, number {number}", channel=ROOM)
        await stage.ana.sees(f"Your idea is number {number + 2}.", channel=ROOM, private=True)
    await stage.ana.clicks("Support", on="Fewer stairs", channel=ROOM)
    await stage.blessing.clicks("Evening", on="When?", channel=ROOM)
    await stage.rests()
    await calm_again(stage)

    await everything_arrived_once(stage, "session", "idea", "poll")
    assert (len(tables(stage)["support"]), len(tables(stage)["ballot"])) == (1, 1)
    await stage.ana.sees("1 supporter", channel=ROOM)
    await stage.ana.sees("1 person has answered.", channel=ROOM)


@faces("rates", "429")
async def test_a_bot_in_too_much_of_a_hurry_is_slowed_down_and_loses_nothing(
    database: Opened, patience: Patience
) -> None:
    async with on_stage(database, patience=patience, TICK_SECONDS="0.1") as stage:
        await stage.session()
        await stage.room.rates(on=True)
        for number in range(5):
            await stage.miriam.types(f'/poll "Bench {number}?" "Yes" "No"', channel=ROOM)

        for number in range(5):
            await stage.delroy.sees(f"Bench {number}?", channel=ROOM, timeout=15)

        await stage.rests()
        assert await stage.room.log("call", method="chat.postMessage", error="ratelimited") != []
        await everything_arrived_once(stage, "session", "poll")
        assert await stage.room.violations() == []


@faces("hang_after")
async def test_an_answer_that_never_comes_is_not_waited_for_for_ever(
    database: Opened, patience: Patience
) -> None:
    in_a_hurry = replace(patience, slack=replace(patience.slack, call=0.3))
    async with on_stage(database, patience=in_a_hurry) as stage:
        await stage.session()
        for method in ("chat.postMessage", "views.open"):
            await stage.room.disturb(method, what="hang_after", seconds=60)

        await stage.ana.types(f"/idea {BUDDY}", channel=ROOM)
        await stage.ana.types("/pledge", channel=ROOM)
        await stage.ana.sees("did not open in time.", channel=ROOM, private=True)
        await stage.rests()
        await stage.time_is(await stage.room.now() + SOON)
        await calm_again(stage)

        await stage.ana.modal("Your pledge")  # Slack had it all the same
        await everything_arrived_once(stage, "session", "idea")
        assert await stage.room.violations() == []
