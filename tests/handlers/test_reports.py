"""The report of a programme: who took part, what was formed, what was promised and done."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from rehearsal.driver.room import Person
from tests.stage import ROOM, Stage

WEDNESDAY = datetime(2027, 3, 3, 12, 0, tzinfo=UTC)
THURSDAY = datetime(2027, 3, 4, 12, 0, tzinfo=UTC)
ASKED = datetime(2027, 3, 10, 10, 1, tzinfo=UTC)
ENDING = (
    "Champions are the people who checked in, without facilitators. In all, each person "
    "counts once, with their last answer to the closing question. "
    "“No reply” means I asked and heard nothing."
)


async def report(stage: Stage) -> list[str]:
    """The newest report, as the room reads it."""
    await stage.miriam.types("/copro report", channel=ROOM)
    await stage.rests()
    return (await reports(stage))[-1]


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
    await stage.idea(stage.ana, "A mistake")
    await stage.ana.clicks("Take my idea back", channel=ROOM)
    await stage.ana.sees("Idea 2 is taken back.", channel=ROOM, private=True)
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
        "How they know the service: front line 1, governing body 1, lived experience 2",
        "Support for new parents",
        "3 March 2027, 12:00 UTC",
        "Attended: 4 champions",
        "Formed: 1 change idea, 1 collaboration",
        "Will do one thing differently: 75 % (3 of 4) of those who answered, "
        "50 % (2 of 4) of those who attended",
        "What was formed",
        "2 change ideas and 1 collaboration (of these 1 between sessions)",
        "Will do at least one thing differently",
        "75 % (3 of 4) of those who answered",
        "50 % (2 of 4) of those who attended",
        "Pledges",
        "5 pledges by 4 people",
        "Done: 1 (20 % of all pledges)",
        "Working on it: 0 (0 % of all pledges)",
        "Stuck: 1 (20 % of all pledges)",
        "No reply: 2 (40 % of all pledges)",
        "Could not be asked: 0 (0 % of all pledges)",
        "Reminders stopped before the first question: 0 (0 % of all pledges)",
        "Not asked yet: 1 (20 % of all pledges)",
        ENDING,
    ]


async def test_over_two_sessions_each_person_counts_once_with_their_latest_answer(stage: Stage) -> None:
    await stage.time_is(WEDNESDAY)
    for title, moment, answer in (("First", WEDNESDAY, "No"), ("Second", THURSDAY, "Yes")):
        await stage.time_is(moment)
        await stage.session(title)
        await stage.check_in(stage.ana)
        await stage.miriam.types("/copro end now", channel=ROOM)
        await stage.ana.sees(f"{title}\n1 person checked in.", channel=ROOM)
        await stage.rests()
        await answers(stage.ana, answer)

    lines = await report(stage)

    assert lines[1:3] == ["Who took part", "2 sessions, 1 champion from 1 sector."]
    assert [line for line in lines if line.startswith("Will do one thing")] == [
        f"Will do one thing differently: {share} of those who answered, {share} of those who attended"
        for share in ("0 % (0 of 1)", "100 % (1 of 1)")
    ]
    assert lines[lines.index("Will do at least one thing differently") + 1 :][:2] == [
        "100 % (1 of 1) of those who answered",
        "100 % (1 of 1) of those who attended",
    ]


async def test_where_nobody_answered_no_share_is_made_up(stage: Stage) -> None:
    await stage.time_is(WEDNESDAY)
    await stage.session("Quiet")

    lines = await report(stage)

    assert lines[2:8] == [
        "1 session, 0 champions from 0 sectors.",
        "Quiet",
        "3 March 2027, 12:00 UTC",
        "Attended: 0 champions",
        "Formed: 0 change ideas, 0 collaborations",
        "Will do one thing differently: nobody has answered yet",
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
    await stage.rests()
    await stage.check_in(stage.delroy)
    await stage.delroy.types("/idea The school lends laptops", channel=ROOM)
    await stage.delroy.sees("Your idea is number 2", channel=ROOM, private=True)
    assert await reports(stage) == []

    await stage.time_is(WEDNESDAY + timedelta(hours=1))

    [lines] = await reports(stage)
    assert lines[2] == "1 session, 1 champion from 1 sector."
    assert lines[lines.index("What was formed") + 1] == "1 change idea and 0 collaborations"
    assert (await report(stage))[2] == "1 session, 2 champions from 2 sectors."


async def test_a_champion_may_not_ask_for_it(stage: Stage) -> None:
    await stage.session()

    await stage.ana.types("/copro report", channel=ROOM)

    await stage.ana.sees("Only facilitators can ask for the report.", channel=ROOM, private=True)
    await stage.rests()
    await stage.delroy.does_not_see("Report of this programme", channel=ROOM)


async def test_where_nothing_was_held_there_is_nothing_to_report(stage: Stage) -> None:
    await stage.miriam.types("/copro report", channel=ROOM)

    await stage.miriam.sees(
        "There is nothing to report yet: no session has been held in this channel.",
        channel=ROOM,
        private=True,
    )
