"""Checking in: with a name or without, once for each person."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest

from coproduction.service.checkins import Arrived
from coproduction.service.welcome import NOTICE
from coproduction.sessions import Session, SessionState
from coproduction.undoing import WAY_BACK
from handlers.blocks.checkins import thanks
from rehearsal.driver.room import Person
from tests.disturbances.scene import said
from tests.handlers.database import bytes_that_hold, bytes_that_say, rows_that_say, tables
from tests.handlers.forging import forged_form, text
from tests.speaking import SAY
from tests.stage import ROOM, Stage, on_stage, profile_of

FIRST_TIME = [
    "How are you today?",
    "I could say what I really think here",
    "How do you feel? A word or a few.",
    "Your name",
    "Who are you here as?",
    "How do you know the service?",
    "What would help you to take part?",
]


SEVERAL = ("Ana Pereira", "Delroy Francis", "Blessing Okafor", "Tunde Bakare", "Miriam Adler")


async def opens_form(person: Person, channel: str = ROOM) -> list[str]:
    """Type /checkin; the labels of the form that opens."""
    await person.types("/checkin", channel=channel)
    return (await person.modal("Check in")).labels


async def fills_in(person: Person, mood: str, name: str = "With my name", word: str = "") -> None:
    """Fill in the open form, with the profile when it asks for one."""
    answers: dict[str, Any] = {"How are you today?": mood, "Your name": name}
    if word:
        answers["How do you feel? A word or a few."] = word
    if "Who are you here as?" in (await person.modal("Check in")).labels:
        answers |= profile_of(person)
    await person.fills(answers)


async def checks_in(person: Person, mood: str, name: str = "With my name", word: str = "") -> None:
    """Check in from the command to the thanks."""
    await opens_form(person)
    await fills_in(person, mood, name, word)
    await person.submits()
    await person.sees("You are checked in", channel=ROOM, private=True)


def voices(stage: Stage) -> list[tuple[int, int]]:
    """Whether each stored check-in is named, and its mood."""
    return sorted((row["is_named"], row["mood"]) for row in tables(stage)["checkin"])


async def four_others_check_in(stage: Stage) -> None:
    """Four people who are well and say nothing more: with a fifth, the card shows moods and words."""
    await stage.check_in(stage.miriam, stage.tunde, stage.blessing, stage.room.person("Zoë Marchetti"))


async def test_the_button_on_the_card_opens_the_form_and_the_first_is_only_counted(stage: Stage) -> None:
    await stage.session()
    await stage.ana.clicks("Check in", on="Session: Support for new parents", channel=ROOM)
    form = await stage.ana.modal("Check in")
    assert form.labels == FIRST_TIME
    assert "40 characters fit. Your words stand on the card of the session as you write them." in form.text

    await fills_in(stage.ana, "1 – very low", "Without my name", word="worn out, Ana Pereira")
    await stage.ana.submits()
    form = await stage.ana.modal("Check in", "This looks like somebody's name: “Ana”.")
    assert tables(stage)["checkin"] == []
    assert "'initial_value': 'worn out, Ana Pereira'" in str(form.json)
    await stage.ana.fills({"How do you feel? A word or a few.": "exhausted"})
    deed = await stage.ana.submits()

    assert deed.closed
    await stage.ana.sees(
        "You are checked in to “Support for new parents”. Thank you for being here. "
        "Your answer has no name. To change it, type /checkin or press “Check in” on the session's card.",
        channel=ROOM,
        private=True,
    )
    card = await stage.delroy.sees("1 person checked in.", channel=ROOM)
    assert card.readable.splitlines()[5:] == [
        "1 person checked in.",
        "Moods and words appear here from 5 answers on.",
    ]
    assert "exhausted" not in card.text


async def test_from_five_answers_on_the_card_shows_how_people_are(stage: Stage) -> None:
    await stage.session()
    await four_others_check_in(stage)
    await checks_in(stage.ana, "1 – very low", "Without my name", word="exhausted")

    both_are_stored = re.compile(r"(?s)5 people checked in\..*exhausted")  # who came, and what is unnamed
    card = await stage.delroy.sees(both_are_stored, channel=ROOM)
    shown = [
        "5 people checked in.",
        "How people are today:",
        "5 very good: 0 ▱▱▱▱▱▱▱▱▱▱",
        "4 good: 4 ▰▰▰▰▰▰▰▰▱▱",
        "3 so-so: 0 ▱▱▱▱▱▱▱▱▱▱",
        "2 low: 0 ▱▱▱▱▱▱▱▱▱▱",
        "1 very low: 1 ▰▰▱▱▱▱▱▱▱▱",
        "In a few words:",
        "exhausted",
        "Moods and words are of 5 answers. I renew them when 5 answers are new or changed, "
        "so that nobody can tell whose is whose.",
    ]
    assert card.readable.splitlines()[5:] == shown

    await checks_in(stage.delroy, "5 – very good", word="rested")
    card = await stage.delroy.sees("6 people checked in.", channel=ROOM)
    assert card.readable.splitlines()[6:] == shown[1:]
    await stage.miriam.types("/copro end now", channel=ROOM)
    card = await stage.delroy.sees("This session has ended.", channel=ROOM)
    assert card.readable.splitlines()[3:-1] == shown[1:-1]
    assert card.readable.splitlines()[-1] == (
        "Moods and words are of 5 answers. What came or changed after that is counted, but not shown, "
        "so that nobody can tell whose it is."
    )


async def test_sector_and_perspective_are_asked_only_the_first_time(stage: Stage) -> None:
    await stage.session()
    assert await opens_form(stage.ana) == FIRST_TIME
    await fills_in(stage.ana, "4 – good")
    await stage.ana.submits()
    await stage.ana.sees("You are checked in", channel=ROOM, private=True)

    assert await opens_form(stage.ana) == FIRST_TIME[:4]


async def test_the_profile_is_remembered_in_the_next_session_and_can_be_changed(stage: Stage) -> None:
    await stage.session("Monday")
    await stage.check_in(stage.delroy)
    await stage.miriam.types("/copro end now", channel=ROOM)
    await stage.session("Tuesday")
    assert await opens_form(stage.delroy) == FIRST_TIME[:4]
    await stage.delroy.modal("Check in", "To skip it, press Skip. You stay counted then.")
    await stage.delroy.closes()
    told = await stage.delroy.sees("You stay counted as here in “Tuesday”.", channel=ROOM, private=True)
    assert "Check in" in told.readable.splitlines()

    await stage.delroy.types("/copro profile", channel=ROOM)
    form = await stage.delroy.modal("About you")
    helping = "With what can you help others?"
    spoken = "In which language should I speak to you?"
    assert form.labels == [*FIRST_TIME[4:], helping, spoken]
    await stage.delroy.fills({"Who are you here as?": "Charities"})
    await stage.delroy.submits()

    await stage.delroy.sees("Thank you. I have saved what you told me about yourself.", private=True)
    (person,) = [row for row in tables(stage)["person"] if row["id"] == stage.delroy.id]
    assert (person["sector"], person["perspective"]) == ("charities", "governing")


async def test_a_first_timer_is_in_heard_and_out_of_the_form_with_four_presses(stage: Stage) -> None:
    await stage.session()
    presses = 0

    await stage.ana.clicks("Check in", on="Session: Support for new parents", channel=ROOM)
    presses += 1
    form = await stage.ana.modal("Check in")
    assert [row["person"] for row in tables(stage)["attendance"]] == [stage.ana.id]
    assert "each form tells you who sees it" in form.text
    for question, answer in {
        "How are you today?": "4 – good",
        "I could say what I really think here": "3",
    }.items():
        await stage.ana.fills({question: answer})
        presses += 1
    deed = await stage.ana.submits()
    presses += 1

    assert deed.closed
    assert presses == 4
    (ana,) = [row for row in tables(stage)["person"] if row["id"] == stage.ana.id]
    assert (ana["sector"], ana["perspective"], ana["notice"]) == ("unsaid", None, NOTICE)
    assert [(row["mood"], row["candour"]) for row in tables(stage)["checkin"]] == [(4, 3)]

    assert await opens_form(stage.ana) == FIRST_TIME[:3]  # what has no name gets none any more
    assert "each form tells you who sees it" not in (await stage.ana.modal("Check in")).text
    await stage.ana.closes()
    stands = "You stay counted as here in “Support for new parents”. Your answer from before stands."
    await stage.ana.sees(stands, channel=ROOM, private=True)


async def test_a_first_timer_changes_the_language_of_the_form_and_reads_more(stage: Stage) -> None:
    await stage.session()
    await opens_form(stage.ana)

    await stage.ana.clicks("Read more about this")
    assert "What Slack's own helpers may read" in (await stage.ana.modal("Check in")).text
    await stage.ana.clicks("Español")
    form = await stage.ana.modal("Registrar mi llegada")

    assert "¿Cómo estás hoy?" in form.labels
    (ana,) = [row for row in tables(stage)["person"] if row["id"] == stage.ana.id]
    assert ana["language"] == "es"


async def test_the_card_never_says_who_said_what_even_of_named_check_ins(stage: Stage) -> None:
    await stage.session()
    await four_others_check_in(stage)

    await checks_in(stage.ana, "1 – very low", word="worried")

    card = await stage.ana.sees("worried", channel=ROOM)
    assert not any(name in card.text for name in ("Ana", "Tunde", stage.ana.id, stage.tunde.id))


async def test_an_anonymous_check_in_has_no_name_anywhere(stage: Stage) -> None:
    await stage.session()
    await four_others_check_in(stage)

    await checks_in(stage.ana, "2 – low", "Without my name", word="tired")

    await stage.delroy.sees("tired", channel=ROOM)
    seen = [message for message in await stage.delroy.messages(ROOM) if "Ana" in message.readable]
    assert seen == []
    said = dict(rows_that_say(stage, "tired"))
    assert set(said) == {"checkin", "checkin_snapshot"}
    assert (said["checkin"]["is_named"], said["checkin"]["mood"]) == (0, 2)
    assert stage.ana.id not in repr(said)
    assert {table for table, _ in rows_that_say(stage, stage.ana.id)} == {
        *("attendance", "person"),
        "member",  # of the channel, as everybody there sees
    }


async def test_who_chooses_nothing_checks_in_without_their_name(stage: Stage) -> None:
    await stage.session()
    await opens_form(stage.ana)
    await stage.ana.fills({"How are you today?": "4 – good", **profile_of(stage.ana)})
    await stage.ana.submits()
    await stage.ana.sees("You are checked in", channel=ROOM, private=True)

    assert voices(stage) == [(0, 4)]


def test_who_leaves_all_of_it_out_is_here_and_thanked_for_no_answer() -> None:
    live = Session("s1", "C1", "New parents", SessionState.LIVE, "U1", datetime(2027, 3, 3, tzinfo=UTC))
    told = thanks(SAY, SAY, Arrived(live, is_silent=True), is_late=False)
    assert told == (
        "You are checked in to “New parents”. Thank you for being here. You did not say how you are, and "
        "that is fine. To say it after all, type /checkin or press “Check in” on the session's card."
    )


def test_who_says_at_arriving_that_they_only_look_on_is_told_what_becomes_of_their_answers() -> None:
    live = Session("s1", "C1", "New parents", SessionState.LIVE, "U1", datetime(2027, 3, 3, tzinfo=UTC))
    for arrived in (Arrived(live, looks_on_now=True), Arrived(live, is_silent=True, looks_on_now=True)):
        assert (
            "You look on now: what you had answered in polls that are open is deleted. "
            "An anonymous answer still counts. You can take it back yourself: press “Take my answer back” "
            "where I told you that it is recorded."
        ) in thanks(SAY, SAY, arrived, is_late=False)


async def test_a_forged_choice_of_a_name_is_no_name(stage: Stage) -> None:
    await stage.session()
    await stage.check_in(stage.ana)  # tells the profile once
    (session,) = [row["id"] for row in tables(stage)["session"]]
    form = {"mood": text("5"), "named": text("whatever")}
    assert await forged_form(stage, stage.ana, "check_in_form", form, subject=session) == {}
    assert voices(stage) == [(0, 5)]


async def test_no_time_and_no_order_tells_whose_anonymous_check_in_this_is(stage: Stage) -> None:
    await stage.session()

    await checks_in(stage.ana, "2 – low", "Without my name")
    await checks_in(stage.delroy, "5 – very good", "Without my name")

    rows = tables(stage)["checkin"]
    assert sorted(rows[0]) == ["candour", "is_named", "mood", "session", "voice", "word", "workspace"]
    assert sorted(row["mood"] for row in rows) == [2, 5]


async def test_the_secret_behind_anonymous_voices_is_destroyed_when_the_end_cannot_be_undone(
    stage: Stage,
) -> None:
    await stage.session()
    await checks_in(stage.ana, "2 – low", "Without my name")
    assert len(tables(stage)["session_secret"]) == 1

    await stage.miriam.types("/copro end now", channel=ROOM)

    await stage.ana.sees("This session has ended.", channel=ROOM)
    assert len(tables(stage)["session_secret"]) == 1
    await stage.time_is(await stage.room.now() + WAY_BACK)
    assert tables(stage)["session_secret"] == []


async def test_changing_ones_mind_counts_once_and_says_what_becomes_of_the_first_answer(stage: Stage) -> None:
    await stage.session()
    for name, stored in (("With my name", 1), ("Without my name", 0)):
        person = stage.people("Ana Pereira", "Delroy Francis")[stored]
        await checks_in(person, "1 – very low", name, word="nervous")
        await opens_form(person)
        blocks = (await person.modal("Check in")).json["blocks"]
        fields = {each["block_id"]: each["element"] for each in blocks if each["type"] == "input"}
        assert fields["mood"]["initial_option"]["value"] == "1"
        assert fields["word"]["initial_value"] == "nervous"
        await person.fills(
            {"How are you today?": "5 – very good", "How do you feel? A word or a few.": "relieved"}
        )
        await person.submits()
        await person.sees(
            "Thank you for being here. This answer takes the place of the one before. "
            + (
                "Your answer has your name. To change it, or"
                if stored
                else "Your answer has no name. To change it,"
            ),
            channel=ROOM,
            private=True,
        )
    await stage.delroy.sees("2 people checked in.", channel=ROOM)
    assert voices(stage) == [(0, 5), (1, 5)]
    assert rows_that_say(stage, "nervous") == []


async def test_a_name_can_be_taken_off_and_the_person_learns_what_was_shown(stage: Stage) -> None:
    await stage.session()
    await checks_in(stage.ana, "4 – good", "With my name", word="hopeful")
    await stage.ana.types("/checkin sin mi nombre", channel=ROOM)
    await stage.ana.modal("Check in")
    await stage.ana.submits()

    await stage.ana.sees(
        "Your answer has no name now, and I deleted the one with your name. "
        "It was not yet in anything that people here could see. "
        "A copy of my data that was made before now may still show it.",
        channel=ROOM,
        private=True,
    )
    assert voices(stage) == [(0, 4)]
    assert {table for table, _ in rows_that_say(stage, stage.ana.id)} == {
        *("attendance", "person"),
        "member",  # of the channel, as everybody there sees
    }


async def test_an_anonymous_voice_is_offered_no_name_and_cannot_become_a_second_named_one(
    stage: Stage,
) -> None:
    await stage.session()
    await opens_form(stage.ana)  # and stays open on another screen
    (session,) = [row["id"] for row in tables(stage)["session"]]
    await checks_in(stage.ana, "4 – good", "Without my name")

    await opens_form(stage.ana)

    form = await stage.ana.modal("Check in")
    assert "It still has no name then." in form.text
    assert "With my name" not in form.text
    named = {"mood": text("1"), "named": text("named")}
    assert await forged_form(stage, stage.ana, "check_in_form", named, subject=session) == {
        "named": "You are checked in without your name. "
        "To change your answer, choose “Without my name” again."
    }
    assert voices(stage) == [(0, 4)]


async def test_two_forms_sent_at_the_same_moment_make_one_voice(stage: Stage) -> None:
    await stage.session()
    await stage.check_in(stage.ana)  # tells the profile once
    await stage.miriam.types("/copro end now", channel=ROOM)
    await stage.session("The next one")
    (session,) = [row["id"] for row in tables(stage)["session"] if row["state"] == "live"]
    forms = [
        {"mood": text("1"), "named": text("anonymous")},
        {"mood": text("5"), "named": text("named")},
    ]

    errors = await asyncio.gather(
        *(forged_form(stage, stage.ana, "check_in_form", form, subject=session) for form in forms)
    )

    assert sum(bool(each) for each in errors) == 1
    assert len([row for row in tables(stage)["checkin"] if row["session"] == session]) == 1


async def test_pressing_the_forms_button_twice_checks_in_once(stage: Stage) -> None:
    await stage.session()
    await opens_form(stage.ana)
    await fills_in(stage.ana, "4 – good", "Without my name")

    both = await asyncio.gather(stage.ana.submits(), stage.ana.submits(allow_silence=True))

    assert [deed.acked for deed in both] == [True, True]
    await stage.delroy.sees("1 person checked in.", channel=ROOM)
    assert voices(stage) == [(0, 4)]


async def test_a_form_that_was_open_when_the_session_ended_is_refused_and_stays_open(stage: Stage) -> None:
    await stage.session()
    await opens_form(stage.ana)
    await fills_in(stage.ana, "4 – good", word="unhurried")
    await stage.miriam.types("/copro end now", channel=ROOM)

    deed = await stage.ana.submits()

    assert deed.errors == {"How are you today?": "This session has ended, so checking in is closed."}
    assert not deed.closed
    assert bytes_that_say(stage, "unhurried") == []


async def test_once_its_end_cannot_be_undone_a_sessions_secret_is_nowhere_in_the_files_any_more(
    stage: Stage,
) -> None:
    await stage.session()
    await opens_form(stage.ana)
    await fills_in(stage.ana, "2 – low", name="Without my name")
    await stage.ana.submits()
    [secret] = tables(stage)["session_secret"]
    assert bytes_that_hold(stage, secret["pepper"]) != []

    await stage.miriam.types("/copro end now", channel=ROOM)
    await stage.time_is(await stage.room.now() + WAY_BACK)

    assert bytes_that_hold(stage, secret["pepper"]) == []


async def test_after_the_end_nothing_pairs_an_unnamed_answer_with_an_arrival(
    ready_postgresql_url: str,
) -> None:
    """PostgreSQL keeps the transaction of each row: an unnamed one always came just after its person's."""
    async with on_stage(ready_postgresql_url) as stage:
        await stage.session()
        for person, word in zip(stage.room.people("champion")[:5], "abcde", strict=True):
            await checks_in(person, "2 – low", name="Without my name", word=word)
        await stage.miriam.types("/copro end now", channel=ROOM)
        await stage.time_is(await stage.room.now() + WAY_BACK)

        with psycopg.connect(ready_postgresql_url) as connection:
            rows = connection.execute("SELECT DISTINCT xmin::text, is_named FROM checkin").fetchall()
            came = connection.execute("SELECT xmin::text, person FROM attendance ORDER BY ctid").fetchall()

    assert len(rows) == 1
    assert rows[0][1] is False
    assert len({transaction for transaction, _ in came}) == 1
    assert [person for _, person in came] == sorted(person for _, person in came)


async def test_checking_in_without_a_session_says_how_one_begins(stage: Stage) -> None:
    await stage.ana.types("/checkin", channel=ROOM)

    await stage.ana.sees(
        "Please open the channel of your session and try again there.",
        channel=ROOM,
        private=True,
    )


async def test_checking_in_between_two_sessions_says_how_one_begins(stage: Stage) -> None:
    await stage.session()
    await stage.miriam.types("/copro end now", channel=ROOM)

    await stage.ana.types("/checkin", channel=ROOM)

    await stage.ana.sees(
        "The session “Support for new parents” has ended, and no other one is live in this channel. "
        "When the next one starts, you can check in.",
        channel=ROOM,
        private=True,
    )


async def test_a_person_who_is_in_one_session_can_change_their_answer_from_the_direct_conversation(
    stage: Stage,
) -> None:
    await stage.session()
    await checks_in(stage.ana, "1 – very low")

    await opens_form(stage.ana, channel="bot")
    await fills_in(stage.ana, "5 – very good", word="relieved")
    await stage.ana.submits()

    await stage.ana.sees("takes the place of the one before", channel="bot")
    assert voices(stage) == [(1, 5)]


async def test_a_hostile_word_is_shown_literally_and_pings_nobody(stage: Stage) -> None:
    await stage.session()
    await four_others_check_in(stage)

    await checks_in(stage.ana, "4 – good", word="<!channel> *so* &lt;3")

    card = await stage.delroy.sees("<!channel> *so* &lt;3", channel=ROOM)
    assert card.readable.splitlines()[-2] == "<!channel> *so* &lt;3"
    assert card.text.splitlines()[-2] == "&lt;!channel&gt; *so* &amp;lt;3"
    assert await stage.pings() == []


async def test_the_same_word_of_several_people_is_counted_together(stage: Stage) -> None:
    await stage.session()
    for name, word in zip(SEVERAL, ("calm", "Calm", "curious", "calm!", "tired"), strict=True):
        await checks_in(stage.room.person(name), "4 – good", word=word)

    card = await stage.delroy.sees("In a few words:", channel=ROOM)
    assert card.readable.splitlines()[-2] == "Calm × 3 · curious · tired"


@pytest.mark.parametrize(("name", "lasting"), [("Without my name", 0), ("With my name", 1)])
async def test_the_answer_to_an_unnamed_check_in_is_never_a_message_that_lasts(
    stage: Stage, name: str, lasting: int
) -> None:
    await stage.session()
    await stage.room.disturb("chat.postEphemeral", what="error:user_not_in_channel", lasting=True)
    await opens_form(stage.ana)
    await fills_in(stage.ana, "4 – good", name)
    await stage.ana.submits()
    await stage.workspace.answering.background.done()

    assert await said(stage.ana, "You are checked in", channel="bot") == lasting


async def test_a_button_pressed_in_private_checks_in_to_the_session_that_it_stands_below(
    stage: Stage,
) -> None:
    await stage.session("First")
    await stage.check_in(stage.ana, mood="4 – good")
    await stage.session("Second", channel="second-room")
    await stage.rests()  # who is in that channel is read by now
    await stage.ana.types("/copro now", channel="bot")
    await stage.ana.sees("Second", channel="bot", private=True)
    await stage.ana.clicks("Check in", on="Second", channel="bot")
    await stage.ana.modal("Check in")
    await stage.ana.fills({"How are you today?": "2 – low"})
    await stage.ana.submits()
    await stage.rests()

    title = {each["id"]: each["title"] for each in tables(stage)["session"]}
    told = [(title[each["session"]], each["mood"]) for each in tables(stage)["checkin"]]
    assert sorted(told) == [("First", 4), ("Second", 2)]
