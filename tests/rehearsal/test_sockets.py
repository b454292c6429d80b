"""How many sockets an app may hold, how long those it was told to leave, and what it may say on them."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

import pytest
from aiohttp import web

from rehearsal.driver.room import Room
from rehearsal.rules import limits
from rehearsal.server import Rehearsal
from tests.rehearsal.app import SILENCE, App, Json

ANA, ROOM = "U0CHAMP01", "parent-champions"


@pytest.fixture
def brief(monkeypatch: pytest.MonkeyPatch) -> None:
    """How long a socket lives that was told to go, shortened."""
    monkeypatch.setattr(limits, "WARNED_AHEAD", 0.05)


async def test_of_more_than_ten_sockets_the_oldest_must_go(slack: Rehearsal, room: Room) -> None:
    async with AsyncExitStack() as stack:
        apps = [await stack.enter_async_context(App(slack.api_url, slack.app_token)) for _ in range(13)]
        for app in apps[:3]:
            left = await app.frame(lambda frame: frame["type"] == "disconnect")
            assert left["reason"] == "too_many_websockets"
        deeds: list[Json] = [{"person": ANA, "deed": "types", "text": "/idea x", "channel": ROOM}] * 20
        await room.deeds(deeds)
        assert [app.envelopes for app in apps[:3]] == [[], [], []]
        assert [len(app.envelopes) for app in apps[3:]] == [2] * 10
        assert all(frame["type"] != "disconnect" for app in apps[3:] for frame in app.frames)


@pytest.mark.parametrize("reason", ["warning", "refresh_requested", "too_many_websockets"])
async def test_whoever_does_not_go_when_told_to_is_sent_away(
    brief: None, slack: Rehearsal, room: Room, app: App, reason: str
) -> None:
    await room.drop_sockets(reason)
    async with asyncio.timeout(10):
        await app.closed.wait()
    async with App(slack.api_url, slack.app_token):
        assert (await room.person(ANA).types("/idea x", channel=ROOM)).acked


async def test_an_app_that_reads_nothing_is_late_like_any_other(
    app: App, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "ACKNOWLEDGE_WITHIN", 0.1)

    async def stuck(_ws: web.WebSocketResponse, _frame: str) -> None:
        """Nothing more fits into the connection, for its other end takes nothing out."""
        await asyncio.Event().wait()

    monkeypatch.setattr(web.WebSocketResponse, "send_str", stuck)
    async with asyncio.timeout(10):
        deed = await room.person(ANA).types("/idea x", channel=ROOM, allow_silence=True)
    assert deed.missing == "timeout"
    assert [each["rule"] for each in await room.violations()] == ["unacknowledged"]


async def test_an_acknowledgement_may_be_text_alone(app: App, room: Room) -> None:
    await app.ws.send_bytes(b'{"envelope_id": "E1"}')
    assert (await room.person(ANA).types("/idea x", channel=ROOM)).acked
    assert [each["rule"] for each in await room.violations()] == ["bad_frame"]


@pytest.mark.parametrize(
    ("kind", "text", "broken"),
    [("slash_commands", "/idea x", []), ("events_api", "hello", ["unexpected_payload"])],
)
async def test_words_may_come_only_with_an_acknowledgement_that_takes_some(
    app: App, room: Room, kind: str, text: str, broken: list[str]
) -> None:
    app.answer = lambda _frame: SILENCE
    pending = asyncio.create_task(room.person(ANA).types(text, channel=ROOM))
    asked = await app.frame(lambda frame: frame["type"] == kind)
    await app.ws.send_json({"envelope_id": asked["envelope_id"], "payload": {"text": "Thank you"}})
    assert (await pending).acked
    assert [each["rule"] for each in await room.violations()] == broken
