"""Slack tells of few people a minute who they are: in a large room cards are drawn before it has told all."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from bot.patience import Patience
from bot.preflight import Pauses
from handlers.slack.patience import SlackPatience
from tests.stage import ROOM, Stage

FOUR = ("Ana Pereira", "Aisha Rahman", "Dr Priya Nair", "Delroy Francis")


@pytest.fixture
def patience() -> Patience:
    shortly = timedelta(seconds=0.1)
    return Patience(Pauses(first=0.01), slack=SlackPatience(again_after=shortly, unnamed=shortly))


async def test_a_card_without_somebodys_name_is_drawn_again_once_slack_has_told_it(stage: Stage) -> None:
    await stage.session()
    await stage.room.disturb("users.info", what="500_before", lasting=True)
    await stage.check_in(*(stage.room.person(name) for name in FOUR))
    await stage.miriam.types('/copro breakout 2 "What would help?"', channel=ROOM)
    await stage.miriam.modal("Round 1")
    await stage.miriam.clicks("Swap two people")
    await stage.miriam.modal("Swap two people", "Slack has not told me all names yet")
    await stage.miriam.clicks("Back to the groups")
    await stage.miriam.modal("Round 1")
    await stage.miriam.submits()
    nameless = await stage.ana.sees("Group 1, round 1", channel=ROOM)
    assert "a participant and a participant" in nameless.readable

    await stage.room.undisturb()

    for name in FOUR:
        await stage.miriam.sees(re.compile(rf"round 1\n.*{name}"), channel=ROOM)
    cards = [each.readable for each in await stage.ana.messages(ROOM) if ", round 1" in each.readable]
    assert [card for card in cards if "a participant" in card] == []
