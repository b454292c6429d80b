"""Many open forms at once, and Slack opens only so many: everybody gets through, another way or in turn."""

from __future__ import annotations

import pytest

from coproduction.polls import YES
from rehearsal.driver.room import Person
from tests.disturbances.scene import has_open_form, said
from tests.handlers.database import tables
from tests.handlers.forging import forged_click
from tests.handlers.test_checkins import checks_in
from tests.stage import ROOM, Stage

LATE = "did not open in time."
SECOND = "second-room"
MOODS = ["5 – very good", "4 – good", "3 – so-so", "2 – low", "1 – very low"]
TOLD = "Slack opens only some each minute"


def attended(stage: Stage) -> list[str]:
    return sorted(row["person"] for row in tables(stage)["attendance"])


def stored(stage: Stage) -> list[tuple[bool, int, str | None]]:
    """Whether each check-in is named, its mood and its word."""
    return sorted((bool(row["is_named"]), row["mood"], row["word"]) for row in tables(stage)["checkin"])


async def is_busy(stage: Stage, seconds: int = 600) -> None:
    """From now on Slack opens no form for so long."""
    await stage.room.disturb("views.open", what="429", retry_after=seconds)


async def is_calm(stage: Stage, seconds: int = 601) -> None:
    await stage.room.forward(seconds=seconds)
    await stage.time_is(await stage.room.now())


async def presses(person: Person, mood: str, on: str = LATE) -> None:
    await person.sees(on, channel=ROOM, private=True)
    await person.clicks(mood, on=on, channel=ROOM)


async def test_whose_check_in_form_does_not_open_presses_a_mood_and_is_in_without_their_name(
    stage: Stage,
) -> None:
    await stage.session()
    await is_busy(stage)

    await stage.ana.clicks("Check in", on="Session:", channel=ROOM)
    told = await stage.ana.sees(LATE, channel=ROOM, private=True)
    assert told.readable.splitlines() == [
        "The form “Check in” did not open in time. Nothing is lost. Many people are opening forms just now.",
        "You need no form. Press how you are today: that checks you in, without your name.",
        *MOODS,
        "From 5 answers on, everybody sees how many people feel how, and the words, but never who said what. "
        "“Without my name”: I do not keep your name. Slack and the people who run this app could still look "
        "while the session is on, and for ten minutes after it. A copy of my data that is made then "
        "can show it later, too. "
        "Who knows four of five answers can work out the fifth.",
        "You can also try the form again.",
        "Open the form",
    ]
    await presses(stage.ana, "2 – low")

    await stage.ana.sees(
        "You are checked in to “Support for new parents”. Thank you for being here. "
        "Your answer: 2 – low, without your name. To add a word or to change your answer later, "
        "type /checkin or press “Check in” on the session's card. "
        "Please also tell me who you are here as, so that groups can be mixed well: /copro profile",
        channel=ROOM,
        private=True,
    )
    await stage.delroy.sees("1 person checked in.", channel=ROOM)
    assert (attended(stage), stored(stage)) == ([stage.ana.id], [(False, 2, None)])
    assert await said(stage.ana, "checked in", channel="bot") == 0


async def test_three_presses_before_the_form_is_there_open_it_once_and_a_press_after_it_once_more(
    stage: Stage,
) -> None:
    await stage.session()
    await stage.room.disturb("views.open", what="held")

    async def presses_idea() -> None:
        await stage.ana.clicks("Write an idea", on="Session:", channel=ROOM)

    for _ in range(3):
        await presses_idea()
    await stage.delroy.clicks("Write an idea", on="Session:", channel=ROOM)
    await stage.delroy.modal("New idea")
    await stage.room.undisturb()
    await stage.ana.modal("New idea")
    await stage.workspace.answering.background.done()
    await stage.ana.closes()
    assert not await has_open_form(stage.ana)
    await presses_idea()
    await stage.ana.modal("New idea")
    assert len(await stage.room.log("call", method="views.open")) == 3


async def test_a_form_that_came_too_late_offers_the_same_and_the_typed_word_goes_with_it(
    stage: Stage,
) -> None:
    await stage.session()
    await stage.room.disturb("views.open", what="error:expired_trigger_id", times=2)

    await stage.ana.types("/checkin tired, my name is Ana", channel=ROOM)
    told = await stage.ana.sees(LATE, channel=ROOM, private=True)
    assert "goes with it" not in told.readable  # no way past the look that the form asks for
    await stage.ana.types("/checkin hopeful", channel=ROOM)
    await stage.ana.sees("“hopeful” goes with it.", channel=ROOM, private=True)
    await presses(stage.ana, "4 – good")

    await stage.ana.sees("Your answer: 4 – good, without your name.", channel=ROOM, private=True)
    assert stored(stage) == [(False, 4, "hopeful")]
    await stage.rests()
    assert await said(stage.miriam, TOLD, channel="bot") == 0


@pytest.mark.parametrize(("name", "lasting"), [("Without my name", 0), ("With my name", 1)])
async def test_what_is_answered_to_a_mood_without_a_name_is_never_a_message_that_lasts(
    stage: Stage, name: str, lasting: int
) -> None:
    await stage.session()
    await checks_in(stage.ana, "4 – good", name)
    await is_busy(stage)
    await stage.ana.clicks("Check in", on="Session:", channel=ROOM)
    await stage.ana.sees(LATE, channel=ROOM, private=True)
    for way in ("response_url", "chat.postEphemeral"):
        await stage.room.disturb(way, what="error:user_not_in_channel", lasting=True)

    await presses(stage.ana, "2 – low")
    await stage.workspace.answering.background.done()

    assert await said(stage.ana, "Your answer: 2 – low", channel="bot") == lasting


async def test_two_presses_are_one_and_another_mood_is_a_change(stage: Stage) -> None:
    await stage.session()
    await is_busy(stage)
    await stage.ana.types("/checkin", channel=ROOM)
    await stage.delroy.types("/checkin", channel=ROOM)

    for mood in ("4 – good", "4 – good", "1 – very low"):
        await stage.ana.types("/checkin", channel=ROOM)
        await presses(stage.ana, mood)
        await stage.ana.sees(f"Your answer: {mood}, without your name.", channel=ROOM, private=True)

    here = sorted([stage.ana.id, stage.delroy.id])  # who presses is here, whatever the form does
    assert (sorted(attended(stage)), stored(stage)) == (here, [(False, 1, None)])


async def test_who_has_chosen_to_be_named_stays_so_with_their_word(stage: Stage) -> None:
    await stage.session()
    await stage.check_in(stage.ana)
    await is_busy(stage)

    await stage.ana.types("/checkin calmer", channel=ROOM)
    await stage.ana.sees("this only changes your mood, and the rest stays", channel=ROOM, private=True)
    await presses(stage.ana, "3 – so-so")

    await stage.ana.sees("Your answer: 3 – so-so, with your name.", channel=ROOM, private=True)
    assert stored(stage) == [(True, 3, "calmer")]


async def test_after_the_end_no_mood_is_stored(stage: Stage) -> None:
    await stage.session()
    await is_busy(stage)
    await stage.ana.types("/checkin", channel=ROOM)
    await stage.ana.sees(LATE, channel=ROOM, private=True)
    await stage.miriam.types("/copro end now", channel=ROOM)
    await stage.ana.sees("This session has ended.", channel=ROOM)

    await presses(stage.ana, "4 – good")

    await stage.ana.sees("This session has ended, so checking in is closed.", channel=ROOM, private=True)
    assert stored(stage) == []


async def test_those_who_lead_are_told_once_in_a_rush_that_forms_are_slow(stage: Stage) -> None:
    await stage.session()
    await is_busy(stage)

    for person in (stage.ana, stage.delroy, stage.blessing, stage.ana):
        await person.types("/checkin", channel=ROOM)
        await person.sees(LATE, channel=ROOM, private=True)
    await stage.rests()

    await stage.miriam.sees("who wants to check in gets five buttons instead.", channel="bot")
    assert await said(stage.miriam, TOLD, channel="bot") == 1
    assert await said(stage.ana, TOLD, channel="bot") == 0


async def test_whose_form_is_the_only_way_is_called_when_it_is_their_turn(stage: Stage) -> None:
    await stage.session()
    await is_busy(stage)

    await stage.miriam.types("/copro end", channel=ROOM)
    await stage.miriam.sees("“End the session?” did not open", channel=ROOM, private=True)
    for person in (stage.ana, stage.delroy):
        await person.types("/pledge", channel=ROOM)
        told = await person.sees(LATE, channel=ROOM, private=True)
        assert told.readable.endswith(
            "Please wait. I will tell you here when it is your turn. That takes about 11 minutes. "
            "If you hear nothing by then, please press or type it again."  # who waits is kept in memory only
        )
    await stage.miriam.types("/copro end now", channel=ROOM)
    await is_calm(stage)

    for person in (stage.ana, stage.delroy):
        await person.sees("It is your turn", channel=ROOM, private=True)
        await person.clicks("Open the form", on="It is your turn", channel=ROOM)
        await person.modal("Your pledge")
        await person.fills({"What will you do differently?": "Ring one parent"})
        await person.submits()
    assert [row["what"] for row in tables(stage)["pledge"]] == ["Ring one parent"] * 2
    over = "You do not need the form “End the session?” any more. What it was for is over."
    await stage.miriam.sees(over, channel=ROOM, private=True)


async def test_each_waits_once_for_a_form_which_is_named_and_gets_it_when_called(stage: Stage) -> None:
    await stage.session()
    await is_busy(stage)
    for person in (stage.ana, stage.delroy):
        await person.types("/pledge", channel=ROOM)
        await person.sees("The form “Your pledge” did not open", channel=ROOM, private=True)
    await stage.ana.types("/copro profile", channel=ROOM)
    await stage.ana.types("/pledge", channel=ROOM)
    await stage.ana.sees("The form “About you” did not open", channel=ROOM, private=True)
    await is_calm(stage)
    for form in ("Your pledge", "About you"):
        await stage.ana.sees(f"now the form “{form}” can open", channel=ROOM, private=True)
    await stage.rests()
    assert await said(stage.ana, "It is your turn", ROOM) == 2

    await is_busy(stage, 60)
    await stage.ana.clicks("Open the form", on="“About you” can open", channel=ROOM)
    await stage.ana.sees("The form “About you” did not open", channel=ROOM, private=True)
    await stage.blessing.types("/pledge", channel=ROOM)
    await is_calm(stage, 61)

    await stage.ana.sees("“About you” can open", channel=ROOM, private=True)
    await stage.ana.clicks("Open the form", on="“About you” can open", channel=ROOM)
    await stage.ana.modal("About you")
    assert await said(stage.ana, "“About you” can open", ROOM) == 1


async def test_who_was_called_keeps_the_turn_when_they_type_the_command_instead(stage: Stage) -> None:
    await stage.session()
    await stage.check_in(stage.ana)
    await stage.miriam.types("/copro end now", channel=ROOM)
    await stage.ana.sees("Before you go", channel=ROOM)
    await is_busy(stage)
    await stage.ana.clicks("Yes", on="Before you go", channel=ROOM)
    await stage.ana.sees("Please wait.", channel=ROOM, private=True)
    await is_calm(stage)
    await stage.ana.sees("It is your turn", channel=ROOM, private=True)
    await is_busy(stage, 150)
    await stage.delroy.types("/pledge", channel=ROOM)
    await stage.delroy.sees("Please wait.", channel=ROOM, private=True)

    await stage.ana.types("/pledge", channel=ROOM)
    kept = await stage.ana.sees("It is still your turn", channel=ROOM, private=True)
    assert kept.readable.splitlines() == [
        "The form “Your pledge” did not open in time. Nothing is lost. "
        "Many people are opening forms just now. It is still your turn: press “Open the form”. "
        "If it does not open, press it again in 3 minutes. You keep your turn.",
        "Open the form",
    ]
    await is_calm(stage, 151)
    for _ in ("while Delroy waits", "and once it was used"):
        await stage.ana.clicks("Open the form", on="It is still your turn", channel=ROOM)
        await stage.ana.modal("Your pledge")
        await stage.ana.closes()


async def test_a_yes_to_the_last_question_is_kept_and_said_so_before_its_form_waits(stage: Stage) -> None:
    await stage.session()
    await stage.check_in(stage.ana)
    await stage.miriam.types("/copro end now", channel=ROOM)
    await stage.ana.sees("Before you go", channel=ROOM)
    await is_busy(stage)

    await stage.ana.clicks("Yes", on="Before you go", channel=ROOM)

    told = await stage.ana.sees("did not open in time", channel=ROOM, private=True)
    assert told.readable.startswith("I have kept your “Yes”. The form “Your pledge” did not open in time.")


async def test_a_yes_whose_form_waits_past_the_next_start_counts_and_leads_to_its_form(stage: Stage) -> None:
    await stage.session()
    await stage.check_in(stage.ana)
    await stage.miriam.types("/copro end now", channel=ROOM)
    await stage.ana.sees("Before you go", channel=ROOM)
    await is_busy(stage)
    await stage.ana.clicks("Yes", on="Before you go", channel=ROOM)
    await stage.ana.sees("Please wait.", channel=ROOM, private=True)
    await stage.session("The next one")
    await is_calm(stage)

    await stage.ana.sees("It is your turn", channel=ROOM, private=True)
    await stage.ana.clicks("Open the form", on="It is your turn", channel=ROOM)

    await stage.ana.modal("Your pledge")
    assert [(row["person"], row["answer"]) for row in tables(stage)["ballot"]] == [(stage.ana.id, YES)]


async def test_whoever_leads_the_session_goes_first_for_all_their_forms(stage: Stage) -> None:
    await stage.session()
    await is_busy(stage)
    await stage.ana.types("/pledge", channel=ROOM)
    await stage.ana.sees("Please wait.", channel=ROOM, private=True)

    for command in ("/pledge", "/poll"):
        await stage.miriam.types(command, channel=ROOM)
        await stage.miriam.sees("You go first. Please wait.", channel=ROOM, private=True)


async def test_the_room_that_is_named_is_the_one_where_a_form_had_to_wait(stage: Stage) -> None:
    await stage.session()
    await stage.session("Later on", channel=SECOND)
    for person in (stage.ana, stage.miriam):  # many, but not any more
        await person.types("/checkin", channel=SECOND)
        await person.modal("Check in")
        await person.closes()
    await is_busy(stage)

    await stage.blessing.types("/pledge", channel=ROOM)
    await stage.blessing.sees("Please wait.", channel=ROOM, private=True)

    told = await stage.miriam.sees(TOLD, channel="bot")
    assert told.readable.startswith(f"People in #{ROOM} had to wait for a form (")
    assert await said(stage.miriam, TOLD, channel="bot") == 1


async def test_an_idea_can_be_typed_while_forms_are_slow(stage: Stage) -> None:
    await stage.session()
    await is_busy(stage)

    await stage.ana.clicks("Write an idea", on="Session:", channel=ROOM)
    await stage.ana.sees("Type /idea and your idea here.", channel=ROOM, private=True)
    await stage.idea(stage.ana, "A buddy for every new parent")


async def test_cards_that_slack_has_no_time_to_turn_go_on_by_themselves(stage: Stage) -> None:
    await stage.session()
    for text in ("A new buddy", "A long walk"):
        await stage.idea(stage.ana, text)
    await stage.miriam.types("/copro cards", channel=ROOM)
    await stage.delroy.sees("See ten cards", channel=ROOM)
    await stage.delroy.clicks("See ten cards", on="What would help most?", channel=ROOM)
    before = (await stage.delroy.modal("Ten cards")).text
    await stage.room.disturb("views.update", what="429", retry_after=1)

    await stage.delroy.clicks("Helps")
    await stage.room.wait_for(kind="call", method="views.update", ok=True)

    assert (await stage.delroy.modal("Ten cards")).text != before
    assert await said(stage.delroy, LATE, channel=ROOM) == 0


async def test_a_mood_that_there_is_not_or_of_a_session_that_there_is_not_checks_nobody_in(
    stage: Stage,
) -> None:
    await stage.session()
    (session,) = [row["id"] for row in tables(stage)["session"]]
    await forged_click(stage, stage.ana, "check_in_mood/0/6", f"{session}|")
    await stage.ana.sees("Please choose how you are today, from 1 to 5.", channel=ROOM, private=True)
    await forged_click(stage, stage.ana, "check_in_mood/0/4", "another session|")
    await stage.ana.sees("This session has ended", channel=ROOM, private=True)
    assert attended(stage) == []


def pledged_in(stage: Stage) -> dict[str, str]:
    """Each pledge with the title of its session."""
    rows = tables(stage)
    titles = {row["id"]: row["title"] for row in rows["session"]}
    return {row["what"]: titles[row["session"]] for row in rows["pledge"]}


async def test_a_pledge_belongs_to_the_session_in_which_its_form_was_asked_for_however_late_it_is_sent(
    stage: Stage,
) -> None:
    """One form stays open, one waits in line after the command, one after "Yes" to the closing question."""
    await stage.session("First")
    await stage.check_in(stage.blessing)
    await stage.delroy.types("/pledge", channel=ROOM)
    await stage.delroy.modal("Your pledge")
    await stage.delroy.fills({"What will you do differently?": "Left open"})
    await is_busy(stage)
    await stage.ana.types("/pledge", channel=ROOM)
    await stage.ana.sees(LATE, channel=ROOM, private=True)
    await stage.miriam.types("/copro end now", channel=ROOM)
    await stage.blessing.sees("Before you go", channel=ROOM)
    await stage.blessing.clicks("Yes", on="Before you go", channel=ROOM)
    await stage.blessing.sees("I have kept your “Yes”.", channel=ROOM, private=True)
    await stage.session("Second")
    await is_calm(stage)

    await stage.delroy.submits()
    for person, what in ((stage.ana, "Waited"), (stage.blessing, "Said yes")):
        await person.sees("It is your turn", channel=ROOM, private=True)
        await person.clicks("Open the form", on="It is your turn", channel=ROOM)
        await person.modal("Your pledge")
        await person.fills({"What will you do differently?": what})
        await person.submits()
        await person.sees(f"saved your pledge: “{what}”", channel=ROOM)
    await stage.pledge(stage.tunde, "New")

    assert pledged_in(stage) == {
        "Left open": "First",
        "Waited": "First",
        "Said yes": "First",
        "New": "Second",
    }


async def test_who_presses_on_home_reads_there_that_a_form_is_late_where_slack_takes_no_message_either(
    stage: Stage,
) -> None:
    await stage.session()
    await stage.rests()
    for person in (stage.miriam, stage.ana):
        await person.opens_home()
    await is_busy(stage)
    await stage.room.disturb("chat.postMessage", what="429", times=2, retry_after=600)

    await stage.miriam.clicks("Plan a session", channel="home")
    await stage.ana.clicks("Write an idea", channel="home")

    assert "You go first." in (await stage.miriam.home(LATE)).text
    assert "Please wait." in (await stage.ana.home(LATE)).text
    for person in (stage.miriam, stage.ana):
        assert await person.messages("bot") == []
