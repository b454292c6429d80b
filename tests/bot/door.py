"""A small app behind the bot's socket, with one listener, which a test can hold open."""

from __future__ import annotations

import asyncio
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

PING_EVERY = 0.5  # seconds; less patient than in life
HEARD, NOT_HEARD, FAULT = "heard", "not heard", "fault"


class Door:
    """It takes `/idea` through Bolt; presses come past Bolt, and it does with them what the button says."""

    def __init__(self) -> None:
        self.heard, self.may_answer = asyncio.Event(), asyncio.Event()
        self.times = 0
        self.pressed: list[str] = []  # the buttons' values
        self.app = AsyncApp(client=AsyncWebClient(), authorize=self._authorize, process_before_response=True)
        self.app.command("/idea")(self._listen)

    @staticmethod
    async def _authorize() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id="T0ALONGSIDE", bot_token="none")  # noqa: S106

    async def _listen(self, ack: object) -> None:
        self.times += 1
        self.heard.set()
        await self.may_answer.wait()
        assert callable(ack)
        await ack()

    async def press(self, payload: dict[str, Any]) -> bool:
        """Whether it is to be acknowledged."""
        self.pressed.append(payload["actions"][0]["value"])
        if self.pressed[-1] == FAULT:
            raise RuntimeError
        return self.pressed[-1] == HEARD
