"""Conversations are written to side by side: none waits for a busy one, each keeps its order."""

from __future__ import annotations

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
