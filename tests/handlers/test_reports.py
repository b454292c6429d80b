"""The report of a programme: who took part, what was formed, what was promised and done."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from rehearsal.driver.room import Person
from tests.stage import ROOM, Stage

WEDNESDAY = datetime(2027, 3, 3, 12, 0, tzinfo=UTC)
ASKED = datetime(2027, 3, 10, 10, 1, tzinfo=UTC)
ENDING = (
    "Champions are the people who checked in, without facilitators. In all, each person "
    "counts once, with their last answer to the closing question. "
    "So that nobody's answer can be read off, answers are counted 5 new people at a time. "
    "“No answer yet” means I asked and heard nothing, or what I heard does not count yet."
)


async def report(stage: Stage) -> list[str]:
    """The newest report, as the room reads it once who asked for it has posted it."""
    await stage.miriam.types("/copro report", channel=ROOM)
    await posts(stage)
    return (await reports(stage))[-1]


async def posts(stage: Stage) -> None:
    """Miriam has read the report and shows it to the room."""
    await stage.miriam.clicks("Post to the channel", on="Report of this programme", channel=ROOM)
    await stage.rests()


async def reports(stage: Stage) -> list[list[str]]:
    """Every report that the room can read, line by line."""
    seen = [each.readable for each in await stage.ana.messages(ROOM)]
    return [each.splitlines() for each in seen if "Report of this programme" in each]


async def answers(person: Person, option: str) -> None:
    """Answer the closing question, and write no pledge now."""
    await person.clicks(option, on="Before you go", channel=ROOM)
    if option == "Yes":
        await person.modal("Your pledge")
        await person.closes()


async def collaboration(stage: Stage, person: Person, words: str) -> None:
    """Form a collaboration by the form."""
    await person.types("/idea", channel=ROOM)
    await person.modal("New idea")
    together = "A collaboration: something to do together"
    await person.fills({"Your idea": words, "What kind of idea is it?": together})
    await person.submits()
    await stage.miriam.sees(words, channel=ROOM)


async def test_the_figures_of_a_small_programme(stage: Stage) -> None:
    await stage.time_is(WEDNESDAY)
    await stage.session("Support for new parents")
    priya = stage.room.person("Dr Priya Nair")
    await stage.check_in(stage.ana, stage.blessing, stage.delroy, priya, stage.miriam)
    await stage.idea(stage.ana, "A buddy for every new parent")
    await stage.idea(stage.ana, "A mistake of mine")
    await stage.ana.clicks("Take my idea back", channel=ROOM)
    await stage.ana.sees("Idea 2, “A mistake of mine”, is taken back.", channel=ROOM, private=True)
    await collaboration(stage, stage.delroy, "The school lends laptops")
    await stage.miriam.types("/copro end now", channel=ROOM)
    await stage.ana.sees("Before you go", channel=ROOM)
    await answers(stage.ana, "Yes")
    await answers(stage.blessing, "Yes")
    await answers(stage.delroy, "Not yet")
    await answers(stage.room.person("Chen Wei"), "Yes")  # had not checked in
    await answers(stage.miriam, "Yes")  # facilitates: not counted
    for person in (stage.ana, stage.blessing, stage.delroy, priya):
        await stage.pledge(person, f"One thing of {person.name}'s", "2027-03-12")
    await stage.pledge(stage.ana, "And another thing", "2027-06-01")
    await stage.idea(stage.blessing, "Thought of between two sessions")
    await stage.time_is(ASKED)
    await stage.ana.clicks("Done", on="One thing of Ana", channel="bot")
    await stage.blessing.clicks("Stuck", on="One thing of Blessing", channel="bot")
    await stage.blessing.sees("You said: Stuck", channel="bot")

    assert await report(stage) == [
        "Report of this programme",
        "Who took part",
        "1 session, 4 champions from 3 sectors.",
        "Support for new parents",
        "Wednesday 3 March 2027 at 12:00 UTC",
        "Attended: 4 champions",
        "Formed: 1 change idea, 1 collaboration",
        "Will do one thing differently: shown when 5 people have answered",
        "What was formed",
        "2 change ideas and 1 collaboration (of these 1 between sessions)",
        "Will do at least one thing differently",
        "shown when 5 people have answered",
        "Pledges",
        "5 pledges by 4 people",
        "What people answered is shown when 5 of them have.",
        "No answer yet: 4 (80 % of all pledges)",
        "Could not be asked: 0 (0 % of all pledges)",
        "Not asked yet: 1 (20 % of all pledges)",
        ENDING,
    ]


async def test_who_asks_for_the_report_reads_it_before_the_room_does(stage: Stage) -> None:
    await stage.time_is(WEDNESDAY)
    await stage.session()

    await stage.miriam.types("/copro report", channel=ROOM)

    shown = await stage.miriam.sees("Report of this programme", channel=ROOM, private=True)
    assert shown.readable.splitlines()[-2] == (
        "Only you see this. The channel gets these figures when you post them."
    )
    await stage.rests()
    assert await reports(stage) == []
    await posts(stage)
    [posted] = await reports(stage)
    assert posted == shown.readable.splitlines()[: len(posted)]
    await posts(stage)
    await stage.miriam.sees(
        "This report is in the channel already. For new figures, type: /copro report",
        channel=ROOM,
        private=True,
    )
    assert await reports(stage) == [posted]


async def test_where_nobody_answered_no_share_is_made_up(stage: Stage) -> None:
    await stage.time_is(WEDNESDAY)
    await stage.session("Quiet")

    lines = await report(stage)

    assert lines[2:8] == [
        "1 session, 0 champions from 0 sectors.",
        "Quiet",
        "Wednesday 3 March 2027 at 12:00 UTC",
        "Attended: 0 champions",
        "Formed: no change ideas, no collaborations",
        "Will do one thing differently: shown when 5 people have answered",
    ]


async def test_the_report_names_nobody_and_quotes_nobody(stage: Stage) -> None:
    await stage.session()
    await stage.check_in(stage.ana, stage.delroy)
    await stage.pledge(stage.ana, "Read with my neighbour's boy")

    shown = "\n".join(await report(stage))

    names = [person.name for person in stage.room.people() if person.name in shown]
    assert (names, "neighbour" in shown) == ([], False)
    assert await stage.pings() == []


async def test_a_report_asked_for_twice_is_posted_twice_with_the_newest_figures(stage: Stage) -> None:
    await stage.session()
    await stage.check_in(stage.ana)
    first = await report(stage)
    await stage.check_in(stage.delroy)

    second = await report(stage)

    assert (first[2], second[2]) == (
        "1 session, 1 champion from 1 sector.",
        "1 session, 2 champions from 2 sectors.",
    )


async def test_a_report_that_is_posted_late_shows_what_stood_when_it_was_asked_for(stage: Stage) -> None:
    await stage.time_is(WEDNESDAY)
    await stage.session()
    await stage.check_in(stage.ana)
    await stage.idea(stage.ana, "A buddy for every new parent")
    await stage.rests()
    await stage.room.disturb("chat.postMessage", what="429", retry_after=1_800)
    await stage.miriam.types("/copro report", channel=ROOM)
    await posts(stage)
    await stage.check_in(stage.delroy)
    await stage.delroy.types("/idea The school lends laptops", channel=ROOM)
    await stage.delroy.sees("Your idea is number 2", channel=ROOM, private=True)
    assert await reports(stage) == []

    await stage.time_is(WEDNESDAY + timedelta(hours=1))

    [lines] = await reports(stage)
    assert lines[2] == "1 session, 1 champion from 1 sector."
    assert lines[lines.index("What was formed") + 1] == "1 change idea and no collaborations"
    assert (await report(stage))[2] == "1 session, 2 champions from 2 sectors."


async def test_a_champion_may_not_ask_for_it(stage: Stage) -> None:
    await stage.session()

    await stage.ana.types("/copro report", channel=ROOM)

    await stage.ana.sees(
        "Only the people who lead can ask for the report: Miriam Adler.", channel=ROOM, private=True
    )
    await stage.rests()
    await stage.delroy.does_not_see("Report of this programme", channel=ROOM)


async def test_where_nothing_was_held_there_is_nothing_to_report(stage: Stage) -> None:
    await stage.miriam.types("/copro report", channel=ROOM)

    await stage.miriam.sees(
        "There is nothing to report yet: no session has been held in this channel.",
        channel=ROOM,
        private=True,
    )


async def test_from_their_conversation_the_only_programme_of_theirs_is_meant(stage: Stage) -> None:
    await stage.time_is(WEDNESDAY)
    await stage.session()

    await stage.miriam.types("/copro report", channel="bot")

    await stage.miriam.sees("Report of this programme", channel="bot", private=True)
    await stage.miriam.clicks("Post to the channel", on="Report of this programme", channel="bot")
    await stage.miriam.sees("I am posting the report in #parent-champions.", channel="bot", private=True)
    await stage.rests()
    assert len(await reports(stage)) == 1


async def test_of_several_programmes_it_is_asked_which(stage: Stage) -> None:
    await stage.time_is(WEDNESDAY)
    await stage.session()
    await stage.miriam.types('/copro start "A bench"', channel="general")
    await stage.miriam.sees("Session: A bench", channel="general")

    await stage.miriam.types("/copro report", channel="bot")

    await stage.miriam.modal("Report")
    await stage.miriam.fills({"Which programme is it about?": "1. A bench"})
    await stage.miriam.submits()
    shown = await stage.miriam.sees("Report of this programme", channel="bot")
    assert "A bench" in shown.readable
