"""Nonsense at every door of the server is answered in the door's own way, and never by a fault."""

from __future__ import annotations

import asyncio
import inspect
import json
import random
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from typing import Any

import aiohttp
import pytest
from aiohttp import WSMsgType
from slack_sdk.web.async_client import AsyncWebClient

from rehearsal.acts.deeds import DEEDS
from rehearsal.acts.precise import DEEDS as PRECISE
from rehearsal.control import routes
from rehearsal.control.crowds import Crowds
from rehearsal.driver.room import Room
from rehearsal.server import Rehearsal
from story.setting import StoryRehearsal
from tests.rehearsal.app import App, manifest
from tests.rehearsal.tab import ACTIONS, ANA, ROOM, Json
from tests.wiretap import Wiretap

ODD: list[Any] = [
    None, True, False, 0, -1, 3, 10**15, -(10**400), 0.5, "", "x", "nan", "-inf", "1e400", "\u0000", "\ud800",
    "😀", "x" * 3000, [], [[]], [None], {}, {"a": {}}, {"a": {"b": 1}}, "(", "[", "{}", "*", "home", "bot",
]  # fmt: skip
# What belongs there at least sometimes, so that nonsense gets further than the first check.
LIKELY: dict[str, list[Any]] = {
    "person": [ANA, "Ana Pereira", "Miriam Adler"],
    "deed": ["types", "clicks", "fills", "submits", "press", "fill", "submit", "say", "react", "closes"],
    "channel": [ROOM, "second-room", "bot", "fresh"],
    "message": [{"channel": ROOM, "ts": "0"}, {"channel": 1}, {"channel": ROOM}],
    "text": ["/idea x", "hello", "/nothing"],
    "what": ["create", "invite", "kick", "429", "500_after", "error:x", "hang_after"],
    "emoji": ["heart"],
    "values": [
        {"row": {"pick": {"selected_option": {"value": "one"}}}},
        {"row": {"pick": 1}},
        {"Why?": "so"},
    ],
    "option": ["The same"],
    "on": ["a card", "another"],
    "changes": [{"tz": "Mars"}, {"real_name": ""}, {"is_admin": 1}],
    "method": ["*", "chat.postMessage", "slash_commands"],
    "how": ["tcp", "warning", "refresh_requested"],
    "action_id": ["go", "pick"],
    "block_id": ["row"],
    "selected_option": [{"value": "one"}, {"value": []}],
    "people": [5, 0],
    "name": ["Someone New"],
    "fits": [{"kind": "call"}],
}
FIELDS = [
    *LIKELY, "on", "option", "values", "view", "regex", "flags", "private", "title", "thread", "emoji",
    "menu", "times", "seconds", "retry_after", "lasting", "error", "event_id", "forward", "to", "after",
    "since", "kind", "most", "members", "team", "pace", "seed", "deeds", "callback_id", "grid", "value",
    "unheard_of",
]  # fmt: skip
BODIES = [b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b"{" * 2000, b'{"a":' * 900 + b"1" + b"}" * 900,
    b"a=1&a=2", b'{"a": NaN}', b"%ff=%"]  # fmt: skip
KINDS = [
    "application/json", "application/json; charset=nonsense", "application/x-www-form-urlencoded",
    "multipart/form-data", "multipart/form-data; boundary=x", "text/plain", "", "x",
]  # fmt: skip
FRAMES: list[str | bytes] = [
    "", "{", "[]", "null", "1", '"x"', "{}", '{"envelope_id": null}', '{"envelope_id": {}, "payload": []}',
    '{"envelope_id": "e", "payload": {"response_action": "fly"}}', '{"envelope_id": 5, "payload": 7}',
    "[" * 50_000, '{"envelope_id":' * 900 + "1" + "}" * 900, "x" * 100_000, b"", b"\x00\xff",
    '{"type": "hello"}', "\u0000",
]  # fmt: skip


def orders(path: str, number: int) -> Iterator[Json]:
    """The same nonsense in every run."""
    dice = random.Random(path)  # noqa: S311
    for _ in range(number):
        names = dice.sample(FIELDS, dice.randint(0, 6)) + [name for name in LIKELY if dice.random() < 0.6]
        yield {name: some(name, dice) for name in names} | {"timeout": 0}


def some(name: str, dice: random.Random) -> Any:
    """Something that may stand under this name, or something odd."""
    return dice.choice(LIKELY.get(name, ODD) if dice.random() < 0.7 else ODD)


def deeds(number: int) -> Iterator[tuple[str, Json]]:
    """Deeds with their own words, of both kinds."""
    dice = random.Random("deeds")  # noqa: S311
    precisely = [
        "message",
        "view",
        "block_id",
        "action_id",
        "values",
        "selected_option",
        "text",
        "emoji",
        "channel",
    ]
    for _ in range(number):
        for name, deed in DEEDS.items():
            words = [each for each in inspect.signature(deed).parameters if each not in ("slack", "person")]
            yield "deed", {"person": ANA, "deed": name} | {each: some(each, dice) for each in words}
        for name in PRECISE:
            words = [each for each in precisely if dice.random() < 0.7]
            yield "precise", {"person": ANA, "deed": name} | {each: some(each, dice) for each in words}


@pytest.fixture
async def door(slack: Rehearsal, app: App, web: AsyncWebClient) -> AsyncIterator[aiohttp.ClientSession]:
    """A line to a workspace in which there is something to press."""
    await web.chat_postMessage(channel=ROOM, text="a card", blocks=[ACTIONS])
    async with aiohttp.ClientSession(slack.url) as session:
        yield session


def ways(method: str) -> list[str]:
    """The control API's addresses, as the server itself lists them."""
    inside = StoryRehearsal(manifest()).slack
    listed = routes.orders(inside, Crowds(inside))
    return sorted(f"/_rehearsal/{name}" for name in (listed.posted if method == "POST" else listed.asked))


@pytest.mark.parametrize("path", ways("POST"))
async def test_a_senseless_order_is_answered_in_words(door: aiohttp.ClientSession, path: str) -> None:
    for order in orders(path, 150):
        body = json.dumps(order)
        headers = {"Content-Type": "application/json"}
        async with door.post(path, data=body, headers=headers) as got:
            assert got.status in (200, 400), body
            answer = await got.json()
        assert isinstance(answer, dict), body
        assert got.status == 200 or answer["error"], body


async def test_a_deed_with_senseless_words_is_done_or_refused(
    door: aiohttp.ClientSession, web: AsyncWebClient
) -> None:
    posted = await web.chat_postMessage(channel=ROOM, text="another", blocks=[ACTIONS])
    here = {"channel": ROOM, "ts": posted["ts"]}
    answered: Counter[int] = Counter()
    for path, order in deeds(40):
        there = {"message": here} if order.get("message") == {"channel": ROOM} else {}
        async with door.post(f"/_rehearsal/{path}", json=order | there) as got:
            answered[got.status] += 1
            answer = await got.json()
        assert isinstance(answer, dict), order
    assert answered.keys() == {200, 400}


@pytest.mark.parametrize("path", ways("GET"))
async def test_a_senseless_question_is_answered_in_words(door: aiohttp.ClientSession, path: str) -> None:
    for order in orders(path, 150):
        query = {name: str(value).replace("\ud800", "?")[:300] for name, value in order.items()}
        async with door.get(path, params=query) as got:
            assert got.status in (200, 400), query
            assert isinstance(await got.json(), dict), query


@pytest.mark.parametrize("path", ["/api/chat.postMessage", "/_response/R000000001", "/_rehearsal/deed"])
async def test_a_body_that_is_not_what_it_says_is_answered(
    door: aiohttp.ClientSession, slack: Rehearsal, path: str
) -> None:
    bearer = {"Authorization": f"Bearer {slack.bot_token}"}
    for kind in KINDS:
        for body in BODIES:
            async with door.post(path, data=body, headers={"Content-Type": kind, **bearer}) as got:
                assert got.status in (200, 400, 404), (kind, body)
                said = await got.text()
            assert said == "expired_url" or json.loads(said).get("error"), (kind, body)


async def test_what_only_python_takes_for_a_number_is_none(
    door: aiohttp.ClientSession, slack: Rehearsal
) -> None:
    bearer = {"Authorization": f"Bearer {slack.bot_token}"}
    query = {"cursor": "next:²"}
    async with door.get("/api/conversations.list", params=query, headers=bearer) as got:
        assert (await got.json())["error"] == "invalid_cursor"
    body = '{"channel": "C0MAIN", "text": "x", "metadata": {"event_type": "a", "event_payload": {"b": NaN}}}'
    as_json = {"Content-Type": "application/json", **bearer}
    async with door.post("/api/chat.postMessage", data=body, headers=as_json) as got:
        assert (await got.json())["error"] == "invalid_json"


async def test_a_form_in_an_encoding_that_nobody_reads_is_answered(
    door: aiohttp.ClientSession, slack: Rehearsal
) -> None:
    lines = ["--b", 'Content-Disposition: form-data; name="text"', "Content-Transfer-Encoding: rot13"]
    part = "\r\n".join([*lines, "", "benches", "--b--"])
    bearer = {"Authorization": f"Bearer {slack.bot_token}"}
    headers = {"Content-Type": "multipart/form-data; boundary=b", **bearer}
    async with door.post("/api/chat.postMessage", data=part.encode(), headers=headers) as got:
        assert (await got.json())["error"] == "invalid_form_data"


async def test_senseless_frames_break_no_socket_and_lose_no_envelope(
    door: aiohttp.ClientSession, app: App, room: Room
) -> None:
    for frame in FRAMES:
        await (app.ws.send_bytes(frame) if isinstance(frame, bytes) else app.ws.send_str(frame))
    done = await room.person(ANA).types("/idea More benches", channel=ROOM)
    assert done.acked
    assert {each["rule"] for each in await room.violations()} == {"bad_frame"}


@pytest.mark.parametrize("raw", [b"\xff" * 200, b"GET / HTTP/1.1\r\n\r\n", b"\x81\x02\xc3\x28"])
async def test_bytes_that_are_no_frame_cost_an_app_its_socket_and_nobody_else_anything(
    slack: Rehearsal, app: App, room: Room, raw: bytes
) -> None:
    bearer = {"Authorization": f"Bearer {slack.app_token}"}
    async with (
        aiohttp.ClientSession(headers=bearer) as session,
        session.post(f"{slack.api_url}apps.connections.open") as got,
        session.ws_connect((await got.json())["url"]) as other,
    ):
        assert (await other.receive()).type is WSMsgType.TEXT  # hello
        transport = other.get_extra_info("transport") or other._writer.transport
        transport.write(raw)
        async with asyncio.timeout(5):
            while (await other.receive()).type not in (WSMsgType.CLOSE, WSMsgType.CLOSED, WSMsgType.ERROR):
                pass
    assert (await room.person(ANA).types("/idea More benches", channel=ROOM)).acked


@pytest.fixture(autouse=True)
def no_fault_is_logged(wiretap: Wiretap) -> Iterator[None]:
    """aiohttp answers a fault of ours with a bare 500 and logs it."""
    yield
    assert "Traceback" not in wiretap.lines.getvalue()
    assert "Error handling request" not in wiretap.lines.getvalue()
