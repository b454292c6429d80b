"""Whom and what an app can still reach: archived channels, people who have left, a closed Messages tab."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from rehearsal.driver.room import Impossible, Room
from rehearsal.server import Rehearsal
from tests.rehearsal.app import App, Json, manifest

ANA, ROOM = "U0CHAMP01", "parent-champions"


async def error(call: Any) -> str:
    with pytest.raises(SlackApiError) as caught:
        await call
    return str(caught.value.response["error"])


async def test_in_an_archived_channel_nothing_is_written_and_nothing_changed(
    web: AsyncWebClient, room: Room
) -> None:
    sent = await web.chat_postMessage(channel=ROOM, text="Before")
    await room.archive(ROOM)
    assert await error(web.chat_postMessage(channel=ROOM, text="After")) == "is_archived"
    assert await error(web.chat_update(channel=sent["channel"], ts=sent["ts"], text="After")) == "is_inactive"
    await room.archive(ROOM, undo=True)
    await web.chat_update(channel=sent["channel"], ts=sent["ts"], text="After")
    assert await room.violations() == [], "somebody else archived it"


async def test_whoever_has_left_reads_nothing_more(web: AsyncWebClient, room: Room) -> None:
    direct = (await web.conversations_open(users=ANA))["channel"]["id"]
    await room.change_person(ANA, deleted=True)
    assert await error(web.chat_postMessage(channel=direct, text="Hello")) == "user_disabled"
    assert await error(web.chat_postMessage(channel=ANA, text="Hello")) == "user_disabled"
    assert await error(web.conversations_open(users=ANA)) == "user_disabled"
    alone = web.chat_postEphemeral(channel=ROOM, user=ANA, text="Hello")
    assert await error(alone) == "user_not_in_channel"
    assert await room.violations() == [], "the app did nothing wrong"


def with_tabs(**tabs: bool) -> Json:
    whole = manifest()
    whole["features"]["app_home"] = {"home_tab_enabled": True, **tabs}
    return whole


async def test_without_a_messages_tab_nobody_writes_to_anybody() -> None:
    async with Rehearsal(manifest=with_tabs()) as slack, Room(slack.url) as room:
        web = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[])
        assert await error(web.chat_postMessage(channel=ANA, text="Hello")) == "messages_tab_disabled"
        with pytest.raises(Impossible, match="the manifest lets nobody write"):
            await room.person(ANA).types("Hello", channel="bot")
        assert [each["rule"] for each in await room.violations()] == ["messages_tab_disabled"]


async def test_a_messages_tab_can_be_for_reading_only() -> None:
    tabs = with_tabs(messages_tab_enabled=True, messages_tab_read_only_enabled=True)
    async with (
        Rehearsal(manifest=tabs) as slack,
        Room(slack.url) as room,
        App(slack.api_url, slack.app_token),
    ):
        web = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[])
        await web.chat_postMessage(channel=ANA, text="Hello")
        await room.person(ANA).sees("Hello", channel="bot")
        with pytest.raises(Impossible, match="the manifest lets nobody write"):
            await room.person(ANA).types("Hello", channel="bot")
