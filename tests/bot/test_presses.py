"""Presses of buttons come past Bolt: acknowledged when they are heard out, and never when they are not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.entrance import Socket
from rehearsal.driver.room import Room
from rehearsal.server import Rehearsal
from story.setting import StoryRehearsal
from tests.bot.door import FAULT, HEARD, NOT_HEARD, Door
from tests.bot.tape import Tape
from tests.stage import MANIFEST, ROOM


@pytest.fixture
async def slack() -> AsyncIterator[Rehearsal]:
    """A workspace that finds nothing wrong but what was left unacknowledged."""
    async with StoryRehearsal(MANIFEST) as slack:
        yield slack
        assert {each["rule"] for each in slack.slack.log.violations()} <= {"unacknowledged"}


@pytest.fixture
async def card(slack: Rehearsal, room: Room, socket: Socket) -> None:
    """A card with a button for each way in which a press can be heard; the app is connected."""
    await socket.connect()
    await room.invite("bot", ROOM)
    buttons = [
        {"type": "button", "action_id": each, "value": each, "text": {"type": "plain_text", "text": each}}
        for each in (HEARD, NOT_HEARD, FAULT)
    ]
    await AsyncWebClient(token=slack.bot_token, base_url=slack.api_url).chat_postMessage(
        channel=ROOM, text="Benches", blocks=[{"type": "actions", "elements": buttons}]
    )


async def is_acknowledged(room: Room, person: str, button: str) -> bool:
    """Whether Slack heard that a press of this button has arrived."""
    deed = await room.person(person).clicks(button, on=button, channel=ROOM, allow_silence=True)
    return deed.acked


@pytest.mark.usefixtures("card")
async def test_only_a_press_that_was_heard_out_is_acknowledged(room: Room, door: Door, tape: Tape) -> None:
    first = await asyncio.gather(
        is_acknowledged(room, "Ana Pereira", FAULT),
        is_acknowledged(room, "Delroy Francis", NOT_HEARD),
        is_acknowledged(room, "Blessing Okafor", HEARD),
    )
    again = await is_acknowledged(room, "Ana Pereira", HEARD)

    assert (list(first), again) == ([False, False, True], True)
    assert sorted(door.pressed) == sorted([FAULT, NOT_HEARD, HEARD, HEARD])
    assert tape.events("press_not_heard") == ["press_not_heard"]


@pytest.mark.usefixtures("card")
async def test_a_press_that_arrives_while_closing_is_left_for_somebody_else(
    room: Room, door: Door, socket: Socket
) -> None:
    typing = asyncio.create_task(room.person("Delroy Francis").types("/idea One", channel=ROOM))
    await asyncio.wait_for(door.heard.wait(), 10)
    draining = asyncio.create_task(socket.drain())
    await asyncio.wait({draining}, timeout=0)
    since = await room.seq()
    pressing = asyncio.create_task(is_acknowledged(room, "Ana Pereira", HEARD))
    await room.wait_for(kind="envelope", since=since)
    door.may_answer.set()
    await draining
    pressing.cancel()

    assert ((await typing).acked, door.pressed) == (True, [])
