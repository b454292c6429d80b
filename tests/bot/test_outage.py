"""Slack answers nothing but errors for a while: said once, survived, and everything owed arrives once."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from tests.bot.tape import Tape
from tests.stage import ROOM, Opened, on_stage

IDEAS = [f"Idea of the outage, the {number}th" for number in range(4, 9)]


@pytest.mark.parametrize("what", ["500_before", "500_after", "429", "cut_before"])
async def test_it_never_gives_up_by_itself_and_what_is_owed_arrives_once_after_an_outage(
    database: Opened, tape: Tape, what: str
) -> None:
    async with on_stage(database) as stage:
        await stage.session()
        await stage.rests()  # nothing that has begun waits half a minute, as the disturbance asks it to
        await stage.room.disturb("*", what=what, times=10_000, retry_after=30)
        for idea in IDEAS:
            await stage.ana.types(f"/idea {idea}", channel=ROOM)
            await stage.rests()
        await tape.says("slack_is_not_taking_messages")
        for minutes in range(1, 6):
            await stage.time_is(await stage.room.now() + timedelta(minutes=minutes))

        stage.slack.slack.disturbances.clear()
        for _ in range(3):
            await stage.time_is(await stage.room.now() + timedelta(hours=1))

        for idea in IDEAS:
            await stage.delroy.sees(idea, channel=ROOM)
        cards = await stage.delroy.messages(ROOM)  # ideas of one moment share a card
        posted = Counter(idea for card in cards for idea in IDEAS if idea in card.readable)
        assert posted == dict.fromkeys(IDEAS, 1)
        assert tape.events(
            "slack_is_not_taking_messages", "slack_takes_messages_again", "message_not_sent"
        ) == [
            "slack_is_not_taking_messages",
            "slack_takes_messages_again",
        ]
        assert await stage.room.violations() == []


@pytest.mark.parametrize("what", ["500_before", "429"])
async def test_a_card_that_slack_would_not_redraw_is_redrawn_later(database: Opened, what: str) -> None:
    async with on_stage(database) as stage:
        await stage.session()
        await stage.miriam.types('/poll live "When to meet?" "Morning" "Evening"', channel=ROOM)
        await stage.ana.sees("When to meet?", channel=ROOM)
        await stage.room.disturb("chat.update", what=what, times=1)

        await stage.ana.clicks("Evening", on="When to meet?", channel=ROOM)

        await stage.delroy.sees("Evening: 1", channel=ROOM, timeout=20)


async def test_a_bot_that_leaves_during_an_outage_does_not_besiege_slack(database: Opened) -> None:
    async with on_stage(database) as stage:
        await stage.session()
        await stage.miriam.types('/poll live "When to meet?" "Morning" "Evening"', channel=ROOM)
        await stage.ana.sees("When to meet?", channel=ROOM)
        await stage.room.disturb("chat.update", what="429", times=1_000_000, retry_after=30)
        await stage.ana.clicks("Evening", on="When to meet?", channel=ROOM)

        await stage.serving.aclose()

        assert len(await stage.room.log(kind="call", method="chat.update")) <= 3
