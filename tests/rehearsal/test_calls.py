"""Who may call what: tokens, scopes, methods, arguments, and the forms a call may take."""

from __future__ import annotations

import asyncio
import warnings
from typing import Any

import aiohttp
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from rehearsal.driver.room import Room
from rehearsal.server import Rehearsal
from story.setting import StoryRehearsal
from tests.rehearsal.app import SCOPES, manifest

ROOM = "C0PARENT0"


async def refused(call: Any) -> Any:
    with pytest.raises(SlackApiError) as caught:
        await call
    return caught.value.response


async def rules(room: Room) -> list[str]:
    return [violation["rule"] for violation in await room.violations()]


async def test_the_bot_learns_who_it_is(web: AsyncWebClient) -> None:
    answer = await web.auth_test()
    assert (answer["user_id"], answer["team_id"]) == ("U0REHEARSAL", "T0ALONGSIDE")
    assert "chat:write" in answer.headers["x-oauth-scopes"]
    assert answer.headers["x-slack-req-id"]


@pytest.mark.parametrize(
    ("token", "method", "error"),
    [
        ("", "auth.test", "not_authed"),
        ("xoxb-somebody-else", "auth.test", "invalid_auth"),
        ("app", "auth.test", "not_allowed_token_type"),
        ("bot", "apps.connections.open", "not_allowed_token_type"),
    ],
)
async def test_a_wrong_token_is_refused_by_its_name(
    slack: Rehearsal, room: Room, token: str, method: str, error: str
) -> None:
    token = {"app": slack.app_token, "bot": slack.bot_token}.get(token, token)
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.post(slack.api_url + method) as response,
    ):
        assert (await response.json())["error"] == error
    assert await rules(room) == [error]


async def test_a_scope_the_manifest_lacks_is_named() -> None:
    scopes = [scope for scope in SCOPES if scope != "chat:write"]
    async with StoryRehearsal(manifest=manifest(scopes)) as slack, Room(slack.url) as room:
        web = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        answer = await refused(web.chat_postMessage(channel=ROOM, text="hello"))
        assert (answer["error"], answer["needed"]) == ("missing_scope", "chat:write")
        assert "commands" in answer["provided"].split(",")
        assert await rules(room) == ["missing_scope"]


async def test_scopes_for_reading_depend_on_the_kind_of_conversation(web: AsyncWebClient) -> None:
    answer = await refused(web.conversations_list(types="mpim"))
    assert answer["needed"] == "mpim:read"
    assert (await refused(web.team_info()))["needed"] == "team:read"
    assert (await refused(web.dnd_info(user="U0CHAMP01")))["needed"] == "dnd:read"


async def test_an_unknown_method_is_refused_and_remembered(web: AsyncWebClient, room: Room) -> None:
    assert (await refused(web.api_call("chat.shout")))["error"] == "unknown_method"
    assert await rules(room) == ["unknown_method"]


async def test_an_unknown_argument_is_refused_and_remembered(web: AsyncWebClient, room: Room) -> None:
    answer = await refused(web.chat_postMessage(channel=ROOM, text="hello", colour="red"))
    assert answer["error"] == "invalid_arguments"
    assert "colour" in answer["response_metadata"]["messages"][0]
    assert (await room.violations())[0]["pointer"] == "/colour"


async def test_a_missing_argument_and_a_wrong_type_are_refused(web: AsyncWebClient) -> None:
    missing = await refused(web.api_call("conversations.info", params={}))
    assert missing["response_metadata"]["messages"] == ["[ERROR] missing required field: channel"]
    wrong = await refused(web.api_call("conversations.members", params={"channel": ROOM, "limit": "few"}))
    assert "[json-pointer:/limit]" in wrong["response_metadata"]["messages"][0]


async def test_the_synchronous_client_is_understood_too(slack: Rehearsal) -> None:
    def calls() -> list[Any]:
        web = WebClient(token=slack.bot_token, base_url=slack.api_url)
        web.auth_test()
        ts = web.chat_postMessage(channel=ROOM, text="hello")["ts"]
        web.chat_update(channel=ROOM, ts=ts, text="hello again")
        app = WebClient(token=slack.app_token, base_url=slack.api_url)
        url = app.apps_connections_open(app_token=slack.app_token)["url"]
        return [
            url,
            web.users_info(user="U0CHAMP01")["user"]["tz"],
            web.conversations_open(users="U0CHAMP02"),
        ]

    url, tz, opened = await asyncio.to_thread(calls)
    assert url.startswith("ws://127.0.0.1:")
    assert tz == "Europe/London"
    assert opened["channel"]["id"].startswith("D")


@pytest.mark.parametrize("form", ["query", "form", "json", "multipart"])
async def test_arguments_may_come_in_any_of_slacks_forms(slack: Rehearsal, form: str) -> None:
    arguments: dict[str, Any] = {"channel": ROOM, "text": "hello"}
    multipart = aiohttp.FormData(arguments, default_to_multipart=True)
    forms: dict[str, dict[str, Any]] = {
        "query": {"params": arguments},
        "form": {"data": arguments},
        "json": {"json": arguments},
        "multipart": {"data": multipart},
    }
    headers = {"Authorization": f"Bearer {slack.bot_token}"}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.post(slack.api_url + "chat.postMessage", **forms[form]) as response,
    ):
        assert (await response.json())["message"]["text"] == "hello"


@pytest.mark.parametrize(
    ("body", "error"),
    [("{", "invalid_json"), ("[]", "json_not_object"), ('{"blocks": "["}', "invalid_blocks_format")],
)
async def test_a_malformed_body_is_answered_not_thrown(slack: Rehearsal, body: str, error: str) -> None:
    headers = {"Authorization": f"Bearer {slack.bot_token}", "Content-Type": "application/json"}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.post(slack.api_url + "chat.postMessage", data=body) as response,
    ):
        assert (await response.json())["error"] == error


async def test_people_are_told_with_their_time_zone_and_page_by_page(web: AsyncWebClient) -> None:
    user = (await web.users_info(user="U0CHAMP08"))["user"]
    assert (user["tz"], user["tz_offset"]) == ("Asia/Kolkata", 19800)
    first = await web.users_list(limit=30)
    second = await web.users_list(limit=30, cursor=first["response_metadata"]["next_cursor"])
    assert len(first["members"]) + len(second["members"]) == 51
    assert second["response_metadata"]["next_cursor"] == ""
    assert (await refused(web.users_list(cursor="nonsense")))["error"] == "invalid_cursor"
    assert (await refused(web.users_info(user="U0NOBODY")))["error"] == "user_not_found"


async def test_conversations_show_what_the_bot_may_see(web: AsyncWebClient) -> None:
    listed = await web.conversations_list(types="public_channel,private_channel")
    members = {each["name"]: each["is_member"] for each in listed["channels"]}
    assert members == {"parent-champions": True, "second-room": True, "no-bot": False, "general": False}
    assert (await refused(web.conversations_info(channel="C0QUIET00")))["error"] == "channel_not_found"
    assert len((await web.conversations_members(channel=ROOM, limit=200))["members"]) == 51
    mine = await web.users_conversations()
    assert [each["name"] for each in mine["channels"]] == ["parent-champions", "second-room"]
    joined = await web.conversations_join(channel="C0NOBOT00")
    assert joined["channel"]["is_member"]


async def test_the_client_warns_and_the_server_records_a_message_without_words(
    web: AsyncWebClient, room: Room
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        await web.chat_postMessage(channel=ROOM, blocks=[{"type": "divider"}])
    assert await rules(room) == ["missing_text"]
