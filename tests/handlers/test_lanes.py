"""Conversations are written to side by side: none waits for a busy one, each keeps its order."""

from __future__ import annotations

from coproduction.consents import CONSENT
from coproduction.messages import Card
from handlers.sending.outbox import AT_ONCE
from tests.handlers.database import change, tables
from tests.stage import ROOM, Opened, Stage, on_stage

MANY = 12


async def posted(stage: Stage, *words: str) -> list[str]:
    """Which of these words were posted, in the order in which they were."""
    calls = await stage.room.log(kind="call", method="chat.postMessage", ok="True")
    texts = [call["arguments"]["text"] for call in calls]
    return [word for text in texts for word in words if f"\n{word}\n" in text]


async def test_a_busy_channel_does_not_hold_up_another(database: Opened) -> None:
    polls = [f"Poll of many, the {number}th" for number in range(MANY)]
    async with on_stage(database, PACE="0.2") as stage:
        await stage.session("Busy")
        await stage.session("Quiet", channel="second-room")
        await stage.rests()
        await stage.room.deeds(
            {"person": stage.miriam.id, "deed": "types", "text": f'/poll "{poll}" "A" "B"', "channel": ROOM}
            for poll in polls
        )

        await stage.miriam.types("/idea The only one here", channel="second-room")

        await stage.miriam.sees("The only one here", channel="second-room", timeout=10)
        await stage.rests()
        order = await posted(stage, "The only one here", *polls)
        assert order.index("The only one here") < MANY - 3
        assert sorted(order) == sorted(["The only one here", *polls])


async def test_what_was_written_after_a_refused_message_comes_after_it(stage: Stage) -> None:
    await stage.session()
    await stage.rests()
    await stage.room.disturb("chat.postMessage", what="429", times=1, retry_after=1)

    await stage.room.deeds(
        {"person": stage.miriam.id, "deed": "types", "text": f'/poll "{word}" "A" "B"', "channel": ROOM}
        for word in ("One of two", "Two of two")
    )

    for word in ("One of two", "Two of two"):
        await stage.ana.sees(word, channel=ROOM, timeout=10)
    stored = [row["question"] for row in tables(stage)["poll"]]
    assert await posted(stage, *stored) == [
        row["question"]
        for message in sorted(
            tables(stage)["message"], key=lambda row: (row["due_at"], row["order"], row["id"])
        )
        for row in tables(stage)["poll"]
        if row["id"] == message["subject"]
    ]


async def test_a_card_that_cannot_be_drawn_holds_up_no_other(stage: Stage) -> None:
    await stage.session()
    await stage.rests()
    await stage.room.disturb("chat.postMessage", what="429", times=1, retry_after=1)
    await stage.miriam.types('/poll "Unreadable?" "Yes" "No"', channel=ROOM)
    await stage.room.wait_for(kind="call", method="chat.postMessage", error="ratelimited")
    change(stage, "UPDATE poll SET options = 'not JSON'")
    await stage.room.forward(minutes=1)

    await stage.idea(stage.ana, "Behind what cannot be drawn")

    change(stage, """UPDATE poll SET options = '["Yes", "No"]'""")
    await stage.room.forward(minutes=10)
    await stage.ana.sees("Unreadable?", channel=ROOM)


async def test_a_no_is_shown_before_the_questions_of_others_that_are_redrawn(stage: Stage) -> None:
    await stage.session()
    others = [each for each in stage.room.people("champion") if each.id != stage.blessing.id]
    writers = [*others[:6], stage.blessing]
    for number, writer in enumerate(writers):
        await writer.types(f"We could share cupboard {number}", channel=ROOM)
        await stage.miriam.shortcut("Save as idea", on=f"cupboard {number}", channel=ROOM)
        await writer.sees("would like to keep your message", channel="bot")
    await stage.rests()
    await stage.workspace.cards.rests()
    since = await stage.room.seq()
    await stage.room.disturb("chat.update", what="held", lasting=True)
    change(stage, "UPDATE message SET drawn = NULL")
    subjects = {row["recipient"]: row["subject"] for row in tables(stage)["message"]}
    stage.workspace.cards.refresh(*(Card(CONSENT, subjects[each.id], each.id) for each in writers))
    await stage.room.wait_for(since=since, kind="held")

    await stage.answers(stage.blessing, "No")
    await stage.workspace.answering.background.done()
    await stage.room.undisturb()
    await stage.workspace.cards.rests()

    calls = await stage.room.log(kind="call", since=since, method="chat.update", ok="True")
    drawn = ["You said no" in call["arguments"]["text"] for call in calls]
    assert (drawn.index(True), len(drawn)) == (1, len(writers))


async def test_while_slack_has_no_time_for_anybody_few_messages_are_tried_and_then_all_arrive(
    stage: Stage,
) -> None:
    people = stage.room.people("champion")[: 2 * MANY]
    await stage.session()
    await stage.check_in(*people)
    await stage.rests()
    await stage.room.disturb("*", what="429", retry_after=1, lasting=True)
    since = await stage.room.seq()

    await stage.miriam.types("/copro end now", channel=ROOM)

    for _ in range(3):  # each time that it looks whether what was refused had arrived all the same
        looked = await stage.room.wait_for(
            since=since, kind="call", method="conversations.history", error="ratelimited"
        )
        since = looked["seq"]
    refused = await stage.room.log(kind="call", method="chat.postMessage", error="ratelimited", ok="False")
    await stage.room.undisturb()
    assert len(refused) <= AT_ONCE + 4  # of 25; with the answer to who ended it
    await stage.ana.sees("has ended", channel=ROOM)
    for person in people:
        await person.sees("Before you go", channel="bot", timeout=20)
