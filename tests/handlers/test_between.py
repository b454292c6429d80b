"""Between the claim of a nudge and its post: whatever its person does then counts.

The rehearsal holds a call that the sender makes in between, until the person has acted.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.patience import PATIENT, Patience
from coproduction.messages import MessageState
from coproduction.people import Actor
from coproduction.service import reminders
from tests.handlers.test_nudging import ASKED, MINUTE, nudges, overview, promise
from tests.stage import ROOM, Stage

HELD = "dnd.info"  # asked after the claim, and before the last look
BACK = datetime(2027, 3, 22, 10, 0, tzinfo=UTC)


@pytest.fixture
def patience() -> Patience:
    """A bot that waits for Slack as long as a test takes."""
    return replace(PATIENT, slack=replace(PATIENT.slack, soon=60.0))


@asynccontextmanager
async def on_its_way(stage: Stage) -> AsyncIterator[None]:
    """Ana's nudge is claimed, and not posted before the block has ended."""
    await promise(stage)
    await stage.room.disturb(HELD, what="held")
    sending = asyncio.create_task(stage.time_is(ASKED + MINUTE))
    await stage.room.wait_for(kind="held", method=HELD)
    assert await states(stage) == ["sending"]
    yield
    await stage.room.undisturb()
    await sending


async def states(stage: Stage) -> list[str]:
    """Where the nudges stand that are owed."""
    desk = stage.workspace.desk
    found = await desk.read(lambda memory: memory.messages.with_states(list(MessageState), "nudge"))
    return [str(message.state) for message in found]


async def test_who_is_left_alone_meanwhile_gets_it(stage: Stage) -> None:
    async with on_its_way(stage):
        pass

    assert await nudges(stage.ana) == 1


async def test_who_says_stop_meanwhile_gets_nothing(stage: Stage) -> None:
    async with on_its_way(stage):
        await stage.ana.types("/copro stop", channel=ROOM)
        await stage.ana.sees("I will send you no more reminders.", channel=ROOM, private=True)

    assert await nudges(stage.ana) == 0
    assert await overview(stage) == ["Reminders", "Not needed any more: 1"]


async def test_what_is_changed_meanwhile_is_asked_in_its_new_words(stage: Stage) -> None:
    async with on_its_way(stage):
        await stage.ana.types("/copro mine", channel=ROOM)
        await stage.ana.clicks("Change the pledge", on="My pledges", channel=ROOM)
        await stage.ana.modal("Change your pledge")
        await stage.ana.fills({"What will you do differently?": "Sing in Ana Pereira's street"})
        await stage.ana.submits()
        await stage.ana.sees("Sing in Ana Pereira's street", channel=ROOM, private=True)

    (message,) = [each for each in await stage.ana.messages("bot") if "How is your pledge" in each.readable]
    assert "“Sing in Ana Pereira's street”" in message.readable


async def test_who_answers_elsewhere_meanwhile_is_not_asked(stage: Stage) -> None:
    async with on_its_way(stage):
        await stage.ana.types("/copro mine", channel=ROOM)
        await stage.ana.clicks("Done", on="My pledges", channel=ROOM)
        await stage.ana.sees("You said: Done", channel=ROOM, private=True)

    assert await nudges(stage.ana) == 0


async def test_whose_account_is_closed_meanwhile_is_reported_and_not_written_to(stage: Stage) -> None:
    async with on_its_way(stage), stage.hears("user_change"):
        await stage.room.change_person(stage.ana.id, deleted=True)

    assert await overview(stage) == [
        "Reminders",
        "Failed: 1",
        "Why they failed: their account is switched off: 1",
        "For @Ana Pereira, Wednesday 10 March 2027 at 10:00 UTC: Slack refused it, "
        "because their account is switched off",
    ]


async def test_who_goes_away_meanwhile_is_asked_when_they_are_back(stage: Stage) -> None:
    async with on_its_way(stage):
        desk, moment = stage.workspace.desk, ASKED + MINUTE
        ana = Actor(stage.ana.id)
        await desk.write(lambda memory: reminders.set_away(memory, moment, ana, "2027-03-22"))
    assert await nudges(stage.ana) == 0

    await stage.time_is(BACK - MINUTE)
    assert await nudges(stage.ana) == 0
    await stage.time_is(BACK + MINUTE)

    assert await nudges(stage.ana) == 1
