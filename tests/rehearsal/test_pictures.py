"""Pictures and films: Slack fetches them, so their addresses must be whole ones."""

from __future__ import annotations

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.rehearsal.app import Json

ROOM = "C0PARENT0"


def images(url: str) -> list[Json]:
    image = {"type": "image", "image_url": url, "alt_text": "A bench"}
    return [image, {"type": "context", "elements": [image]}]


@pytest.mark.parametrize(
    "url",
    [
        "http://a.org/bench.png",
        "a.org/bench.png",
        "https://",
        "https:///bench.png",
        "https://[half/bench.png",
        "data:image/png;base64,AAAA",
        "javascript:alert(1)",
        "https://a.org/a bench.png",
        "https://a.org/" + "x" * 3000,
        "",
    ],
)
async def test_an_address_that_slack_cannot_fetch_is_refused_wherever_it_stands(
    web: AsyncWebClient, url: str
) -> None:
    for index, block in enumerate(images(url)):
        with pytest.raises(SlackApiError) as caught:
            await web.chat_postMessage(channel=ROOM, text="A bench", blocks=[block])
        assert caught.value.response["error"] == "invalid_blocks"
        place = ("/blocks/0/image_url", "/blocks/0/elements/0/image_url")[index]
        assert place in caught.value.response["response_metadata"]["messages"][0]


async def test_a_whole_address_is_taken(web: AsyncWebClient) -> None:
    url = "https://a.org/bench.png?size=2"
    assert (await web.chat_postMessage(channel=ROOM, text="A bench", blocks=images(url)))["ok"]
