"""A nudge as a person meets it, and what those who lead see of it, in the rehearsal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from coproduction.ideas import IdeaKind
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import ideas, worked
from tests.handlers.database import tables
from tests.handlers.test_nudging import ASKED, LATER, MINUTE, nudges, promise
from tests.handlers.test_nudging import WEDNESDAY as MADE_ON
from tests.handlers.test_talk import writes
from tests.stage import ROOM, Stage

ASKS = "How is your pledge going?"
WEDNESDAY = datetime(2027, 3, 24, 10, 1, tzinfo=UTC)  # two weeks after the question


async def asked(stage: Stage) -> None:
    """Ana is asked about her pledge."""
    await promise(stage)
    await asked_now(stage)


async def asks_whether_it_worked(stage: Stage) -> None:
    """An idea of Ana's is done, two days before she is asked about her pledge."""
    room, desk, ana = stage.slack.slack.workspace.channel(ROOM), stage.workspace.desk, Actor(stage.ana.id)
    assert room
    draft = ideas.IdeaDraft("A buddy for every new parent", IdeaKind.CHANGE, "form:1")

    def ask(memory: Memory) -> None:
        idea = ideas.write(memory, MADE_ON, ana, room.id, draft).idea
        worked.ask(memory, ASKED - timedelta(days=2), idea)

    await desk.write(ask)


async def asked_now(stage: Stage) -> None:
    await stage.time_is(ASKED + MINUTE)


async def test_a_day_of_ones_own_choice_is_asked_for_in_a_form_and_a_past_one_refused(stage: Stage) -> None:
    await promise(stage)
    await asks_whether_it_worked(stage)
    await asked_now(stage)
    await stage.ana.clicks("It helped", on=ASKS, channel="bot")
    await stage.ana.modal("Did it work?")
    await stage.ana.submits()
    assert ASKS in (await stage.ana.sees("You said: It helped.", channel="bot")).readable

    await stage.ana.chooses("Not now: I choose a day", on=ASKS, channel="bot")
    await stage.ana.modal("Ask me later")
    await stage.ana.fills({"On which day?": "2027-03-10"})
    assert (await stage.ana.submits()).errors == {
        "On which day?": "This day is not in the future. Please choose tomorrow or a later day."
    }
    await stage.ana.fills({"On which day?": "2027-03-16"})
    await stage.ana.submits()

    await stage.ana.sees("I will ask again on Tuesday 16 March 2027 at 10:00.", channel="bot")
    await stage.time_is(datetime(2027, 3, 16, 10, 1, tzinfo=UTC))
    assert await nudges(stage.ana) == 2


async def test_the_menu_puts_off_changes_lets_go_and_stops_and_the_message_says_so(stage: Stage) -> None:
    await asked(stage)
    await stage.ana.types("/copro reminders light", channel=ROOM)

    await stage.ana.chooses("Not now: in 3 days", on=ASKS, channel="bot")
    await stage.ana.sees(
        "Saturday 13 March 2027 is on a weekend, so I will ask on Monday 15 March 2027 at 10:00.",
        channel="bot",
    )
    await stage.ana.chooses("Change it, hand it over or let it go", on=ASKS, channel="bot")
    await stage.ana.modal("Your pledge")
    await stage.ana.clicks("Change the pledge")
    assert "I ask once after 6 weeks." in str((await stage.ana.modal("Change your pledge")).json)
    await stage.ana.fills({"What will you do differently?": "Visit two streets"})
    await stage.ana.submits()
    await stage.ana.sees("“Visit two streets”", channel="bot")
    await stage.ana.chooses("Change it, hand it over or let it go", on=ASKS, channel="bot")
    await stage.ana.modal("Your pledge")
    await stage.ana.clicks("Let it go")
    await stage.ana.modal("Your pledge", "You let this pledge go.")
    await stage.ana.closes()
    await stage.ana.sees("You let this pledge go. I will not ask about it again.", channel="bot")
    await stage.ana.clicks("Take it up again", on=ASKS, channel="bot")
    await stage.ana.sees("so I will ask on Monday 15 March 2027", channel="bot")
    await stage.ana.chooses("Stop reminders", on=ASKS, channel="bot")
    await stage.ana.sees("You asked me to stop reminders. I will not ask again.", channel="bot")


async def test_who_answers_a_question_whose_sending_was_cut_sees_their_answer_at_once(stage: Stage) -> None:
    await promise(stage)
    await stage.room.disturb("chat.postMessage", what="cut_after")
    await asked_now(stage)

    await stage.room.disturb("chat.update", what="429", retry_after=0)
    await stage.ana.clicks("Done", on=ASKS, channel="bot")

    await stage.ana.sees("You said: Done. Thank you.", channel="bot")
    [nudge] = [row for row in tables(stage)["message"] if row["kind"] == "nudge"]
    assert (nudge["state"], nudge["ts"]) == ("unknown", None)
    await stage.time_is(ASKED + 6 * MINUTE)
    [nudge] = [row for row in tables(stage)["message"] if row["kind"] == "nudge"]
    assert (nudge["state"], await nudges(stage.ana)) == ("sent", 1)
    await stage.ana.sees("You said: Done. Thank you.", channel="bot")


async def test_words_that_say_stuck_or_who_shall_have_it_are_asked_about_as_such(stage: Stage) -> None:
    await asked(stage)

    await writes(stage, stage.ana, "No pude, sigo sin avanzar")
    kept = (await stage.ana.sees("Are you stuck?", channel="bot")).readable.splitlines()
    at = kept.index("Are you stuck?")
    assert kept[at + 1 : at + 4] == ["Stuck", "Still working on it", "Yes, done"]
    await writes(stage, stage.ana, "Pásalo a Blessing")
    told = await stage.ana.sees("To hand it over, type /copro mine and press “Hand it over”", channel="bot")
    assert "Shall I mark it as done?" not in told.readable


async def test_a_yes_below_are_you_stuck_says_stuck_and_not_done(stage: Stage) -> None:
    await asked(stage)
    await writes(stage, stage.ana, "I could not, I am stuck")

    await writes(stage, stage.ana, "yes")

    assert [row["reply"] for row in tables(stage)["follow_up"] if row["reply"]] == ["stuck"]


async def test_an_answer_in_own_words_is_kept_asked_about_and_can_be_deleted(stage: Stage) -> None:
    await asked(stage)

    await writes(stage, stage.ana, "She was out, I will go again <b>& again")
    kept = await stage.ana.sees("I have kept your words with this pledge.", channel="bot")
    assert "Shall I mark it as done?" in kept.readable
    await stage.ana.sees("You wrote: “She was out, I will go again <b>& again”", channel="bot")
    await writes(stage, stage.ana, "a" * 9_000)
    await stage.ana.sees("They were long, so I kept the first 3,000 characters.", channel="bot")
    await stage.ana.clicks("Delete my words", on="They were long", channel="bot")
    await stage.ana.sees("I have deleted your words.", channel="bot")
    assert [row["words"] for row in tables(stage)["note"]] == ["She was out, I will go again <b>& again"]

    await stage.ana.clicks("Yes, done", on="Shall I mark it as done?", channel="bot")

    await stage.ana.sees("You said: Done. Thank you.", channel="bot")
    await stage.workspace.cards.rests()
    await stage.ana.does_not_see("Shall I mark it as done?", channel="bot")
    assert [row["reply"] for row in tables(stage)["follow_up"]] == ["done"]


async def test_those_who_lead_choose_a_weekday_and_get_one_summary_on_it(stage: Stage) -> None:
    await asked(stage)
    await stage.ana.clicks("Stuck", on=ASKS, channel="bot")
    await stage.ana.sees("You said: Stuck.", channel="bot")
    await stage.ana.clicks("Ask Miriam Adler for help", on=ASKS, channel="bot")
    await stage.ana.modal("Ask for help")
    await stage.ana.submits()
    await stage.miriam.types("/copro nudges", channel=ROOM)
    await stage.miriam.chooses("Wednesday", on="I send you a summary", channel=ROOM)
    told = await stage.miriam.sees("on Wednesdays at 10:00, when", channel=ROOM, private=True)
    assert f"I send you a summary of #{ROOM} on Wednesdays at 10:00, when there is something to do." in (
        told.readable.splitlines()
    )
    assert "17 March" not in told.readable

    await stage.time_is(WEDNESDAY - timedelta(weeks=1))
    await stage.time_is(WEDNESDAY - timedelta(weeks=1) + timedelta(hours=3))

    summaries = [each for each in await stage.miriam.messages("bot") if "weekly summary" in each.readable]
    assert len(summaries) == 1
    assert "Ana Pereira asked you for help." in summaries[0].readable
    await stage.miriam.chooses("No summary", on="Your weekly summary", channel="bot")
    await stage.miriam.sees("You get no weekly summary of", channel="bot")
    await stage.time_is(WEDNESDAY)
    again = [each for each in await stage.miriam.messages("bot") if "Your weekly summary" in each.readable]
    assert len(again) == 1


async def test_home_of_those_who_lead_shows_the_numbers_and_the_day_and_of_others_neither(
    stage: Stage,
) -> None:
    await promise(stage)
    await stage.room.disturb("chat.postMessage", what="cut_before")
    await stage.room.disturb("conversations.history", what="error:missing_scope")
    await asked_now(stage)
    await stage.time_is(LATER)

    await stage.miriam.opens_home()
    shown = await stage.miriam.home("Unconfirmed: 1")
    assert "Monday 8 March 2027: unconfirmed: 1" in shown.text
    await stage.miriam.clicks("See 1 reminder to look at")
    await stage.miriam.modal("Reminders", "I do not know if it arrived")
    await stage.miriam.clicks("Send it again")
    await stage.miriam.modal("Reminders", "I am sending it again.")
    await stage.miriam.closes()
    await stage.rests()
    assert await nudges(stage.ana) == 1
    await stage.miriam.opens_home()
    shown = await stage.miriam.home("Sent: 1")
    assert "I send you a summary of" in shown.text
    await stage.ana.opens_home()
    assert "a summary of" not in (await stage.ana.home("My pledges")).text


async def test_two_pledges_of_one_week_come_in_one_message_and_each_is_answered_by_its_own_buttons(
    stage: Stage,
) -> None:
    await stage.time_is(MADE_ON)
    await stage.session()
    for what in ("Visit one new parent", "Ring the two mothers upstairs"):
        await stage.ana.types(f"/pledge {what}", channel=ROOM)
    await stage.time_is(MADE_ON.replace(hour=10) + timedelta(weeks=2, minutes=1))

    [message] = [each for each in await stage.ana.messages("bot") if "How are your pledges" in each.readable]
    lines = message.readable.splitlines()
    assert [line for line in lines if line.startswith("Pledge ")] == [
        "Pledge 1, in your own words:",
        "Pledge 2, in your own words:",
    ]
    quoted = [line for line in lines if line.startswith("“")]
    assert sorted(quoted) == ["“Ring the two mothers upstairs”", "“Visit one new parent”"]
    choices = [line for line in lines if line.startswith("Stop ")]
    assert choices == ["Stop all reminders"] * 2  # it is about both, so it has no number
    await stage.ana.chooses("Not now: in 3 days (pledge 2)", on=quoted[1], channel="bot")
    await stage.ana.clicks("Done", on=quoted[0], channel="bot")
    await stage.rests()

    words = {each["id"]: f"“{each['what']}”" for each in tables(stage)["pledge"]}
    stands = {
        words[each["subject"]]: (each["state"], each["reply"])
        for each in tables(stage)["follow_up"]
        if each["occurrence"] == 1
    }
    assert stands == {quoted[0]: ("answered", "done"), quoted[1]: ("put_off", None)}


async def test_words_below_two_pledges_are_asked_about_and_a_question_gets_help(stage: Stage) -> None:
    await stage.time_is(MADE_ON)
    await stage.session()
    for what in ("Visit one new parent", "Ring the two mothers upstairs"):
        await stage.pledge(stage.ana, what)
    await stage.time_is(MADE_ON.replace(hour=10) + timedelta(weeks=2, minutes=1))

    await writes(stage, stage.ana, "¿qué es esto?")
    await stage.ana.sees("Hello. I am an app", channel="bot")
    await writes(stage, stage.ana, "copro cerrar")  # a command in any language is no answer either
    assert [each["words"] for each in tables(stage)["note"] if each["words"]] == []
    await writes(stage, stage.ana, "She cried when I came")
    await stage.ana.clicks(
        "Keep with pledge 2: Ring the two mothers upstairs", on="Which of your pledges", channel="bot"
    )
    await stage.ana.sees("I have kept your words with this pledge. Only you see them.", channel="bot")
    await stage.ana.sees("You wrote: “She cried when I came”", channel="bot")
    await writes(stage, stage.ana, "When I called, can they come, too?")
    await stage.ana.does_not_see("Is this about your pledge?", channel="bot")
    await writes(stage, stage.ana, "They came. Can I tell my sister?")
    await stage.ana.clicks("It was a question", on="I am not sure what they are", channel="bot")
    await stage.rests()
    await stage.workspace.cards.rests()
    await stage.ana.does_not_see("I am not sure what they are", channel="bot")

    [kept] = [each["words"] for each in tables(stage)["note"] if each["words"]]
    assert kept == "She cried when I came"
