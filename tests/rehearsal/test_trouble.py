"""Disturbances, the clock, the guard at the door, and orders that make no sense."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from rehearsal.driver.room import Impossible, NotSeen, Room
from rehearsal.server import Rehearsal
from story.setting import StoryRehearsal
from tests.rehearsal.app import App

ANA, ROOM = "U0CHAMP01", "C0PARENT0"


async def texts(web: AsyncWebClient) -> list[str]:
    return [each["text"] for each in (await web.conversations_history(channel=ROOM))["messages"]]


@pytest.mark.parametrize(
    ("what", "stored"),
    [("cut_before", False), ("cut_after", True), ("500_before", False), ("500_after", True), ("429", False)],
)
async def test_trouble_strikes_before_or_after_the_message_is_stored(
    web: AsyncWebClient, room: Room, what: str, stored: bool
) -> None:
    await room.disturb("chat.postMessage", what=what, retry_after=7)
    with pytest.raises((SlackApiError, aiohttp.ClientError)) as caught:
        await web.chat_postMessage(channel=ROOM, text="hello")
    if what == "429":
        response: Any = getattr(caught.value, "response", None)
        assert (response.status_code, response.headers["Retry-After"]) == (429, "7")
        assert response["error"] == "ratelimited"
    assert await texts(web) == (["hello"] if stored else [])
    assert (await room.log(kind="call", method="chat.postMessage"))[0]["disturbed"] == what
    await web.chat_postMessage(channel=ROOM, text="again")  # it struck once
    assert await room.violations() == []


async def test_a_hanging_answer_is_stored_and_never_comes(web: AsyncWebClient, room: Room) -> None:
    await room.disturb("chat.postMessage", what="hang_after", seconds=30)
    posting = asyncio.create_task(web.chat_postMessage(channel=ROOM, text="hello"))
    await room.wait_for(kind="call", method="chat.postMessage")
    assert not posting.done()
    assert await texts(web) == ["hello"]
    posting.cancel()


async def test_any_slack_error_can_be_ordered_for_any_number_of_calls(
    web: AsyncWebClient, room: Room
) -> None:
    await room.disturb("*", what="error:fatal_error", times=2)
    for _ in range(2):
        with pytest.raises(SlackApiError, match="fatal_error"):
            await web.chat_postMessage(channel=ROOM, text="hello")
    await web.chat_postMessage(channel=ROOM, text="hello")
    with pytest.raises(Impossible, match="unknown disturbance"):
        await room.disturb("*", what="rain")


async def test_the_clock_moves_and_whoever_follows_it_is_told_at_once(slack: Rehearsal, room: Room) -> None:
    async def follow() -> Any:
        async with aiohttp.ClientSession() as session:
            query = {"after": "0.0", "wait": "25"}
            async with session.get(f"{slack.url}/_rehearsal/clock", params=query) as response:
                return await response.json()

    following = asyncio.create_task(follow())
    before = await room.now()
    await room.forward(days=14)
    assert (await following)["offset"] == pytest.approx(14 * 86400)
    assert timedelta(days=14) <= await room.now() - before < timedelta(days=14, minutes=1)
    await room.moves_to(datetime(2027, 3, 1, 9, tzinfo=UTC))
    assert (await room.now()).isoformat().startswith("2027-03-01T09:00:0")


async def test_times_of_messages_follow_the_clock_but_never_go_back(web: AsyncWebClient, room: Room) -> None:
    await room.forward(days=14)
    late = (await web.chat_postMessage(channel=ROOM, text="later"))["ts"]
    assert datetime.fromtimestamp(float(late), UTC) <= await room.now()
    await room.forward(days=-14)
    assert (await web.chat_postMessage(channel=ROOM, text="latest"))["ts"] > late


async def test_a_reset_is_the_first_day_again_and_sockets_stay(
    web: AsyncWebClient, room: Room, app: App
) -> None:
    await web.chat_postMessage(channel=ROOM, text="hello")
    await room.forward(days=14)
    await room.change_person(ANA, real_name="Anna")
    seq = await room.seq()
    await room.reset()
    assert await texts(web) == []
    assert room.person(ANA).name == "Ana Pereira"
    assert await room.now() - datetime.now(UTC) < timedelta(minutes=1)  # noqa: TID251 - real time is the point
    assert (await room.person(ANA).types("/idea x", channel=ROOM)).acked
    assert (await room.log())[0]["seq"] > seq


@pytest.mark.parametrize("path", ["/", "/api/api.test", "/_rehearsal/reset", "/_response/R1"])
@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Host": "evil.example"}, {"Host": "[::bad"}],
)
async def test_no_other_site_may_drive_it(slack: Rehearsal, path: str, headers: dict[str, str]) -> None:
    method = "GET" if path == "/" else "POST"
    async with (
        aiohttp.ClientSession() as session,
        session.request(method, slack.url + path, headers=headers, json={}) as response,
    ):
        assert response.status in (400, 403)
        assert "Access-Control-Allow-Origin" not in response.headers


async def test_its_own_page_may_drive_it(slack: Rehearsal) -> None:
    async with (
        aiohttp.ClientSession(headers={"Origin": slack.url}) as session,
        session.post(f"{slack.url}/_rehearsal/reset", json={}) as response,
    ):
        assert response.status == 200


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "example.org", ""])  # noqa: S104 - refused
def test_it_refuses_to_listen_to_other_machines(host: str) -> None:
    with pytest.raises(ValueError, match="this machine only"):
        StoryRehearsal(manifest={}, host=host)


@pytest.mark.parametrize("port", [-1, 65_536])
def test_a_port_that_is_none_is_named(port: int) -> None:
    with pytest.raises(ValueError, match="a port is a number from 0 to 65535"):
        StoryRehearsal(manifest={}, port=port)


@pytest.mark.parametrize(
    ("path", "body", "words"),
    [
        ("deed", "{", "not JSON"),
        ("deed", "[]", "JSON object"),
        ("deed", '{"deed": "flies"}', "unknown deed"),
        ("deed", '{"deed": "types", "person": "Nobody"}', "nobody here"),
        ("deed", '{"deed": "types", "person": "U0CHAMP01"}', "needs text"),
        ("deed", '{"deed": "types", "person": "U0CHAMP01", "text": 5, "channel": "x"}', "must be str"),
        ("deed", '{"deed": "submits", "person": "U0CHAMP01", "now": 1}', "does not take now"),
        ("sees", '{"person": "U0CHAMP01", "text": "(", "regex": true}', "regular expression"),
        ("clock", '{"forward": "much"}', "must be a number"),
        ("clock", '{"forward": NaN}', "not JSON"),
        ("clock", '{"to": "tomorrow"}', "not a moment"),
        ("clock", '{"forward": 1e300}', "too far"),
        ("person", '{"person": "U0CHAMP01", "changes": {"tz": "Mars/Base"}}', "not a time zone"),
        ("person", '{"person": "U0CHAMP01", "changes": {"id": "x"}}', "cannot be changed"),
        ("channel", '{"channel": "nowhere", "what": "archive"}', "no channel"),
        ("sockets", '{"how": "hammer"}', "not by 'hammer'"),
        ("redeliver", '{"event_id": "Ev0"}', "no such event"),
        ("deeds", '{"deeds": [1]}', "list of objects"),
    ],
)
async def test_a_senseless_order_is_answered_with_words(
    slack: Rehearsal, path: str, body: str, words: str
) -> None:
    headers = {"Content-Type": "application/json"}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.post(f"{slack.url}/_rehearsal/{path}", data=body) as response,
    ):
        assert response.status == 400
        assert words in (await response.json())["error"]


async def test_the_driver_says_what_there_is_instead(room: Room, web: AsyncWebClient) -> None:
    button = {"type": "button", "text": {"type": "plain_text", "text": "Support"}}
    await web.chat_postMessage(channel=ROOM, text="Idea", blocks=[{"type": "actions", "elements": [button]}])
    ana = room.person("Ana Pereira")
    with pytest.raises(KeyError, match="close: Ana Pereira"):
        room.person("Anna Pereira")
    with pytest.raises(Impossible, match="no button 'Suport'; there is: Support"):
        await ana.clicks("Suport")
    with pytest.raises(Impossible, match="sees no message"):
        await ana.reacts("bulb", on="benches")
    with pytest.raises(Impossible, match="is not in #quiet"):
        await room.person("Ravi Patel").types("hello", channel="quiet")
    with pytest.raises(NotSeen, match=r"newest of what she sees: \['Support'\]"):
        await ana.sees("benches", timeout=0)
    with pytest.raises(NotSeen):
        await ana.does_not_see("Support")
    with pytest.raises(NotSeen):
        await room.wait_for(kind="miracle", timeout=0)


async def test_many_deeds_go_at_once_and_one_that_cannot_be_done_stops_no_other(room: Room, app: App) -> None:
    orders = [
        {"person": each.id, "deed": "types", "text": "/idea x", "channel": ROOM} for each in room.people()
    ]
    done = await room.deeds([*orders, {"person": ANA, "deed": "submits"}])
    assert [each.acked for each in done] == [True] * 50 + [False]
    assert (done[-1].missing, done[-1].warning) == ("refused", "Ana Pereira has no modal open")
