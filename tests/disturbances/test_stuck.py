"""Cards that a channel does not take, or has lost: told once, kept, and posted when they can be."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coproduction.ideas import BURST
from coproduction.messages import MessageState
from coproduction.service import outbox, stuck
from coproduction.stuck import OBSTACLES, Obstacle
from tests.disturbances.scene import delete, everything_arrived_once, owed, said
from tests.lengths import has_long_form, short_or_long
from tests.stage import ROOM, Stage

TOLD = {
    Obstacle.OUTSIDE: "I am not in it.",
    Obstacle.ARCHIVED: "It is archived.",
    Obstacle.READ_ONLY: "Not everybody may post there.",
    Obstacle.FORBIDDEN: "I am not allowed to post there.",
}


ERRORS = sorted(set(OBSTACLES) - {"not_in_channel", "channel_not_found"})
ONE_OF_EACH = sorted({OBSTACLES[error]: error for error in ERRORS}.values())


@has_long_form
@pytest.mark.parametrize("error", short_or_long(ONE_OF_EACH, ERRORS))
async def test_what_a_channel_refuses_is_told_once_kept_and_posted_when_it_can_be(
    stage: Stage, error: str
) -> None:
    await stage.room.disturb("chat.postMessage", what=f"error:{error}", times=1)
    await stage.miriam.types('/copro start "Behind a closed door"', channel=ROOM)
    await stage.rests()
    assert await said(stage.miriam, TOLD[OBSTACLES[error]], channel="bot") == 1
    await stage.ana.types("/idea A buddy for every new parent", channel=ROOM)
    await stage.rests()
    await stage.time_is(await stage.room.now() + timedelta(minutes=5))

    await everything_arrived_once(stage, "session", "idea", "stuck")
    await stage.miriam.sees("There is nothing left to do.", channel="bot")
    assert await said(stage.miriam, TOLD[OBSTACLES[error]], channel="bot") == 0


async def test_a_read_only_channel_is_tried_at_growing_intervals_and_only_with_one_message(
    stage: Stage,
) -> None:
    await stage.session()
    await stage.rests()
    since = await stage.room.seq()
    await stage.room.disturb(
        "chat.postMessage", what="error:restricted_action_read_only_channel", times=100_000
    )
    for number in range(6):
        await stage.ana.types(f"/idea Idea of the closed channel {number}", channel=ROOM)
        await stage.time_is(await stage.room.now() + BURST)  # so that each has a card of its own
    begun = await stage.room.now()
    for minutes in range(1, 61):
        await stage.time_is(begun + timedelta(minutes=minutes))

    tried = [
        call
        for call in await stage.room.log("call", method="chat.postMessage", since=since)
        if call["arguments"].get("channel", "").startswith("C")
    ]
    assert len(tried) <= 6 + 10
    waiting = await stage.workspace.desk.read(stuck.stuck)
    assert {each.obstacle for each in waiting} == {Obstacle.READ_ONLY}
    assert len(waiting) == 6

    await stage.room.undisturb()
    now = stage.workspace.desk.clock()
    miriam = await stage.workspace.desk.directory.actor(stage.miriam.id)
    first = waiting[0].message.id
    await stage.workspace.desk.write(lambda memory: stuck.post_again(memory, now, miriam, first))
    await stage.rests()

    assert [row["state"] for row in owed(stage) if row["kind"] == "idea"] == [MessageState.SENT] * 6


async def test_who_writes_an_idea_for_an_archived_channel_knows_that_nobody_can_read_it_yet(
    stage: Stage,
) -> None:
    await stage.session()
    await stage.check_in(stage.ana)
    await stage.rests()
    await stage.room.archive(ROOM)

    await stage.ana.types("/idea A buddy for every new parent", channel="bot")
    await stage.rests()
    told = await stage.ana.sees("What you wrote is not there yet.", channel="bot")
    assert "It is archived." not in told.readable  # she cannot change that
    await stage.miriam.sees("It is archived.", channel="bot")
    await stage.ana.opens_home()
    await stage.ana.home("A buddy for every new parent")
    await stage.ana.types("/idea Benches at the station", channel="bot")
    told = await stage.ana.sees("Your idea is number 2.", channel="bot", private=True)
    assert "takes no messages now, so nobody can read it there yet." in told.readable
    for typed in ("/copro board", '/copro poll live "When?" "Today" "Soon"', "/copro cards What helps?"):
        await stage.miriam.types(typed, channel="bot")
        *_, shown = await stage.miriam.messages("bot")
        assert f"Nobody sees it yet: #{ROOM} takes no messages now." in shown.readable, typed
    await stage.miriam.types("/copro report", channel="bot")
    await stage.miriam.clicks("Post to the channel", channel="bot")
    await stage.miriam.sees(f"I am posting the report in #{ROOM}.\nNobody sees it yet:", channel="bot")

    await stage.room.archive(ROOM, undo=True)
    await stage.room.invite("bot", ROOM)
    await stage.delroy.sees("Benches at the station", channel=ROOM)
    for person in (stage.ana, stage.miriam):  # neither goes on reading that it is not there
        await person.sees("What was waiting is there now, or comes in a moment.", channel="bot")
        assert await said(person, "Nothing is lost.", channel="bot") == 0


async def test_a_deleted_card_of_a_live_session_and_an_open_poll_is_posted_again(stage: Stage) -> None:
    await stage.session()
    await stage.miriam.types('/poll live "When?" "Morning" "Evening"', channel=ROOM)
    await stage.ana.sees("When?", channel=ROOM)
    await stage.rests()
    for kind in ("session", "poll"):
        await delete(stage, kind)

    await stage.check_in(stage.ana)
    await stage.closes()
    await stage.workspace.cards.rests()
    await stage.rests()

    await stage.delroy.sees("1 person checked in", channel=ROOM)
    await stage.delroy.sees("Poll: closed", channel=ROOM)


async def test_a_look_after_the_cards_of_a_channel_finds_what_is_not_there(stage: Stage) -> None:
    await stage.session()
    await stage.rests()
    await delete(stage, "session")
    now = stage.workspace.desk.clock()
    channel = owed(stage)[0]["channel"]

    await stage.workspace.desk.write(lambda memory: outbox.look_after(memory, now, channel))
    await stage.workspace.cards.rests()
    await stage.rests()

    assert await said(stage.delroy, "Session: Support for new parents", channel=ROOM) == 1


async def test_an_idea_that_was_deleted_in_slack_stays_deleted(stage: Stage) -> None:
    await stage.session()
    await stage.idea(stage.ana, "A buddy for every new parent")
    await stage.rests()
    before = [each.ts for each in await stage.delroy.messages(ROOM)]
    [message] = [each for each in await stage.delroy.messages(ROOM) if "A buddy" in each.readable]
    await stage.room.disturb("chat.update", what="error:message_not_found")

    await stage.delroy.clicks("Support", on="A buddy", channel=ROOM)
    await stage.workspace.cards.rests()
    await stage.rests()

    assert [each.ts for each in await stage.delroy.messages(ROOM)] == before
    assert [row["state"] for row in owed(stage) if row["ts"] == message.ts] == []
    assert [row["reason"] for row in owed(stage, "cancelled")] == ["deleted in Slack"]
