"""Pledges, and the questions that follow them weeks later, at 10:00 where each person lives."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from rehearsal.driver.room import Person
from tests.handlers.database import tables
from tests.handlers.test_ideas import STATES
from tests.stage import ROOM, Stage

WEDNESDAY = datetime(2027, 3, 3, 12, 0, tzinfo=UTC)
ASKED = datetime(2027, 3, 10, 10, 0, tzinfo=UTC)  # two days before Friday the 12th, in London
MINUTE = timedelta(minutes=1)
READING = "Read with my neighbour's boy"
ASKS = ["How is your pledge going?", "Your pledge, in your own words:"]
QUOTED = [*ASKS, f"“{READING}” (by Friday 12 March 2027)"]
WHY = (
    "I ask for #parent-champions.",
    "You pledged it on Wednesday 3 March 2027, in the session “Support for new parents”.",
)
QUESTION = [*QUOTED, *WHY]
CHANGE, LET_GO, STOP = "Change the pledge", "Let it go", "Stop reminders"
TOGETHER = "Change it, hand it over or let it go"
MENU = ["Not now: in 3 days", "Not now: in 1 week", "Not now: I choose a day", TOGETHER, STOP]
ALL = ["Done", "Working on it", "Stuck", *MENU]
ASKS_DIFFERENCE = "What difference did it make? Write it to me in a few words, or leave it."
NO_IDEAS = "You have no ideas with your name yet. To share one, type /idea and your words."
ENDING = "Only you see this. Facilitators see totals, not who answered what."
EASIER, SHARE, DIFFERENCE = "Make it easier to keep", "Share with the group", "Say what difference it made"
OWN = ["Done", "Working on it", "Stuck", CHANGE, EASIER, SHARE, "Hand it over", "Let it go"]
ALWAYS = [CHANGE, "Hand it over", LET_GO, STOP, ENDING]


async def promises(stage: Stage, person: Person, what: str = READING, by: str | None = "2027-03-12") -> None:
    """On a Wednesday in March, in a session, this person pledges."""
    await stage.time_is(WEDNESDAY)
    await stage.session()
    await stage.pledge(person, what, by)


async def asked(stage: Stage, person: Person) -> None:
    """It is Wednesday the 10th, just past ten, and the person of London has been asked."""
    await promises(stage, person)
    await stage.time_is(ASKED + MINUTE)
    assert len(await nudges(person)) == 1


async def nudges(person: Person) -> list[list[str]]:
    """Every nudge this person has, as its lines, oldest first."""
    seen = [message.readable.splitlines() for message in await person.messages("bot")]
    return [lines for lines in seen if lines[0] == "How is your pledge going?"]


async def answers(person: Person, button: str, then: str) -> list[str]:
    """Press a button of the nudge, or choose it in its menu; its lines once it says this."""
    press = person.chooses if button in MENU else person.clicks
    await press(button, on="How is your pledge going?", channel="bot")
    return (await person.sees(then, channel="bot")).readable.splitlines()


async def test_a_pledge_is_kept_in_its_own_words_and_says_when_it_will_be_asked_about(stage: Stage) -> None:
    await stage.time_is(WEDNESDAY)
    await stage.session()
    await stage.ana.types("/pledge anonymous", channel=ROOM)
    form = await stage.ana.modal("Your pledge", "A pledge is private.")
    assert form.labels == ["What will you do differently?", "By when?"]

    await stage.ana.fills({"What will you do differently?": READING, "By when?": "2027-03-12"})
    deed = await stage.ana.submits()

    assert deed.closed
    await stage.ana.sees(
        f"Thank you. I have saved your pledge: “{READING}”. I will ask you privately how it is going, "
        "on Wednesday 10 March 2027 at 10:00. If you change how often I ask, you see the new days with "
        "/copro mine. To stop reminders, type /copro stop.",
        channel=ROOM,
        private=True,
    )
    await stage.time_is(ASKED + MINUTE)
    assert await nudges(stage.ana) == [[*QUESTION, *ALL, ENDING]]


async def test_what_makes_it_easier_to_keep_is_asked_later_and_said_back_in_one_sentence(
    stage: Stage,
) -> None:
    await promises(stage, stage.ana)
    await stage.ana.clicks(EASIER, on="saved your pledge", channel=ROOM)
    form = await stage.ana.modal("Easier to keep")
    assert form.labels == [
        "What is your first step?",
        "What will remind you to begin?",
        "When and where?",
        "How often will you do it?",
        "Until when?",
        "How sure are you?",
        "What might get in the way?",
        "How long will it take?",
        "Would you like a buddy?",
    ]
    assert "Only you see it. A buddy reads your pledge, but nothing of this." in form.text
    await stage.ana.fills(
        {
            "What is your first step?": "Ask his mother",
            "What will remind you to begin?": "After something I do anyway",
            "When and where?": "I have brought my son to school",
            "How often will you do it?": "Every week",
            "Until when?": "2027-06-30",
            "What might get in the way?": ["Too little time", "Something personal"],
        }
    )
    await stage.ana.submits()
    shown = await stage.ana.modal("Your plan")
    assert "After I have brought my son to school, I will ask his mother." in str(shown.json)
    often = "I will ask you every Wednesday until Wednesday 30 June 2027."
    assert shown.text.splitlines()[3:6] == [
        often,
        "The next time is Wednesday 10 March 2027 at 10:00.",
        "This takes the place of the days that I told you before.",
    ]
    await stage.ana.submits()
    await stage.ana.sees("I have saved your plan: “After I have brought my son to school", channel=ROOM)

    await stage.ana.types("/copro mine", channel=ROOM)
    mine = await stage.ana.sees("My pledges", channel=ROOM, private=True)
    plan = "Your plan: After I have brought my son to school, I will ask his mother."
    kept = "You do this every week until Wednesday 30 June 2027."
    assert mine.readable.splitlines()[4:6] == [kept, plan]
    await stage.time_is(ASKED + MINUTE)
    quoted = [*QUOTED, "First step: Ask his mother", plan, kept]
    assert await nudges(stage.ana) == [[*quoted, *WHY, *ALL, ENDING]]


async def test_what_is_kept_every_week_goes_on_after_done_and_is_stopped_in_the_same_form(
    stage: Stage,
) -> None:
    await promises(stage, stage.ana)
    await stage.ana.clicks(EASIER, on="saved your pledge", channel=ROOM)
    form = await stage.ana.modal("Easier to keep")
    assert "2027-03-12" in str(form)  # her date, with which the last day begins
    await stage.ana.fills({"How often will you do it?": "Every week", "Until when?": "2027-06-30"})
    await stage.ana.submits()
    told = (
        "I have saved it. Only you see it. I will ask you every Wednesday until Wednesday 30 June 2027. "
        "The next time is"
    )
    await stage.ana.sees(told, channel=ROOM, private=True)
    await stage.time_is(ASKED + MINUTE)
    await answers(stage.ana, "Done", "You said: Done.")
    await stage.ana.types("/copro mine", channel=ROOM)
    mine = await stage.ana.sees("My pledges", channel=ROOM, private=True)
    assert "You said: Done. I will ask you again on Wednesday 17 March 2027 at 10:00" in mine.readable
    await stage.ana.clicks(EASIER, on="My pledges", channel=ROOM)
    await stage.ana.modal("Easier to keep")

    await stage.ana.fills({"How often will you do it?": "Once"})
    await stage.ana.submits()

    await stage.ana.sees("I will not ask you about it again.", channel=ROOM, private=True)
    await stage.time_is(ASKED + timedelta(days=7, minutes=1))
    assert len(await nudges(stage.ana)) == 1


async def test_a_pledge_is_shared_later_and_made_private_again(stage: Stage) -> None:
    await promises(stage, stage.ana)
    await stage.delroy.does_not_see(READING, channel=ROOM)
    await stage.ana.clicks("Share with the group", on="saved your pledge", channel=ROOM)
    await stage.ana.sees("I am sharing your pledge", channel=ROOM, private=True)
    card = await stage.delroy.sees("shares a pledge:", channel=ROOM)
    assert card.readable.splitlines()[1:] == [f"“{READING}” (by Friday 12 March 2027)"]

    await stage.ana.clicks("Make it private again", on="I am sharing your pledge", channel=ROOM)

    gone = await stage.delroy.sees("This pledge is not shared any more.", channel=ROOM)
    assert READING not in gone.readable


async def test_who_leads_reads_what_is_shared_and_how_many_are_private(stage: Stage) -> None:
    await promises(stage, stage.ana)
    await stage.pledge(stage.delroy, "Something of my own")
    await stage.ana.clicks("Share with the group", on="saved your pledge", channel=ROOM)
    await stage.ana.sees("I am sharing your pledge", channel=ROOM, private=True)
    await stage.miriam.types("/copro nudges", channel=ROOM)
    await stage.miriam.sees("Reminders", channel=ROOM, private=True)
    await stage.miriam.clicks("See shared pledges", on="Reminders", channel=ROOM)

    shown = await stage.miriam.modal("Pledges")

    assert shown.text.splitlines() == [
        "Page 1 of 1",
        "#parent-champions: 1 shared with the group, 1 private.",
        f"“{READING}” (by Friday 12 March 2027)",
        "By @Ana Pereira.",
    ]


async def test_a_pledge_is_handed_over_to_who_says_yes_and_to_no_app_and_not_to_oneself(stage: Stage) -> None:
    await promises(stage, stage.ana)
    await stage.check_in(stage.delroy)
    await stage.ana.types("/copro mine", channel=ROOM)
    await stage.ana.sees("My pledges", channel=ROOM, private=True)
    await stage.ana.clicks("Hand it over", on="My pledges", channel=ROOM)
    await stage.ana.modal("Hand it over")
    for nobody, no in (
        ("Alongside", "This is an app. Please choose a person."),
        ("Ana Pereira", "This is you. Please choose somebody else."),
    ):
        await stage.ana.fills({"Who could take it over?": nobody})
        assert (await stage.ana.submits()).errors == {"Who could take it over?": no}
    await stage.ana.fills({"Who could take it over?": stage.delroy.name})
    await stage.ana.submits()

    question = await stage.delroy.sees("would like to hand this pledge over to you", channel="bot")
    assert f"“{READING}” (by Friday 12 March 2027)" in question.readable
    await stage.delroy.clicks("Yes, I take it over", on="Ana Pereira asks you something", channel="bot")
    await stage.delroy.sees("You took this pledge over.", channel="bot")
    await stage.ana.sees(f"{stage.delroy.name} has taken over your pledge.", channel="bot")

    await stage.time_is(ASKED + MINUTE)
    assert (len(await nudges(stage.ana)), len(await nudges(stage.delroy))) == (0, 1)


async def test_a_buddy_is_asked_in_the_second_form_and_declines_quietly(stage: Stage) -> None:
    await promises(stage, stage.ana)
    for person in (stage.ana, stage.delroy):
        await stage.check_in(person)
    await stage.ana.clicks(EASIER, on="saved your pledge", channel=ROOM)
    await stage.ana.modal("Easier to keep")
    await stage.ana.fills({"Would you like a buddy?": stage.delroy.name})
    await stage.ana.submits()
    saved = await stage.ana.sees("I have asked Delroy", channel=ROOM, private=True)
    read_by = f"I have saved it. {stage.delroy.name} reads the pledge. Nobody else reads the plan."
    assert read_by in saved.readable

    await stage.delroy.sees("Ana Pereira asks you something", channel="bot")
    await stage.delroy.clicks("No, not now", on="Ana Pereira asks you something", channel="bot")

    await stage.delroy.sees("You said no. That is fine.", channel="bot")
    await stage.rests()
    assert [message for message in await stage.ana.messages("bot") if "Delroy" in message.readable] == []
    await stage.ana.opens_home()
    await stage.ana.home("cannot be your buddy. You can ask somebody else.")


async def test_what_difference_it_made_is_said_after_done_and_may_be_skipped(stage: Stage) -> None:
    await asked(stage, stage.ana)
    await answers(stage.ana, "Done", "You said: Done.")
    await stage.ana.clicks(DIFFERENCE, on="You said: Done", channel="bot")
    await stage.ana.modal("It is done")
    await stage.ana.submits()
    await stage.ana.sees("Your pledge is done, without more words.", channel="bot")
    await stage.ana.clicks(DIFFERENCE, on="You said: Done", channel="bot")
    await stage.ana.modal("It is done")
    await stage.ana.fills({"What difference did it make?": "He reads to me now"})
    await stage.ana.submits()

    await stage.ana.sees("What difference it made: He reads to me now", channel="bot")


async def test_words_about_a_pledge_that_the_group_reads_stand_in_the_form_that_shares_them(
    stage: Stage,
) -> None:
    await asked(stage, stage.ana)
    await stage.ana.clicks(SHARE, on="saved your pledge", channel=ROOM)
    await answers(stage.ana, "Done", "You said: Done.")
    await stage.ana.types("He reads to me now", channel="bot")
    await stage.ana.sees("Shall they read your words, too", channel="bot")
    await stage.ana.clicks(DIFFERENCE, on="Shall they read your words, too", channel="bot")
    form = await stage.ana.modal("It is done")
    assert "He reads to me now" in str(form)
    await stage.ana.submits()
    await stage.delroy.sees("What difference it made: He reads to me now", channel=ROOM)


async def test_a_month_that_is_typed_puts_the_question_off_once_its_day_was_shown(stage: Stage) -> None:
    await asked(stage, stage.ana)
    await stage.ana.types("next month", channel="bot")
    await stage.ana.sees("Shall I ask you about it again on Saturday 10 April 2027?", channel="bot")
    await stage.ana.clicks("Ask me again on Saturday 10 April 2027", on="Shall I ask", channel="bot")
    monday = "Saturday 10 April 2027 is on a weekend, so I will ask on Monday 12 April 2027 at 10:00."
    await stage.ana.sees(monday, channel="bot", private=True)


async def test_a_pledge_is_nobody_elses_business(stage: Stage) -> None:
    await promises(stage, stage.ana)
    await stage.time_is(ASKED + MINUTE)

    seen = [message.readable for message in await stage.delroy.messages()]
    assert [words for words in seen if READING in words] == []


async def test_what_is_typed_is_kept_at_once_with_its_day_and_with_the_ways_to_change_it(
    stage: Stage,
) -> None:
    await stage.time_is(WEDNESDAY)
    await stage.session()

    await stage.ana.types(f'/pledge "{READING}" by 12 March', channel=ROOM)

    told = await stage.ana.sees("I have saved your pledge", channel=ROOM, private=True)
    first, *lines = told.readable.splitlines()
    assert first.startswith(f"Thank you. I have saved your pledge: “{READING} by 12 March”. I will ask you")
    seen = "Nobody else sees it. These two are up to you:"
    assert lines == ["Your date is Friday 12 March 2027.", CHANGE, LET_GO, seen, EASIER, SHARE]
    await stage.ana.clicks(CHANGE, on="I have saved", channel=ROOM)
    form = await stage.ana.modal("Change your pledge")
    assert (f"{READING} by 12 March" in str(form.json), "2027-03-12" in str(form.json)) == (True, True)
    await stage.ana.closes()
    await stage.ana.clicks(LET_GO, on="I have saved", channel=ROOM)
    await stage.ana.sees("Take it up again", channel=ROOM, private=True)

    await stage.ana.types("/pledge Ring her by 1 March 2020", channel=ROOM)
    await stage.ana.sees("This date is in the past.", channel=ROOM, private=True)
    await stage.ana.types("/pledge Meet her next Tuesday at 9", channel=ROOM)
    unread = 'I found no date in your words. I read a day only after a "by", as in "by next Tuesday".'
    await stage.ana.sees(unread, channel=ROOM, private=True)
    await stage.ana.types("/pledge Meet her by next Tuesday at 9", channel=ROOM)
    await stage.ana.sees("Your date is Tuesday 9 March 2027.", channel=ROOM, private=True)
    await stage.ana.types("/pledge Ring him by 6 March", channel=ROOM)
    sooner = "one other pledge sooner than I said:\n“Meet her by next Tuesday at 9”: Thursday 4 March 2027"
    await stage.ana.sees(sooner, channel=ROOM, private=True)
    await stage.ana.types("/pledge Write by 20 March", channel=ROOM)
    await stage.ana.clicks(CHANGE, on="Write by 20 March", channel=ROOM)
    await stage.ana.modal("Change your pledge")
    await stage.ana.fills({"By when?": "2027-03-18"})
    await stage.ana.submits()
    sooner = "one other pledge sooner than I said:\n“Meet her next Tuesday at 9”: Tuesday 16 March 2027"
    await stage.ana.sees(sooner, channel=ROOM, private=True)
    await stage.pledge(stage.ana, "Visit the school by Monday")
    await stage.ana.sees("Your date is Monday 8 March 2027.", channel=ROOM, private=True)
    kept = {f"{READING} by 12 March", "Meet her next Tuesday at 9", "Meet her by next Tuesday at 9"}
    kept |= {"Ring him by 6 March", "Write by 20 March", "Visit the school by Monday"}
    assert {row["what"] for row in tables(stage)["pledge"]} == kept


async def test_with_a_date_it_is_asked_about_two_days_before_and_once(stage: Stage) -> None:
    await promises(stage, stage.ana)

    await stage.time_is(ASKED - MINUTE)
    assert await nudges(stage.ana) == []
    await stage.time_is(ASKED + MINUTE)
    assert await nudges(stage.ana) == [[*QUESTION, *ALL, ENDING]]
    await stage.time_is(ASKED + timedelta(weeks=20))
    assert len(await nudges(stage.ana)) == 1


async def test_without_a_date_it_is_asked_about_after_2_6_and_12_weeks(stage: Stage) -> None:
    await promises(stage, stage.ana, by=None)
    await stage.ana.sees(
        "on Wednesday 17 March 2027, Wednesday 14 April 2027 and Wednesday 26 May 2027 at 10:00.",
        channel=ROOM,
    )

    # Summer time begins in between: ten o'clock in London is then nine in UTC.
    for number, moment in enumerate(
        [
            datetime(2027, 3, 17, 10, 0, tzinfo=UTC),
            datetime(2027, 4, 14, 9, 0, tzinfo=UTC),
            datetime(2027, 5, 26, 9, 0, tzinfo=UTC),
        ]
    ):
        await stage.time_is(moment - MINUTE)
        assert len(await nudges(stage.ana)) == number
        await stage.time_is(moment + MINUTE)
        assert len(await nudges(stage.ana)) == number + 1


@pytest.mark.parametrize(
    ("name", "moment"),
    [
        ("Blessing Okafor", datetime(2027, 3, 10, 9, 0, tzinfo=UTC)),  # Lagos
        ("Malik Johnson", datetime(2027, 3, 10, 15, 0, tzinfo=UTC)),  # New York
        ("Harjit Kaur", datetime(2027, 3, 10, 4, 30, tzinfo=UTC)),  # Kolkata
    ],
)
async def test_ten_oclock_is_where_the_person_lives(stage: Stage, name: str, moment: datetime) -> None:
    person = stage.room.person(name)
    await promises(stage, person)

    await stage.time_is(moment - MINUTE)
    assert await nudges(person) == []
    await stage.time_is(moment + MINUTE)
    assert len(await nudges(person)) == 1


async def test_a_date_on_a_monday_is_asked_about_on_the_friday_before(stage: Stage) -> None:
    await promises(stage, stage.ana, by="2027-03-15")

    told = "I will ask you privately how it is going, on Friday 12 March 2027 at 10:00."
    await stage.ana.sees(told, channel=ROOM)


async def test_whoever_moves_is_asked_at_ten_in_the_new_place(stage: Stage) -> None:
    await promises(stage, stage.ana)
    since = await stage.room.seq()
    await stage.room.change_person("Ana Pereira", tz="America/New_York")
    told = await stage.room.wait_for(since=since, kind="envelope", name="user_change")
    await stage.room.wait_for(since=since, kind="ack", envelope_id=told["envelope_id"])

    await stage.time_is(ASKED + MINUTE)
    assert await nudges(stage.ana) == []
    await stage.time_is(ASKED + timedelta(hours=5, minutes=1))
    assert len(await nudges(stage.ana)) == 1


async def test_done_is_thanked_and_nothing_more_is_asked(stage: Stage) -> None:
    await promises(stage, stage.ana, by=None)
    await stage.time_is(datetime(2027, 3, 17, 10, 1, tzinfo=UTC))

    shown = await answers(stage.ana, "Done", "You said: Done.")

    assert shown == [
        *ASKS,
        f"“{READING}”",
        *WHY,
        "You said: Done. Thank you. Somebody's life is a little easier because of you.",
        ASKS_DIFFERENCE,
        DIFFERENCE,
        "Working on it",
        "Stuck",
        *ALWAYS,
    ]
    await stage.time_is(WEDNESDAY + timedelta(weeks=20))
    assert len(await nudges(stage.ana)) == 1


async def test_working_on_it_is_thanked_and_asked_about_again(stage: Stage) -> None:
    await promises(stage, stage.ana, by=None)
    await stage.time_is(datetime(2027, 3, 17, 10, 1, tzinfo=UTC))

    shown = await answers(stage.ana, "Working on it", "You said: Working on it.")

    assert shown[5:] == ["You said: Working on it. Thank you for carrying on.", "Done", "Stuck", *ALWAYS]
    await stage.time_is(datetime(2027, 4, 14, 9, 1, tzinfo=UTC))
    assert len(await nudges(stage.ana)) == 2


async def test_stuck_is_thanked_and_says_whom_to_ask_for_help(stage: Stage) -> None:
    await asked(stage, stage.ana)

    shown = await answers(stage.ana, "Stuck", "You said: Stuck.")

    assert shown[5:] == [
        "You said: Stuck. That is OK. Nobody else knows that it was you.",
        "Ask Miriam Adler for help",
        "Done",
        "Working on it",
        *ALWAYS,
    ]


async def test_people_may_think_again(stage: Stage) -> None:
    await asked(stage, stage.ana)
    await answers(stage.ana, "Stuck", "You said: Stuck.")

    shown = await answers(stage.ana, "Done", "You said: Done.")

    assert shown[5:] == [
        "You said: Done. Thank you. Somebody's life is a little easier because of you.",
        ASKS_DIFFERENCE,
        DIFFERENCE,
        "Working on it",
        "Stuck",
        *ALWAYS,
    ]
    assert [row["reply"] for row in tables(stage)["follow_up"]] == ["done"]


@pytest.mark.parametrize(
    ("button", "said", "again"),
    [
        (
            "Not now: in 3 days",
            "Saturday 13 March 2027 is on a weekend, so I will ask on",
            datetime(2027, 3, 15, 10, 0, tzinfo=UTC),
        ),
        ("Not now: in 1 week", "I will ask again on", datetime(2027, 3, 17, 10, 0, tzinfo=UTC)),
    ],
)
async def test_not_now_asks_again_once(stage: Stage, button: str, said: str, again: datetime) -> None:
    await asked(stage, stage.ana)

    shown = await answers(stage.ana, button, said)

    assert shown == [
        *QUESTION,
        f"{said} {again:%A} {again.day} March 2027 at 10:00.",
        *ALL,
        ENDING,
    ]
    await stage.time_is(again - MINUTE)
    assert len(await nudges(stage.ana)) == 1
    await stage.time_is(again + MINUTE)
    past = "The date that you chose is past. How did it go?"
    assert (await nudges(stage.ana))[1] == [*QUESTION, past, *ALL, ENDING]
    await stage.time_is(again + timedelta(weeks=20))
    assert len(await nudges(stage.ana)) == 2


async def test_an_answer_after_not_now_is_the_answer_and_nothing_more_is_asked(stage: Stage) -> None:
    await asked(stage, stage.ana)
    await answers(stage.ana, "Not now: in 3 days", "so I will ask on")

    await answers(stage.ana, "Stuck", "You said: Stuck.")

    await stage.time_is(ASKED + timedelta(weeks=20))
    assert len(await nudges(stage.ana)) == 1


async def test_a_later_question_says_what_was_said_last_and_mine_says_when_it_comes(stage: Stage) -> None:
    await promises(stage, stage.ana, by=None)
    await stage.time_is(datetime(2027, 3, 17, 10, 1, tzinfo=UTC))
    await answers(stage.ana, "Stuck", "You said: Stuck.")
    await stage.ana.types("/copro mine", channel=ROOM)
    mine = await stage.ana.sees("My pledges", channel=ROOM, private=True)
    assert mine.readable.splitlines()[4:6] == [
        "You said: Stuck. I will ask you again on Wednesday 14 April 2027 at 10:00",
        "Ask Miriam Adler for help",
    ]

    await stage.time_is(datetime(2027, 4, 14, 9, 1, tzinfo=UTC))

    assert (await nudges(stage.ana))[1] == [
        *ASKS,
        f"“{READING}”",
        *WHY,
        "Last time you said: Stuck.",
        *ALL,
        ENDING,
    ]


async def test_a_pledge_is_let_go_and_taken_up_again_on_the_reminder_itself(stage: Stage) -> None:
    await asked(stage, stage.ana)

    await stage.ana.chooses(TOGETHER, on=ASKS[0], channel="bot")
    await stage.ana.modal("Your pledge")
    await stage.ana.clicks(LET_GO)
    shown = (await stage.ana.sees("You let this pledge go.", channel="bot")).readable.splitlines()
    gone = "You let this pledge go. I will not ask about it again."
    assert shown == [*QUESTION, gone, "Take it up again", STOP]

    shown = await answers(stage.ana, "Take it up again", "Not now: in 3 days")
    assert shown == [*QUESTION, *ALL, ENDING]


async def test_no_at_the_end_says_that_what_was_promised_before_stays_and_how_to_change_it(
    stage: Stage,
) -> None:
    await promises(stage, stage.ana)
    await stage.miriam.types("/copro end now", channel=ROOM)
    await stage.ana.sees("Before you go", channel=ROOM)
    thanks = "Thank you for an honest answer, and for being here."

    await stage.ana.clicks("No", on="Before you go", channel=ROOM)
    await stage.delroy.clicks("No", on="Before you go", channel=ROOM)

    told = await stage.ana.sees(thanks, channel=ROOM, private=True)
    assert told.readable == (
        f"{thanks} The pledges you made before stay, and I still ask you about them. "
        "To change one or let it go, type /copro mine.\nRecorded. You can change it until it closes."
    )
    assert (await stage.delroy.sees(thanks, channel=ROOM, private=True)).readable == (
        f"{thanks}\nRecorded. You can change it until it closes."
    )


async def test_what_is_promised_for_tomorrow_at_a_weekend_is_asked_about_once_it_is_over(
    stage: Stage,
) -> None:
    saturday, monday = datetime(2027, 3, 6, 12, 0, tzinfo=UTC), datetime(2027, 3, 8, 10, 0, tzinfo=UTC)
    await stage.time_is(saturday)
    await stage.session()

    await stage.pledge(stage.ana, READING, "2027-03-07")

    await stage.ana.sees(
        f"I have saved your pledge: “{READING}”. Your date is close, so I will ask you afterwards how it "
        "went: privately, on Monday 8 March 2027 at 10:00. If you change how often I ask, you see the new "
        "days with /copro mine. To stop reminders, type /copro stop.",
        channel=ROOM,
        private=True,
    )
    await stage.time_is(monday + MINUTE)
    assert await nudges(stage.ana) == [
        [
            *ASKS,
            f"“{READING}” (by Sunday 7 March 2027)",
            *(line.replace("Wednesday 3 March", "Saturday 6 March") for line in WHY),
            "The date that you chose is past. How did it go?",
            *ALL,
            ENDING,
        ]
    ]
    await stage.time_is(monday + timedelta(weeks=20))
    assert len(await nudges(stage.ana)) == 1


async def test_a_reminder_on_the_date_says_that_it_is_today(stage: Stage) -> None:
    await stage.time_is(datetime(2027, 3, 4, 12, 0, tzinfo=UTC))
    await stage.session()
    await stage.pledge(stage.ana, READING, "2027-03-05")
    await stage.ana.sees("I have saved your pledge", channel=ROOM, private=True)

    await stage.time_is(datetime(2027, 3, 5, 10, 1, tzinfo=UTC))

    assert (await nudges(stage.ana))[0][5] == "Today is the date that you chose."


async def test_a_reminder_after_the_date_says_that_the_date_is_past(stage: Stage) -> None:
    await asked(stage, stage.ana)
    await answers(stage.ana, "Not now: in 3 days", "so I will ask on")

    await stage.time_is(datetime(2027, 3, 15, 10, 1, tzinfo=UTC))

    past = "The date that you chose is past. How did it go?"
    assert (await nudges(stage.ana))[1] == [*QUESTION, past, *ALL, ENDING]


async def test_a_storm_of_not_now_asks_again_once(stage: Stage) -> None:
    await asked(stage, stage.ana)
    press = {
        "person": stage.ana.id,
        "deed": "chooses",
        "option": "Not now: in 3 days",
        "on": "How is your pledge going?",
    }

    deeds = await stage.room.deeds([press] * 8)

    assert [deed.acked for deed in deeds] == [True] * 8
    await stage.time_is(ASKED + timedelta(weeks=20))
    assert len(tables(stage)["follow_up"]) == 2


async def test_stop_on_a_nudge_stops_all_and_leaves_room_for_an_answer(stage: Stage) -> None:
    await promises(stage, stage.ana, by=None)
    await stage.time_is(datetime(2027, 3, 17, 10, 1, tzinfo=UTC))

    shown = await answers(stage.ana, "Stop reminders", "You asked me to stop reminders.")

    assert shown[5:] == [
        "You asked me to stop reminders. I will not ask again.",
        "Done",
        "Working on it",
        "Stuck",
        CHANGE,
        "Hand it over",
        LET_GO,
        "Turn reminders on again",
        ENDING,
    ]
    told = await stage.ana.sees("I will send you no more reminders.", channel="bot", private=True)
    assert told.readable.splitlines() == [
        "I will send you no more reminders. You can still see your pledges with /copro mine. "
        "If somebody wants to keep a message of yours as an idea, only my Home tab shows it.",
        "Turn reminders on again",
    ]
    await stage.time_is(WEDNESDAY + timedelta(weeks=20))
    assert len(await nudges(stage.ana)) == 1


async def test_reminders_can_be_turned_on_again_and_the_question_comes_back(stage: Stage) -> None:
    await promises(stage, stage.ana, by=None)
    await stage.time_is(datetime(2027, 3, 17, 10, 1, tzinfo=UTC))
    await answers(stage.ana, "Stop reminders", "You asked me to stop reminders.")
    await stage.ana.sees("Turn reminders on again", channel="bot")

    await stage.ana.clicks("Turn reminders on again", channel="bot")

    await stage.ana.sees("Reminders are on again. Thank you.", channel="bot", private=True)
    await stage.ana.sees("Not now: in 3 days", channel="bot")
    assert await nudges(stage.ana) == [[*ASKS, f"“{READING}”", *WHY, *ALL, ENDING]]
    await stage.time_is(datetime(2027, 4, 14, 9, 1, tzinfo=UTC))
    assert len(await nudges(stage.ana)) == 2


async def test_stop_may_be_typed_before_anything_is_asked(stage: Stage) -> None:
    await promises(stage, stage.ana)

    await stage.ana.types("/copro stop", channel=ROOM)

    await stage.ana.sees("I will send you no more reminders.", channel=ROOM, private=True)
    await stage.time_is(ASKED + MINUTE)
    assert await nudges(stage.ana) == []
    await stage.ana.types("/copro mine", channel=ROOM)
    mine = await stage.ana.sees("My pledges", channel=ROOM, private=True)
    assert mine.readable.splitlines()[4] == "You stopped reminders, so I will not ask you about this."


async def test_who_stopped_reminders_is_not_promised_a_question(stage: Stage) -> None:
    await stage.session()
    await stage.ana.types("/copro stop", channel=ROOM)

    await stage.pledge(stage.ana, READING)

    told = await stage.ana.sees("saved your pledge", channel=ROOM, private=True)
    assert told.readable.splitlines() == [
        f"Thank you. I have saved your pledge: “{READING}”. "
        "You asked for no reminders, so I will not ask you about it.",
        "Turn reminders on again",
        "Nobody else sees it. These two are up to you:",
        EASIER,
        "Share with the group",
    ]


async def test_a_date_in_the_past_is_refused_under_its_field_and_the_words_stay(stage: Stage) -> None:
    await stage.time_is(WEDNESDAY)
    await stage.session()
    await stage.ana.types("/pledge", channel=ROOM)
    await stage.ana.modal("Your pledge")
    await stage.ana.fills({"What will you do differently?": READING, "By when?": "2027-03-02"})

    deed = await stage.ana.submits()

    assert deed.errors == {"By when?": "This date is in the past. Please choose today or a later day."}
    assert not deed.closed
    await stage.ana.fills({"By when?": "2028-12-01"})
    deed = await stage.ana.submits()
    assert deed.errors == {
        "By when?": "Please choose a date within a year, so that I can still ask you about it."
    }
    assert tables(stage)["pledge"] == []


async def test_the_same_pledge_sent_twice_is_one_pledge_and_one_question(stage: Stage) -> None:
    await stage.time_is(WEDNESDAY)
    await stage.session()
    await stage.ana.types("/pledge", channel=ROOM)
    await stage.ana.modal("Your pledge")
    await stage.ana.fills({"What will you do differently?": READING, "By when?": "2027-03-12"})

    deeds = await stage.room.deeds([{"person": stage.ana.id, "deed": "submits"}] * 2)

    assert [deed.acked for deed in deeds] == [True, True]
    await stage.time_is(ASKED + MINUTE)
    assert len(await nudges(stage.ana)) == 1


async def test_a_pledge_where_there_is_no_programme_says_why_before_it_is_written(stage: Stage) -> None:
    await stage.ana.types(f"/pledge {READING}", channel="general")

    told = await stage.ana.sees("Please open the channel of your session", channel="general", private=True)
    assert told.readable.splitlines() == [
        "Please open the channel of your session and try again there.",
        "You typed:",
        f"/pledge {READING}",
    ]


async def test_to_the_bot_somebodys_only_programme_is_meant_and_of_several_they_choose_first(
    stage: Stage,
) -> None:
    await stage.session()
    await stage.check_in(stage.ana)
    await stage.miriam.types("/copro end now", channel=ROOM)
    await stage.miriam.sees("What we did together", channel=ROOM)
    await stage.ana.types("/pledge", channel="bot")
    form = await stage.ana.modal("Your pledge")
    assert form.labels == ["What will you do differently?", "By when?"]
    await stage.ana.closes()
    await stage.ana.types(f"/pledge {READING}", channel="bot")
    await stage.ana.sees(f"saved your pledge: “{READING}”", channel="bot")
    await stage.session("Second", channel="second-room")
    await stage.miriam.types("/copro end now", channel="second-room")
    await stage.miriam.sees("What we did together", channel="second-room")
    await stage.ana.types("/pledge Listen", channel="bot")
    form = await stage.ana.modal("Your pledge")
    assert form.labels[0] == "Which session is it for?"
    await stage.ana.fills({"Which session is it for?": "2. Support for new parents"})

    await stage.ana.submits()

    await stage.ana.sees("saved your pledge: “Listen”", channel="bot")
    assert {row["what"] for row in tables(stage)["pledge"]} == {READING, "Listen"}


async def test_whoever_left_the_workspace_is_not_asked_and_the_facilitator_can_see_it(stage: Stage) -> None:
    await promises(stage, stage.ana)
    await stage.room.change_person("Ana Pereira", deleted=True)

    await stage.time_is(ASKED + MINUTE)

    await stage.miriam.types("/copro nudges", channel=ROOM)
    shown = await stage.miriam.sees("Reminders", channel=ROOM, private=True)
    off = "their account is switched off"
    assert shown.readable.splitlines()[:6] == [
        "Reminders",
        "Failed: 1",
        f"Why they failed: {off}: 1",
        "Week by week, each from its Monday:",
        "Monday 8 March 2027: failed: 1",
        f"For @Ana Pereira, Wednesday 10 March 2027 at 10:00 UTC: Slack refused it, because {off}",
    ]


async def test_hostile_words_come_back_literally(stage: Stage) -> None:
    await promises(stage, stage.ana, what="<!here> *be* kinder &gt; <@U0CHAMP02>")

    await stage.time_is(ASKED + MINUTE)

    (nudge,) = await nudges(stage.ana)
    assert nudge[2] == "“<!here> *be* kinder &gt; <@U0CHAMP02>” (by Friday 12 March 2027)"
    assert await stage.pings() == []


async def test_mine_shows_my_ideas_and_pledges_to_me_alone(stage: Stage) -> None:
    await promises(stage, stage.ana)
    await stage.idea(stage.ana, "A buddy for every new parent")
    await stage.idea(stage.delroy, "More benches")

    await stage.ana.types("/copro mine", channel=ROOM)

    mine = await stage.ana.sees("My ideas", channel=ROOM, private=True)
    assert mine.readable.splitlines() == [
        "My ideas",
        "1. A buddy for every new parent (heard)",
        "Take back idea 1",
        STATES,
        "My pledges",
        f"1. {READING} (by Friday 12 March 2027)",
        "I will ask you on Wednesday 10 March 2027 at 10:00",
        *OWN,
    ]
    await stage.delroy.does_not_see("My ideas", channel=ROOM)


async def test_from_home_a_champion_checks_in_and_pledges_and_sees_what_is_theirs_by_channel(
    stage: Stage,
) -> None:
    await stage.session()
    await stage.session("Second", channel="second-room")
    await stage.rests()
    await stage.ana.opens_home()
    await stage.ana.home("“Second”")
    await stage.ana.clicks("Check in", on=f"This session is live in #{ROOM}", channel="home")
    form = await stage.ana.modal("Check in")
    assert f"#{ROOM} shows only totals and words" in form.text
    await stage.ana.closes()

    await stage.idea(stage.ana, "Here it is good")
    await stage.idea(stage.ana, "There it is good", channel="second-room")
    await stage.pledge(stage.ana, READING)
    await stage.ana.opens_home()
    await stage.ana.home("Make a pledge")
    await stage.ana.clicks("Make a pledge", channel="home")
    form = await stage.ana.modal("Your pledge")
    assert form.labels[-2:] == ["What will you do differently?", "By when?"]
    await stage.ana.closes()

    await stage.ana.types("/copro mine", channel=ROOM)
    mine = await stage.ana.sees("My ideas", channel=ROOM, private=True)
    assert mine.readable.splitlines()[:7] == [
        "My ideas",
        f"In #{ROOM}:",
        "1. Here it is good (heard)",
        "Take back idea 1",
        "In #second-room:",
        "1. There it is good (heard)",
        "Take back idea 1",
    ]


async def test_home_shows_the_same_as_mine(stage: Stage) -> None:
    await stage.ana.opens_home()
    empty = await stage.ana.home("My pledges")
    assert empty.text.splitlines() == [
        "Write an idea",
        "Make a pledge",
        "See all ideas",
        "My ideas",
        NO_IDEAS,
        "My pledges",
        "You have made no pledge yet. To make one, type /pledge.",
    ]
    await asked(stage, stage.ana)
    await answers(stage.ana, "Done", "You said: Done.")

    await stage.ana.opens_home()

    home = await stage.ana.home("You said: Done")
    assert home.text.splitlines() == [
        "Write an idea",
        "Make a pledge",
        "See all ideas",
        "My ideas",
        NO_IDEAS,
        "My pledges",
        f"1. {READING} (by Friday 12 March 2027)",
        "You said: Done",
        *(DIFFERENCE, "Working on it", "Stuck", CHANGE, SHARE, LET_GO),
    ]


async def test_an_unanswered_question_can_still_be_answered_and_says_so(stage: Stage) -> None:
    await asked(stage, stage.ana)

    await stage.ana.types("/copro mine", channel=ROOM)

    mine = await stage.ana.sees("My pledges", channel=ROOM, private=True)
    assert mine.readable.splitlines()[4] == "I have asked you about this. You can still answer."
