"""A browser's tab as a test plays it: it asks for one person's screen, and does things by ids."""

from __future__ import annotations

from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

Json = dict[str, Any]

ANA, BLESSING, MIRIAM = "U0CHAMP01", "U0CHAMP04", "U0FACIL01"
ROOM, QUIET = "C0PARENT0", "C0QUIET00"
OPTIONS = [{"text": {"type": "plain_text", "text": "The same"}, "value": each} for each in ("one", "two")]
BUTTON = {"type": "button", "action_id": "go", "value": "7", "text": {"type": "plain_text", "text": "Go"}}
MENU = {"type": "static_select", "action_id": "pick", "options": OPTIONS}
ACTIONS = {"type": "actions", "block_id": "row", "elements": [BUTTON, MENU]}
SEND = {"type": "plain_text", "text": "Send"}
INPUT = {
    "type": "input",
    "block_id": "why",
    "label": {"type": "plain_text", "text": "Why?"},
    "element": {"type": "plain_text_input", "action_id": "words"},
}


class Tab:
    """What a page does: it asks for the screen and posts deeds."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self.session, self.url = session, url

    async def screen(self, person: str = ANA, **query: str) -> Json:
        async with self.session.get(
            f"{self.url}/_rehearsal/screen", params={"person": person, **query}
        ) as got:
            answer: Json = await got.json()
            assert got.status == 200, answer
            return answer

    async def does(self, deed: str, person: str = ANA, *, status: int = 200, **details: Any) -> Json:
        body = {"person": person, "deed": deed, **details}
        async with self.session.post(f"{self.url}/_rehearsal/precise", json=body) as got:
            answer: Json = await got.json()
            assert got.status == status, answer
            return answer


async def card(web: AsyncWebClient, **more: Any) -> Json:
    """A message with a button and a menu; where it is."""
    posted = await web.chat_postMessage(channel=ROOM, text="a card", blocks=[ACTIONS], **more)
    return {"channel": ROOM, "ts": posted["ts"]}
