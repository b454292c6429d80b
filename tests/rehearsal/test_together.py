"""A direct conversation of several people with the app."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from rehearsal.driver.room import Room
from rehearsal.server import Rehearsal
from tests.rehearsal.app import EVENTS, SCOPES, App, manifest

ROOM = "C0PARENT0"
ANA, NINE = "U0CHAMP01", [f"U0CHAMP{number:02}" for number in range(1, 10)]


@pytest.fixture
async def slack() -> AsyncIterator[Rehearsal]:
    scopes = [*SCOPES, "mpim:read", "mpim:write", "mpim:history"]
    async with Rehearsal(manifest=manifest(scopes, [*EVENTS, "message.mpim"])) as server:
        yield server


async def refused(call: Any) -> str:
    with pytest.raises(SlackApiError) as caught:
        await call
    return str(caught.value.response["error"])


async def test_eight_people_and_the_app_may_be_together(web: AsyncWebClient, room: Room) -> None:
    opened = (await web.conversations_open(users=",".join(NINE[:8]), return_im=True))["channel"]
    assert (opened["is_mpim"], opened["is_private"], opened["is_im"]) == (True, True, False)
    assert opened["id"].startswith("G")
    members = (await web.conversations_members(channel=opened["id"]))["members"]
    assert members == [*NINE[:8], "U0REHEARSAL"]
    listed = (await web.conversations_list(types="mpim"))["channels"]
    assert [each["id"] for each in listed] == [opened["id"]]
    assert await room.violations() == []


async def test_the_same_people_have_one_conversation_whoever_is_named_first(web: AsyncWebClient) -> None:
    first = await web.conversations_open(users=NINE[:3])
    again = await web.conversations_open(users=[*NINE[2::-1], ANA])
    other = await web.conversations_open(users=NINE[:2])
    alone = await web.conversations_open(users=[ANA, ANA])
    assert again["channel"] == first["channel"] == {"id": first["channel"]["id"]}
    assert other["channel"]["id"] != first["channel"]["id"]
    assert alone["channel"]["id"].startswith("D")
    assert (await web.conversations_open(channel=first["channel"]["id"]))["channel"] == first["channel"]


async def test_what_is_said_there_is_heard_by_the_app_and_by_nobody_else(
    web: AsyncWebClient, room: Room, app: App
) -> None:
    channel = (await web.conversations_open(users=NINE[:2]))["channel"]["id"]
    await room.person(NINE[1]).types("hello", channel=channel)
    event = app.events("message")[0]
    assert (event["channel"], event["channel_type"], event["text"]) == (channel, "mpim", "hello")
    await web.chat_postMessage(channel=channel, text="hello you two")
    assert (await room.person(ANA).messages(channel))[-1].readable == "hello you two"
    await room.person(NINE[2]).does_not_see("hello")
    history = await web.conversations_history(channel=channel)
    assert [each["text"] for each in history["messages"]] == ["hello you two", "hello"]


async def test_nine_people_and_people_who_left_are_refused(web: AsyncWebClient, room: Room) -> None:
    assert await refused(web.conversations_open(users=NINE)) == "too_many_users"
    assert await refused(web.conversations_open(users=[ANA, "U0NOBODY"])) == "user_not_found"
    assert await refused(web.conversations_open(users="")) == "users_list_not_supplied"
    await room.change_person(NINE[1], deleted=True)
    assert await refused(web.conversations_open(users=NINE[:2])) == "user_disabled"


async def test_a_channel_is_no_direct_conversation(web: AsyncWebClient) -> None:
    assert await refused(web.conversations_open(channel=ROOM)) == "method_not_supported_for_channel_type"


async def test_conversations_of_several_need_a_permission_of_their_own() -> None:
    async with Rehearsal(manifest=manifest()) as slack:
        web = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        with pytest.raises(SlackApiError) as caught:
            await web.conversations_open(users=NINE[:2])
        answer: Any = caught.value.response
        assert (answer["error"], answer["needed"]) == ("missing_scope", "mpim:write")


async def test_nobody_is_invited_to_one_or_sent_out_of_it(web: AsyncWebClient) -> None:
    channel = (await web.conversations_open(users=NINE[:2]))["channel"]["id"]
    invited = web.conversations_invite(channel=channel, users=NINE[3])
    assert await refused(invited) == "method_not_supported_for_channel_type"
