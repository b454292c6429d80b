"""A session is planned in one form, its agenda arranged, announced, answered, and started from its plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from coproduction.agendas import thawed
from coproduction.people import Actor
from coproduction.planforms import PlanForm
from coproduction.service import planned as service
from handlers import ids
from rehearsal.model import Channel
from tests.handlers.database import Row, tables
from tests.handlers.forging import forged_click
from tests.stage import ROOM, Stage

if TYPE_CHECKING:
    from coproduction.ports import Memory
    from rehearsal.driver.person import Person

TITLE, PURPOSE = "What is the session about?", "What will be different because we met?"
DAY, TIME, LENGTH, AGENDA = "Day", "Time", "How long?", "Which agenda do you begin with?"
ONLY = "Only the people who lead can plan a session."


async def in_days(stage: Stage, days: int) -> str:
    """A day to come, as a calendar gives it."""
    return (stage.workspace.desk.clock() + timedelta(days=days)).date().isoformat()


async def plans(stage: Stage, agenda: str = "First session", days: int = 7) -> None:
    """Miriam fills in the form, and sees her plan."""
    await stage.miriam.types("/copro plan", channel=ROOM)
    await stage.miriam.modal("Plan a session")
    await stage.miriam.fills(
        {
            TITLE: "New parents",
            PURPOSE: "We know each other",
            DAY: await in_days(stage, days),
            TIME: "18:30",
            AGENDA: agenda,
        }
    )
    await stage.miriam.submits()
    await stage.miriam.modal("The plan")


async def presses(stage: Stage, label: str, person: Person | None = None) -> None:
    await (person or stage.miriam).clicks(label)
    await stage.workspace.answering.background.done()


async def chooses(stage: Stage, option: str) -> None:
    await stage.miriam.chooses(option)
    await stage.workspace.answering.background.done()


async def plan_of(stage: Stage) -> str:
    return (await stage.miriam.modal("The plan")).text


def planned(stage: Stage) -> Row:
    [row] = tables(stage)["planned_session"]
    return row


async def announces(stage: Stage) -> None:
    await presses(stage, "Announce")
    await stage.miriam.modal("Announce it?")
    await stage.miriam.submits()
    await stage.miriam.sees("Invitation: New parents", channel=ROOM)
    await stage.rests()


async def test_a_session_is_planned_in_one_form_and_its_agenda_arranged_by_buttons(stage: Stage) -> None:
    await plans(stage, "Short session of one hour")
    shown = await plan_of(stage)
    assert "1. Check-in, 5 minutes: How are you today?" in shown
    assert "The steps take 50 minutes of 60: 10 minutes are free." in shown

    await presses(stage, "Add a step")
    await stage.miriam.modal("New step")
    await stage.miriam.fills({"What kind of step?": "Break", "Minutes": "20", "What you say": "<!here> Tea"})
    await stage.miriam.submits()
    shown = await plan_of(stage)
    assert "5. Break, 20 minutes: <!here> Tea" in shown
    assert "The steps take 70 minutes of 60: 10 minutes too many." in shown

    await chooses(stage, "Move step 5 up")
    await chooses(stage, "Remove step 1")
    await presses(stage, "Put it back")
    assert "1. Check-in, 5 minutes" in await plan_of(stage)
    await chooses(stage, "Remove step 1")
    shown = await plan_of(stage)
    assert "3. Break, 20 minutes" in shown
    over = "The steps take 65 minutes of 60: 5 minutes too many."
    assert over in shown
    await presses(stage, "Announce")
    assert over in (await stage.miriam.modal("Announce it?")).text
    await presses(stage, "Back to the plan")

    await chooses(stage, "Change step 3")
    await stage.miriam.modal("Change a step")
    await stage.miriam.fills({"Minutes": "0"})
    await stage.miriam.submits()
    form = await stage.miriam.modal("Change a step")
    assert form.errors == {"minutes": "A step takes 1 to 120 minutes. Please write a number, such as 10."}
    await stage.miriam.fills({"Minutes": "10"})
    await stage.miriam.submits()
    assert "The steps take 55 minutes of 60: 5 minutes are free." in await plan_of(stage)
    assert await stage.room.violations() == []


async def test_steps_are_added_one_after_the_other_from_one_window_and_each_once(stage: Stage) -> None:
    await plans(stage, "Blank")
    for number, kind in enumerate(("Break", "Poll", "Break"), start=1):
        await presses(stage, "Add a step")
        await stage.miriam.modal("New step")
        await stage.miriam.fills({"What kind of step?": kind})
        await stage.miriam.submits()
        assert f"{number}. {kind}, " in await plan_of(stage)
    keys = [step.key for step in thawed(planned(stage)["agenda"])]
    assert len(set(keys)) == 3


async def test_it_is_announced_only_on_announce_which_says_where_and_people_answer_without_names(
    stage: Stage,
) -> None:
    await plans(stage)
    await stage.rests()
    assert "New parents" not in str([message.readable for message in await stage.ana.messages(ROOM)])
    await presses(stage, "Announce")
    shown = (await stage.miriam.modal("Announce it?")).text
    assert "Everybody there can read it, and say whether they come." in shown
    assert "Until you press Announce, only those who lead can see it." in shown
    await stage.miriam.submits()
    await stage.ana.sees("Invitation: New parents", channel=ROOM)

    for person, answer in ((stage.ana, "Coming"), (stage.delroy, "Coming"), (stage.delroy, "Can't")):
        await person.clicks(answer, channel=ROOM)
    await stage.ana.sees("1 person is coming, 1 person cannot come.", channel=ROOM)
    await stage.ana.sees("You said “Coming” to: New parents", channel=ROOM, private=True)
    await stage.ana.clicks("Coming", channel=ROOM)
    await stage.ana.sees("You had said “Coming” already, so nothing has changed", channel=ROOM, private=True)
    card = await stage.ana.sees("Invitation: New parents", channel=ROOM)
    assert "• Check-in, 10 minutes" in card.readable
    assert not any(name in card.readable for name in ("Ana", "Delroy"))
    answers = {row["person"]: row["coming"] for row in tables(stage)["planned_answer"]}
    assert answers == {stage.ana.id: "yes", stage.delroy.id: "no"}

    await stage.ana.clicks("Ground rules", channel=ROOM)
    assert "One person speaks at a time." in (await stage.ana.modal("Ground rules")).text
    assert await stage.room.violations() == []


async def test_a_changed_time_and_a_cancellation_are_told_to_who_answered(stage: Stage) -> None:
    await plans(stage)
    await announces(stage)
    await stage.ana.clicks("Maybe", channel=ROOM)
    await stage.rests()

    await stage.miriam.types("/copro plan", channel=ROOM)
    await stage.miriam.clicks("Open the plan", channel=ROOM)
    await stage.miriam.modal("The plan")
    await presses(stage, "Change title, time, rules")
    await stage.miriam.modal("Change the plan")
    await stage.miriam.fills({TIME: "19:00", "Link to the video call": "https://call.example/1"})
    await stage.miriam.submits()
    shown = await stage.miriam.modal("The plan")
    assert shown.text.startswith(
        "Saved. The card in the channel shows the new link. Reminders that I have sent"
    )
    await stage.delroy.sees("Video call: https://call.example/1", channel=ROOM)
    await stage.ana.sees("The time of a session has changed: New parents", channel="bot")

    await presses(stage, "Cancel the session")
    await stage.miriam.modal("Cancel the session?")
    await stage.miriam.fills({"Why?": "The hall is closed <!channel>"})
    await stage.miriam.submits()
    await stage.ana.sees("The reason: The hall is closed", channel="bot")
    await stage.delroy.sees("This session is cancelled, because: The hall is closed", channel=ROOM)
    assert [message.readable for message in await stage.delroy.messages("bot")] == []
    await stage.rests()
    assert await stage.pings() == []


async def test_who_announces_what_somebody_else_has_announced_reads_the_plan_as_it_is_now(
    stage: Stage,
) -> None:
    await stage.miriam.types("/copro facilitators add @Tunde Bakare", channel=ROOM)
    await plans(stage)
    await presses(stage, "Announce")
    await stage.tunde.types("/copro plan", channel=ROOM)
    await stage.tunde.clicks("Open the plan", channel=ROOM)
    await stage.tunde.modal("The plan")
    await stage.miriam.submits()
    await stage.ana.sees("Invitation: New parents", channel=ROOM)
    await stage.ana.clicks("Coming", channel=ROOM)
    await stage.rests()
    await presses(stage, "Announce", stage.tunde)
    shown = (await stage.tunde.modal("The plan")).text
    assert "It is announced already. This is the plan as it is now." in shown
    assert "1 person is coming." in shown
    assert "Nobody" not in shown


async def test_who_changes_only_the_title_keeps_the_time_that_somebody_else_has_changed(stage: Stage) -> None:
    await plans(stage)
    await presses(stage, "Change title, time, rules")
    await stage.miriam.modal("Change the plan")
    actor = Actor(stage.miriam.id, is_admin=True)
    before = planned(stage)["id"]
    form = PlanForm("New parents", await in_days(stage, 7), "19:45", PURPOSE, minutes="110")
    desk = stage.workspace.desk

    def change(memory: Memory) -> None:
        stamp = service.led(memory, actor, before).stamp
        service.change(memory, desk.clock(), actor, before, form, stamp)

    await desk.write(change)
    await stage.miriam.fills({TITLE: "Young families"})
    await stage.miriam.submits()
    shown = (await stage.miriam.modal("Change the plan")).text
    assert "They changed:" in shown
    assert "Day and time: " in shown
    await stage.miriam.submits()
    assert "Saved." in await plan_of(stage)
    row = planned(stage)
    assert (row["title"], row["wall"]) == ("Young families", f"{await in_days(stage, 7)}T19:45")


async def test_start_alone_starts_what_is_planned_for_about_now(stage: Stage) -> None:
    await plans(stage, days=1)
    at = datetime.fromtimestamp(planned(stage)["starts_at"] / 1_000_000, UTC)
    await stage.time_is(at - timedelta(minutes=30))

    await stage.miriam.types("/copro start", channel=ROOM)

    await stage.miriam.sees("Your session “New parents” is live.", channel=ROOM, private=True)
    [session] = tables(stage)["session"]
    assert (session["id"], session["title"]) == (planned(stage)["id"], "New parents")
    assert planned(stage)["state"] == "started"
    card = await stage.ana.sees("Session: New parents", channel=ROOM)
    assert card.readable.splitlines()[1:3] == [
        "This session is live. Everybody here has an equal voice.",
        "We know each other",  # its purpose
    ]


async def test_nine_minutes_before_what_is_planned_can_be_started_where_it_is_shown(stage: Stage) -> None:
    await plans(stage, days=1)
    at = datetime.fromtimestamp(planned(stage)["starts_at"] / 1_000_000, UTC)
    await stage.time_is(at - timedelta(minutes=9))
    await stage.miriam.types("/copro now", channel=ROOM)
    panel = await stage.miriam.sees("What is planned for about now stands below.", channel=ROOM, private=True)
    assert "It can start now: press “Start it now”, or type /copro start alone" in panel.readable
    assert '"Title"' not in panel.readable
    await stage.miriam.clicks("Start it now", channel=ROOM)
    await stage.miriam.sees("Your session “New parents” is live.", channel=ROOM, private=True)
    assert planned(stage)["state"] == "started"
    await stage.miriam.types("/copro start", channel=ROOM)
    await stage.miriam.sees("Your session “New parents” is live.", channel=ROOM, private=True)


async def test_who_starts_a_day_early_is_told_of_the_plan_and_may_start_it_on_purpose(stage: Stage) -> None:
    await plans(stage, days=1)
    await stage.miriam.types("/copro start", channel=ROOM)
    form = await stage.miriam.modal("New session")
    assert "“New parents”" in form.text
    await presses(stage, "Start it now")
    shown = await stage.miriam.modal("The session has begun")
    assert "The session “New parents” has begun." in shown.text
    assert f"Its card is on its way to #{ROOM}." in shown.text
    assert planned(stage)["state"] == "started"
    [session] = tables(stage)["session"]
    assert (session["id"], session["title"]) == (planned(stage)["id"], "New parents")
    await stage.time_is(stage.workspace.desk.clock() + timedelta(minutes=9))
    await stage.miriam.types("/copro start", channel=ROOM)
    words = "A session is already live in this channel: “New parents”."
    await stage.miriam.sees(words, channel=ROOM, private=True)


async def test_a_title_typed_like_that_of_a_later_plan_says_that_it_stays_planned(stage: Stage) -> None:
    await plans(stage, days=1)
    await stage.miriam.types('/copro start "new parents"', channel=ROOM)
    told = await stage.miriam.sees("is still planned, with its agenda.", channel=ROOM, private=True)
    assert "cancel this one, type /copro start alone and press “Start it now”." in told.readable
    assert planned(stage)["state"] == "planned"


async def test_a_cancelled_start_says_that_it_is_planned_again_and_how_to_start_it(stage: Stage) -> None:
    await plans(stage, days=1)
    await stage.miriam.types("/copro start", channel=ROOM)
    await stage.miriam.modal("New session")
    await presses(stage, "Start it now")
    await stage.miriam.types("/copro cancel", channel=ROOM)
    assert "If it was planned, its plan stays" in (await stage.miriam.modal("Cancel the session?")).text
    await stage.miriam.submits()
    told = await stage.miriam.sees("Its plan is back, for ", channel=ROOM, private=True)
    assert "From an hour before its time, /copro start alone there starts it, too." in told.readable
    await stage.miriam.clicks("Start it now", on="Its plan is back", channel=ROOM)
    await stage.miriam.sees("Your session “New parents” is live.", channel=ROOM, private=True)
    assert planned(stage)["state"] == "started"


async def test_what_was_moved_meanwhile_is_started_only_by_who_has_read_its_new_time(stage: Stage) -> None:
    await plans(stage)
    await stage.miriam.types("/copro start", channel=ROOM)
    await stage.miriam.modal("New session")

    def move(memory: Memory) -> None:
        plan = memory.planned.get(str(planned(stage)["id"]))
        assert plan
        memory.planned.put(replace(plan, starts_at=plan.starts_at + timedelta(days=1), revision=1))

    await stage.workspace.desk.write(move)
    await presses(stage, "Start it now")
    shown = (await stage.miriam.modal("It has a new time")).text
    assert "“New parents” has a new time now, so I started nothing." in shown
    assert planned(stage)["state"] == "planned"
    await presses(stage, "Start it now")
    await stage.miriam.modal("The session has begun")
    assert planned(stage)["state"] == "started"


async def test_where_and_by_whom_nothing_can_be_planned_a_way_out_is_told(stage: Stage) -> None:
    await stage.ana.types("/copro plan", channel=ROOM)
    await stage.ana.sees(ONLY, channel=ROOM, private=True)
    await stage.miriam.types("/copro plan", channel="bot")
    await stage.miriam.sees("A session needs a channel.", channel="bot")
    await plans(stage)
    for action in (
        ids.OPEN_PLAN,
        ids.ANNOUNCE,
        ids.CALL_OFF,
        ids.START_PLANNED,
        ids.ADD_STEP,
        ids.CHANGE_PLANNED,
    ):
        await forged_click(stage, stage.ana, action, planned(stage)["id"])
    assert (planned(stage)["announced_at"], planned(stage)["state"]) == (None, "planned")


async def test_a_title_and_a_day_that_were_typed_stand_in_the_form(stage: Stage) -> None:
    await stage.miriam.types('/copro plan "Families" in 2 days at 17:15', channel=ROOM)
    form = str((await stage.miriam.modal("Plan a session")).json)
    assert "Families" in form
    assert await in_days(stage, 2) in form
    assert "17:15" in form


async def test_who_leads_and_who_takes_part_find_what_is_planned_in_now_and_on_home(stage: Stage) -> None:
    await plans(stage)
    await stage.miriam.types("/copro now", channel=ROOM)
    await stage.miriam.sees("Planned: New parents", channel=ROOM, private=True)
    await announces(stage)
    await stage.ana.types("/copro now", channel=ROOM)
    await stage.ana.sees("Next session: New parents", channel=ROOM, private=True)
    await stage.ana.clicks("Coming", on="Next session: New parents", channel=ROOM)
    await stage.delroy.sees("1 person is coming.", channel=ROOM)
    await stage.ana.opens_home()
    await stage.ana.home("You said “Coming”.")


async def test_who_would_cancel_what_is_only_planned_is_told_where(stage: Stage) -> None:
    await plans(stage)
    await stage.miriam.types("/copro cancel", channel=ROOM)
    await stage.miriam.sees("One is planned: “New parents”. To cancel it, type", channel=ROOM, private=True)
    await stage.ana.types("/copro cancel", channel=ROOM)
    await stage.ana.sees("Only the people who lead can cancel a session.", channel=ROOM, private=True)
    assert planned(stage)["state"] == "planned"


async def test_a_day_that_was_typed_in_spanish_stands_in_the_form(stage: Stage) -> None:
    day = stage.workspace.desk.clock() + timedelta(days=40)
    months = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
    typed = f"{day.day} de {months.split()[day.month - 1]} 10:00"
    await stage.miriam.types(f'/copro plan "Familias" {typed}', channel=ROOM)
    form = str((await stage.miriam.modal("Plan a session")).json)
    assert day.date().isoformat() in form
    assert "10:00" in form


async def test_where_the_bot_cannot_be_or_is_not_the_way_to_a_channel_is_told(
    stage: Stage,
) -> None:
    members = [stage.miriam.id, stage.ana.id, stage.delroy.id]
    room = Channel("G0TOGETHER", "mpdm-miriam--ana--delroy-1", "mpim", members)
    stage.team.workspace.channels[room.id] = room

    await stage.miriam.types('/copro plan "Ours"', channel=room.id)

    told = await stage.miriam.sees("I cannot be in a group conversation", private=True)
    assert "Please make a channel" in told.readable

    quiet = Channel("G0QUIET", "quiet", "private", members)
    stage.team.workspace.channels[quiet.id] = quiet
    await stage.miriam.opens_home()
    await stage.miriam.home("Plan a session")
    await stage.miriam.clicks("Plan a session", channel="home")
    await stage.miriam.modal("Plan a session")
    day = await in_days(stage, 7)
    await stage.miriam.fills({TITLE: "Ours", DAY: day, TIME: "18:30", "In which channel?": quiet.id})
    refused = await stage.miriam.submits()
    assert "I am not in this private channel" in refused.errors["In which channel?"]
    assert tables(stage)["planned_session"] == []


async def test_an_invitation_to_a_channel_that_was_archived_is_told_and_posted_when_it_opens(
    stage: Stage,
) -> None:
    await plans(stage)
    await stage.room.archive(ROOM)
    await presses(stage, "Announce")
    await stage.miriam.modal("Announce it?")
    await stage.miriam.submits()
    await stage.rests()
    await stage.miriam.sees("It is archived.", channel="bot")
    await stage.miriam.opens_home()
    await stage.miriam.home("Open the plan")
    await stage.miriam.clicks("Open the plan", channel="home")
    waits = "Nobody can read the invitation yet: it waits, because I cannot write in"
    assert waits in (plan := await plan_of(stage))
    assert "It is archived. Somebody has to open it again" in plan
    assert "It is announced." not in plan

    await stage.room.archive(ROOM, undo=True)
    await stage.ana.sees("Invitation: New parents", channel=ROOM)


async def test_that_the_channel_of_an_announced_session_is_archived_is_told_at_once_and_said_in_its_plan(
    stage: Stage,
) -> None:
    await plans(stage)
    await announces(stage)
    await stage.rests()
    await stage.room.archive(ROOM)
    await stage.miriam.sees("A session is announced there: “New parents”", channel="bot")
    await stage.rests()
    await stage.miriam.opens_home()
    await stage.miriam.home("It is archived. Somebody has to open it again")
    await stage.miriam.clicks("Open the plan", channel="home")
    assert "It cannot begin there: I cannot write in" in await plan_of(stage)


async def test_who_comes_says_what_would_help_and_only_who_leads_reads_it(stage: Stage) -> None:
    await plans(stage)
    await announces(stage)
    await stage.ana.clicks("Coming", channel=ROOM)
    await stage.ana.sees("You said “Coming” to: New parents", channel=ROOM, private=True)
    await stage.ana.clicks("What would help you?", channel=ROOM)
    form = await stage.ana.modal("Taking part")
    assert "Only those who lead see this. I forget it 14 days after the session." in form.text
    needs = {"What would help you take part?": ["Captions"], "Anything else?": "Türkçe"}
    forgotten = "I have forgotten what you told me for “New parents”."
    for filled, notes in (
        ({}, 0),
        (needs, 0),
        ({"What would help you take part?": [], "Anything else?": ""}, 1),
        (needs, 1),
    ):
        await stage.ana.fills(filled)
        await stage.ana.submits()
        await stage.rests()
        said = [each.readable for each in await stage.ana.messages(ROOM)]
        said += [each.readable for each in await stage.ana.messages("bot")]
        assert len([each for each in said if forgotten in each]) == notes
        await stage.ana.clicks("What would help you?", channel=ROOM)
        await stage.ana.modal("Taking part")
    await stage.ana.closes()

    await forged_click(stage, stage.delroy, ids.SEE_NEEDS, planned(stage)["id"])
    await presses(stage, "What people need")
    shown = (await stage.miriam.modal("What people need")).text
    assert "Ana Pereira: Captions, Türkçe" in shown
    at = datetime.fromtimestamp(planned(stage)["starts_at"] / 1_000_000, UTC)
    await stage.time_is(at)
    await stage.miriam.types("/copro start", channel=ROOM)
    await stage.miriam.sees("Your session “New parents” is live.", channel=ROOM, private=True)
    await stage.miriam.types("/copro now", channel=ROOM)
    await stage.miriam.clicks("What people need", channel=ROOM)
    assert "Ana Pereira: Captions, Türkçe" in (await stage.miriam.modal("What people need")).text
    for person in (stage.ana, stage.delroy):
        assert "Türkçe" not in str([message.readable for message in await person.messages()])
