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


async def test_forms_that_are_sent_as_they_were_opened(stage: Stage) -> None:
    await stage.session()
    await stage.check_in(stage.ana)
    for words in ("Thank you. I have saved what you told me", "You had told me all of this before"):
        await stage.ana.types("/copro profile", channel=ROOM)
        await stage.ana.fills({"With what can you help others?": "Polish"})
        await stage.ana.submits()
        await reads(stage.ana, words, "bot")
    await stage.idea(stage.ana, "A quiet room for parents")
    await stage.miriam.types("/copro shortlist", channel=ROOM)
    await stage.miriam.submits()
    shown = await stage.miriam.modal("Shortlist")
    assert shown.text.startswith("The shortlist is as it was before, so nothing has changed.")
    await stage.miriam.closes()

    await stage.miriam.types('/copro plan "Next time" 2027-05-01 10:00', channel=ROOM)
    await stage.miriam.submits()
    await stage.miriam.clicks("Change title, time, rules")
    await stage.miriam.modal("Change the plan")
    await stage.miriam.submits()
    shown = await stage.miriam.modal("The plan")
    assert shown.text.startswith("The plan says that already, so nothing has changed.")

    await stage.ana.types("/copro profile", channel=ROOM)
    await stage.ana.fills({"How do you know the service?": "I only look on: I study or review this"})
    await stage.ana.submits()
    await reads(stage.ana, "You look on now: what you had answered in polls that are open is deleted.", "bot")
    await stage.ana.types("/copro profile", channel=ROOM)
    await stage.ana.fills({"How do you know the service?": "Rather not say"})
    await stage.ana.submits()
    await reads(stage.ana, "What you had answered in open polls before you looked on was deleted", "bot")


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
    for words in ("Reminders are on again. Thank you.", "Reminders were on already, so nothing has changed."):
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
