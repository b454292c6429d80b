"""chat.*, conversations.history and who sees what."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from rehearsal.driver.room import Room
from tests.rehearsal.app import App

ROOM, NO_BOT, QUIET, ANA, LEFT_OUT = "C0PARENT0", "C0NOBOT00", "C0QUIET00", "U0CHAMP01", "U0CHAMP02"


async def error(call: Any) -> str:
    with pytest.raises(SlackApiError) as caught:
        await call
    return str(caught.value.response["error"])


async def test_text_is_stored_with_entities_and_read_without(web: AsyncWebClient, room: Room) -> None:
    posted = await web.chat_postMessage(
        channel=ROOM, text=f"tea & <cake> for <@{ANA}> &amp; all <https://a.org|here>"
    )
    assert posted["message"]["text"] == f"tea &amp; &lt;cake&gt; for <@{ANA}> &amp; all <https://a.org|here>"
    seen = await room.person(ANA).sees("tea & <cake> for @Ana Pereira & all here", channel="parent-champions")
    assert seen.ts == posted["ts"]


async def test_times_of_messages_are_unique_and_rise(web: AsyncWebClient) -> None:
    times = [(await web.chat_postMessage(channel=ROOM, text=str(n)))["ts"] for n in range(20)]
    assert times == sorted(set(times))


@pytest.mark.parametrize(
    ("channel", "expected"),
    [("C0NOWHERE", "channel_not_found"), (NO_BOT, "not_in_channel"), (QUIET, "channel_not_found")],
)
async def test_the_bot_cannot_write_where_it_is_not(
    web: AsyncWebClient, room: Room, channel: str, expected: str
) -> None:
    assert await error(web.chat_postMessage(channel=channel, text="hello")) == expected
    assert [each["rule"] for each in await room.violations()] == [expected]


async def test_being_called_from_a_channel_or_thrown_out_of_one_is_not_the_apps_fault(
    web: AsyncWebClient, room: Room, app: App
) -> None:
    await room.person(ANA).types("/idea x", channel="no-bot")
    assert await error(web.chat_postMessage(channel=NO_BOT, text="hello")) == "not_in_channel"
    await room.kick("bot", "second-room")
    assert await error(web.chat_postMessage(channel="C0SECOND0", text="hello")) == "not_in_channel"
    assert await room.violations() == []


async def test_a_message_to_a_person_opens_the_direct_conversation(web: AsyncWebClient, room: Room) -> None:
    posted = await web.chat_postMessage(channel=ANA, text="just for you")
    opened = await web.conversations_open(users=ANA)
    assert posted["channel"] == opened["channel"]["id"]
    assert (await room.person(ANA).sees("just for you", private=True)).channel == posted["channel"]
    await room.person(LEFT_OUT).does_not_see("just for you")


async def test_nobody_writes_to_people_who_left_or_to_archived_channels(
    web: AsyncWebClient, room: Room
) -> None:
    await room.change_person(ANA, deleted=True)
    assert await error(web.conversations_open(users=ANA)) == "user_disabled"
    assert await error(web.chat_postMessage(channel=ANA, text="hello")) == "user_disabled"
    await room.archive("parent-champions")
    assert await error(web.chat_postMessage(channel=ROOM, text="hello")) == "is_archived"
    assert await room.violations() == []


async def test_an_ephemeral_message_is_seen_by_one_person_and_never_remembered(
    web: AsyncWebClient, room: Room
) -> None:
    ts = (await web.chat_postEphemeral(channel=ROOM, user=ANA, text="psst"))["message_ts"]
    assert (await room.person(ANA).sees("psst", private=True)).ephemeral
    await room.person(LEFT_OUT).does_not_see("psst")
    assert (await web.conversations_history(channel=ROOM))["messages"] == []
    assert await error(web.chat_update(channel=ROOM, ts=ts, text="louder")) == "message_not_found"
    assert [each["rule"] for each in await room.violations()] == ["message_not_found"]
    assert (
        await error(web.chat_postEphemeral(channel=ROOM, user="U0NOBODY", text="x")) == "user_not_in_channel"
    )


async def test_history_comes_newest_first_by_pages_with_metadata_only_on_request(web: AsyncWebClient) -> None:
    metadata = {"event_type": "nudge", "event_payload": {"id": "7"}}
    times = [
        (await web.chat_postMessage(channel=ROOM, text=f"n{n}", metadata=metadata))["ts"] for n in range(5)
    ]
    first = await web.conversations_history(channel=ROOM, limit=3)
    rest = await web.conversations_history(
        channel=ROOM, limit=3, cursor=first["response_metadata"]["next_cursor"]
    )
    assert [each["ts"] for each in first["messages"] + rest["messages"]] == times[::-1]
    assert "metadata" not in first["messages"][0]
    assert (first["has_more"], rest["has_more"]) == (True, False)
    all_of_it = {"include_all_metadata": True, "oldest": times[1], "latest": times[3]}
    inner = await web.conversations_history(channel=ROOM, **all_of_it)
    assert [each["metadata"] for each in inner["messages"]] == [metadata]
    assert len((await web.conversations_history(channel=ROOM, inclusive=True, **all_of_it))["messages"]) == 3
    assert await error(web.conversations_history(channel=ROOM, oldest="soon")) == "invalid_ts_oldest"


async def test_replies_stand_in_their_thread_and_not_in_the_channel(
    web: AsyncWebClient, room: Room, app: App
) -> None:
    top = (await web.chat_postMessage(channel=ROOM, text="question"))["ts"]
    await web.chat_postMessage(channel=ROOM, text="from the app", thread_ts=top)
    await room.person(ANA).types("from Ana", channel=ROOM, thread="question")
    replies = (await web.conversations_replies(channel=ROOM, ts=top))["messages"]
    assert [each["text"] for each in replies] == ["question", "from the app", "from Ana"]
    assert [each["text"] for each in (await web.conversations_history(channel=ROOM))["messages"]] == [
        "question"
    ]
    assert await error(web.conversations_replies(channel=ROOM, ts="1.000000")) == "thread_not_found"


async def test_only_its_own_messages_can_the_app_change(web: AsyncWebClient, room: Room, app: App) -> None:
    deed = await room.person(ANA).types("mine", channel="parent-champions")
    assert await error(web.chat_update(channel=ROOM, ts=deed.ts or "", text="yours")) == "cant_update_message"
    assert await error(web.chat_delete(channel=ROOM, ts=deed.ts or "")) == "cant_delete_message"
    ts = (await web.chat_postMessage(channel=ROOM, text="before"))["ts"]
    await web.chat_update(channel=ROOM, ts=ts, text="after")
    assert (await room.person(ANA).sees("after", channel="parent-champions")).edited
    await room.person(ANA).does_not_see("before")
    await web.chat_delete(channel=ROOM, ts=ts)
    await room.person(ANA).does_not_see("after")
    assert await error(web.chat_update(channel=ROOM, ts=ts, text="again")) == "message_not_found"


async def test_long_texts_are_cut_when_posted_and_refused_when_updated(web: AsyncWebClient) -> None:
    posted = await web.chat_postMessage(channel=ROOM, text="x" * 40_001)
    assert (len(posted["message"]["text"]), posted["warning"]) == (40_000, "message_truncated")
    assert await error(web.chat_update(channel=ROOM, ts=posted["ts"], text="x" * 4001)) == "msg_too_long"
    assert await error(web.api_call("chat.postMessage", json={"channel": ROOM})) == "no_text"


async def test_wrong_blocks_are_refused_and_the_place_is_recorded(web: AsyncWebClient, room: Room) -> None:
    wrong = [{"type": "section", "text": {"type": "mrkdwn", "text": ""}}]
    assert await error(web.chat_postMessage(channel=ROOM, text="x", blocks=wrong)) == "invalid_blocks"
    assert (await room.violations())[0]["pointer"].startswith("/blocks/0/text")


async def test_the_log_says_who_would_be_notified(web: AsyncWebClient, room: Room) -> None:
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "<!here> and more"}}]
    await web.chat_postMessage(channel=ROOM, text=f"hello <@{ANA}>", blocks=blocks)
    await web.chat_postMessage(channel=ROOM, text="&lt;!channel&gt; hello @here")
    calls = await room.log(kind="call", method="chat.postMessage")
    assert [call.get("pings") for call in calls] == [[ANA, "here"], None]
    assert await room.violations() == []


async def test_reactions_are_counted_once_per_person(web: AsyncWebClient, room: Room, app: App) -> None:
    ts = (await web.chat_postMessage(channel=ROOM, text="bright"))["ts"]
    ana = room.person(ANA)
    await ana.reacts("bulb", on="bright")
    await ana.reacts("bulb", on="bright")
    shown = (await web.reactions_get(channel=ROOM, timestamp=ts))["message"]["reactions"]
    assert shown == [{"name": "bulb", "users": [ANA], "count": 1}]
    await ana.unreacts("bulb", on="bright")
    assert len(app.events("reaction_added")) == len(app.events("reaction_removed")) == 1
    assert app.events("reaction_added")[0]["item"] == {"type": "message", "channel": ROOM, "ts": ts}


async def test_a_permalink_leads_to_the_message(web: AsyncWebClient) -> None:
    ts = (await web.chat_postMessage(channel=ROOM, text="here"))["ts"]
    link = (await web.chat_getPermalink(channel=ROOM, message_ts=ts))["permalink"]
    assert link.endswith(f"/archives/{ROOM}/p{ts.replace('.', '')}")
