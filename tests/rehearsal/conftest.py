"""A workspace, a line to its Web API, the people in it, and an app that acknowledges everything."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from rehearsal.driver.room import Room
from rehearsal.server import Rehearsal
from story.setting import StoryRehearsal
from tests.rehearsal.app import App, manifest


@pytest.fixture
async def slack() -> AsyncIterator[Rehearsal]:
    async with StoryRehearsal(manifest=manifest()) as server:
        yield server


@pytest.fixture
async def room(slack: Rehearsal) -> AsyncIterator[Room]:
    async with Room(slack.url) as people:
        yield people


@pytest.fixture
async def web(slack: Rehearsal) -> AsyncIterator[AsyncWebClient]:
    """A line to the Web API: one connection for all calls that come one after the other."""
    async with aiohttp.ClientSession() as session:
        # The real client retries a dropped connection by itself; here every call must be the test's own.
        yield AsyncWebClient(
            token=slack.bot_token, base_url=slack.api_url, session=session, retry_handlers=[]
        )


@pytest.fixture
async def app(slack: Rehearsal) -> AsyncIterator[App]:
    async with App(slack.api_url, slack.app_token) as listening:
        yield listening
