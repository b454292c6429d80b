"""What was done by mistake, seen from the room: asked about before, or taken back after."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from rehearsal.driver.room import View
from tests.stage import ROOM, Stage

WEDNESDAY = datetime(2027, 3, 3, 12, 0, tzinfo=UTC)
ASKED = datetime(2027, 3, 10, 10, 1, tzinfo=UTC)
PLEDGE = "Read with my neighbour's boy"
CONFIRM = "Your poll is on its way."


async def test_end_asks_first_and_says_what_ends_with_it(stage: Stage) -> None:
    await stage.session()
    await stage.miriam.types('/poll live "When?" "Monday" "Sunday"', channel=ROOM)
    await stage.miriam.types("/copro end", channel=ROOM)

    form = await stage.miriam.modal("End the session?")
    assert form.text.splitlines() == [
        "“Support for new parents”",
        f"This ends the session in #{ROOM}, for everybody there.",
        "I sum it up there. I ask each person who came the closing question, in private.",
        "1 open poll closes for good.",
        "For ten minutes, you can undo this, and the session goes on. But what has closed stays closed.",
    ]
    await stage.ana.does_not_see("This session has ended.", channel=ROOM)

    await stage.miriam.submits()
    await stage.ana.sees("This session has ended.", channel=ROOM)


@pytest.mark.parametrize(("verb", "title"), [("end", "End the session?"), ("cancel", "Cancel the session?")])
async def test_a_question_about_a_session_that_is_over_says_so_and_promises_nothing_more(
    stage: Stage, verb: str, title: str
) -> None:
    await stage.session()
    await stage.miriam.types(f"/copro {verb}", channel=ROOM)
    await stage.miriam.modal(title)
    await stage.miriam.types("/copro end now", channel=ROOM)
    await stage.ana.sees("This session has ended.", channel=ROOM)

    await stage.miriam.submits()

    form = await stage.miriam.modal(title)
    assert form.text.splitlines() == ["The session “Support for new parents” has already ended."]
    assert form.json.get("submit") is None


async def test_whoever_goes_back_has_ended_nothing(stage: Stage) -> None:
    await stage.session()
    await stage.miriam.types("/copro end", channel=ROOM)
    await stage.miriam.modal("End the session?")

    await stage.miriam.closes()

    assert "This session is live." in (await stage.ana.sees("Session: Support", channel=ROOM)).readable


async def test_words_after_end_end_nothing_and_are_given_back(stage: Stage) -> None:
    await stage.session()
    await stage.miriam.types("/copro end the poll please", channel=ROOM)

    told = await stage.miriam.sees("I did not end the session.", channel=ROOM, private=True)
    assert "/copro end the poll please" in told.readable
    assert "This session is live." in (await stage.ana.sees("Session: Support", channel=ROOM)).readable


async def test_end_now_is_explained_before_anybody_is_surprised_by_it(stage: Stage) -> None:
    await stage.session()
    await stage.miriam.types("/copro end help", channel=ROOM)
    await stage.miriam.sees(
        "I ask you first. To end it without being asked, type: /copro end now", channel=ROOM, private=True
    )

    await stage.miriam.types("/copro end ahora", channel=ROOM)

    await stage.ana.sees("This session has ended.", channel=ROOM)


async def test_on_home_the_questions_name_the_channel_of_each_session(stage: Stage) -> None:
    await stage.session()
    await stage.miriam.opens_home()
    await stage.miriam.home(f"This session is live in #{ROOM}, since")

    await stage.miriam.clicks("End the session", channel="home")

    form = await stage.miriam.modal("End the session?")
    assert f"This ends the session in #{ROOM}, for everybody there." in form.text


async def test_a_wrong_title_is_changed_from_where_the_start_was_told(stage: Stage) -> None:
    await stage.session("Suport for new parnets")
    await stage.miriam.clicks("Change the title", on="is live", channel=ROOM)
    form = await stage.miriam.modal("Change the title")
    assert filled(form) == {"What is the session about?": "Suport for new parnets"}

    await stage.miriam.fills({"What is the session about?": "Support for new parents"})
    await stage.miriam.submits()

    await stage.ana.sees("Session: Support for new parents", channel=ROOM)
    await stage.miriam.types('/copro rename "Home teaching"', channel=ROOM)
    await stage.ana.sees("Session: Home teaching", channel=ROOM)


async def test_a_session_in_the_wrong_channel_is_cancelled_and_leaves_only_its_card(stage: Stage) -> None:
    await stage.session()
    await stage.miriam.clicks("Cancel the session", on="is live", channel=ROOM)

    card = await stage.ana.sees("This session was cancelled: it began by mistake.", channel=ROOM)
    assert "Check in" not in card.readable
    await stage.rests()
    await stage.ana.does_not_see("What we did together", channel=ROOM)
    await stage.ana.does_not_see("Before you go", channel=ROOM)
    await stage.session("The right one")


async def test_cancel_as_a_command_asks_first(stage: Stage) -> None:
    await stage.session()
    await stage.miriam.types("/copro cancel", channel=ROOM)
    await stage.miriam.modal("Cancel the session?")

    await stage.miriam.submits()

    await stage.ana.sees("This session was cancelled: it began by mistake.", channel=ROOM)


async def test_a_poll_with_a_typo_is_changed_or_taken_back_until_somebody_answers(stage: Stage) -> None:
    await stage.session()
    await stage.miriam.types('/poll "Wen?" "Monday" "Sunday"', channel=ROOM)
    await stage.miriam.clicks("Change the poll", on=CONFIRM, channel=ROOM)
    form = await stage.miriam.modal("Change the poll")
    assert filled(form) == {"Your question": "Wen?", "Options, one on each line": "Monday\nSunday"}

    await stage.miriam.fills({"Your question": "When?"})
    await stage.miriam.submits()
    await stage.ana.sees("Poll: taken back", channel=ROOM)
    await stage.ana.sees("When?", channel=ROOM)

    await stage.miriam.types("/copro polls", channel=ROOM)
    await stage.miriam.sees("Open polls", channel=ROOM, private=True)
    await stage.ana.clicks("Sunday", on="When?", channel=ROOM)
    await stage.miriam.clicks("Take the poll back", on="Open polls", channel=ROOM)
    answered = "People have answered this poll already"
    await stage.miriam.sees(answered, channel=ROOM, private=True)
    await stage.miriam.clicks("Change the poll", on="Open polls", channel=ROOM)
    await stage.rests()
    told = [each.readable for each in await stage.miriam.messages(ROOM) if answered in each.readable]
    assert [words.splitlines()[-2:] for words in told] == [["Poll: “When?”", "Cancel the poll"]] * 2
    await stage.miriam.clicks("Cancel the poll", on=answered, channel=ROOM)
    await stage.miriam.modal("Cancel the poll", "When?")


def filled(form: View) -> dict[str, str]:
    """What stands in the fields of a form."""
    fields = [block for block in form.json["blocks"] if block["type"] == "input"]
    return {each["label"]["text"]: each["element"].get("initial_value", "") for each in fields}


async def pledged(stage: Stage) -> None:
    """Ana has pledged, and Miriam's session is over."""
    await stage.time_is(WEDNESDAY)
    await stage.session()
    await stage.pledge(stage.ana, PLEDGE, "2027-03-12")
    await stage.miriam.types("/copro end now", channel=ROOM)
    await stage.rests()


async def test_at_home_a_pledge_is_changed_let_go_and_taken_up_again(stage: Stage) -> None:
    await pledged(stage)
    await stage.ana.opens_home()
    await stage.ana.home("Change the pledge")
    await stage.ana.clicks("Change the pledge", channel="home")
    await stage.ana.modal("Change your pledge")
    await stage.ana.fills({"What will you do differently?": "Read on Sundays"})
    await stage.ana.submits()

    await stage.ana.opens_home()
    await stage.ana.home("Let it go")
    await stage.ana.clicks("Let it go", channel="home")
    home = await stage.ana.home("You let this go. I will not ask about it.")
    assert "1. Read on Sundays (by Friday 12 March 2027)" in home.text.splitlines()

    await stage.ana.clicks("Take it up again", channel="home")
    await stage.ana.home("I will ask you on")
    await stage.time_is(ASKED)
    await stage.ana.sees("How is your pledge going?", channel="bot")


async def test_who_is_stuck_sends_what_they_like_to_a_facilitator_with_a_name(stage: Stage) -> None:
    await pledged(stage)
    await stage.time_is(ASKED)
    await stage.ana.clicks("Stuck", on="How is your pledge going?", channel="bot")
    await stage.ana.sees("Ask Miriam Adler for help", channel="bot")
    await stage.ana.clicks("Ask Miriam Adler for help", on="How is your pledge going?", channel="bot")
    form = await stage.ana.modal("Ask for help")
    await stage.ana.closes()
    await stage.miriam.types("/copro facilitators add @Tunde Bakare", channel=ROOM)
    await stage.room.change_person(stage.miriam.id, deleted=True)
    await stage.ana.clicks("Ask Miriam Adler for help", on="How is your pledge going?", channel="bot")
    gone = await stage.ana.modal("Ask for help")
    assert list(filled(gone)) == ["What should Tunde Bakare know?"]
    await stage.room.change_person(stage.miriam.id, deleted=False)
    await stage.ana.closes()
    await stage.ana.types("1: stuck, because nobody answers", channel="bot")
    await stage.ana.sees("I have kept your words with this pledge.", channel="bot")
    await stage.ana.clicks("Ask Miriam Adler for help", on="How is your pledge going?", channel="bot")
    form = await stage.ana.modal("Ask for help")
    words = f"I need help with my pledge: “{PLEDGE}”.\nbecause nobody answers"
    assert filled(form) == {"What should Miriam Adler know?": words}

    await stage.ana.fills({"What should Miriam Adler know?": "Could you write to the library?"})
    await stage.ana.submits()

    told = await stage.miriam.sees("Ana Pereira asks you for help", channel="bot")
    assert PLEDGE not in told.readable  # only what she sent
    assert "Could you write to the library?" in told.readable
    answered = await stage.ana.sees("You asked Miriam Adler for help.", channel="bot")
    for button in ("Done", "Working on it", "Change the pledge", "Stop reminders"):
        assert button in answered.readable.splitlines()


async def test_not_now_keeps_the_way_to_answer_to_change_and_to_stop(stage: Stage) -> None:
    await pledged(stage)
    await stage.time_is(ASKED)
    await stage.ana.chooses("Not now: in 3 days", on="How is your pledge going?", channel="bot")

    nudge = await stage.ana.sees("so I will ask on", channel="bot")
    ways = ["Done", "Working on it", "Stuck", "Change it, hand it over or let it go", "Stop reminders"]
    assert [line for line in nudge.readable.splitlines() if line in ways] == ways
    await stage.ana.clicks("Done", on="How is your pledge going?", channel="bot")
    await stage.ana.sees("You said: Done.", channel="bot")
    await stage.time_is(ASKED + timedelta(days=4))
    assert sum("How is your pledge" in each.readable for each in await stage.ana.messages("bot")) == 1
