"""An address for answering that is used up says so in one plain word."""

from __future__ import annotations

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import real_time
from handlers.blocks.kit import Drawing
from handlers.slack.calls import Slack
from handlers.slack.client import Client
from rehearsal.driver.room import Room
from tests.rehearsal.app import App
from tests.speaking import SAY

ROOM, ANA = "C0PARENT0", "U0CHAMP01"


async def answered(url: str) -> tuple[int, str, str]:
    async with aiohttp.ClientSession() as session, session.post(url, json={"text": "hello"}) as response:
        return response.status, response.content_type, await response.text()


async def fresh(room: Room, app: App) -> str:
    await room.person(ANA).types("/idea x", channel=ROOM)
    return str(app.payloads("slash_commands")[-1]["response_url"])


async def test_used_up_late_and_unknown_addresses_say_it_alike(room: Room, app: App) -> None:
    used = await fresh(room, app)
    for _ in range(5):
        assert await answered(used) == (200, "text/plain", "ok")
    gone = (404, "text/plain", "expired_url")
    assert await answered(used) == gone
    assert await answered(used[:-1] + "x") == gone
    late = await fresh(room, app)
    await room.forward(minutes=31)
    assert await answered(late) == gone


async def test_the_bot_understands_that_it_was_not_heard(web: AsyncWebClient, room: Room, app: App) -> None:
    url, bot = await fresh(room, app), Slack(Client(web.token or "", web.base_url, real_time))
    assert await bot.answer(url, Drawing.of_words(SAY, "in time"))
    await room.forward(minutes=31)
    assert not await bot.answer(url, Drawing.of_words(SAY, "too late"))
    await room.person(ANA).does_not_see("too late")
