"""Answers that nobody can read, to a post that Slack has: the bot looks before it sends again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from coproduction.messages import Message
from coproduction.sessions import SESSION_CARD
from handlers.blocks.kit import Drawing
from rehearsal.happenings.disturbances import UNREADABLE
from tests.disturbances.faces import faces
from tests.disturbances.scene import (
    ASKED,
    FORGOTTEN,
    WEDNESDAY,
    calm_again,
    disturbed,
    everything_arrived_once,
    owed,
    said,
)
from tests.speaking import SAY
from tests.stage import Stage


@faces(*UNREADABLE)
@pytest.mark.parametrize("trouble", sorted(UNREADABLE))
async def test_a_nudge_whose_answer_cannot_be_read_is_not_doubled(stage: Stage, trouble: str) -> None:
    await stage.time_is(WEDNESDAY)
    await stage.session()
    await stage.pledge(stage.ana, "Read to my neighbour", "2027-03-12")
    await stage.time_is(ASKED - timedelta(minutes=2))
    await stage.room.disturb("chat.postMessage", what=trouble, times=2)

    await stage.time_is(ASKED)
    await calm_again(stage)

    assert await said(stage.ana, "How is your pledge going?", channel="bot") == 1
    assert await disturbed(stage, "chat.postMessage") > 0
    await everything_arrived_once(stage, "session", *FORGOTTEN, "nudge")


@pytest.mark.parametrize("wrong", [timedelta(minutes=45), timedelta(0), -timedelta(minutes=45)])
async def test_a_bot_whose_clock_is_wrong_finds_what_it_sent(stage: Stage, wrong: timedelta) -> None:
    """It asks for what came since the post began, by Slack's clock."""
    await stage.session()
    await stage.rests()
    desk = stage.workspace.desk
    ours = desk.clock() + wrong
    row = Message("m1", SESSION_CARD, "s1", ours, ours, owed(stage)[0]["channel"])
    message = replace(row, first_started_at=desk.slack.began(ours))
    sent = await desk.slack.post(message, Drawing.of_words(SAY, "A card"), "digest")

    assert (await desk.slack.find(message)).ts == sent.ts
