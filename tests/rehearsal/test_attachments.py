"""Attachments are old and still taken: their blocks follow the rules of any other."""

from __future__ import annotations

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.rehearsal.app import Json
from tests.rehearsal.corpus import mrkdwn, section

ANA, ROOM = "U0CHAMP01", "parent-champions"


@pytest.mark.parametrize(
    ("blocks", "pointer"),
    [
        ([{"type": "nonsense"}], "/attachments/1/blocks/0/type"),
        ([section(text=mrkdwn("x" * 3001))], "/attachments/1/blocks/0/text"),
        ([{"type": "divider"}] * 51, "/attachments/1/blocks"),
    ],
)
async def test_the_blocks_of_an_attachment_are_checked_like_all_others(
    web: AsyncWebClient, blocks: list[Json], pointer: str
) -> None:
    attachments: list[Json] = [{"text": "Old words"}, {"blocks": blocks}]
    for refused in (
        web.chat_postMessage(channel=ROOM, text="x", attachments=attachments),
        web.chat_postEphemeral(channel=ROOM, user=ANA, text="x", attachments=attachments),
    ):
        with pytest.raises(SlackApiError) as caught:
            await refused
        assert caught.value.response["error"] == "invalid_blocks"
        assert f"[json-pointer:{pointer}]" in caught.value.response["errors"][0]


async def test_an_attachment_of_nothing_says_nothing(web: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError, match="no_text"):
        await web.api_call("chat.postMessage", json={"channel": ROOM, "attachments": [{}]})
    await web.chat_postMessage(channel=ROOM, text="x", attachments=[{"blocks": [section()]}])
