"""What the tests of the bot's own package share: a log to wait on, a workspace, and the bot as a process."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path

import pytest

from bot.entrance import Socket
from rehearsal.driver.room import Room
from rehearsal.server import Rehearsal
from story.setting import StoryRehearsal
from tests.bot.door import PING_EVERY, Door
from tests.bot.process import Start, commanded, started
from tests.bot.tape import Tape, taped
from tests.judges.opinions import judge
from tests.stage import MANIFEST


@pytest.fixture
async def tape() -> AsyncIterator[Tape]:
    """The log of this process; it must not hold a token."""
    with taped() as tape:
        yield tape
    assert [line for line in tape.lines() if "xoxb-" in line or "xapp-" in line] == []


@pytest.fixture
async def slack() -> AsyncIterator[Rehearsal]:
    """A workspace. The test fails when the bot breaks a rule of Slack's."""
    async with StoryRehearsal(MANIFEST) as slack:
        yield slack
        judge(slack.slack.log)
        assert slack.slack.log.violations() == []


@pytest.fixture
async def room(slack: Rehearsal) -> AsyncIterator[Room]:
    """Everybody of the workspace."""
    async with Room(slack.url) as room:
        yield room


@pytest.fixture
async def door() -> Door:
    """What is behind the socket."""
    return Door()


@pytest.fixture
async def socket(door: Door, slack: Rehearsal) -> AsyncIterator[Socket]:
    """A connection that is not made yet."""
    door.app.client.base_url = slack.api_url
    socket = Socket(door.app, door.press, slack.app_token, PING_EVERY)
    yield socket
    await socket.drain()


@pytest.fixture
async def start(tmp_path: Path) -> AsyncIterator[Start]:
    """Starts a bot with these settings in an empty folder; what still runs at the end is killed."""
    async with AsyncExitStack() as stack:
        yield partial(started, stack, tmp_path)


@pytest.fixture
async def command(tmp_path: Path) -> AsyncIterator[Start]:
    """The same with the command that operators type, which imports everything anew."""
    async with AsyncExitStack() as stack:
        yield partial(commanded, stack, tmp_path)
