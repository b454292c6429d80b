"""Time is real, unless the bot is told to follow a rehearsal's clock."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, timedelta

from bot.clock import FollowedClock, real_time
from bot.config import Config
from rehearsal.driver.room import Room
from rehearsal.server import Rehearsal
from story.setting import StoryRehearsal
from tests.bot.tape import Tape
from tests.stage import BEGINS, MANIFEST, Opened, Stage, on_stage

A_MOMENT = timedelta(seconds=30)


def days_ahead(clock: FollowedClock) -> int:
    """How far the clock is ahead of the machine's."""
    return round((clock() - real_time()) / timedelta(days=1))


@asynccontextmanager
async def followed(url: str) -> AsyncIterator[tuple[FollowedClock, asyncio.Queue[int]]]:
    """A clock that follows this address, and what it showed each time it was moved."""
    clock, moves = FollowedClock(url), asyncio.Queue[int]()
    following = asyncio.create_task(clock.follow(lambda: moves.put_nowait(days_ahead(clock))))
    try:
        yield clock, moves
    finally:
        following.cancel()
        with suppress(asyncio.CancelledError):
            await following


def test_real_time_is_aware_and_in_utc() -> None:
    assert real_time().tzinfo is UTC


async def test_a_clock_that_nothing_moves_shows_real_time(slack: Rehearsal) -> None:
    clock = FollowedClock(f"{slack.url}/_rehearsal/clock")
    await clock.catch_up()

    assert abs(clock() - real_time()) < A_MOMENT


async def test_it_follows_every_move_forward_and_back_and_says_so(
    slack: Rehearsal, room: Room, tape: Tape
) -> None:
    async with followed(f"{slack.url}/_rehearsal/clock") as (_, moves):
        await room.forward(days=14)
        first = await asyncio.wait_for(moves.get(), 10)
        await room.forward(days=-4)
        second = await asyncio.wait_for(moves.get(), 10)

    assert (first, second) == (14, 10)
    assert tape.events("rehearsal_clock_moved") == ["rehearsal_clock_moved"] * 2


async def test_it_catches_up_before_anything_is_due(slack: Rehearsal, room: Room) -> None:
    await room.forward(days=3)
    clock = FollowedClock(f"{slack.url}/_rehearsal/clock")

    await clock.catch_up()

    assert days_ahead(clock) == 3


async def test_a_rehearsal_that_is_away_leaves_the_clock_as_it_is() -> None:
    clock = FollowedClock("http://127.0.0.1:1/_rehearsal/clock")

    await clock.catch_up()

    assert days_ahead(clock) == 0


async def test_it_survives_a_rehearsal_that_goes_and_comes_back() -> None:
    async with StoryRehearsal(MANIFEST) as first:
        port = int(first.url.rpartition(":")[2])
        async with followed(f"{first.url}/_rehearsal/clock") as (_, moves):
            first.slack.clock.move(timedelta(days=1))
            await asyncio.wait_for(moves.get(), 10)
            await first.stop()
            async with StoryRehearsal(MANIFEST, port=port) as second:
                second.slack.clock.move(timedelta(days=5))

                assert await asyncio.wait_for(moves.get(), 10) == 5


async def test_an_address_that_is_no_clock_is_asked_again_later(slack: Rehearsal) -> None:
    async with followed(f"{slack.url}/_rehearsal/no-such-thing") as (clock, _):
        await clock.catch_up()

        assert days_ahead(clock) == 0


def test_the_setting_is_off_by_default() -> None:
    config = Config.from_env({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"})

    assert config.rehearsal_clock == ""


async def test_without_the_setting_the_bot_lives_in_real_time(database: Opened) -> None:
    async with on_stage(database, REHEARSAL_CLOCK="") as stage:
        await stage.room.forward(days=30)

        assert stage.workspace.desk.clock is real_time


async def test_with_the_setting_a_bot_that_starts_late_knows_the_time_at_once(database: Opened) -> None:
    async with on_stage(database) as stage:
        await stage.room.forward(days=30)
        await stage.restarts_bot()

        assert abs(stage.workspace.desk.clock() - BEGINS - timedelta(days=30)) < A_MOMENT


async def test_a_scene_begins_on_the_same_evening_whatever_the_day_it_is_played_on(stage: Stage) -> None:
    assert abs(stage.workspace.desk.clock() - BEGINS) < A_MOMENT
    assert abs(await stage.room.now() - BEGINS) < A_MOMENT
