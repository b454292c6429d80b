"""Channels that the app makes: their names, who is let in and sent out, and what it hears of that."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from rehearsal.driver.room import Impossible, Room
from rehearsal.server import Rehearsal
from story.setting import StoryRehearsal
from tests.rehearsal.app import EVENTS, SCOPES, App, manifest

ROOM = "C0PARENT0"
ANA, BEN, NOBODY, BOT = "U0CHAMP01", "U0CHAMP02", "U0NOBODY", "U0REHEARSAL"


@pytest.fixture
async def slack() -> AsyncIterator[Rehearsal]:
    """A workspace whose app may make channels of both kinds."""
    async with StoryRehearsal(manifest([*SCOPES, "groups:write", "channels:manage"], EVENTS)) as slack:
        yield slack


async def error(call: Any) -> Any:
    with pytest.raises(SlackApiError) as caught:
        await call
    return caught.value.response


async def made(web: AsyncWebClient, name: str = "group-1", *, private: bool = True) -> str:
    answer = await web.conversations_create(name=name, is_private=private)
    return str(answer["channel"]["id"])


async def test_a_private_channel_is_the_bots_and_nobody_elses(web: AsyncWebClient, room: Room) -> None:
    answer: Any = await web.conversations_create(name="group-1", is_private=True)
    shown = answer["channel"]
    assert (shown["name"], shown["is_private"], shown["is_member"], shown["creator"]) == (
        "group-1", True, True, BOT,
    )  # fmt: skip
    listed: Any = await web.conversations_list(types="private_channel")
    assert [each["id"] for each in listed["channels"]] == [shown["id"]]
    assert (await web.conversations_members(channel=shown["id"]))["members"] == [BOT]
    assert await room.violations() == []


@pytest.mark.parametrize(
    ("name", "refused"),
    [
        ("Group", "invalid_name_specials"),
        ("group 1", "invalid_name_specials"),
        ("group.1", "invalid_name_specials"),
        ("-_-", "invalid_name_punctuation"),
        ("a" * 81, "invalid_name_maxlength"),
    ],
)
async def test_a_name_that_slack_does_not_take_is_a_mistake(
    web: AsyncWebClient, room: Room, name: str, refused: str
) -> None:
    assert (await error(web.conversations_create(name=name, is_private=True)))["error"] == refused
    assert [violation["rule"] for violation in await room.violations()] == [refused]


@pytest.mark.parametrize("name", ["a" * 80, "größe-1_b", "فكرة"])
async def test_a_name_may_be_long_and_of_any_script(web: AsyncWebClient, name: str) -> None:
    assert await made(web, name)


async def test_a_name_is_given_once_even_after_its_channel_was_archived(
    web: AsyncWebClient, room: Room
) -> None:
    first = await made(web)
    assert (await error(web.conversations_create(name="group-1")))["error"] == "name_taken"
    await web.conversations_archive(channel=first)
    assert (await error(web.conversations_create(name="group-1")))["error"] == "name_taken"
    assert (await error(web.conversations_archive(channel=first)))["error"] == "already_archived"
    assert await room.violations() == []


async def test_those_invited_see_what_is_said_and_an_archived_channel_takes_no_more(
    web: AsyncWebClient, room: Room
) -> None:
    channel = await made(web)
    await web.conversations_invite(channel=channel, users=f"{ANA},{BEN}")
    await web.chat_postMessage(channel=channel, text="hello, you two")
    ana = room.person(ANA)
    await ana.sees("hello, you two", channel="group-1")

    await web.conversations_archive(channel=channel)

    assert (await error(web.chat_postMessage(channel=channel, text="more")))["error"] == "is_archived"
    late = await error(web.conversations_invite(channel=channel, users="U0CHAMP03"))
    assert late["error"] == "is_archived"
    await ana.sees("hello, you two", channel="group-1")


async def test_without_force_one_bad_name_keeps_everybody_out(web: AsyncWebClient) -> None:
    channel = await made(web)
    answer = await error(web.conversations_invite(channel=channel, users=f"{NOBODY},{BOT},{ANA}"))
    assert answer["error"] == "user_not_found"
    assert answer["errors"] == [
        {"user": NOBODY, "ok": False, "error": "user_not_found"},
        {"user": BOT, "ok": False, "error": "cant_invite_self"},
    ]
    assert (await web.conversations_members(channel=channel))["members"] == [BOT]


async def test_with_force_those_come_who_can(web: AsyncWebClient, room: Room) -> None:
    channel = await made(web)
    await room.change_person(BEN, deleted=True)
    answer: Any = await web.conversations_invite(channel=channel, users=f"{BEN},{ANA}", force=True)
    assert answer["errors"] == [{"user": BEN, "ok": False, "error": "cant_invite"}]
    assert (await web.conversations_members(channel=channel))["members"] == [BOT, ANA]
    again = await error(web.conversations_invite(channel=channel, users=ANA, force=True))
    assert again["error"] == "already_in_channel"
    assert (await error(web.conversations_invite(channel=channel, users=",")))["error"] == "no_user"
    crowd = ",".join(f"U{number:08}" for number in range(101))
    too_many = await error(web.conversations_invite(channel=channel, users=crowd))
    assert too_many["error"] == "invalid_arguments"


async def test_somebody_is_sent_out_once(web: AsyncWebClient) -> None:
    channel = await made(web)
    await web.conversations_invite(channel=channel, users=ANA)
    await web.conversations_kick(channel=channel, user=ANA)
    assert (await web.conversations_members(channel=channel))["members"] == [BOT]
    for user, refused in {
        ANA: "not_in_channel",
        BOT: "cant_kick_self",
        NOBODY: "user_not_found",
    }.items():
        assert (await error(web.conversations_kick(channel=channel, user=user)))["error"] == refused


async def test_a_direct_conversation_and_the_general_channel_are_not_the_apps_to_rule(
    web: AsyncWebClient,
) -> None:
    opened: Any = await web.conversations_open(users=ANA)
    direct = opened["channel"]["id"]
    for call in (
        web.conversations_archive(channel=direct),
        web.conversations_invite(channel=direct, users=BEN),
        web.conversations_kick(channel=direct, user=ANA),
    ):
        assert (await error(call))["error"] == "method_not_supported_for_channel_type"


async def test_each_kind_of_channel_wants_its_own_scope() -> None:
    async with StoryRehearsal(manifest([*SCOPES, "groups:write"])) as slack:
        web = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        assert (await error(web.conversations_create(name="open")))["needed"] == "channels:manage"
        assert (await error(web.conversations_archive(channel=ROOM)))["needed"] == "channels:manage"
        assert await made(web)
    async with StoryRehearsal(manifest([*SCOPES, "channels:manage"])) as slack:
        web = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        assert (await error(web.conversations_create(name="x", is_private=True)))["needed"] == "groups:write"
        assert await made(web, private=False)


async def test_the_app_hears_who_came_by_whose_invitation_and_who_went(web: AsyncWebClient, app: App) -> None:
    channel = await made(web)
    await web.conversations_invite(channel=channel, users=ANA)
    await web.conversations_kick(channel=channel, user=ANA)
    await web.conversations_archive(channel=channel)
    await app.frame(lambda frame: "group_archive" in str(frame))

    heard = [payload["event"] for payload in app.payloads("events_api")]
    assert [(each["type"], each["channel"], each["user"]) for each in heard] == [
        ("member_joined_channel", channel, ANA),
        ("member_left_channel", channel, ANA),
        ("group_archive", channel, BOT),
    ]
    assert (heard[0]["inviter"], heard[0]["channel_type"]) == (BOT, "G")


async def test_a_private_channel_that_is_shared_has_another_id_and_all_that_was_said_there(
    room: Room, web: AsyncWebClient, app: App
) -> None:
    old = await room.create_channel("circle", private=True)
    await room.invite("bot", "circle")
    said = await web.chat_postMessage(channel=old, text="Before")
    new = await room.share("circle")
    event = await app.frame(lambda frame: "channel_id_changed" in str(frame))
    about = event["payload"]["event"]
    assert (about["old_channel_id"], about["new_channel_id"]) == (old, new)
    await web.chat_update(channel=new, ts=said["ts"], text="After")
    found = (await web.conversations_history(channel=new))["messages"]
    assert [each["text"] for each in found if each["ts"] == said["ts"]] == ["After"]
    with pytest.raises(SlackApiError) as refused:
        await web.chat_update(channel=old, ts=said["ts"], text="Again")
    assert refused.value.response["error"] == "channel_not_found"
    with pytest.raises(Impossible, match="only a private channel"):
        await room.share("general")
