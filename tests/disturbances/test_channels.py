"""Channels that close, open again, or lose the bot: nothing is lost, and somebody is told what to do."""

from __future__ import annotations

import pytest

from tests.disturbances.faces import faces
from tests.disturbances.scene import (
    ASKED,
    FORGOTTEN,
    ROOM_WITHOUT_BOT,
    SOON,
    WEDNESDAY,
    calm_again,
    everything_arrived_once,
    owed,
    said,
    stored,
)
from tests.handlers.database import tables
from tests.stage import ROOM, Stage

BUDDY = "A buddy for every new parent"
CIRCLE = "closed-circle"
SECOND = "second-room"
UNSEEN = "takes no messages now, so the card there does not show it yet."


async def circle(stage: Stage) -> None:
    """A private channel with a session in it, and a poll."""
    members = [stage.miriam.id, stage.ana.id, stage.delroy.id]
    await stage.room.create_channel(CIRCLE, private=True, members=members)
    await stage.invites_bot(CIRCLE)
    await stage.session(channel=CIRCLE)
    await stage.miriam.types('/poll live "When?" "Morning" "Evening"', channel=CIRCLE)
    await stage.ana.sees("When?", channel=CIRCLE)
    await stage.rests()


@faces("channel created", "invited")
@pytest.mark.parametrize("private", [False, True])
async def test_in_a_new_channel_the_bot_says_nothing_until_it_is_asked(stage: Stage, private: bool) -> None:
    await stage.room.create_channel("new-one", private=private, members=[stage.miriam.id, stage.ana.id])
    await stage.ana.types("Hello everybody", channel="new-one")
    await stage.rests()
    assert [each.text for each in await stage.ana.messages("new-one")] == ["Hello everybody"]

    await stage.miriam.types('/copro start "First"', channel="new-one")
    await stage.rests()
    asked = await said(stage.miriam, "/invite @Alongside", channel="bot")
    if private:  # into a public one it has come by itself
        await stage.invites_bot("new-one")
    await calm_again(stage)

    assert asked == private
    assert await said(stage.ana, "Session: First", channel="new-one") == 1
    await everything_arrived_once(stage, "session", *(["stuck"] if private else []))


@faces("channel archived")
async def test_in_an_archived_channel_nothing_more_is_said_and_who_pledged_is_asked_all_the_same(
    stage: Stage,
) -> None:
    await stage.time_is(WEDNESDAY)
    await stage.session()
    await stage.idea(stage.delroy, BUDDY)
    await stage.pledge(stage.ana, "Read to my neighbour", "2027-03-12")
    await stage.rests()
    before = await stage.miriam.messages(ROOM)
    await stage.room.archive(ROOM)

    await stage.time_is(ASKED)

    assert await said(stage.ana, "How is your pledge going?", channel="bot") == 1
    await stage.ana.clicks("Done", on="How is your pledge going?", channel="bot")
    await stage.ana.sees("You said: Done.", channel="bot")
    await stage.ana.types("/copro mine", channel="bot")
    await stage.ana.sees("Read to my neighbour", channel="bot", private=True)
    assert [each.ts for each in await stage.miriam.messages(ROOM)] == [each.ts for each in before]
    assert sorted((row["kind"], row["reason"]) for row in owed(stage, "pending")) == [
        ("summary", "is_archived"),  # time ended the session, and its channel is closed
    ]
    assert await said(stage.miriam, "It is archived.", channel="bot") == 1
    assert await said(stage.miriam, "Nobody has ended the session", channel="bot") == 1


@faces("channel archived", "channel opened again")
async def test_an_act_on_its_way_into_an_archived_channel_is_kept_and_shown_when_it_opens(
    stage: Stage,
) -> None:
    await stage.session()
    await stage.room.disturb("chat.postMessage", what="429", retry_after=30)
    await stage.ana.types(f"/idea {BUDDY}", channel=ROOM)
    await stage.rests()
    await stage.room.archive(ROOM)
    await calm_again(stage)
    (row,) = owed(stage, "pending")
    assert (row["kind"], row["reason"]) == ("idea", "is_archived")
    assert [each["text"] for each in tables(stage)["idea"]] == [BUDDY]

    await stage.room.archive(ROOM, undo=True)
    await stage.room.kick("bot", ROOM)  # Slack lets the people back in, and no app
    await stage.invites_bot(ROOM)
    await calm_again(stage)

    assert await said(stage.delroy, BUDDY, channel=ROOM) == 1
    await everything_arrived_once(stage, "session", "idea", "stuck")
    for reader in (stage.miriam, stage.ana):
        await reader.sees("There is nothing left to do.", channel="bot")
        assert await said(reader, "I cannot write in", channel="bot") == 0


@faces("kicked out")
async def test_a_bot_that_was_removed_from_a_public_channel_comes_when_it_is_asked_and_not_before(
    stage: Stage,
) -> None:
    await stage.session()
    await stage.rests()
    await stage.room.kick("bot", ROOM)
    await stage.ana.types("Just among ourselves", channel=ROOM)
    await stage.rests()
    assert await stage.room.log("call", method="conversations.join") == []

    await stage.ana.types(f"/idea {BUDDY}", channel=ROOM)

    await stage.delroy.sees(BUDDY, channel=ROOM)
    await stage.rests()
    await everything_arrived_once(stage, "session", "idea")


@faces("kicked out", "invited")
async def test_what_was_said_to_a_bot_outside_a_private_channel_is_shown_when_it_is_back(
    stage: Stage,
) -> None:
    await circle(stage)
    await stage.room.kick("bot", CIRCLE)

    await stage.ana.types(f"/idea {BUDDY}", channel=CIRCLE)
    await stage.ana.sees("Your idea is number 1.", channel=CIRCLE, private=True)
    await stage.delroy.clicks("Evening", on="When?", channel=CIRCLE)
    await stage.rests()
    assert [row["kind"] for row in owed(stage, "pending")] == ["idea"]
    assert await said(stage.miriam, BUDDY, channel=CIRCLE) == 0
    await stage.invites_bot(CIRCLE)
    await calm_again(stage)

    assert await said(stage.miriam, BUDDY, channel=CIRCLE) == 1
    await stage.miriam.sees("1 person has answered.", channel=CIRCLE)
    assert len(tables(stage)["ballot"]) == 1
    await everything_arrived_once(stage, "session", "poll", "idea", "stuck")


@faces("kicked out", "invited")
@pytest.mark.parametrize("trouble", ["cut_after", "cut_before"])
async def test_what_nobody_could_look_for_from_outside_is_looked_for_when_the_bot_is_back(
    stage: Stage, trouble: str
) -> None:
    await circle(stage)
    await stage.room.disturb("chat.postMessage", what=trouble)
    await stage.ana.types(f"/idea {BUDDY}", channel=CIRCLE)
    await stage.rests()
    await stage.room.kick("bot", CIRCLE)
    await stage.time_is(await stage.room.now() + SOON)
    await stage.time_is(await stage.room.now() + SOON)
    assert [row["kind"] for row in owed(stage, "unconfirmed")] == ["idea"]

    await stage.invites_bot(CIRCLE)
    await calm_again(stage)

    assert await said(stage.delroy, BUDDY, channel=CIRCLE) == 1
    await everything_arrived_once(stage, "session", "poll", "idea")


@faces("kicked out")
async def test_a_person_who_was_removed_from_the_channel_still_gets_what_is_theirs_alone(
    stage: Stage,
) -> None:
    await stage.time_is(WEDNESDAY)
    await circle(stage)
    await stage.pledge(stage.ana, "Read to my neighbour", "2027-03-12", channel=CIRCLE)
    await stage.room.kick(stage.ana.id, CIRCLE)

    await stage.time_is(ASKED)

    assert await said(stage.ana, "How is your pledge going?", channel="bot") == 1
    await everything_arrived_once(stage, "session", "poll", *FORGOTTEN, "nudge")


@faces("invited")
async def test_somebody_elses_arrival_says_nothing_to_the_bot(stage: Stage) -> None:
    await stage.miriam.types('/copro start "Joining in"', channel=ROOM_WITHOUT_BOT)
    await stage.ana.sees("Session: Joining in", channel=ROOM_WITHOUT_BOT)
    await stage.rests()
    before = stored(stage)

    async with stage.hears("member_left_channel"):
        await stage.room.kick(stage.delroy.id, ROOM_WITHOUT_BOT)
    async with stage.hears("member_joined_channel"):
        await stage.room.invite(stage.delroy.id, ROOM_WITHOUT_BOT)
    await stage.rests()

    assert stored(stage) == before
    assert await said(stage.ana, "Session: Joining in", channel=ROOM_WITHOUT_BOT) == 1


@faces("channel archived")
async def test_who_acts_in_an_archived_channel_is_told_that_nobody_sees_it_and_who_leads_what_to_do(
    stage: Stage,
) -> None:
    await stage.session("Last week")
    await stage.miriam.types('/poll live "When?" "Morning" "Evening"', channel=ROOM)
    await stage.ana.types(f"/idea {BUDDY}", channel=ROOM)
    await stage.ana.sees(BUDDY, channel=ROOM)
    await stage.session("This week", channel=ROOM_WITHOUT_BOT)
    await stage.rests()
    async with stage.hears("channel_archive"):
        await stage.room.archive(ROOM)
    await stage.workspace.cards.rests()

    await stage.delroy.clicks("Evening", on="When?", channel=ROOM)
    told = await stage.delroy.sees("Your answer is “Evening”.", channel=ROOM, private=True)
    assert UNSEEN in told.readable
    await stage.delroy.clicks("Support", on=BUDDY, channel=ROOM)
    told = await stage.delroy.sees("You support idea 1.", channel=ROOM, private=True)
    assert UNSEEN in told.readable
    assert len(tables(stage)["ballot"]) == 1

    await stage.miriam.types("/copro now", channel=ROOM_WITHOUT_BOT)
    panel = await stage.miriam.sees("It is archived.", channel=ROOM_WITHOUT_BOT, private=True)
    assert "Last week" in panel.readable
    assert "This week" in panel.readable
    await stage.miriam.types("/copro end now", channel=ROOM_WITHOUT_BOT)
    await stage.rests()
    await stage.miriam.opens_home()
    home = await stage.miriam.home("It is archived.")
    assert "If the session is over, please end it." in home.text
    await stage.miriam.clicks("End the session", channel="home")
    await stage.miriam.modal("End the session?")
    await stage.miriam.submits()
    await stage.miriam.home("That channel takes no messages now.")


@faces("kicked out")
async def test_who_started_a_session_can_end_it_when_nobody_tells_who_is_in_its_channel(stage: Stage) -> None:
    await circle(stage)
    async with stage.hears("group_left"):
        await stage.room.kick("bot", CIRCLE)
    await stage.rests()
    await stage.workspace.cards.rests()

    await stage.miriam.types("/copro now", channel=SECOND)
    panel = await stage.miriam.sees("I am not in it.", channel=SECOND, private=True)
    assert "When?" not in panel.readable  # for whoever is in the channel
    await stage.miriam.clicks("End the session", on="I am not in it.", channel=SECOND)
    await stage.miriam.modal("End the session?")
    await stage.miriam.submits()

    await stage.miriam.sees("That channel takes no messages now.", channel=SECOND, private=True)
    assert [row["state"] for row in tables(stage)["session"]] == ["ended"]
