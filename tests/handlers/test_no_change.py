"""An act that changes nothing says so, and never as if it had."""

from __future__ import annotations

from rehearsal.driver.room import Person
from tests.handlers.database import tables
from tests.handlers.test_breakouts import four_arrive
from tests.stage import ROOM, Stage


async def reads(person: Person, words: str, channel: str = ROOM) -> None:
    await person.sees(words, channel=channel, private=channel == ROOM)


async def test_what_facilitators_do_a_second_time(stage: Stage) -> None:
    await stage.session("Together")
    for typed, words in (
        ("/copro rename Together", "The session is called “Together” already, so nothing has changed."),
        ("/copro facilitators add @Tunde Bakare", "Tunde Bakare can facilitate now."),
        (
            "/copro facilitators add @Tunde Bakare @Siobhán Kelly",
            "Siobhán Kelly can facilitate now. I had added Tunde Bakare before, so nothing has changed.",
        ),
    ):
        await stage.miriam.types(typed, channel=ROOM)
        await reads(stage.miriam, words)

    await stage.miriam.types('/poll "When?" "Morning" "Evening"', channel=ROOM)
    before = tables(stage)["poll"]
    await stage.miriam.clicks("Change the poll", on="Your poll is on its way", channel=ROOM)
    await stage.miriam.modal("Change the poll")
    await stage.miriam.submits()
    await reads(stage.miriam, "The poll says that already, so nothing has changed.")
    assert tables(stage)["poll"] == before


async def test_groups_that_come_out_the_same_are_said_to_be_the_same(stage: Stage) -> None:
    await four_arrive(stage)
    await stage.miriam.types('/copro breakout 4 "What would help?"', channel=ROOM)
    await stage.miriam.modal("Round 1")
    await stage.miriam.clicks("Shuffle again")
    await stage.workspace.answering.background.done()
    view = await stage.miriam.modal("Round 1")
    assert view.text.startswith("These are the same groups as before: I found no others that are as good.")


async def test_what_people_do_a_second_time(stage: Stage) -> None:
    await four_arrive(stage)
    ana = stage.ana
    for words in ("I will send you no more reminders.", "I had stopped your reminders already"):
        await ana.types("/copro stop", channel=ROOM)
        await reads(ana, words)
    for words in ("Reminders are on again. Thank you.", "Reminders are on already, so nothing has changed."):
        await ana.clicks("Turn reminders on again", channel=ROOM)
        await reads(ana, words)

    await stage.pledge(ana, "Sit with somebody new")
    before = tables(stage)["pledge"], tables(stage)["follow_up"]
    await ana.types("/copro mine", channel=ROOM)
    await ana.clicks("Change the pledge", channel=ROOM)
    await ana.modal("Change your pledge")
    await ana.submits()
    await reads(ana, "Your pledge says that already, so nothing has changed.")
    assert (tables(stage)["pledge"], tables(stage)["follow_up"]) == before

    await stage.idea(stage.delroy, "More benches")
    await ana.clicks("Support", on="More benches", channel=ROOM)
    await ana.clicks("Support", on="More benches", channel=ROOM)
    for words in ("You no longer support idea 1.", "You did not support idea 1, so nothing has changed."):
        await ana.clicks("Take my support back", channel=ROOM)
        await reads(ana, words)

    await stage.breakout(4)
    roles = {row["role"]: row["person"] for row in tables(stage)["breakout_seat"]}
    (scribe,) = [person for person in stage.room.people("champion") if person.id == roles["scribe"]]
    await scribe.clicks("I'll take notes", on="Group 1, round 1", channel=ROOM)
    await reads(scribe, "You do that already. Your group's card says so.")
