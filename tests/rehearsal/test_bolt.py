"""The real thing on the other side: Bolt's AsyncApp over its own socket client, told only another address."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from rehearsal.driver.room import Room
from rehearsal.server import Rehearsal
from tests.rehearsal.corpus import asks, modal, mrkdwn, plain, section

ROOM = "C0PARENT0"
SUPPORT = {"type": "button", "action_id": "support", "text": plain("Support"), "value": "1"}


def build(client: AsyncWebClient, signing_secret: str | None = None) -> AsyncApp:
    app = AsyncApp(client=client, signing_secret=signing_secret)

    @app.command("/idea")
    async def idea(ack: Any, command: dict[str, Any], say: Any) -> None:
        await ack("Thank you")
        words = command["text"]
        blocks = [section(text=mrkdwn(words)), {"type": "actions", "elements": [SUPPORT]}]
        await say(text=words, blocks=blocks)

    @app.command("/poll")
    async def poll(ack: Any) -> None:
        await ack()

    @app.action("support")
    async def support(ack: Any, respond: Any, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        question = asks({"type": "plain_text_input", "action_id": "a"}, block_id="b", label=plain("Why?"))
        view = modal(question, callback_id="why", submit=plain("Send"))
        await client.views_open(trigger_id=body["trigger_id"], view=view)
        await respond(text="Recorded", replace_original=False)

    @app.view("why")
    async def why(ack: Any, view: dict[str, Any], body: dict[str, Any], client: AsyncWebClient) -> None:
        if view["state"]["values"]["b"]["a"]["value"] == "no":
            await ack(response_action="errors", errors={"b": "Please say more"})
            return
        await ack()
        await client.chat_postMessage(channel=body["user"]["id"], text="Thank you for saying why")

    @app.event("app_home_opened")
    async def home(event: dict[str, Any], client: AsyncWebClient) -> None:
        view = {"type": "home", "blocks": [section(text=mrkdwn(f"Hello <@{event['user']}>"))]}
        await client.views_publish(user_id=event["user"], view=view)

    @app.event("message")
    async def message() -> None: ...

    return app


@asynccontextmanager
async def listening(slack: Rehearsal, ping_interval: float = 10) -> AsyncIterator[None]:
    app = build(AsyncWebClient(token=slack.bot_token, base_url=slack.api_url))
    handler = AsyncSocketModeHandler(app, slack.app_token, ping_interval=ping_interval)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]


@pytest.fixture
async def bolt(slack: Rehearsal) -> AsyncIterator[None]:
    async with listening(slack):
        yield


async def test_bolt_runs_unchanged(bolt: None, room: Room) -> None:
    ana = room.person("Ana Pereira")
    await ana.types("/idea More benches", channel="parent-champions")
    await ana.sees("Thank you", private=True)
    await ana.clicks("Support", on="More benches", channel="parent-champions")
    await ana.sees("Recorded", private=True)
    await ana.modal("Title")
    await ana.fills({"Why?": "no"})
    assert (await ana.submits()).errors == {"Why?": "Please say more"}
    await ana.fills({"Why?": "they are far apart"})
    assert (await ana.submits()).closed
    await ana.sees("Thank you for saying why", channel="bot")
    await ana.opens_home()
    await ana.home("Hello @Ana Pereira")
    await ana.types("well done", channel="parent-champions")
    assert await room.violations() == []


async def test_bolt_comes_back_after_a_refresh_and_after_a_cut(slack: Rehearsal, room: Room) -> None:
    ana = room.person("Ana Pereira")
    async with listening(slack, ping_interval=0.2):  # the client notices a cut only that late
        for how in ("refresh_requested", "tcp"):
            since = await room.seq()
            await room.drop_sockets(how)
            await room.wait_for(kind="socket", what="open", since=since, timeout=20)
            await ana.types(f"/idea after {how}", channel="parent-champions")
            await ana.sees(f"after {how}", channel="parent-champions")


async def test_the_sdk_retries_a_cut_connection_by_itself_and_so_posts_twice(
    slack: Rehearsal, room: Room, web: AsyncWebClient
) -> None:
    usual = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
    await room.disturb("chat.postMessage", what="cut_after")
    await usual.chat_postMessage(channel=ROOM, text="once, please")
    assert len((await web.conversations_history(channel=ROOM))["messages"]) == 2


async def test_three_hundred_commands_at_once_are_all_acknowledged(bolt: None, room: Room) -> None:
    command = {"deed": "types", "text": "/poll x", "channel": ROOM}
    orders = [command | {"person": each.id} for each in room.people() for _ in range(6)]
    done = await room.deeds(orders)
    assert sum(each.acked for each in done) == 300
    assert await room.violations() == []
