"""A manifest, and an app so small that a test can see all of it: a socket that acknowledges as it is told."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

import aiohttp

from rehearsal.world.bell import Bell

Json = dict[str, Any]

COMMANDS = ("/copro", "/idea", "/checkin", "/pledge", "/poll")
SCOPES = [
    "commands",
    "chat:write",
    "users:read",
    "channels:read",
    "groups:read",
    "im:read",
    "im:write",
    "channels:history",
    "groups:history",
    "im:history",
    "reactions:read",
    "channels:join",
]
EVENTS = [
    "app_home_opened",
    "app_mention",
    "channel_archive",
    "group_archive",
    "channel_id_changed",
    "member_joined_channel",
    "member_left_channel",
    "message.channels",
    "message.im",
    "reaction_added",
    "reaction_removed",
    "user_change",
]


def manifest(scopes: list[str] | None = None, events: list[str] | None = None) -> Json:
    """A small app's manifest."""
    return {
        "display_information": {"name": "Alongside"},
        "features": {
            "bot_user": {"display_name": "Alongside"},
            "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
            "slash_commands": [
                {"command": name, "description": "try it", "should_escape": True} for name in COMMANDS
            ],
            "shortcuts": [
                {"name": "Save as idea", "type": "message", "callback_id": "save", "description": "keep it"},
                {"name": "New idea", "type": "global", "callback_id": "new", "description": "have one"},
            ],
        },
        "oauth_config": {"scopes": {"bot": SCOPES if scopes is None else scopes}},
        "settings": {
            "interactivity": {"is_enabled": True},
            "socket_mode_enabled": True,
            "event_subscriptions": {"bot_events": EVENTS if events is None else events},
        },
    }


# What the app answers an envelope with: a payload, nothing, or SILENCE.
SILENCE: Json = {"silence": True}
Answer = Callable[[Json], Json | None]


def say_nothing(_envelope: Json) -> Json | None:
    """A bare acknowledgement."""
    return None


class App:
    """One socket of an app. It keeps what it was sent."""

    def __init__(self, api_url: str, app_token: str, answer: Answer = say_nothing) -> None:
        self._api_url = api_url
        self._token = app_token
        self.answer = answer
        self.frames: list[Json] = []
        self._bell = Bell()
        self._session: aiohttp.ClientSession | None = None
        self._reader: asyncio.Task[None] | None = None
        self.closed = asyncio.Event()

    @property
    def envelopes(self) -> list[Json]:
        """What came, without hello and disconnect."""
        return [frame for frame in self.frames if "envelope_id" in frame]

    def payloads(self, kind: str) -> list[Json]:
        """The payloads of one kind of envelope."""
        return [each["payload"] for each in self.envelopes if each["type"] == kind]

    def events(self, kind: str) -> list[Json]:
        """The events of one kind."""
        return [each["event"] for each in self.payloads("events_api") if each["event"]["type"] == kind]

    async def frame(self, fits: Callable[[Json], bool], timeout: float = 10) -> Json:
        """The first frame that fits, when it has come."""
        found = await self._bell.until(
            lambda: next((each for each in self.frames if fits(each)), None), timeout
        )
        assert found is not None, f"no such frame among {self.frames}"
        return found

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(headers={"Authorization": f"Bearer {self._token}"})
        async with self._session.post(f"{self._api_url}apps.connections.open") as response:
            url = (await response.json())["url"]
        self.ws = await self._session.ws_connect(url)
        self._reader = asyncio.create_task(self._read())
        await self.frame(lambda frame: frame["type"] == "hello")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._session is not None
        assert self._reader is not None
        self._reader.cancel()
        await self.ws.close()
        await self._session.close()

    async def _read(self) -> None:
        async for message in self.ws:
            if message.type is not aiohttp.WSMsgType.TEXT:
                continue
            frame: Json = json.loads(message.data)
            self.frames.append(frame)
            self._bell.ring()
            if "envelope_id" in frame:
                await self._acknowledge(frame)
        self.closed.set()

    async def _acknowledge(self, frame: Json) -> None:
        payload = self.answer(frame)
        if payload is SILENCE:
            return
        body: Json = {"envelope_id": frame["envelope_id"]}
        if payload and frame["accepts_response_payload"]:
            body["payload"] = payload
        await self.ws.send_str(json.dumps(body))
