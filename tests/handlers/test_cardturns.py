"""Two processes on one database redraw cards in turn, at Slack's pace, and never back to an older state."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from bot.app import running
from coproduction.messages import Card
from coproduction.people import Actor
from coproduction.polls import POLL_CARD
from coproduction.ports import Memory
from coproduction.service import polls
from handlers.workspaces import Workspace
from rehearsal.driver.room import NotSeen
from rehearsal.model import Json
from tests.stage import ROOM, Stage, on_stage, reopened

CHANNEL = "C0PARENT0"
PACE = 0.1
BEFORE, AFTER = "Which day?", "Which hour?"
NEARLY = timedelta(milliseconds=20)  # which a call may be on its way longer than the next


@asynccontextmanager
async def at_two(url: str) -> AsyncIterator[tuple[Stage, Workspace]]:
    """A stage, and a second process of the bot."""
    async with on_stage(url, PACE=str(PACE)) as stage, reopened(stage.config) as storage:
        storage.rehearse()
        async with running(stage.config, storage) as other:
            (second,) = other.parts.workspaces
            await stage.session()
            yield stage, second
        assert await stage.room.violations() == []


async def asked(stage: Stage) -> dict[str, str]:
    """The id of each open poll, by its question."""
    team = stage.workspace.desk.workspace
    found = await stage.storage.read(team, lambda memory: memory.polls.open_in(CHANNEL))
    return {poll.question: poll.id for poll in found}


async def updates(stage: Stage, words: str, since: int) -> list[Json]:
    """Each redrawing of a card with these words, in the order in which Slack ran them."""
    calls = await stage.room.log("call", since=since, method="chat.update")
    return [each for each in calls if words in each["arguments"]["text"]]


def states(calls: list[Json]) -> list[int]:
    """How many had answered by what each of these calls shows."""
    found = [
        re.search(r"(\d+) (?:person has|people have) answered", str(call["arguments"])) for call in calls
    ]
    return [int(each[1]) if each else 0 for each in found]


def pauses(calls: list[Json]) -> list[timedelta]:
    """The time between each of these calls and the next."""
    times = [datetime.fromisoformat(call["at"]) for call in calls]
    return [later - earlier for earlier, later in pairwise(times)]


async def answers(workspace: Workspace, poll: str, person: str) -> None:
    """Somebody's answer reaches one of the processes, which draws when it is told to."""

    def answered(memory: Memory) -> None:
        memory.members.join(CHANNEL, person)
        polls.vote(memory, Actor(person), poll, "0")

    await workspace.desk.storage.write(workspace.desk.workspace, answered)


async def test_while_one_process_draws_a_card_the_other_waits_and_then_shows_what_is_newer(
    ready_postgresql_url: str,
) -> None:
    async with at_two(ready_postgresql_url) as (stage, second):
        await stage.miriam.types(f'/poll live "{BEFORE}" "Monday" "Sunday"', channel=ROOM)
        await stage.ana.sees(BEFORE, channel=ROOM)
        await stage.rests()
        poll = (await asked(stage))[BEFORE]
        card, since = Card(POLL_CARD, poll), await stage.room.seq()
        await stage.room.disturb("chat.update", what="held")
        await answers(stage.workspace, poll, stage.ana.id)
        stage.workspace.cards.refresh(card)
        await stage.room.wait_for(kind="held", method="chat.update", since=since)

        await answers(second, poll, stage.delroy.id)
        second.cards.refresh(card)
        with pytest.raises(NotSeen):
            await stage.room.wait_for(kind="call", method="chat.update", since=since, timeout=0.5)
        await stage.room.undisturb()

        await stage.ana.sees("2 people have answered.", channel=ROOM)
        await asyncio.gather(stage.workspace.cards.rests(), second.cards.rests())
        assert states(await updates(stage, BEFORE, since)) == [1, 2]


async def test_in_a_burst_of_votes_at_two_processes_each_card_keeps_its_pause_and_only_grows(
    ready_postgresql_url: str,
) -> None:
    async with at_two(ready_postgresql_url) as (stage, second):
        for question in (BEFORE, AFTER):
            await stage.miriam.types(f'/poll live "{question}" "One" "Two"', channel=ROOM)
            await stage.ana.sees(question, channel=ROOM)
        await stage.rests()
        both, since = await asked(stage), await stage.room.seq()

        for number in range(30):
            for question, at in zip((BEFORE, AFTER), (stage.workspace, second), strict=True):
                other = second if number % 2 else at
                await answers(other, both[question], f"U{number}")
                other.cards.refresh(Card(POLL_CARD, both[question]))
        await asyncio.gather(stage.workspace.cards.rests(), second.cards.rests())

        for question in (BEFORE, AFTER):
            calls = await updates(stage, question, since)
            shown = states(calls)
            assert shown == sorted(set(shown))
            assert shown[-1] == 30
            assert min(pauses(calls)) > timedelta(seconds=2 * PACE) - NEARLY
        every = await stage.room.log("call", since=since, method="chat.update")
        taken = sum(pauses(every), start=timedelta(0)) / timedelta(seconds=1.3 * PACE)
        assert len(every) <= taken + 2  # the first, and one that was on its way for longer than its turn
