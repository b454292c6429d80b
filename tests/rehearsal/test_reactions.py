"""Emoji that an app puts under messages."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from rehearsal.driver.room import Room
from rehearsal.server import Rehearsal
from tests.rehearsal.app import SCOPES, manifest

ROOM = "parent-champions"


@pytest.fixture
async def slack() -> AsyncIterator[Rehearsal]:
    async with Rehearsal(manifest=manifest([*SCOPES, "reactions:write"])) as server:
        yield server


async def error(call: Any) -> str:
    with pytest.raises(SlackApiError) as caught:
        await call
    return str(caught.value.response["error"])


async def posted(web: AsyncWebClient) -> dict[str, str]:
    """Where a new message is."""
    sent = await web.chat_postMessage(channel=ROOM, text="x")
    return {"channel": str(sent["channel"]), "timestamp": str(sent["ts"])}


@pytest.mark.parametrize("name", ["no such emoji !", "🎉", "x" * 101])
async def test_a_reaction_has_a_name_that_an_emoji_can_have(web: AsyncWebClient, name: str) -> None:
    where = await posted(web)
    assert await error(web.reactions_add(name=name, **where)) == "invalid_name"
    await web.reactions_add(name="+1::skin-tone-3", **where)
    assert await error(web.reactions_add(name="+1::skin-tone-3", **where)) == "already_reacted"


async def test_in_an_archived_channel_nobody_reacts(web: AsyncWebClient, room: Room) -> None:
    where = await posted(web)
    await room.archive(ROOM)
    assert await error(web.reactions_add(name="bulb", **where)) == "is_archived"
