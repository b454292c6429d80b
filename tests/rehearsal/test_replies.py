"""Replies go below a message that is there; Markdown stands alone."""

from __future__ import annotations

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from rehearsal.driver.room import Room
from tests.rehearsal.corpus import section

ANA, ROOM = "U0CHAMP01", "parent-champions"


async def rules(room: Room) -> list[str]:
    return [each["rule"] for each in await room.violations()]


async def test_a_reply_goes_below_a_message_even_one_deleted_meanwhile(
    web: AsyncWebClient, room: Room
) -> None:
    above = await web.chat_postMessage(channel=ROOM, text="Above")
    await web.chat_postMessage(channel=ROOM, text="Below", thread_ts=above["ts"])
    await web.chat_delete(channel=above["channel"], ts=above["ts"])
    await web.chat_postMessage(channel=ROOM, text="Below what was", thread_ts=above["ts"])
    assert await rules(room) == []


async def test_a_reply_to_nothing_is_a_violation(web: AsyncWebClient, room: Room) -> None:
    alone = await web.chat_postEphemeral(channel=ROOM, user=ANA, text="For Ana")
    elsewhere = await web.chat_postMessage(channel="second-room", text="Elsewhere")
    for ts in ("1700000000.000100", alone["message_ts"], elsewhere["ts"]):
        await web.chat_postMessage(channel=ROOM, text="Below", thread_ts=ts)
    assert await rules(room) == ["reply_to_nothing"] * 3


@pytest.mark.parametrize("beside", [{"text": "Words"}, {"blocks": [section()]}])
async def test_markdown_stands_alone(web: AsyncWebClient, beside: dict[str, object]) -> None:
    with pytest.raises(SlackApiError, match="markdown_text_conflict"):
        await web.chat_postMessage(channel=ROOM, markdown_text="**Words**", **beside)  # type: ignore[arg-type]
    sent = await web.chat_postMessage(channel=ROOM, text="Words", blocks=[section()])
    changed = await web.chat_update(channel=sent["channel"], ts=sent["ts"], markdown_text="**Words**")
    assert (changed["text"], changed["message"].get("blocks", [])) == ("**Words**", [])
