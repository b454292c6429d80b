"""How often an app may call, what it is told when it calls more often, and what if it does not listen."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from rehearsal.driver.room import Room
from rehearsal.server import Rehearsal
from rehearsal.webapi.methods.call import REFERENCE
from rehearsal.webapi.methods.table import METHODS
from rehearsal.world import rates
from rehearsal.world.bell import Bell
from rehearsal.world.clock import Clock
from rehearsal.world.lateness import STEP, Lateness
from rehearsal.world.log import Log
from rehearsal.world.rates import Rates
from story.setting import StoryRehearsal
from tests.rehearsal.app import manifest
from tests.stage import ROOM as PARENTS
from tests.stage import on_stage

ROOM, SECOND = "C0PARENT0", "C0SECOND0"


class Watch:
    """A stopwatch that the test turns."""

    def __init__(self) -> None:
        self.time = 100.0
        self.log = Log(Clock(), Bell())
        self.late = 0.0
        self.rates = Rates(self.log, on=True, now=lambda: self.time, late=lambda: self.late)

    def asks(self, method: str, tier: str = "t3", channel: str = "") -> int | None:
        return self.rates.ask(method, tier, channel)

    def passes(self, seconds: float) -> None:
        self.time += seconds

    def broken(self) -> list[str]:
        return [each["words"] for each in self.log.violations()]


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
async def strict() -> AsyncIterator[Rehearsal]:
    async with StoryRehearsal(manifest=manifest(), rates=True) as slack:
        yield slack


def test_every_method_has_a_tier_that_the_table_knows() -> None:
    assert {REFERENCE[method]["tier"] for method in METHODS} <= set(rates.TIERS)


@pytest.mark.parametrize("tier", rates.TIERS)
def test_a_tier_gives_its_burst_and_then_its_calls_a_minute(watch: Watch, tier: str) -> None:
    rate = rates.TIERS[tier]
    assert [watch.asks("views.open", tier) for _ in range(rate.burst)] == [None] * rate.burst
    wait = watch.asks("views.open", tier)
    assert wait is not None
    assert wait >= 60 / rate.per_minute
    watch.passes(wait)
    assert watch.asks("views.open", tier) is None
    watch.passes(3600)
    assert [watch.asks("views.open", tier) for _ in range(rate.burst)] == [None] * rate.burst
    assert watch.broken() == []


def test_a_channel_takes_one_post_a_second_whatever_the_others_take(watch: Watch) -> None:
    for _ in range(60):
        assert watch.asks("chat.postMessage", "t5", ROOM) is None
        assert watch.asks("chat.postMessage", "t5", SECOND) is None
        watch.passes(1)
    assert [watch.asks("chat.postMessage", "t5", ROOM) for _ in range(4)] == [None, None, None, 1]
    assert watch.asks("chat.postMessage", "t5", SECOND) is None


def test_fifty_updates_a_minute_go_through_in_all_channels_together(watch: Watch) -> None:
    for _ in range(200):
        assert watch.asks("chat.update", channel=ROOM) is None
        watch.passes(1.2)
    watch.passes(60)
    told = [watch.asks("chat.update", channel=channel) for channel in (ROOM, SECOND) * 26]
    assert told[:50] == [None] * 50
    assert None not in told[50:]


def test_who_comes_back_before_the_time_breaks_a_rule_and_waits_on(watch: Watch) -> None:
    watch.rates.told_to_wait("users.info", "t4", "", 30)
    watch.passes(rates.GRACE)
    assert watch.asks("users.info", "t4") == 30  # it was on its way when the others were sent away
    watch.passes(9.5)
    assert watch.asks("users.info", "t4") == 20
    assert watch.broken() == ["users.info was called again 20 s before its Retry-After was over"]
    assert watch.rates.ask("users.info", "t4", came=100 + rates.GRACE) == 20  # we only looked at it late
    assert len(watch.broken()) == 1
    watch.passes(20 - rates.CLOSE)
    assert watch.asks("users.info", "t4") is None
    assert len(watch.broken()) == 1


def test_the_time_in_which_the_rehearsal_could_look_at_nothing_makes_nobody_late(watch: Watch) -> None:
    watch.late = 7.0  # before
    watch.rates.told_to_wait("users.info", "t4", "", 30)
    watch.passes(3 + rates.GRACE)
    watch.late += 3
    assert watch.asks("users.info", "t4") == 27
    assert watch.broken() == []
    watch.passes(0.1)
    assert watch.asks("users.info", "t4") == 27
    assert len(watch.broken()) == 1


async def test_how_late_it_is_shows_while_it_is_watched() -> None:
    lateness, looked = Lateness(), asyncio.Event()
    lateness.watch()
    asyncio.get_running_loop().call_later(2 * STEP, looked.set)
    threading.Event().wait(2 * STEP)  # what a machine does that has no time for us
    await looked.wait()
    assert lateness.seconds >= STEP


def test_only_the_newest_channels_are_remembered(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rates, "NEWEST_BUCKETS", 2)
    for _ in range(3):
        watch.asks("chat.postMessage", "t5", ROOM)
    for channel in ("C1", "C2"):
        watch.asks("chat.postMessage", "t5", channel)
    assert watch.asks("chat.postMessage", "t5", ROOM) is None


async def test_the_fourth_post_at_once_is_refused_as_slack_refuses(strict: Rehearsal) -> None:
    web = AsyncWebClient(token=strict.bot_token, base_url=strict.api_url)
    async with Room(strict.url) as room:
        for text in "abc":
            await web.chat_postMessage(channel=ROOM, text=text)
        with pytest.raises(SlackApiError) as caught:
            await web.chat_postMessage(channel="#parent-champions", text="d")
        response: Any = caught.value.response
        assert (response.status_code, response["error"]) == (429, "ratelimited")
        assert response.headers["Retry-After"] == "1"
        entry = (await room.log(kind="call", error="ratelimited"))[0]
        assert (entry["ok"], entry["retry_after"]) == (False, 1)
        await web.chat_postMessage(channel=SECOND, text="elsewhere")
        await room.rates(on=False)
        await web.chat_postMessage(channel=ROOM, text="d")
        assert await room.violations() == []


async def test_a_429_that_was_ordered_binds_too_where_rates_are_on(
    strict: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rates, "GRACE", 0)
    web = AsyncWebClient(token=strict.bot_token, base_url=strict.api_url)
    async with Room(strict.url) as room:
        await room.disturb("users.info", what="429", retry_after=30)
        for _ in range(2):
            with pytest.raises(SlackApiError, match="ratelimited"):
                await web.users_info(user="U0CHAMP01")
        assert [each["rule"] for each in await room.violations()] == ["retry_after_ignored"]
        await room.reset()
        await web.users_info(user="U0CHAMP01")


async def test_the_bot_keeps_within_the_rates_while_a_room_votes_and_writes(sqlite_url: str) -> None:
    async with on_stage(sqlite_url, PACE="1") as stage:
        await stage.room.rates(on=True)
        await stage.session()
        await stage.miriam.types('/poll live "When to meet?" "Morning" "Evening"', channel=PARENTS)
        await stage.miriam.sees("You can change your answer", channel=PARENTS)
        voters, writers = stage.room.people("champion")[:30], stage.room.people("champion")[30:40]
        votes = [
            {
                "person": each.id,
                "deed": "clicks",
                "text": "Morning",
                "on": "When to meet?",
                "channel": PARENTS,
            }
            for each in voters
        ]
        ideas = [
            {"person": each.id, "deed": "types", "text": f"/idea Bench number {n:02}", "channel": PARENTS}
            for n, each in enumerate(writers)
        ]

        done = await stage.room.deeds(votes + ideas)

        assert all(each.acked for each in done)
        seen = [stage.ana.sees(f"Bench number {n:02}", channel=PARENTS, timeout=30) for n in range(10)]
        await asyncio.gather(stage.ana.sees("Morning: 30", channel=PARENTS, timeout=30), *seen)
        assert await stage.room.violations() == []


async def test_a_person_and_their_direct_conversation_are_one_place(strict: Rehearsal) -> None:
    web = AsyncWebClient(token=strict.bot_token, base_url=strict.api_url, retry_handlers=[])
    direct = (await web.conversations_open(users="U0CHAMP01"))["channel"]["id"]
    for place in ("U0CHAMP01", direct, "U0CHAMP01"):
        await web.chat_postMessage(channel=place, text="x")
    with pytest.raises(SlackApiError, match="ratelimited"):
        await web.chat_postMessage(channel=direct, text="x")
