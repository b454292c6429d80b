"""Two workspaces on one database, with the same people's and channels' ids: neither sees the other."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from rehearsal.driver.room import Person
from tests.stage import ROOM, Stage, on_stage

WEDNESDAY = datetime(2027, 3, 3, 12, 0, tzinfo=UTC)
ASKED = datetime(2027, 3, 10, 10, 1, tzinfo=UTC)
Both = tuple[Stage, Stage]


@pytest.fixture
async def both(ready_database_url: str) -> AsyncIterator[Both]:
    """A workspace in which something happened, and another in which nothing did."""
    async with (
        on_stage(ready_database_url, team="T0ALONGSIDE") as here,
        on_stage(ready_database_url, team="T0OTHER") as there,
    ):
        assert here.ana.id == there.ana.id
        yield here, there
        assert await here.room.violations() + await there.room.violations() == []


async def told(person: Person, words: str) -> list[str]:
    """The lines of the newest private message that says this."""
    return (await person.sees(words, channel=ROOM, private=True)).readable.splitlines()


async def test_what_happens_in_one_is_seen_nowhere_in_the_other(both: Both) -> None:
    here, there = both
    await here.session("Support for new parents")
    await here.check_in(here.ana, here.delroy)
    await here.idea(here.ana, "A buddy for every new parent")
    await here.miriam.types('/poll live "When to meet?" "Morning" "Evening"', channel=ROOM)
    await here.ana.sees("When to meet?", channel=ROOM)
    await here.breakout()
    await here.pledge(here.ana, "Read with my neighbour's boy")
    await here.rests()
    await there.rests()

    assert await there.ana.messages() == []

    for typed in ("/copro mine", "/copro ideas", "/copro close", "/checkin"):
        await there.ana.types(typed, channel=ROOM)
    for typed in ("/copro report", "/copro nudges", "/copro end now"):
        await there.miriam.types(typed, channel=ROOM)

    assert await told(there.ana, "My ideas") == [
        "My ideas",
        "You have no ideas with your name yet. To share one, type /idea and your words.",
        "My pledges",
        "You have made no pledge yet. To make one, type /pledge.",
    ]
    assert await told(there.miriam, "Reminders") == [
        "Reminders",
        "No reminders are planned yet.",
        "See shared pledges",
    ]
    await there.miriam.sees("There is nothing to report yet", channel=ROOM, private=True)
    await there.miriam.sees("There is no live session in this channel.", channel=ROOM, private=True)


async def test_numbers_sessions_and_profiles_begin_afresh_in_each(both: Both) -> None:
    here, there = both
    await here.session("Here")
    await here.check_in(here.ana)
    await here.idea(here.ana, "More benches")

    await there.session("There")  # the same channel's id: no second live session
    await there.ana.types("/checkin", channel=ROOM)
    assert "Who are you here as?" in (await there.ana.modal("Check in")).labels
    await there.ana.closes()
    await there.idea(there.ana, "More trees")

    card = await there.delroy.sees("More trees", channel=ROOM)
    assert card.readable.splitlines()[0] == "Idea 1"
    await here.miriam.types("/copro end now", channel=ROOM)
    await here.ana.sees("This session has ended.", channel=ROOM)
    await there.ana.sees("This session is live.", channel=ROOM)


async def test_a_facilitator_of_one_is_none_in_the_other(both: Both) -> None:
    here, there = both
    await here.miriam.types("/copro facilitators add @Tunde Bakare", channel=ROOM)
    await here.miriam.sees("Tunde Bakare can facilitate now.", channel=ROOM, private=True)

    await there.tunde.types('/copro start "Mine"', channel=ROOM)
    await there.miriam.types("/copro facilitators", channel=ROOM)

    await there.tunde.sees("Only the people who lead can start a session.", channel=ROOM, private=True)
    await there.miriam.sees(
        "Besides the admins, these people can lead: nobody yet.", channel=ROOM, private=True
    )


async def test_each_asks_its_own_people_about_their_own_pledges(both: Both) -> None:
    here, there = both
    for stage, what in ((here, "Read to my neighbour's boy"), (there, "Plant a tree")):
        await stage.time_is(WEDNESDAY)
        await stage.session()
        await stage.pledge(stage.ana, what, "2027-03-12")

    for stage in both:
        await stage.time_is(ASKED)

    for stage, what in ((here, "Read to my neighbour's boy"), (there, "Plant a tree")):
        asked = [each.readable.splitlines() for each in await stage.ana.messages("bot")]
        assert [lines[2] for lines in asked] == [f"“{what}” (by Friday 12 March 2027)"]
        await stage.ana.clicks("Done", on="How is your pledge going?", channel="bot")
        await stage.ana.sees("You said: Done.", channel="bot")


async def test_what_one_heard_when_it_restarts_is_its_own(both: Both) -> None:
    here, there = both
    await here.session("Here")
    await there.session("There")

    await there.restarts_bot()
    await there.rests()

    for stage, title in ((here, "Here"), (there, "There")):
        seen = [each.readable.splitlines()[0] for each in await stage.ana.messages(ROOM)]
        assert seen == [f"Session: {title}"]
