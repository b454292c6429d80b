"""The clock goes to the next message that the app writes to somebody alone, and no further."""

from __future__ import annotations

import asyncio
import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import FollowedClock
from rehearsal import do
from rehearsal.control import skipping
from rehearsal.driver.room import Impossible, Room
from rehearsal.server import Rehearsal
from story.setting import GUIDE
from tests.rehearsal.app import App
from tests.stage import Stage
from tests.wiretap import Wiretap

ANA, BLESSING, ROOM = "U0CHAMP01", "U0CHAMP04", "C0PARENT0"
MONDAY = datetime(2027, 3, 1, 9, tzinfo=UTC)
HALF_A_YEAR = 183


class Reminder:
    """An app so small that it only follows the clock, and writes to these people alone at one moment."""

    def __init__(self, slack: Rehearsal, web: AsyncWebClient, due: datetime, *people: str) -> None:
        self.clock = FollowedClock(f"{slack.url}/_rehearsal/clock")
        self.web, self.due, self.people = web, due, people
        self._writing: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Reminder:
        await self.clock.catch_up()
        self._following = asyncio.create_task(self.clock.follow(self.moved))
        return self

    async def __aexit__(self, *_: object) -> None:
        self._following.cancel()

    def moved(self) -> None:
        if self._writing is None and self.clock() >= self.due:
            self._writing = asyncio.create_task(self.write())

    async def write(self) -> None:
        await self.web.chat_postMessage(channel=ROOM, text="Somebody is asked how it went.")
        for person in self.people:
            opened = await self.web.conversations_open(users=person)
            await self.web.chat_postMessage(channel=opened["channel"]["id"], text=f"How did it go, {person}?")


async def test_the_clock_stops_where_the_app_writes_to_somebody_alone(
    slack: Rehearsal, room: Room, web: AsyncWebClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(skipping, "QUIET", 0.3)  # so that a busy machine is no excuse to go further
    await room.moves_to(MONDAY)
    async with Reminder(slack, web, MONDAY + timedelta(hours=4), ANA, BLESSING):
        skipped = await room.skips_to_next_direct_message()

    assert skipped.found is not None
    assert (skipped.found.name, skipped.found.text) == ("Ana Pereira", f"How did it go, {ANA}?")
    assert (skipped.stepped, skipped.more, skipped.stopped) == (4, 1, False)
    assert timedelta(0) <= await room.now() - (MONDAY + timedelta(hours=4)) < timedelta(minutes=1)
    assert [message.ts for message in await room.person(ANA).messages("bot")] == [skipped.found.ts]


async def test_a_message_that_was_there_before_is_not_the_next_one(room: Room, web: AsyncWebClient) -> None:
    opened = await web.conversations_open(users=ANA)
    old = await web.chat_postMessage(channel=opened["channel"]["id"], text="An old one")
    skip = asyncio.create_task(room.skips_to_next_direct_message(within_days=0.5))
    await web.chat_update(channel=opened["channel"]["id"], ts=old["ts"], text="An old one, changed")

    assert (await skip).found is None


async def test_where_the_app_writes_to_nobody_the_clock_goes_as_far_as_it_was_asked_to(
    room: Room, app: App
) -> None:
    await room.moves_to(MONDAY)
    skipped = await room.skips_to_next_direct_message(within_days=0.5)

    assert (skipped.found, skipped.more) == (None, 0)
    assert skipped.stepped in {12, 13}  # an hour each, and a last one for the moments that this took
    assert timedelta(0) <= skipped.now - (MONDAY + timedelta(hours=12)) < timedelta(minutes=1)


async def test_an_app_that_never_falls_silent_is_not_waited_for(
    room: Room, web: AsyncWebClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(skipping, "PATIENCE", 0.05)
    is_over = asyncio.Event()

    async def chatter() -> None:
        while not is_over.is_set():
            await web.auth_test()

    chatting = asyncio.create_task(chatter())
    skipped = await room.skips_to_next_direct_message(within_days=0.25)
    is_over.set()
    await chatting

    assert (skipped.found, skipped.nothing_due) == (None, False)


@pytest.mark.parametrize("order", [{"until": ""}, {"forward": 0}])
async def test_another_order_ends_a_skip_and_a_second_skip_is_refused_meanwhile(
    room: Room, order: dict[str, object]
) -> None:
    skip = asyncio.create_task(room.skips_to_next_direct_message(within_days=HALF_A_YEAR))
    offset = float((await room.wire.get("clock"))["offset"])
    await room.wire.get("clock", after=offset, wait=5)  # it is under way
    with pytest.raises(Impossible, match="skipped ahead already"):
        await room.skips_to_next_direct_message()
    await room.wire.post("clock", **order)
    skipped = await skip

    assert (skipped.stopped, skipped.found) == (True, None)
    assert skipped.offset < HALF_A_YEAR * 86400
    assert (await room.skips_to_next_direct_message(within_days=0.1)).stopped is False


async def test_the_skip_of_somebody_who_has_gone_away_does_not_go_on(room: Room) -> None:
    skip = asyncio.create_task(room.skips_to_next_direct_message(within_days=HALF_A_YEAR))
    offset = float((await room.wire.get("clock"))["offset"])
    await room.wire.get("clock", after=offset, wait=5)
    skip.cancel()
    with pytest.raises(asyncio.CancelledError):
        await skip

    await room.wait_for(kind="clock")
    assert (await room.skips_to_next_direct_message(within_days=0.01)).stepped == 1


@pytest.mark.parametrize(
    ("order", "words"),
    [
        ({"until": "rain"}, "not until 'rain'"),
        ({"until": "direct message", "within_days": 0}, "more than 0"),
        ({"until": "direct message", "within_days": 1e9}, "at most 366"),
    ],
)
async def test_a_skip_to_nowhere_is_refused(room: Room, order: dict[str, object], words: str) -> None:
    with pytest.raises(Impossible, match=words):
        await room.wire.post("clock", **order)


async def test_the_terminal_skips_to_the_next_message_too(
    slack: Rehearsal, web: AsyncWebClient, capsys: pytest.CaptureFixture[str]
) -> None:
    due = slack.slack.clock.now() + timedelta(hours=2)
    async with Reminder(slack, web, due, ANA):
        code = await asyncio.to_thread(do.main, ["forward", "--to", do.NEXT_MESSAGE, "--url", slack.url])

    said = capsys.readouterr().out
    assert code == 0
    assert said.startswith(f"Ana Pereira got a message from the app:\n----\nHow did it go, {ANA}?\n")
    assert re.search(r"^It is now \w+day ", said, re.MULTILINE)


async def test_who_pledged_is_asked_at_the_hour_at_which_it_is_due(stage: Stage, wiretap: Wiretap) -> None:
    await stage.room.moves_to(MONDAY)
    await stage.session()
    await stage.pledge(stage.ana, "Sit with somebody new")  # asked about after two weeks, at ten
    before = len(await stage.ana.messages("bot"))
    ended = await stage.room.skips_to_next_direct_message()  # a session that nobody ended ends by itself
    skipped = await stage.room.skips_to_next_direct_message()

    assert ended.found is not None
    assert skipped.found is not None
    assert (ended.found.name, skipped.found.name) == ("Miriam Adler", "Ana Pereira")
    assert "Sit with somebody new" in skipped.found.text
    due = datetime(2027, 3, 15, 10, tzinfo=UTC)
    assert timedelta(0) <= skipped.now - due < timedelta(minutes=1)
    assert len(await stage.ana.messages("bot")) == before + 1
    assert "message_claim_lost" not in wiretap.lines.getvalue()  # the clock did not run away from its lease


async def test_a_skip_to_the_reminder_goes_past_a_session_that_closes_by_itself(stage: Stage) -> None:
    await stage.room.moves_to(MONDAY)
    await stage.session()
    await stage.pledge(stage.ana, "Sit with somebody new")
    reminder = next(step["skips"] for step in json.loads(GUIDE.read_text())["steps"] if "skips" in step)

    skipped = await stage.room.skips_to_next_direct_message(saying=reminder)

    assert skipped.found is not None
    assert skipped.found.name == "Ana Pereira"
    assert skipped.found.text.startswith("How is your pledge going?")
    assert "I have closed it" in (await stage.miriam.messages("bot"))[-1].readable


async def test_where_nobody_is_due_that_is_said_at_once(
    stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    before = await stage.room.now()
    order = ["forward", "--to", do.NEXT_MESSAGE, "--url", stage.slack.url]
    assert await asyncio.to_thread(do.main, order) == 0

    assert capsys.readouterr().out.startswith("Nobody is due: ")
    assert await stage.room.now() - before < timedelta(minutes=1)
    assert await stage.room.log(kind="call", since=0, method="chat.postMessage") == []
