"""Two bots with one token on two databases: Slack shares what people do out between them, and they notice."""

from __future__ import annotations

import shutil
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.app import Bot, running
from bot.census import Census, Heart
from bot.clock import real_time
from bot.config import Config
from bot.entrance import SocketEntrance, SocketPatience
from bot.patience import Patience
from coproduction.ports import Storage
from coproduction.service import heartbeats
from rehearsal.server import Rehearsal
from tests.bot.tape import Tape
from tests.stage import reopened, settings

SAID = "other_bot_on_another_database"
QUICK = Patience(socket=SocketPatience(ping_every=0.5, look_every=0.05, count_again_after=0.5))


async def begun(stack: AsyncExitStack, slack: Rehearsal, url: str) -> tuple[Bot, Storage]:
    config = Config.from_env(settings(slack, url))
    storage = await stack.enter_async_context(reopened(config))
    return await stack.enter_async_context(running(config, storage, QUICK)), storage


async def strangers(storage: Storage) -> int:
    return await storage.read("T0ALONGSIDE", heartbeats.strangers)


async def greeted(bot: Bot) -> None:
    """Slack has this one connect anew."""
    assert isinstance(bot.entrance, SocketEntrance)
    await bot.entrance.socket.be_greeted_again()


async def test_a_bot_on_another_database_is_said_loudly_once_and_can_be_read_until_it_is_gone(
    slack: Rehearsal, tape: Tape, tmp_path: Path, ready_sqlite_url: str
) -> None:
    shutil.copy(tmp_path / "test.db", tmp_path / "there.db")
    async with AsyncExitStack() as stack:
        first, here = await begun(stack, slack, ready_sqlite_url)
        async with AsyncExitStack() as other:
            _, there = await begun(other, slack, f"sqlite:///{tmp_path}/there.db")
            line = await tape.says(SAID)
            assert "connections=2" in line
            assert "processes_here=1" in line
            assert "the same DATABASE_URL" in line
            assert await strangers(there) == 1
            assert await strangers(here) == 0  # nobody has counted for this one since
            await greeted(first)
            await tape.says(SAID, times=2)
            await greeted(first)
        await greeted(first)
        await tape.says("other_bot_gone")
        assert await strangers(here) == 0
    assert len(tape.lines(SAID)) == 2  # once in the log of each


@pytest.mark.parametrize(("pause", "strangers"), [(120.0, 0), (0.0, 1)])
async def test_two_greetings_in_one_moment_prove_nothing(
    tape: Tape, slack: Rehearsal, ready_sqlite_url: str, pause: float, strangers: int
) -> None:
    async def count_again() -> None:
        """Nobody greets a third time."""

    async with reopened(Config.from_env(settings(slack, ready_sqlite_url))) as storage:
        heart = Heart(storage, ["T0ALONGSIDE"], real_time)
        await heart.beat()
        census = Census(heart, count_again, pause)
        for _ in range(2):  # a connection that was just lost may be counted still
            await census.counted(2)
        census.stop()
    assert (heart.strangers, len(tape.lines(SAID))) == (strangers, strangers)


async def test_two_bots_on_one_database_are_as_they_should_be(
    slack: Rehearsal, tape: Tape, ready_sqlite_url: str
) -> None:
    async with AsyncExitStack() as stack:
        first, here = await begun(stack, slack, ready_sqlite_url)
        await begun(stack, slack, ready_sqlite_url)
        for _ in range(2):
            await greeted(first)
        assert await here.read("T0ALONGSIDE", lambda memory: heartbeats.processes(memory, real_time())) == 2
        assert await strangers(here) == 0
    assert tape.lines(SAID) == []


async def test_a_bot_that_has_ended_in_good_order_leaves_no_heartbeat(
    slack: Rehearsal, ready_sqlite_url: str
) -> None:
    config = Config.from_env(settings(slack, ready_sqlite_url))
    async with reopened(config) as storage:
        async with running(config, storage, QUICK):
            assert (
                await storage.read("T0ALONGSIDE", lambda memory: heartbeats.processes(memory, real_time()))
                == 1
            )
        assert (
            await storage.read("T0ALONGSIDE", lambda memory: heartbeats.processes(memory, real_time())) == 0
        )
