"""What people write, and think better of: as the app hears of it from Slack, and finds it in the history."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from rehearsal.driver.room import Impossible, Room
from rehearsal.server import Rehearsal
from story.setting import StoryRehearsal
from tests.rehearsal.app import SCOPES, App, Json, manifest

ROOM, ANA, BLESSING, MIRIAM = "C0PARENT0", "U0CHAMP01", "U0CHAMP04", "U0FACIL01"


@pytest.fixture
async def slack() -> AsyncIterator[Rehearsal]:
    async with StoryRehearsal(manifest=manifest([*SCOPES, "reactions:write"])) as server:
        yield server


async def refused(call: Any) -> Any:
    with pytest.raises(SlackApiError) as caught:
        await call
    return caught.value.response


async def history(web: AsyncWebClient) -> list[Json]:
    """Oldest first."""
    return list((await web.conversations_history(channel=ROOM))["messages"])[::-1]


# Writing


async def test_a_persons_message_has_blocks_of_rich_text_and_an_id_of_her_own_slack(
    room: Room, app: App
) -> None:
    typed = "Tea & *cake* for @Blessing Okafor in #second-room :tada: https://a.org/x, soon"
    await room.person(ANA).types(typed, channel=ROOM)
    (event,) = app.events("message")

    assert event["text"] == (
        f"Tea &amp; *cake* for <@{BLESSING}> in <#C0SECOND0|second-room> :tada: <https://a.org/x>, soon"
    )
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", event["client_msg_id"])
    (block,) = event["blocks"]
    (section,) = block["elements"]
    assert (block["type"], bool(block["block_id"])) == ("rich_text", True)
    assert section == {
        "type": "rich_text_section",
        "elements": [
            {"type": "text", "text": "Tea & "},
            {"type": "text", "text": "cake", "style": {"bold": True}},
            {"type": "text", "text": " for "},
            {"type": "user", "user_id": BLESSING},
            {"type": "text", "text": " in "},
            {"type": "channel", "channel_id": "C0SECOND0"},
            {"type": "text", "text": " "},
            {"type": "emoji", "name": "tada"},
            {"type": "text", "text": " "},
            {"type": "link", "url": "https://a.org/x"},
            {"type": "text", "text": ", soon"},
        ],
    }
    await room.person(BLESSING).sees("Tea & cake for @Blessing Okafor in #second-room")


async def test_the_first_message_of_a_thread_counts_its_replies(
    web: AsyncWebClient, room: Room, app: App
) -> None:
    ana, blessing = room.person(ANA), room.person(BLESSING)
    first = await ana.types("Who comes?", channel=ROOM)
    assert "reply_count" not in (await history(web))[-1]
    for who in (blessing, ana):
        await who.types(f"{who.name} does", channel=ROOM, thread="Who comes?")
    last = await blessing.types("And so does my sister", channel=ROOM, thread="Who comes?")

    (parent,) = await history(web)
    counts = ("thread_ts", "reply_count", "reply_users_count", "reply_users", "latest_reply")
    assert [parent[each] for each in counts] == [first.ts, 3, 2, [BLESSING, ANA], last.ts]
    thread = (await web.conversations_replies(channel=ROOM, ts=str(first.ts)))["messages"]
    assert [each.get("parent_user_id") for each in thread] == [None, ANA, ANA, ANA]
    await blessing.deletes(on="Blessing Okafor does")
    assert (await history(web))[0]["reply_count"] == 2


@pytest.mark.parametrize("thread_ts", ["0", "yesterday", "1700000000", "17000000000001", "١٧٠٠٠٠٠٠٠٠.000100"])
async def test_a_time_that_is_none_begins_no_thread(web: AsyncWebClient, room: Room, thread_ts: str) -> None:
    said = await refused(web.chat_postMessage(channel=ROOM, text="x", thread_ts=thread_ts))
    assert said["error"] == "invalid_thread_ts"
    assert said["response_metadata"]["messages"] == [f"[ERROR] {thread_ts} is not a valid thread_ts"]
    assert [each["rule"] for each in await room.violations()] == ["invalid_thread_ts"]


# Thinking better of it


async def test_whoever_edits_is_heard_with_the_words_before_and_after(
    web: AsyncWebClient, room: Room, app: App
) -> None:
    ana = room.person(ANA)
    await ana.types("More bences", channel=ROOM)
    edited = await ana.edits("More benches & bins", on="bences")
    (_, event) = app.events("message")

    assert (event["subtype"], event["hidden"], event["channel"]) == ("message_changed", True, ROOM)
    before, after = event["previous_message"], event["message"]
    assert (before["text"], after["text"]) == ("More bences", "More benches &amp; bins")
    assert (before["ts"], after["ts"]) == (edited.ts, edited.ts)
    assert before["client_msg_id"] == after["client_msg_id"]
    assert (after["edited"]["user"], "edited" in before) == (ANA, False)
    assert after["blocks"][0]["elements"][0]["elements"] == [{"type": "text", "text": "More benches & bins"}]
    assert [each["text"] for each in await history(web)] == ["More benches &amp; bins"]


async def test_whoever_deletes_is_heard_and_the_message_is_gone(
    web: AsyncWebClient, room: Room, app: App
) -> None:
    ana = room.person(ANA)
    gone = await ana.types("Never mind", channel=ROOM)
    await ana.deletes(on="Never mind")
    (_, event) = app.events("message")

    assert (event["subtype"], event["deleted_ts"]) == ("message_deleted", gone.ts)
    assert event["previous_message"]["text"] == "Never mind"
    assert await history(web) == []
    await room.person(BLESSING).does_not_see("Never mind")


async def test_an_admin_deletes_the_apps_messages_too_and_nobody_edits_anothers(
    web: AsyncWebClient, room: Room, app: App
) -> None:
    posted = await web.chat_postMessage(channel=ROOM, text="A card")
    await room.person(ANA).types("A word", channel=ROOM)
    await room.change_person(MIRIAM, is_admin=True)
    miriam, blessing = room.person(MIRIAM), room.person(BLESSING)
    for impossible in (
        blessing.edits("x", on="A word"),
        miriam.edits("x", on="A word"),
        blessing.deletes(on="A card"),
        room.person(ANA).edits(" ", on="A word"),
    ):
        with pytest.raises(Impossible):
            await impossible
    await miriam.deletes(on="A card")
    gone = await refused(web.chat_update(channel=ROOM, ts=posted["ts"], text="x"))
    assert gone["error"] == "message_not_found"
    assert await room.violations() == []


# Emoji


@pytest.mark.parametrize("name", ["no_such_emoji", "white_check", "Bulb", "🎉", "bulb::skin-tone-9", ""])
async def test_only_a_real_emoji_stands_under_a_message(
    web: AsyncWebClient, room: Room, app: App, name: str
) -> None:
    posted = await web.chat_postMessage(channel=ROOM, text="Here")
    if name:
        said = await refused(web.reactions_add(channel=ROOM, timestamp=posted["ts"], name=name))
        assert said["error"] == "invalid_name"
    with pytest.raises(Impossible, match="emoji"):
        await room.person(ANA).reacts(name, on="Here")
    assert (await room.person(ANA).reacts("+1::skin-tone-3", on="Here")).acked
