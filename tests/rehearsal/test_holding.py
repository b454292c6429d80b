"""The server holds: senseless calls, crowds that wait, and a reset in the middle of things."""

from __future__ import annotations

import asyncio
import random
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from rehearsal.methods.call import REFERENCE
from rehearsal.methods.table import METHODS
from rehearsal.people import Room
from rehearsal.server import Rehearsal
from tests.rehearsal.app import SILENCE, App
from tests.rehearsal.corpus import RIGHT, modal, section

ROOM = "C0PARENT0"
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


async def test_a_channel_keeps_its_newest_messages_and_says_when_it_begins_to_forget(
    room: Room, web: AsyncWebClient, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rehearsal.workspace.NEWEST_MESSAGES", 3)
    first = (await web.chat_postMessage(channel=ROOM, text="1"))["ts"]
    await room.person("Ana Pereira").types("2", channel=ROOM)
    for text in "345":
        await web.chat_postMessage(channel=ROOM, text=text)
    kept = [each["text"] for each in (await web.conversations_history(channel=ROOM))["messages"]]
    assert kept == ["5", "4", "3"]
    with pytest.raises(SlackApiError, match="message_not_found"):
        await web.chat_update(channel=ROOM, ts=str(first), text="late")
    assert [each["forgotten"] for each in await room.log(kind="memory")] == [1]
    await room.person("Ana Pereira").does_not_see("2", channel=ROOM)
    assert await room.violations() == []
