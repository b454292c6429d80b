"""A round that goes on: people come and go, take roles, report back, are warned and called back."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.manifest import manifest
from coproduction.breakouts import GROUP_CARD, SEAT_NOTE
from coproduction.messages import Message as Owed
from coproduction.messages import unwanted
from handlers import ids, listids
from handlers.sending.undisturbed import against
from handlers.settings import Settings
from rehearsal.driver.room import Message, Person
from rehearsal.rules.blocks import elements_of
from tests.disturbances.scene import said
from tests.handlers.database import tables
from tests.handlers.forging import forged_click
from tests.handlers.test_breakouts import (
    FOUR,
    MINUTES,
    PLACE,
    PROMPT,
    ROUNDS,
    SIZE,
    four_arrive,
)
from tests.stage import ROOM, Opened, Stage, on_stage, profile_of

NOON = datetime(2027, 3, 3, 12, 0, tzinfo=UTC)
SIX = (*FOUR, "Dwayne Campbell", "Gareth Llewellyn")


async def goes(stage: Stage, **fields: str) -> None:
    """Miriam fills the form, likes what she sees, and everybody is told."""
    labels = {"size": SIZE, "prompt": PROMPT, "minutes": MINUTES, "rounds": ROUNDS, "place": PLACE}
    await stage.miriam.types("/copro breakout", channel=ROOM)
    await stage.miriam.modal("Breakout")
    wished = {"size": "2", "prompt": "What would help?"} | fields
    await stage.miriam.fills({labels[name]: value for name, value in wished.items()})
    await stage.miriam.submits()
    await stage.miriam.modal("Round 1")
    await stage.miriam.submits()
    await stage.miriam.sees("I am posting the groups in #", channel=ROOM)
    await stage.rests()


async def arrive(stage: Stage, *names: str) -> list[Person]:
    await stage.session()
    people = stage.people(*names)
    await stage.check_in(*people)
    return people


def seats(stage: Stage) -> dict[str, tuple[int, str]]:
    """Each person's group and presence, as stored."""
    return {row["person"]: (row["group"], row["presence"]) for row in tables(stage)["breakout_seat"]}


def labels(message: Message) -> list[str]:
    """What stands on its buttons."""
    return [each["text"]["text"] for each in elements_of(message.blocks)]


async def notes(person: Person) -> list[str]:
    """The first line of everything that this person was told in private."""
    return [message.readable.splitlines()[0] for message in await person.messages("bot")]


async def drawn(stage: Stage) -> None:
    """Wait until every card shows how things stand."""
    await stage.rests()
    await stage.workspace.cards.rests()


async def test_saying_that_one_is_here_is_counted_on_the_card(stage: Stage) -> None:
    await four_arrive(stage)
    await stage.breakout()

    await stage.ana.clicks("I'm here", channel="bot")
    await stage.ana.clicks("I'm here", on="Breakout 1", channel=ROOM)

    group = f"You are in group {seats(stage)[stage.ana.id][0]}. Please join it in the video call."
    await stage.ana.sees(f"Good that you are here. {group}", channel="bot", private=True)
    await stage.ana.sees(f"Good that you are here: I have counted you. {group}", channel=ROOM, private=True)
    await stage.miriam.sees("I know of 1 of 4 people that they are here.", channel=ROOM)


async def test_on_home_who_takes_part_says_that_they_are_here_and_home_knows_it(stage: Stage) -> None:
    await four_arrive(stage)
    await stage.breakout()

    await stage.ana.opens_home()
    assert "I have counted you as here." not in (await stage.ana.home("Breakout 1 is going on.")).text
    await stage.ana.clicks("I'm here", channel="home")

    home = await stage.ana.home("I have counted you as here.")
    assert f"You are in group {seats(stage)[stage.ana.id][0]}." in home.text
    assert "Where do I sit?" in home.text
    assert seats(stage)[stage.ana.id][1] == "here"


async def test_who_checks_in_late_gets_a_group_at_once_and_their_group_sees_it(stage: Stage) -> None:
    await four_arrive(stage)
    await stage.breakout()
    (late,) = stage.people("Dwayne Campbell")

    await stage.check_in(late)

    await drawn(stage)
    assert [line[:16] for line in await notes(late)] == ["You are in group"]
    (card,) = [
        m for m in await late.messages(ROOM) if late.name in m.readable and "Report back" in m.readable
    ]
    assert card.edited

    (skips,) = stage.people("Rachel Goldberg")
    await skips.types("/checkin", channel=ROOM)
    await skips.modal("Check in")
    await skips.closes()
    await skips.sees("People are in small groups now. I am sending you a message about yours.", channel=ROOM)
    await drawn(stage)
    assert [line[:16] for line in await notes(skips)] == ["You are in group"]


async def test_who_has_not_checked_in_gets_a_group_at_once_and_may_say_then_how_they_are(
    stage: Stage,
) -> None:
    await four_arrive(stage)
    await stage.breakout()
    (late,) = stage.people("Dwayne Campbell")

    await late.clicks("I'm here", on="Breakout 1", channel=ROOM)

    await late.sees("Good that you are here. You are in group", channel=ROOM, private=True)
    assert late.id in seats(stage)
    await late.clicks("Check in", on="You can also say how you are today", channel=ROOM)
    await late.modal("Check in")
    await late.fills({"How are you today?": "4 – good", "Your name": "With my name", **profile_of(late)})
    await late.submits()
    await late.sees("You are checked in", channel=ROOM, private=True)


async def test_after_three_minutes_who_is_silent_is_absent_and_may_come_back(stage: Stage) -> None:
    people = await arrive(stage, *SIX)
    await goes(stage, size="3")
    *here, silent = people
    for person in here:
        await person.clicks("I'm here", channel="bot")

    began = await stage.room.now()
    await stage.time_is(began + timedelta(minutes=2, seconds=1))
    group = f"You are in group {seats(stage)[silent.id][0]}."
    question = await silent.sees("In a minute your group goes on without you.", channel="bot")
    assert group in question.readable
    asked = await stage.miriam.sees("1 person has not pressed I'm here:", channel="bot")
    assert silent.name in asked.readable
    assert seats(stage)[silent.id][1] == "expected"

    await stage.time_is(began + timedelta(minutes=3, seconds=5))  # a minute after the question has arrived

    assert seats(stage)[silent.id][1] == "absent"
    assert {seats(stage)[person.id][1] for person in here} == {"here"}
    await stage.time_is(began + timedelta(minutes=3, seconds=20))
    await stage.miriam.sees(
        f"• {silent.name} did not press I'm here when I asked: out of group ", channel="bot"
    )
    await silent.clicks("I'm here", on="Your group goes on without you", channel="bot")
    await silent.sees("You have a place again: you are in group ", channel="bot", private=True)
    assert seats(stage)[silent.id][1] == "here"


async def test_where_hardly_anybody_presses_nobody_is_taken_to_be_absent(stage: Stage) -> None:
    people = await arrive(stage, *SIX)
    await goes(stage, size="3")
    await people[0].clicks("I'm here", channel="bot")

    await stage.time_is(await stage.room.now() + timedelta(minutes=3, seconds=1))

    assert [presence for _, presence in seats(stage).values()].count("absent") == 0


async def test_a_facilitator_says_who_is_missing_and_only_who_moves_is_told(stage: Stage) -> None:
    people = await arrive(stage, *SIX)
    await goes(stage, size="2")
    before = seats(stage)
    gone, alone = (p for p in people if before[p.id][0] == 1)

    await stage.leads("Somebody is missing")
    await stage.miriam.modal("Who is missing?")
    await stage.miriam.fills({"Have not pressed I'm here": [gone.name]})
    await stage.room.disturb("chat.update", what="429", times=8, retry_after=0)
    await stage.miriam.submits()

    await drawn(stage)
    assert gone.name not in (await alone.sees("Group 1, round 1", channel=ROOM)).readable
    said = await stage.miriam.sees(f"• {gone.name} is not there: out of group 1", channel=ROOM, private=True)
    after = seats(stage)
    moved = [p for p in people if p is not gone and after[p.id][0] != before[p.id][0]]
    assert after[gone.id][1] == "absent"
    assert len(moved) <= 1
    assert [len(await notes(p)) for p in people] == [2 if p in [*moved, gone] else 1 for p in people]
    assert await notes(gone) == [
        "You are in no group at the moment",
        "Your group goes on without you. Round 1",
    ]
    for person in (p for p in people if p is not gone and p not in moved):  # who stays is sent nothing more
        others = [p.name for p in people if p is not person and p is not gone]
        theirs = [p.name for p in people if after[p.id] == after[person.id] and p.name in others]
        (note,) = await person.messages("bot")
        assert sorted(name for name in others if f"@{name}" in note.readable) == sorted(theirs)
    assert "I tell who is out, too" in said.readable
    assert alone.id in after
    lines = [f"• {p.name}: from group {before[p.id][0]} to group {after[p.id][0]}" for p in moved]
    assert [line for line in said.readable.splitlines() if ": from " in line] == lines
    [round_] = tables(stage)["breakout_round"]
    action = ids.at(f"{listids.SEE_ALL}/{listids.UNREACHED}", 0)
    await forged_click(stage, stage.miriam, action, f"{listids.UNREACHED}:{round_['id']}")
    assert "There is nothing in this list any more." in (await stage.miriam.modal("Not reached")).text
    await stage.miriam.closes()
    await stage.miriam.clicks("They are here after all", channel=ROOM)
    newest = await stage.miriam.sees(f"• {gone.name} came: to group ", channel=ROOM, private=True)
    assert seats(stage)[gone.id][1] == "here"
    await drawn(stage)
    seen = [message for message in await stage.miriam.messages(ROOM) if message.ephemeral]
    assert (seen[-1].ts, seen[-2].ts) == (newest.ts, said.ts)  # what it answers was not replaced
    assert await notes(gone) == [
        "You have moved to another group",
        "You have a place again. Round 1",
        f"You are in group {seats(stage)[gone.id][0]} now",
    ]


async def test_who_leads_reads_what_a_group_lost_and_moves_somebody_there(stage: Stage) -> None:
    await arrive(stage, "Ana Pereira", "Aisha Rahman", "Dr Priya Nair", "Delroy Francis")
    await goes(stage, size="4")
    await stage.leads("Somebody is missing")
    await stage.miriam.modal("Who is missing?")
    await stage.miriam.fills({"Have not pressed I'm here": ["Aisha Rahman"]})
    await stage.miriam.submits()

    alone = "In group 1, only one person is known to speak from lived experience now."
    said = await stage.miriam.sees(alone, channel=ROOM, private=True)
    assert "Move somebody" in labels(said)
    await stage.miriam.clicks("Move somebody", on=alone, channel=ROOM)
    await stage.miriam.modal("Move somebody")
    ana, priya = (f"{name} (Group 1)" for name in ("Ana Pereira", "Dr Priya Nair"))
    await stage.miriam.fills({"Who": ana, "goes to, or changes places with": "Group 1"})
    await stage.miriam.submits()
    await stage.miriam.sees("They sit there already, so nothing has changed.", channel=ROOM, private=True)
    await stage.leads("Move somebody")
    await stage.miriam.modal("Move somebody")
    await stage.miriam.fills({"Who": ana, "goes to, or changes places with": priya})
    deed = await stage.miriam.submits()
    assert deed.errors == {"Who": "Choose two people who are in different groups."}


async def test_the_silent_are_ticked_and_an_empty_form_says_so_and_stays_open(stage: Stage) -> None:
    people = await arrive(stage, *SIX)
    await goes(stage, size="3")
    for person in people[:4]:
        await person.clicks("I'm here", channel="bot")
    await stage.leads("Somebody is missing")
    form = await stage.miriam.modal("Who is missing?")
    assert "I know of 4 of 6 people that they are here. All others are ticked" in form.text
    await stage.miriam.fills({"Have not pressed I'm here": []})
    deed = await stage.miriam.submits()
    told = "Please tick who is missing. If nobody is, close this form."
    assert deed.errors == {"Have not pressed I'm here": told}

    await stage.miriam.fills({"Have not pressed I'm here": [each.name for each in people[4:]]})
    await stage.miriam.submits()

    await stage.miriam.sees(f"• {people[4].name} is not there", channel=ROOM, private=True)
    absent = {person for person, (_, presence) in seats(stage).items() if presence == "absent"}
    assert absent == {people[4].id, people[5].id}


async def test_who_asks_the_app_in_words_where_they_sit_is_answered_as_by_the_button_each_time(
    stage: Stage,
) -> None:
    await four_arrive(stage)
    await stage.ana.types("where do I sit?", channel="bot")
    await stage.ana.sees("There are no groups now.", channel="bot")
    await stage.breakout()
    await stage.rests()
    number = seats(stage)[stage.ana.id][0]
    before = await said(stage.ana, f"You are in group {number}", "bot")

    for words in ("¿Dónde me siento?", "Hi, which group am I in please?"):
        await stage.ana.types(words, channel="bot")
    await stage.blessing.types("dónde me siento", channel="bot")
    await stage.rests()

    assert await said(stage.ana, f"You are in group {number}", "bot") == before + 2
    assert seats(stage)[stage.ana.id][1] == "here"
    assert await said(stage.ana, "There are no groups now.", "bot") == 1
    await stage.blessing.types("@alongside where do I sit", channel=ROOM)
    await stage.blessing.sees("Please check in first", channel=ROOM, private=True)


async def test_anybody_may_ask_where_they_sit_and_a_stranger_is_told_what_to_do(stage: Stage) -> None:
    people = await four_arrive(stage)
    await stage.breakout()
    number = seats(stage)[stage.ana.id][0]

    await stage.ana.clicks("Where do I sit?", on="Breakout 1", channel=ROOM)
    await stage.blessing.clicks("Where do I sit?", on="Breakout 1", channel=ROOM)

    answered = await stage.ana.sees(f"You are in group {number}", channel=ROOM, private=True)
    assert [one for one, (_, presence) in seats(stage).items() if presence == "here"] == [stage.ana.id]
    with_her = [p for p in people if seats(stage)[p.id][0] == number and p is not stage.ana]
    assert f"@{with_her[0].name}" in answered.readable
    counted = "You have asked, so I count you as here. If you cannot come, please tell whoever leads."
    assert counted in answered.readable
    await stage.ana.clicks("Where do I sit?", on="Breakout 1", channel=ROOM)
    await stage.rests()
    told = [message.readable for message in await stage.ana.messages(ROOM) if message.private]
    assert [counted in each for each in told if f"You are in group {number}" in each] == [True, False]
    await stage.blessing.sees("Please check in first", channel=ROOM, private=True)
    await stage.blessing.clicks("Check in", on="Please check in first", channel=ROOM)
    await stage.blessing.modal("Check in")


async def test_a_note_says_until_when_there_is_time_also_after_more_was_given(stage: Stage) -> None:
    await four_arrive(stage)
    await goes(stage, minutes="20")
    await stage.leads("5 more minutes")
    await drawn(stage)
    card = await stage.ana.sees("Until ", channel=ROOM)

    await stage.ana.clicks("Where do I sit?", on="Breakout 1", channel=ROOM)

    answered = await stage.ana.sees("You have until ", channel=ROOM, private=True)
    ends = [re.findall(r"<!date\^\d+", str(message.blocks)) for message in (card, answered)]
    began = await stage.room.now()
    assert ends[0] == ends[1] != []
    left = int(ends[0][0].rpartition("^")[2]) - began.timestamp()
    assert 24 * 60 < left <= 25 * 60


async def test_newcomers_between_preview_and_go_are_looked_at_before_anybody_is_told(stage: Stage) -> None:
    await four_arrive(stage)
    await stage.miriam.types('/copro breakout 2 "What would help?"', channel=ROOM)
    await stage.miriam.modal("Round 1")
    late = stage.people("Dwayne Campbell", "Gareth Llewellyn")
    await stage.check_in(*late)

    await stage.miriam.submits()
    await stage.workspace.answering.background.done()

    again = await stage.miriam.modal("Round 1")
    assert again.text.startswith("Other people are there than in the groups you saw.")
    assert all(person.name in again.text for person in late)
    assert {row["state"] for row in tables(stage)["breakout_round"]} == {"planned"}
    await stage.miriam.submits()
    told = await stage.miriam.sees("6 people in 3 groups.", channel=ROOM, private=True)
    assert "stands on my Home tab, too: press my name, then “Home”." in told.readable


async def test_who_closes_the_form_while_groups_are_made_is_shown_the_way_back(stage: Stage) -> None:
    await four_arrive(stage)
    await stage.room.disturb("views.update", what="error:not_found")

    await stage.miriam.types('/copro breakout 2 "What would help?"', channel=ROOM)

    form = await stage.miriam.modal("One moment")
    assert form.text.startswith("I am putting 4 people into groups.")
    await stage.miriam.sees("The groups of round 1 are ready.", channel=ROOM, private=True)
    await stage.miriam.closes()

    await stage.miriam.clicks("Show the groups", channel=ROOM)

    await stage.miriam.modal("Round 1")


async def test_a_round_that_goes_on_is_named_before_a_form_for_another_opens(stage: Stage) -> None:
    await four_arrive(stage)
    await stage.breakout()
    for typed in ("/copro breakout", '/copro breakout 2 "And then?"'):
        await stage.miriam.types(typed, channel=ROOM)
        await stage.miriam.sees(
            "Round 1 is still going on. Call everyone back first.", channel=ROOM, private=True
        )
    assert [row["number"] for row in tables(stage)["breakout_round"]] == [1]


async def test_a_report_that_comes_after_the_session_keeps_its_words_and_changes_no_figure(
    stage: Stage,
) -> None:
    people = await four_arrive(stage)
    await stage.breakout(4)
    await people[0].clicks("Report back", on="Group 1, round 1", channel=ROOM)
    await people[0].modal("Report back")
    await people[0].fills({"One idea": "A later start"})
    await stage.miriam.types("/copro end now", channel=ROOM)
    await drawn(stage)

    deed = await people[0].submits()

    (words,) = deed.errors.values()
    assert words.startswith("This session has ended, so its groups report no more")
    assert not deed.closed
    assert tables(stage)["idea"] == []
    card = await people[0].sees("Group 1, round 1", channel=ROOM)
    assert "Report back" not in card.readable


async def test_more_time_can_be_taken_back(stage: Stage) -> None:
    await four_arrive(stage)
    await goes(stage, minutes="10", size="4")
    [before] = tables(stage)["breakout_round"]
    await stage.leads("5 more minutes")
    await stage.miriam.sees("The groups have 5 more minutes.", channel=ROOM, private=True)

    await stage.miriam.clicks("Take the 5 minutes back", channel=ROOM)

    await stage.miriam.sees("The groups have the time they had before.", channel=ROOM, private=True)
    assert tables(stage)["breakout_round"] == [before]


async def test_anybody_of_a_group_takes_a_role_or_calls_for_a_hand_and_nobody_else(stage: Stage) -> None:
    people = await four_arrive(stage)
    await stage.breakout(4)
    roles = {row["person"]: row["role"] for row in tables(stage)["breakout_seat"]}
    plain = next(p for p in people if roles[p.id] is None)
    scribe = next(p for p in people if roles[p.id] == "scribe")

    await plain.clicks("I'll take notes", on="Group 1, round 1", channel=ROOM)
    await stage.miriam.clicks("I'll keep time", on="Group 1, round 1", channel=ROOM)

    await stage.miriam.sees("You are not in Group 1", channel=ROOM, private=True)
    await plain.sees("Thank you. You take notes for group 1 now.", channel=ROOM, private=True)
    lost = f"{plain.name} takes notes for group 1 now, so you need not."
    await scribe.sees(lost, channel=ROOM, private=True)
    roles = {row["person"]: row["role"] for row in tables(stage)["breakout_seat"]}
    assert [person for person, role in roles.items() if role == "scribe"] == [plain.id]
    assert [one for one, (_, presence) in seats(stage).items() if presence == "here"] == [plain.id]
    await stage.ana.sees(f"{plain.name} takes notes.", channel=ROOM)

    await stage.miriam.clicks("We need a hand", on="Group 1, round 1", channel=ROOM)
    await stage.miriam.sees("Only who is in a group can ask for a hand.", channel=ROOM, private=True)
    await scribe.clicks("We need a hand", channel="bot")
    await scribe.sees("that group 1 would like a hand. I do not say who", channel="bot", private=True)
    assert {one for one, (_, presence) in seats(stage).items() if presence == "here"} == {plain.id, scribe.id}
    wanted = await stage.miriam.sees("Group 1 would like a hand", channel="bot")
    assert all(person.name in wanted.readable for person in people)
    await stage.miriam.opens_home()
    await stage.miriam.home("Group 1 would like a hand, since")
    await stage.miriam.clicks("I am on my way to group 1", channel="home")
    await stage.miriam.home("Thank you. I am telling group 1 that you are on the way.")
    for channel in (ROOM, "bot"):
        await stage.ana.sees("Miriam Adler is on the way.", channel=channel)
    await stage.miriam.sees("You are on the way. The group knows.", channel="bot")


async def test_a_group_reports_back_and_its_idea_is_the_groups(stage: Stage) -> None:
    people = await four_arrive(stage)
    await stage.breakout(4)
    await people[0].clicks("Report back", on="Group 1, round 1", channel=ROOM)
    await people[0].modal("Report back")
    assert seats(stage)[people[0].id][1] == "here"  # whoever presses this is there
    await people[0].fills({"One thing we agree on": "Mornings are hard", "One idea": "A later start"})

    await people[0].submits()

    await people[0].sees("Your idea is idea 1 now, with the name of group 1.", channel=ROOM)
    card = await stage.miriam.sees("Idea 1", channel=ROOM)
    assert card.readable.splitlines()[:3] == [
        "Idea 1",
        "A later start",
        "From group 1, round 1 · 0 supporters",
    ]
    await stage.miriam.sees("We agree: Mornings are hard", channel=ROOM)
    assert {row["author"] for row in tables(stage)["idea"]} == {None}


async def test_who_reports_from_their_private_note_reads_in_the_form_that_it_was_shared(
    stage: Stage,
) -> None:
    people = await four_arrive(stage)
    await stage.breakout(4)
    await people[0].clicks("Report back", channel="bot")
    await people[0].modal("Report back")
    await people[0].fills({"One thing we agree on": "Mornings are hard"})
    before = await notes(people[0])

    await people[0].submits()

    assert (await people[0].modal("Report back")).text == "Thank you. It stands on the card of group 1."
    assert await notes(people[0]) == before


async def test_every_remark_can_be_read_though_a_card_shows_only_some(stage: Stage) -> None:
    people = await four_arrive(stage)
    await stage.breakout(4)
    told = [f"Remark {number}" for number in range(1, 9)]
    for remark in told:
        await people[0].clicks("Report back", on="Group 1, round 1", channel=ROOM)
        await people[0].modal("Report back")
        await people[0].fills({"One thing we agree on": remark})
        await people[0].submits()
    await drawn(stage)
    card = await stage.ana.sees("And 2 earlier remarks: press All remarks.", channel=ROOM)
    assert re.findall(r"Remark \d", card.readable) == told[2:]

    await stage.ana.clicks("All remarks", on="Group 1, round 1", channel=ROOM)

    assert re.findall(r"Remark \d", (await stage.ana.modal("Remarks, round 1")).text) == told
    await stage.leads("Call everyone back")
    await drawn(stage)
    over = await stage.blessing.sees("Everybody has been called back.", channel=ROOM)
    assert re.findall(r"Remark \d", over.readable) == told[:6]
    await stage.blessing.clicks("All remarks", on="Breakout 1", channel=ROOM)
    assert re.findall(r"Remark \d", (await stage.blessing.modal("Remarks, round 1")).text) == told


async def test_a_report_with_nothing_in_it_is_refused_and_a_stranger_to_the_group_too(stage: Stage) -> None:
    people = await four_arrive(stage)
    await stage.breakout(4)
    (outsider,) = stage.people("Dwayne Campbell")

    await outsider.clicks("Report back", on="Group 1, round 1", channel=ROOM)
    await people[0].clicks("Report back", on="Group 1, round 1", channel=ROOM)
    await people[0].modal("Report back")
    deed = await people[0].submits()

    await outsider.sees("You have no place in this round yet. Press I'm here", channel=ROOM, private=True)
    assert deed.errors == {"One thing we agree on": "Please fill in at least one of the three."}


async def test_groups_are_warned_two_minutes_before_the_end_in_their_own_thread(stage: Stage) -> None:
    await four_arrive(stage)
    await goes(stage, minutes="10")
    began = await stage.room.now()

    await stage.time_is(began + timedelta(minutes=7, seconds=50))
    await stage.ana.does_not_see("Two minutes left.", channel=ROOM)
    await stage.time_is(began + timedelta(minutes=8, seconds=5))

    warnings = [m for m in await stage.ana.messages(ROOM) if "Two minutes left." in m.readable]
    roots = {m.ts for m in await stage.ana.messages(ROOM) if m.readable.startswith("Group ")}
    assert len(warnings) == 2
    assert {m.thread_ts for m in warnings} == roots


async def test_five_more_minutes_move_the_warning(stage: Stage) -> None:
    await four_arrive(stage)
    await goes(stage, minutes="10", size="4")
    began = await stage.room.now()

    await stage.leads("5 more minutes")
    await stage.time_is(began + timedelta(minutes=8, seconds=5))
    await stage.ana.does_not_see("Two minutes left.", channel=ROOM)
    await stage.time_is(began + timedelta(minutes=13, seconds=5))

    await stage.ana.sees("Two minutes left.", channel=ROOM)


async def test_everybody_is_called_back_once_however_often_it_is_pressed(stage: Stage) -> None:
    await four_arrive(stage)
    await stage.breakout()

    await stage.miriam.clicks("For facilitators", on="Breakout 1", channel=ROOM)
    await stage.leads("Call everyone back")
    await stage.miriam.clicks("Call everyone back", channel=ROOM, allow_silence=True)  # in the older panel

    await drawn(stage)
    calls = [m for m in await stage.ana.messages(ROOM) if "Please come back to the whole room." in m.readable]
    assert len(calls) == 2  # one in each group's thread
    await stage.miriam.sees("Everybody has been called back.", channel=ROOM)


async def test_what_waits_for_its_turn_when_everybody_is_called_back_is_not_sent_any_more(
    stage: Stage,
) -> None:
    await arrive(stage, *FOUR)
    await goes(stage)
    (round_,) = tables(stage)["breakout_round"]
    due = Owed(id="m", kind=GROUP_CARD, subject=str(round_["id"]), part=1, due_at=NOON, next_at=NOON)
    for kind in (GROUP_CARD, SEAT_NOTE):
        claimed = replace(due, kind=kind)
        assert await against(stage.workspace.desk, claimed) is None
    await stage.leads("Call everyone back")
    await stage.miriam.sees("Everybody has been called back.", channel=ROOM)

    for kind in (GROUP_CARD, SEAT_NOTE):
        claimed = replace(due, kind=kind)
        assert await against(stage.workspace.desk, claimed) == unwanted("the round is over")


async def test_a_private_message_says_until_when_and_is_closed_when_everybody_is_called_back(
    stage: Stage,
) -> None:
    await arrive(stage, *FOUR)
    await goes(stage, minutes="15")
    own = await stage.ana.sees("You have until", channel="bot")
    assert [each["text"]["text"] for each in elements_of(own.blocks)] == [
        "I'm here",
        "Report back",
        "We need a hand",
    ]

    await stage.leads("Call everyone back")

    closed = await stage.ana.sees("This round is over. Thank you.", channel="bot")
    assert closed.ts == own.ts
    assert elements_of(closed.blocks) == []
    await stage.ana.does_not_see("You have until", channel="bot")


async def test_rounds_planned_together_start_one_after_the_other_and_nobody_meets_again(stage: Stage) -> None:
    people = await arrive(stage, "Ana Pereira", "Aisha Rahman", "Comfort Mensah", "Harjit Kaur")
    await goes(stage, rounds="2")
    await stage.leads("Call everyone back")
    await drawn(stage)

    await stage.leads("Start round 2")

    await stage.rests()
    rows = tables(stage)["breakout_seat"]
    pairs = [
        {row["person"] for row in rows if (row["round"], row["group"]) == key}
        for key in {(row["round"], row["group"]) for row in rows}
    ]
    assert sorted(map(len, pairs)) == [2] * 4
    assert len({frozenset(pair) for pair in pairs}) == 4
    assert [len(await notes(person)) for person in people] == [2] * 4


async def test_who_starts_a_round_a_moment_later_reads_by_name_who_has_started_it(stage: Stage) -> None:
    await arrive(stage, *FOUR)
    await stage.miriam.types("/copro facilitators add @Tunde Bakare", channel=ROOM)
    await goes(stage, rounds="2")
    await stage.leads("Call everyone back")
    await stage.leads("Start round 2")
    started = next(each for each in tables(stage)["breakout_round"] if each["number"] == 2)
    await forged_click(stage, stage.tunde, ids.NEXT_ROUND, str(started["id"]))
    told = "I have told their group. Miriam Adler has started it."
    await stage.tunde.sees(told, channel=ROOM, private=True)


async def test_who_leaves_the_channel_leaves_no_lone_person_behind(stage: Stage) -> None:
    people = await arrive(stage, *SIX)
    await goes(stage, size="2")
    gone = people[0]

    since = (await stage.room.log())[-1]["seq"]
    await stage.room.kick(gone.id, ROOM)

    await stage.room.wait_for(since=since, kind="call", method="chat.update")
    await drawn(stage)
    there = [number for number, presence in seats(stage).values() if presence != "absent"]
    assert seats(stage)[gone.id][1] == "absent"
    assert {there.count(number) for number in there} <= {2, 3}


async def test_ending_the_session_ends_its_round_and_forgets_planned_ones(stage: Stage) -> None:
    await four_arrive(stage)
    await goes(stage, rounds="2")

    await stage.miriam.types("/copro end now", channel=ROOM)

    await drawn(stage)
    assert [row["state"] for row in tables(stage)["breakout_round"]] == ["ended"]
    await stage.miriam.sees("Everybody has been called back.", channel=ROOM)


async def test_a_restart_during_a_round_loses_and_doubles_nothing(stage: Stage) -> None:
    people = await four_arrive(stage)
    await goes(stage, minutes="10")
    began = await stage.room.now()

    await stage.restarts_bot()
    await stage.time_is(began + timedelta(minutes=8, seconds=5))

    warnings = [m for m in await stage.ana.messages(ROOM) if "Two minutes left." in m.readable]
    assert len(warnings) == 2
    assert [len(await notes(person)) for person in people] == [1] * 4


async def test_the_groups_are_listed_for_the_video_call_to_the_facilitator_alone(stage: Stage) -> None:
    await four_arrive(stage)
    await stage.breakout(4)

    await stage.leads("List for the video call")

    listed = await stage.miriam.sees("Group 1: Ana Pereira, Comfort Mensah", channel=ROOM, private=True)
    *earlier, last = sorted(FOUR)
    assert listed.readable.splitlines()[0] == f"Group 1: {', '.join(earlier)} and {last}"


async def test_where_addresses_are_known_the_list_is_the_file_that_zoom_takes(database: Opened) -> None:
    wanted = manifest(Settings(lists_emails=True))
    async with on_stage(database, manifest=wanted, EMAILS="yes") as stage:
        await four_arrive(stage)
        await stage.breakout(4)

        await stage.leads("List for the video call")

        listed = await stage.miriam.sees("For Zoom:", channel=ROOM, private=True)
        rows = [line.strip("`") for line in listed.readable.splitlines() if "," in line and "@" in line]
        assert sorted(rows) == [
            f"Group 1,{name}@southbank-parent-champions.example"
            for name in ("ana.pereira", "comfort.mensah", "delroy.francis", "priya.nair")
        ]
        assert "Pre-assign Room Name,Email Address" in listed.readable
        assert await stage.room.violations() == []
        assert not any("@southbank" in str(row) for rows in tables(stage).values() for row in rows)


async def test_without_the_permission_no_address_is_asked_for_or_shown(stage: Stage) -> None:
    await four_arrive(stage)
    await stage.breakout(4)

    await stage.leads("List for the video call")

    listed = await stage.miriam.sees("Group 1: Ana Pereira", channel=ROOM, private=True)
    assert "For Zoom" not in listed.readable


async def test_a_champion_finds_on_the_card_what_is_theirs_and_is_told_so_where_they_press_the_other(
    stage: Stage,
) -> None:
    await four_arrive(stage)
    await goes(stage, minutes="10", rounds="2")
    card = await stage.ana.sees("Breakout 1: ", channel=ROOM)
    assert labels(card) == ["I'm here", "Where do I sit?", "For facilitators"]

    await stage.ana.clicks("For facilitators", on="Breakout 1", channel=ROOM)

    told = await stage.ana.sees(
        "This button is for those who lead: Miriam Adler.", channel=ROOM, private=True
    )
    assert "Breakout 1 is going on. Until " in told.readable
    assert labels(told) == [
        "Check in again", "I'm here", "Where do I sit?", "All groups", "Write an idea", "Make a pledge",
    ]  # fmt: skip
    await stage.ana.clicks("I'm here", on="This button is for those who lead", channel=ROOM)
    await stage.ana.sees("Good that you are here. You are in group ", channel=ROOM, private=True)
    await stage.leads("Call everyone back")
    await drawn(stage)
    assert labels(await stage.ana.sees("Breakout 1: ", channel=ROOM)) == ["For facilitators"]


@pytest.mark.parametrize("action", [ids.CALL_BACK, ids.MORE_TIME, ids.MISSING, ids.ROOM_LIST])
async def test_a_champion_cannot_run_a_round(stage: Stage, action: str) -> None:
    await four_arrive(stage)
    await goes(stage, minutes="10")
    [round_] = tables(stage)["breakout_round"]

    await forged_click(stage, stage.ana, action, str(round_["id"]))

    await stage.ana.sees("Only the people who lead can", channel=ROOM, private=True)
    assert tables(stage)["breakout_round"] == [round_]


async def test_who_leaves_the_workspace_leaves_their_group(stage: Stage) -> None:
    people = await arrive(stage, *SIX)
    await goes(stage, size="3")

    since = (await stage.room.log())[-1]["seq"]
    await stage.room.change_person(people[0].id, deleted=True)

    await stage.room.wait_for(since=since, kind="call", method="chat.update")
    await drawn(stage)
    assert seats(stage)[people[0].id][1] == "absent"
