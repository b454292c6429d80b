"""The same fault goes by another name where Slack lists another for the method."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from rehearsal.driver.room import Room

ROOM, NO_BOT, NOBODY = "C0PARENT0", "C0NOBOT00", "U0NOBODY"
A_TS = "1700000000.000100"


async def refused(web: AsyncWebClient, method: str, arguments: dict[str, Any]) -> Any:
    with pytest.raises(SlackApiError) as caught:
        await web.api_call(method, params=arguments)
    return caught.value.response


@pytest.mark.parametrize(
    ("method", "error"),
    [
        ("chat.postMessage", "not_in_channel"),
        ("conversations.history", "not_in_channel"),
        ("chat.update", "channel_not_found"),
        ("chat.delete", "channel_not_found"),
        ("conversations.replies", "channel_not_found"),
    ],
)
async def test_a_room_without_the_bot(web: AsyncWebClient, room: Room, method: str, error: str) -> None:
    more = {"chat.postMessage": {"text": "x"}, "conversations.history": {}, "chat.update": {"text": "x"}}
    arguments = {"channel": NO_BOT, **more.get(method, {})}
    if method in {"chat.update", "chat.delete", "conversations.replies"}:
        arguments["ts"] = A_TS
    assert (await refused(web, method, arguments))["error"] == error
    assert [each["rule"] for each in await room.violations()] == [error]


@pytest.mark.parametrize(
    ("method", "arguments", "error"),
    [
        ("conversations.list", {"limit": 0}, "invalid_limit"),
        ("users.conversations", {"limit": 0}, "invalid_limit"),
        ("users.list", {"limit": 0}, "invalid_arguments"),
        ("conversations.history", {"channel": ROOM, "limit": 0}, "invalid_arguments"),
        ("users.info", {"user": NOBODY}, "user_not_found"),
        ("users.conversations", {"user": NOBODY}, "invalid_arguments"),
        ("chat.update", {"channel": ROOM, "ts": A_TS, "attachments": "["}, "invalid_attachments"),
        ("chat.postMessage", {"channel": ROOM, "attachments": "["}, "invalid_arguments"),
        ("chat.postMessage", {"channel": ROOM, "attachments": "{}x"}, "invalid_arguments"),
        ("users.info", {"user": NOBODY, "blocks": "["}, "invalid_arguments"),
    ],
)
async def test_an_argument_that_makes_no_sense(
    web: AsyncWebClient, method: str, arguments: dict[str, Any], error: str
) -> None:
    assert (await refused(web, method, arguments))["error"] == error


async def test_who_is_told_only_that_the_arguments_are_wrong_is_told_which(web: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError) as caught:
        await web.views_publish(user_id=NOBODY, view={"type": "home", "blocks": []})
    answer: Any = caught.value.response
    assert answer.data == {
        "ok": False,
        "error": "invalid_arguments",
        "response_metadata": {"messages": ["[ERROR] user_not_found [json-pointer:/user_id]"]},
    }


async def test_api_test_says_back_any_name(web: AsyncWebClient) -> None:
    assert (await refused(web, "api.test", {"error": "invalid_limit"}))["error"] == "invalid_limit"


async def test_trouble_that_was_ordered_keeps_its_name(web: AsyncWebClient, room: Room) -> None:
    await room.disturb("chat.update", what="error:not_in_channel")
    arguments = {"channel": ROOM, "ts": A_TS, "text": "x"}
    assert (await refused(web, "chat.update", arguments))["error"] == "not_in_channel"
