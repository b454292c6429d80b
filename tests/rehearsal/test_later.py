"""Messages that an app has Slack post later, by a clock that the rehearsal moves."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from rehearsal.driver.room import Room
from rehearsal.server import Rehearsal

ANA, ROOM = "U0CHAMP01", "parent-champions"
HOUR, DAY = 3600, 24 * 3600


async def error(call: Any) -> str:
    with pytest.raises(SlackApiError) as caught:
        await call
    return str(caught.value.response["error"])


@pytest.fixture
def now(slack: Rehearsal) -> int:
    return int(slack.slack.clock.now().timestamp())


async def planned(web: AsyncWebClient) -> list[str]:
    answer = await web.chat_scheduledMessages_list()
    return [each["text"] for each in answer["scheduled_messages"]]


async def test_a_message_comes_at_its_time_and_not_before(web: AsyncWebClient, room: Room, now: int) -> None:
    await web.chat_scheduleMessage(channel=ROOM, text="In two hours", post_at=now + 2 * HOUR)
    await web.chat_scheduleMessage(channel=ANA, text="In an hour", post_at=now + HOUR)
    assert await planned(web) == ["In an hour", "In two hours"]
    await room.forward(hours=1)
    await room.person(ANA).sees("In an hour", channel="bot")
    assert await planned(web) == ["In two hours"]
    await room.forward(hours=1)
    await room.person("U0CHAMP02").sees("In two hours", channel=ROOM)
    assert await planned(web) == []


async def test_what_was_thought_better_of_never_comes(web: AsyncWebClient, room: Room, now: int) -> None:
    first = await web.chat_scheduleMessage(channel=ROOM, text="No", post_at=now + HOUR)
    await web.chat_scheduleMessage(channel=ROOM, text="Yes", post_at=now + HOUR)
    name = first["scheduled_message_id"]
    await web.chat_deleteScheduledMessage(channel=first["channel"], scheduled_message_id=name)
    again = web.chat_deleteScheduledMessage(channel=first["channel"], scheduled_message_id=name)
    assert await error(again) == "invalid_scheduled_message_id"
    await room.forward(hours=2)
    assert (await room.wait_for(kind="scheduled"))["ok"]
    told = (await web.conversations_history(channel=first["channel"]))["messages"]
    assert [each["text"] for each in told if each["text"] in ("Yes", "No")] == ["Yes"]


async def test_the_past_and_the_far_future_are_refused_and_so_is_a_crowd(
    web: AsyncWebClient, now: int
) -> None:
    at = {"past": now - 1, "far": now + 121 * DAY, "edge": now + 119 * DAY}
    said = {name: web.chat_scheduleMessage(channel=ROOM, text="x", post_at=when) for name, when in at.items()}
    assert await error(said["past"]) == "time_in_past"
    assert await error(said["far"]) == "time_too_far"
    await said["edge"]
    together = (now // 300 + 10) * 300 + 150
    for second in range(30):
        await web.chat_scheduleMessage(channel=ROOM, text="x", post_at=together + second)
    for beside in (-270, 15, 299):  # any five minutes, wherever they begin
        one_more = web.chat_scheduleMessage(channel=ROOM, text="x", post_at=together + beside)
        assert await error(one_more) == "restricted_too_many"
    await web.chat_scheduleMessage(channel=ROOM, text="x", post_at=together - 271)
    await web.chat_scheduleMessage(channel=ROOM, text="x", post_at=together + 300)
    await web.chat_scheduleMessage(channel=ANA, text="x", post_at=together)
    bad = web.chat_scheduledMessages_list(oldest="soon")
    assert await error(bad) == "invalid_arguments"


async def test_what_cannot_be_posted_any_more_is_told_in_the_record(
    web: AsyncWebClient, room: Room, now: int
) -> None:
    await web.chat_scheduleMessage(channel=ROOM, text="Too late", post_at=now + HOUR)
    await web.chat_scheduleMessage(channel=ANA, text="Too late", post_at=now + HOUR)
    await room.archive(ROOM)
    await room.change_person(ANA, deleted=True)
    await room.forward(hours=1)
    first = await room.wait_for(kind="scheduled")
    second = await room.wait_for(kind="scheduled", since=int(first["seq"]))
    assert (first["ok"], second["ok"]) == (False, False)


async def test_a_fresh_start_forgets_what_was_planned(web: AsyncWebClient, room: Room, now: int) -> None:
    await web.chat_scheduleMessage(channel=ROOM, text="x", post_at=now + HOUR)
    await room.reset()
    assert await planned(web) == []
