"""A planned session for people's own calendars: as a file where files are allowed, else to copy."""

from __future__ import annotations

from datetime import timedelta

import aiohttp
from icalendar import Calendar, Event

from bot.manifest import manifest
from handlers.settings import Settings
from rehearsal.driver.person import Person
from tests.handlers.test_planned import TIME, announces, plans, presses
from tests.stage import ROOM, Opened, Stage, on_stage

GIVEN = "The file is in your conversation with me. Open it, and your calendar does the rest."
FILES = manifest(Settings(gives_files=True))


async def files(stage: Stage, person: Person) -> list[Event]:
    """What stands in the files that this person was given, as a calendar reads it."""
    async with aiohttp.ClientSession(stage.slack.url) as session:
        async with session.get("/_rehearsal/screen", params={"person": person.id, "channel": "bot"}) as shown:
            messages = (await shown.json())["messages"]
        events: list[Event] = []
        for address in [file["address"] for message in messages for file in message.get("files", ())]:
            async with session.get(address) as got:
                events += [
                    each for each in Calendar.from_ical(await got.read()).walk() if isinstance(each, Event)
                ]
    return events


async def comes(stage: Stage) -> None:
    await stage.ana.clicks("Coming", channel=ROOM)
    await stage.ana.sees("You said “Coming” to: New parents", channel=ROOM, private=True)


async def changes(stage: Stage, hour: str) -> None:
    await stage.miriam.types("/copro plan", channel=ROOM)
    await stage.miriam.clicks("Open the plan", channel=ROOM)
    await stage.miriam.modal("The plan")
    await presses(stage, "Change title, time, rules")
    await stage.miriam.modal("Change the plan")
    await stage.miriam.fills({TIME: hour})
    await stage.miriam.submits()
    await stage.miriam.modal("The plan")


async def cancels(stage: Stage) -> None:
    await presses(stage, "Cancel the session")
    await stage.miriam.modal("Cancel the session?")
    await stage.miriam.fills({"Why?": "The hall is closed"})
    await stage.miriam.submits()


async def test_who_comes_gets_a_file_and_with_each_change_the_newer_one(database: Opened) -> None:
    async with on_stage(database, manifest=FILES, FILES="yes") as stage:
        await plans(stage)
        await announces(stage)
        await comes(stage)
        await stage.ana.clicks("Add to my calendar", channel=ROOM)
        await stage.ana.modal("Your calendar", text=GIVEN)

        await changes(stage, "19:00")
        await stage.ana.sees("The time of a session has changed: New parents", channel="bot")
        await stage.ana.clicks("Change it in my calendar", channel="bot")
        await stage.ana.modal("Your calendar", text=GIVEN)

        await cancels(stage)
        await stage.ana.sees("The reason: The hall is closed", channel="bot")
        await stage.ana.clicks("Take it out of my calendar", channel="bot")
        await stage.ana.modal("Your calendar", text=GIVEN)

        first, second, third = await files(stage, stage.ana)
        assert first["UID"] == second["UID"] == third["UID"]
        assert [each["SEQUENCE"] for each in (first, second, third)] == [0, 1, 2]
        assert second.decoded("DTSTART") == first.decoded("DTSTART") + timedelta(minutes=30)
        assert (second["STATUS"], third["STATUS"]) == ("CONFIRMED", "CANCELLED")
        assert await files(stage, stage.delroy) == []
        assert await stage.room.violations() == []


async def test_where_slack_takes_no_file_there_is_something_to_copy(database: Opened) -> None:
    async with on_stage(database, manifest=FILES, FILES="yes") as stage:
        await plans(stage)
        await announces(stage)
        await stage.room.disturb("files.getUploadURLExternal", what="error:file_uploads_disabled")
        await comes(stage)
        await stage.ana.clicks("Add to my calendar", channel=ROOM)
        await stage.ana.modal("Your calendar", text="To put it in your calendar, copy this.")


async def test_by_default_the_answer_gives_the_time_to_copy(stage: Stage) -> None:
    await plans(stage)
    await announces(stage)
    await comes(stage)
    await stage.ana.clicks("Add to my calendar", channel=ROOM)
    told = await stage.ana.sees("To put it in your calendar, copy this.", channel=ROOM, private=True)
    assert "New parents" in told.readable
    assert "at 18:30 in Europe/London. It takes 110 minutes." in told.readable
    assert "We know each other" in told.readable
