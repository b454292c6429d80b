"""The server holds: senseless calls, crowds that wait, and a reset in the middle of things."""

from __future__ import annotations

import asyncio
import random
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from rehearsal.driver.room import Room
from rehearsal.server import Rehearsal
from rehearsal.slack import Slack
from rehearsal.webapi.methods.call import REFERENCE
from rehearsal.webapi.methods.table import METHODS
from tests.rehearsal.app import SILENCE, App
from tests.rehearsal.corpus import RIGHT, modal, section
from tests.rehearsal.tab import Tab, card

ROOM, ANA, RAVI = "C0PARENT0", "U0CHAMP01", "Ravi Patel"
ODD: list[Any] = [
    None, True, 0, -1, 10**12, "", "x" * 5000, "{", "[]", "null", [], [[]], [{}], {}, {"type": "modal"},
    {"type": []}, [{"type": "section", "text": []}], [{"type": "actions", "elements": {}}], [None], ROOM,
    "U0CHAMP01", "C0PARENT0,", "\u0000", "\ud83d\ude00", "next:-1", "next:99999",
    [{"type": "section", "accessory": {"type": "static_select", "options": [1]}}],
    {"type": "modal", "title": {}, "blocks": [{"type": "input", "element": {"type": None}}]},
]  # fmt: skip


@pytest.mark.parametrize("method", sorted(METHODS))
async def test_a_senseless_call_is_answered_and_never_fails_the_server(slack: Rehearsal, method: str) -> None:
    dice = random.Random(method)  # noqa: S311 - the same nonsense in every run
    token = slack.app_token if method == "apps.connections.open" else slack.bot_token
    async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {token}"}) as session:
        for _ in range(60):
            names = [*REFERENCE[method]["arguments"], *REFERENCE[method]["required"]]
            body = {name: dice.choice(ODD) for name in names if dice.random() < 0.8}
            body |= {"channel": ROOM} if "channel" in body and dice.random() < 0.7 else {}
            async with session.post(slack.api_url + method, json=body) as response:
                assert response.status == 200, body
                assert isinstance((await response.json())["ok"], bool)


@pytest.mark.parametrize("place", ["blocks", "view"])
async def test_damaged_blocks_are_refused_and_never_fail_the_server(web: AsyncWebClient, place: str) -> None:
    dice = random.Random(place)  # noqa: S311
    for blocks in RIGHT.values():
        for _ in range(10):
            broken = damaged(blocks, dice)
            body = {"channel": ROOM, "text": "x", "blocks": broken}
            if place == "view":
                body = {"user_id": "U0CHAMP01", "view": damaged(modal(section(accessory=broken)), dice)}
            method = "chat.postMessage" if place == "blocks" else "views.publish"
            answer = await web._request(  # the client would raise for a refusal, which is not the point
                http_verb="POST",
                api_url=web.base_url + method,
                req_args={"json": body, "headers": bearer(web)},
            )
            assert answer["status_code"] == 200, body


def bearer(web: AsyncWebClient) -> dict[str, str]:
    return {"Authorization": f"Bearer {web.token}"}


def damaged(thing: Any, dice: random.Random) -> Any:
    """A copy in which something somewhere is not what it should be."""
    if dice.random() < 0.15:
        return dice.choice(ODD)
    if isinstance(thing, dict):
        return {name: damaged(value, dice) for name, value in thing.items()}
    return [damaged(each, dice) for each in thing] if isinstance(thing, list) else thing


async def test_a_crowd_can_wait_for_the_last_of_many_messages(web: AsyncWebClient, room: Room) -> None:
    waiting = [asyncio.create_task(each.sees("the last one", channel=ROOM)) for each in room.people()]
    for n in range(300):
        await web.chat_postMessage(channel=ROOM, text=f"message {n}")
    await web.chat_postMessage(channel=ROOM, text="the last one")
    seen = await asyncio.gather(*waiting)
    assert len({each.ts for each in seen}) == 1


async def test_a_message_changed_is_seen_by_whoever_waits_for_its_new_words(
    web: AsyncWebClient, room: Room
) -> None:
    ts = (await web.chat_postMessage(channel=ROOM, text="1 vote"))["ts"]
    waiting = asyncio.create_task(room.person("U0CHAMP01").sees("2 votes"))
    await web.chat_update(channel=ROOM, ts=ts, text="2 votes")
    assert (await waiting).ts == ts


async def test_a_reset_leaves_nobody_waiting(room: Room, app: App) -> None:
    app.answer = lambda _envelope: SILENCE
    talking = asyncio.create_task(room.person("U0CHAMP01").types("hello", channel=ROOM, allow_silence=True))
    await room.wait_for(kind="envelope")
    await room.reset()
    assert (await talking).missing == "lost"


# Memory


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Room for three messages of each kind, and for two that were looked for again."""
    monkeypatch.setattr("rehearsal.world.memory.AT_HAND", 3)
    monkeypatch.setattr("rehearsal.world.memory.AT_HAND_FOR_ONE", 3)
    monkeypatch.setattr("rehearsal.world.archive.RECALLED", 2)
    monkeypatch.setattr("rehearsal.world.archive.PAGE", 4)


async def post(web: AsyncWebClient, *texts: str) -> list[str]:
    return [str((await web.chat_postMessage(channel=ROOM, text=each))["ts"]) for each in texts]


async def history(web: AsyncWebClient, **more: Any) -> list[str]:
    found = (await web.conversations_history(channel=ROOM, **more))["messages"]
    return [each["text"] for each in found]


async def test_no_message_is_forgotten_and_few_are_in_memory(
    small: None, slack: Rehearsal, room: Room, web: AsyncWebClient, app: App
) -> None:
    await post(web, *"12345678")
    await room.person(ANA).types("9", channel=ROOM)
    assert await history(web) == list("987654321")
    assert [each.text for each in await room.person(ANA).messages(ROOM)] == list("123456789")
    assert slack.slack.workspace.memory.at_hand() <= 5


async def test_history_goes_on_where_it_stopped_and_keeps_to_its_bounds(
    small: None, web: AsyncWebClient
) -> None:
    times = await post(web, *"12345678")
    page = await web.conversations_history(channel=ROOM, limit=3)
    rest = await web.conversations_history(channel=ROOM, cursor=page["response_metadata"]["next_cursor"])
    assert [each["text"] for each in (*page["messages"], *rest["messages"])] == list("87654321")
    assert await history(web, oldest=times[1], latest=times[4]) == list("43")
    assert await history(web, oldest=times[1], latest=times[4], inclusive=True) == list("5432")


async def test_an_old_message_can_be_changed_reacted_to_answered_and_deleted(
    small: None, room: Room, web: AsyncWebClient, app: App
) -> None:
    first, second, third = (await post(web, *"12345678"))[:3]
    ana = room.person(ANA)
    await web.chat_update(channel=ROOM, ts=first, text="one")
    await ana.reacts("bulb", on="2", channel=ROOM)
    await ana.types("an answer", channel=ROOM, thread="2")
    await web.chat_delete(channel=ROOM, ts=third)
    await post(web, *"abcdef")

    assert (await ana.sees("one", channel=ROOM)).ts == first
    [two] = [each for each in await ana.messages(ROOM) if each.ts == second]
    assert two.reactions == {"bulb": [ANA]}
    thread = (await web.conversations_replies(channel=ROOM, ts=second))["messages"]
    assert [each["text"] for each in thread] == ["2", "an answer"]
    assert await history(web) == [*"fedcba", *"87654", "2", "one"]
    with pytest.raises(SlackApiError, match="message_not_found"):
        await web.chat_update(channel=ROOM, ts=third, text="late")
    assert await room.violations() == []


async def test_buttons_and_menus_of_an_old_message_work_and_keep_what_was_chosen(
    small: None, slack: Rehearsal, web: AsyncWebClient, app: App
) -> None:
    async with aiohttp.ClientSession() as session:
        tab = Tab(session, slack.url)
        where = await card(web)
        await post(web, *"12345678")
        two = {"value": "two"}
        await tab.does("press", message=where, block_id="row", action_id="pick", selected_option=two)
        await post(web, *"abcdefgh")
        shown = (await tab.screen(channel=ROOM))["messages"][0]
    assert shown["values"]["row"]["pick"]["selected_option"]["value"] == "two"


async def test_what_only_one_person_saw_stays_hers_when_it_is_old(
    small: None, slack: Rehearsal, room: Room, web: AsyncWebClient
) -> None:
    for number in range(6):
        await web.chat_postEphemeral(channel=ROOM, user=ANA, text=f"for Ana {number}")
        await post(web, f"for all {number}")
    both = [f"for {whom} {number}" for number in range(6) for whom in ("Ana", "all")]
    assert [each.text for each in await room.person(ANA).messages(ROOM)] == both
    assert [each.text for each in await room.person(RAVI).messages(ROOM)] == both[1::2]
    assert await history(web) == both[::-2]
    async with aiohttp.ClientSession() as session:
        screen = await Tab(session, slack.url).screen(channel=ROOM, most="5")
    assert ([each["text"] for each in screen["messages"]], screen["earlier"]) == (both[-5:], 7)


async def test_whoever_looks_for_words_finds_them_in_old_messages_too(
    small: None, room: Room, web: AsyncWebClient
) -> None:
    first = (await post(web, *"12345678"))[0]
    waiting = asyncio.create_task(room.person(ANA).sees("changed", channel=ROOM))
    await web.chat_update(channel=ROOM, ts=first, text="changed")
    await post(web, *"abcdefgh")
    assert (await waiting).ts == first
    assert (await room.person(ANA).sees("2")).text == "2"


async def test_everything_that_is_remembered_has_a_bound(
    small: None, slack: Rehearsal, room: Room, web: AsyncWebClient, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What grows with every act is asked for here by name, so that nothing new can grow unnoticed."""
    monkeypatch.setattr("rehearsal.world.permits.NEWEST_PERMITS", 5)
    monkeypatch.setattr("rehearsal.delivery.delivery.NEWEST_EVENTS", 5)
    monkeypatch.setattr("rehearsal.world.log.NEWEST_ENTRIES", 50)
    inside = slack.slack
    before: dict[str, int] = {}
    for round_ in range(3):
        for number in range(20):
            await room.person(ANA).types(f"/idea {round_} {number}", channel=ROOM)
            await room.person(ANA).types(f"{round_} {number}", channel=ROOM)
            await web.chat_postEphemeral(channel=ROOM, user=ANA, text=f"{number}")
        sizes = kept(inside)
        assert before in ({}, sizes), f"after round {round_}"
        before = sizes


async def test_few_large_calls_fill_the_log_as_many_small_ones_do(
    room: Room, web: AsyncWebClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rehearsal.world.log.MOST_TEXT", 100_000)
    for number in range(10):
        await web.chat_postMessage(channel=ROOM, text=f"{number} " + "x" * 10_000)  # said, and answered
    kept = [entry["arguments"]["text"][0] for entry in await room.log(kind="call", method="chat.postMessage")]
    assert kept == ["6", "7", "8", "9"]
    await web.chat_postMessage(channel=ROOM, text="x" * 200_000)
    assert len(await room.log()) == 1, "the newest is kept whatever it weighs"


def test_an_app_that_asks_for_tickets_and_never_comes_fills_no_memory(slack: Rehearsal) -> None:
    tickets = slack.slack.tickets
    issued = [tickets.issue() for _ in range(1_500)]
    assert len(tickets._open) == 1_000
    assert (tickets.use(issued[-1]), tickets.use(issued[-1]), tickets.use(issued[0])) == (True, False, False)


def kept(inside: Slack) -> dict[str, int]:
    """How many things each store of the workspace holds."""
    stores: dict[str, Any] = {
        "log": inside.log._entries,
        "weights of the log": inside.log._weights,
        "violations": inside.log._violations,
        "triggers": inside.triggers._newest._kept,
        "response_urls": inside.response_urls._newest._kept,
        "tickets": inside.tickets._open,
        "messages for later": inside.schedule._waiting,
        "offered options": inside.offers._seen,
        "files": inside.files._kept,
        "events": inside.delivery._events,
        "events being delivered": inside.delivery._tasks,
        "envelopes on their way": inside.socket_line._waiting,
        "doubled envelopes": inside.socket_line._twice,
        "modals": inside.modals._stacks,
        "homes": inside.workspace.homes,
        "readings": inside.workspace._readings,
        "changes": inside.workspace._by_change,
        "buckets": inside.rates._buckets,
        "shelves": inside.workspace.memory._shelves,
        "messages by time": inside.workspace.memory._at_hand,
        "messages looked for again": inside.workspace.memory._archive._recalled,
    }
    return {name: len(store) for name, store in stores.items()}
