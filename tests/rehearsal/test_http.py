"""Without sockets: signed requests to an app's own URL, to a real Bolt app and to one that misbehaves."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qs

import pytest
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from rehearsal.delivery.asking import RequestUrl
from rehearsal.rules import limits
from story.setting import TEAM
from tests.rehearsal.app import Json
from tests.rehearsal.listener import Listener, Scene, served
from tests.rehearsal.test_bolt import build

ROOM = "parent-champions"


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ACKNOWLEDGE_WITHIN", 0.1)


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
async def scene(listener: Listener) -> AsyncIterator[Scene]:
    async with served(listener.application()) as url, Scene.of(RequestUrl(url, "our secret")) as scene:
        yield scene


@asynccontextmanager
async def bolt(known: str, used: str) -> AsyncIterator[Scene]:
    """A Bolt app that knows one secret, in a workspace that signs with another or the same."""
    client = AsyncWebClient(token=f"xoxb-rehearsal-{TEAM.lower()}")
    app = build(client, signing_secret=known)
    async with served(app.web_app("/slack/events")) as url, Scene.of(RequestUrl(url, used)) as scene:
        client.base_url = scene.slack.api_url
        yield scene


async def test_bolt_runs_over_http_as_it_does_over_sockets() -> None:
    async with bolt("the secret", "the secret") as scene:
        ana = scene.room.person("Ana Pereira")
        await ana.types("/idea More benches", channel=ROOM)
        await ana.sees("Thank you", private=True)
        await ana.clicks("Support", on="More benches", channel=ROOM)
        await ana.modal("Title")
        await ana.fills({"Why?": "no"})
        assert (await ana.submits()).errors == {"Why?": "Please say more"}
        await ana.fills({"Why?": "they are far apart"})
        assert (await ana.submits()).closed
        await ana.sees("Thank you for saying why", channel="bot")
        await ana.opens_home()
        await ana.home("Hello @Ana Pereira")
        await scene.room.forward(days=14)
        assert (await ana.types("still signed for this machine's clock", channel=ROOM)).acked
        assert await scene.room.violations() == []


async def test_bolt_refuses_what_is_signed_with_another_secret() -> None:
    async with bolt("the secret", "a guess") as scene:
        deed = await scene.room.person("Ana Pereira").types("/idea x", channel=ROOM, allow_silence=True)
        assert deed.missing == "unverified"
        assert "dispatch_failed" in deed.warning
        assert [each["rule"] for each in await scene.room.violations()] == ["url_not_verified"]


async def test_each_kind_comes_in_its_form_and_signed(scene: Scene, listener: Listener) -> None:
    ana = scene.room.person("Ana Pereira")
    await ana.types("/idea a & b", channel=ROOM)
    await ana.global_shortcut("New idea")
    await ana.types("hello", channel=ROOM)
    command, shortcut, event = listener.bodies
    assert parse_qs(command)["text"] == ["a &amp; b"]
    assert json.loads(parse_qs(shortcut)["payload"][0])["callback_id"] == "new"
    assert json.loads(event)["event"]["text"] == "hello"
    verifier = SignatureVerifier("our secret")
    for body, request in zip(listener.bodies, listener.asked, strict=True):
        assert verifier.is_valid_request(body, dict(request.headers))
        assert not verifier.is_valid_request(body + " ", dict(request.headers))
    assert len(await scene.room.log(kind="http", what="url_verification", ok="True")) == 1


@pytest.mark.parametrize(
    ("says", "seen"), [("Just words", "Just words"), ('{"text": "An object"}', "An object")]
)
async def test_a_command_may_be_answered_in_words_or_in_json(
    scene: Scene, listener: Listener, says: str, seen: str
) -> None:
    listener.says = says
    ana = scene.room.person("Ana Pereira")
    await ana.types("/idea x", channel=ROOM)
    await ana.sees(seen, private=True)


async def test_a_url_that_does_not_prove_itself_is_told_nothing(scene: Scene, listener: Listener) -> None:
    listener.proves = False
    assert not (await scene.room.person("Ana Pereira").types("hi", channel=ROOM, allow_silence=True)).acked
    assert listener.asked == []
    listener.proves = True
    assert (await scene.room.person("Ana Pereira").types("hi", channel=ROOM)).acked


async def test_an_event_comes_again_with_its_number_and_reason(scene: Scene, listener: Listener) -> None:
    listener.status = 500
    ana = scene.room.person("Ana Pereira")
    await ana.types("hello", channel=ROOM, allow_silence=True)
    await scene.room.wait_for(kind="violation", rule="unacknowledged", since=await seq_of(scene, 1))
    listener.status = 200
    await scene.room.forward(minutes=1)
    await scene.room.wait_for(kind="envelope", retry_attempt=2)
    assert listener.retries[:2] == [(None, None), ("1", "http_error")]


async def seq_of(scene: Scene, attempt: int) -> int:
    """The number of the entry with this attempt, when there is one."""
    return int((await scene.room.wait_for(kind="envelope", retry_attempt=attempt))["seq"])


async def test_an_app_may_ask_not_to_be_told_again(scene: Scene, listener: Listener) -> None:
    listener.status, listener.headers = 500, {"X-Slack-No-Retry": "1"}
    ana = scene.room.person("Ana Pereira")
    await ana.types("hello", channel=ROOM, allow_silence=True)
    await scene.room.forward(days=1)
    await ana.types("/idea x", channel=ROOM, allow_silence=True)
    assert listener.retries == [(None, None), (None, None)]


async def test_three_seconds_are_all_an_answer_may_take(
    impatient: None, scene: Scene, listener: Listener
) -> None:
    listener.hangs = True
    ana = scene.room.person("Ana Pereira")
    deed = await ana.types("/idea x", channel=ROOM, allow_silence=True)
    assert (deed.missing, "operation_timeout" in deed.warning) == ("timeout", True)
    await ana.types("hello", channel=ROOM, allow_silence=True)
    await seq_of(scene, 1)
    await scene.room.wait_for(kind="violation", rule="unacknowledged", since=await seq_of(scene, 1))
    assert listener.retries[2] == ("1", "http_timeout")


async def test_an_app_that_is_not_there_breaks_no_rule() -> None:
    async with Scene.of(RequestUrl("http://127.0.0.1:9/slack/events")) as scene:
        deed = await scene.room.person("Ana Pereira").types("/idea x", channel=ROOM, allow_silence=True)
        assert (deed.missing, await scene.room.violations()) == ("unverified", [])


async def test_requests_may_be_doubled_and_answers_lost_on_order(scene: Scene, listener: Listener) -> None:
    await scene.room.disturb("events_api", what="duplicate")
    ana = scene.room.person("Ana Pereira")
    await ana.types("hello", channel=ROOM)
    ids: list[Json] = [json.loads(body)["event_id"] for body in listener.bodies]
    assert (len(ids), len(set(map(str, ids)))) == (2, 1)
    await scene.room.disturb("slash_commands", what="lost_ack")
    deed: Any = await ana.types("/idea x", channel=ROOM, allow_silence=True)
    assert deed.missing == "lost"


@pytest.mark.parametrize("url", ["https://example.org/slack", "http://10.0.0.1/", "nonsense"])
def test_no_request_leaves_this_machine(url: str) -> None:
    with pytest.raises(ValueError, match="apps of this machine"):
        RequestUrl(url)


@pytest.mark.parametrize(("status", "is_acked"), [(201, True), (204, True), (299, True), (400, False)])
async def test_any_success_is_an_acknowledgement(
    scene: Scene, listener: Listener, status: int, is_acked: bool
) -> None:
    listener.status = status
    deed = await scene.room.person("Ana Pereira").types("/idea x", channel=ROOM, allow_silence=True)
    assert deed.acked is is_acked
