"""What people write to the bot is heard and answered in private, once; and the bot never talks to itself."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from coproduction.questioning import Question
from coproduction.service.talk import Helpers
from handlers.blocks.talk import share_as_idea
from handlers.understood import heard_in, may_be_idea
from rehearsal.driver.room import Person
from rehearsal.model import Channel, Json
from tests.disturbances.scene import said
from tests.handlers.database import bytes_that_say, tables
from tests.handlers.forging import forged_event
from tests.handlers.test_breakouts import four_arrive
from tests.handlers.test_group_channels import begins, own
from tests.handlers.test_group_channels import stage as with_channels  # noqa: F401 (a fixture)
from tests.handlers.test_nudging import ASKED, promise
from tests.speaking import SAY
from tests.stage import ROOM, Stage

HELLO = "Hello. I am an app, and nobody reads what you write here. I have done nothing with your words."
STOPPED = "I have stopped your reminders."
PRIVATELY = "I have answered you in private."
BOT = "@alongside"
HELPERS = Helpers((), wants_reminders=False)


async def writes(stage: Stage, person: Person, words: str, channel: str = "bot") -> None:
    """Somebody writes a message, and what the bot has to say to it is said."""
    await person.types(words, channel=channel)
    await stage.rests()


async def said_by_bot(stage: Stage, person: Person) -> list[str]:
    """Everything the bot said in their conversation."""
    return [each.readable for each in await person.messages("bot") if each.user != person.id]


async def test_a_call_for_help_is_answered_with_who_can_help_and_nothing_of_it_is_kept(stage: Stage) -> None:
    await stage.session()
    await stage.check_in(stage.ana)

    await writes(stage, stage.ana, "hello, I need help with my quagmire")

    (answer,) = await said_by_bot(stage, stage.ana)
    assert answer.splitlines() == [
        HELLO,
        "Do you need a person? Write to Miriam Adler. "
        "Is somebody in danger? Nobody here would see it. Please call the emergency number where you live.",
        "To see what is going on now, type /copro now. To see all you can type, type /copro help.",
        "Stop reminders",
    ]
    assert bytes_that_say(stage, "quagmire") == []

    await writes(stage, stage.ana, "Me siento muy sola estos días")
    assert not any("Is this an idea?" in each for each in await said_by_bot(stage, stage.ana))
    before = len(await said_by_bot(stage, stage.ana))
    await writes(stage, stage.ana, "A buddy for each quagmire around here, says @Delroy Francis of @midwives")
    [offer] = (await said_by_bot(stage, stage.ana))[before:]
    assert offer.startswith("I have done nothing with your words. Is this an idea?")
    assert bytes_that_say(stage, "quagmire") == []
    await stage.ana.clicks("Share it as an idea", on="Is this an idea?", channel="bot")
    await stage.ana.modal("New idea")
    await stage.ana.submits()
    seen = "A buddy for each quagmire around here, says @Delroy Francis of @midwives"
    await stage.delroy.sees(seen, channel=ROOM)


@pytest.mark.parametrize(
    ("words", "is_one"),
    [
        ("Mi idea es un huerto en el colegio", True),
        ("Se me ocurre una idea: un armario compartido", True),
        ("I have an idea: share one cupboard", True),
        ("My idea is a cupboard", True),
        ("I have an idea", False),
        ("Tengo una idea", False),
        ("I lost my idea somewhere here", False),
        ("Me siento muy sola estos días", False),
        ("Stop closing our libraries", True),
        ("basta de recortes en el barrio", True),
        ("stop the reminders about Tuesday", False),
    ],
)
def test_what_somebody_calls_their_idea_may_be_one(words: str, is_one: bool) -> None:
    assert may_be_idea(heard_in(words, Question.NO, "message", "", keeps=True)) is is_one


def test_what_may_be_an_idea_or_a_wish_to_be_left_alone_is_offered_as_both() -> None:
    reading = replace(HELPERS, wants_reminders=True)
    words = "Stop closing our libraries"
    assert share_as_idea(SAY, words, reading, {}).text.splitlines()[:5] == [
        "I have done nothing with your words.",
        "Do you want no more reminders? Then press this button.",
        "Buttons: Stop reminders",
        "Is this an idea? To share it, press the button. You can change it before anybody sees it.",
        "Buttons: Share it as an idea",
    ]
    assert "Stop reminders" not in share_as_idea(SAY, words, HELPERS, {}).text
    assert "Stop reminders" not in share_as_idea(SAY, "We must keep our libraries", reading, {}).text


@pytest.mark.parametrize("words", ["I need help", "necesito ayuda"])
async def test_who_needs_help_and_has_a_pledge_can_ask_the_facilitator_from_there(
    stage: Stage, words: str
) -> None:
    await promise(stage)

    await writes(stage, stage.ana, words)

    await stage.ana.clicks("Ask Miriam Adler for help", on=HELLO, channel="bot")
    await stage.ana.modal("Ask for help")
    await stage.ana.submits()
    await stage.rests()
    asked = await stage.miriam.sees("Ana Pereira asks you for help", channel="bot")
    assert "I need help with my pledge: “Visit Ana Pereira's street”." in asked.readable


@pytest.mark.parametrize("words", ["please stop the reminders", "STOP.", "no más recordatorios"])
async def test_stop_in_plain_words_stops_reminders_and_says_the_way_back(stage: Stage, words: str) -> None:
    await promise(stage)

    await writes(stage, stage.ana, words)
    await stage.ana.sees(STOPPED, channel="bot")
    await stage.time_is(ASKED)
    await stage.ana.does_not_see("How is your pledge going?", channel="bot")

    await stage.ana.clicks("Turn reminders on again", on=STOPPED, channel="bot")
    await stage.ana.sees("Reminders are on again.", channel="bot")


async def test_what_is_written_in_a_thread_is_answered_in_it(stage: Stage) -> None:
    await promise(stage)
    await stage.time_is(ASKED)
    asked = await stage.ana.sees("How is your pledge going?", channel="bot")

    for words, answered in (
        ("She was out", "I have kept your words"),
        ("thanks", "You are welcome."),
        ("yes", "You said: Done."),
    ):
        before = [each.ts for each in await stage.ana.messages("bot")]
        await stage.ana.types(words, channel="bot", thread="How is your pledge going?")
        await stage.rests()
        new = [each for each in await stage.ana.messages("bot") if each.ts not in before]
        assert [each.thread_ts for each in new] == [asked.ts, asked.ts]  # the words, and the answer to them
        assert answered in new[1].readable


async def test_start_in_plain_words_turns_reminders_on_again(stage: Stage) -> None:
    for told in ("I have stopped your reminders.", "I had stopped your reminders already"):
        await writes(stage, stage.ana, "stop")
        await stage.ana.sees(told, channel="bot")
    await writes(stage, stage.ana, "start again please")

    await stage.ana.sees("Reminders are on again. To stop them, write: stop", channel="bot")
    await writes(stage, stage.ana, "come back")
    await stage.ana.sees("Reminders were on already, so nothing has changed. To stop", channel="bot")
    assert [row["wants_reminders"] for row in tables(stage)["person"]] == [1]


async def test_done_is_done_where_only_one_pledge_can_be_meant(stage: Stage) -> None:
    await promise(stage)
    await stage.time_is(ASKED)

    await writes(stage, stage.ana, "Done, thank you!")

    shown = await stage.ana.sees("Somebody's life is a little easier", channel="bot")
    assert "Visit Ana Pereira's street" in shown.readable
    assert shown.readable.splitlines()[-3:] == ["Working on it", "Stuck", "Let it go"]
    assert [row["reply"] for row in tables(stage)["follow_up"]] == ["done"]

    await writes(stage, stage.ana, "Done")
    await stage.ana.sees("You have no open pledge, so there is nothing to change.", channel="bot")


async def test_of_two_pledges_the_one_that_is_meant_is_chosen_and_stuck_leads_to_help(stage: Stage) -> None:
    await promise(stage)
    await stage.pledge(stage.ana, "Call the school")

    await writes(stage, stage.ana, "I am stuck")

    shown = await stage.ana.sees("I changed nothing yet. Which pledge do you mean?", channel="bot")
    lines = shown.readable.splitlines()
    own = ["Done", "Working on it", "Stuck", "Let it go"]
    assert (lines[2:6], lines[7:]) == (own, own)
    await stage.ana.clicks("Stuck", on="Which pledge do you mean?", channel="bot")
    told = await stage.ana.sees("You said: Stuck. That is OK.", channel="bot")
    assert "Ask Miriam Adler for help" in told.readable
    await stage.ana.types("/copro mine", channel=ROOM)
    mine = await stage.ana.sees("My pledges", channel=ROOM, private=True)
    assert mine.readable.count("Ask Miriam Adler for help") == 1
    await stage.ana.clicks("Working on it", on="Which pledge do you mean?", channel="bot")
    await stage.ana.sees("You said: Working on it. Thank you for carrying on.", channel="bot")
    anew = re.compile(r"Which pledge do you mean\?[\s\S]*You said: Working on it")
    await stage.ana.sees(anew, channel="bot")  # the message in which both stand is drawn last
    assert await said(stage.ana, "You said: Stuck", "bot") == 0


@pytest.mark.parametrize("words", ["not now", "I let it go", "ahora no"])
async def test_what_is_put_off_or_given_up_is_offered_and_not_guessed(stage: Stage, words: str) -> None:
    await promise(stage)
    await stage.time_is(ASKED)

    await writes(stage, stage.ana, words)

    await stage.ana.clicks("Not now: in 3 days", on="What is true of this pledge?", channel="bot")
    await stage.ana.sees("so I will ask on Monday 15 March 2027 at 10:00", channel="bot", private=True)
    await stage.ana.clicks("Let it go", on="What is true of this pledge?", channel="bot")
    await stage.ana.sees("You let this go. I will not ask about it.", channel="bot")


async def test_a_mention_in_a_channel_is_answered_in_private(stage: Stage) -> None:
    await writes(stage, stage.ana, f"{BOT} I need help", channel=ROOM)

    await stage.ana.sees(PRIVATELY, channel=ROOM, private=True)
    await stage.ana.sees(HELLO, channel="bot")
    await stage.delroy.does_not_see(PRIVATELY)


@pytest.mark.parametrize("words", ["help", "Help!", "?", "ayuda"])
async def test_help_and_nothing_else_shows_what_can_be_typed_wherever_it_is_written(
    stage: Stage, words: str
) -> None:
    await writes(stage, stage.ana, f"{BOT} {words}", channel=ROOM)
    await writes(stage, stage.ana, words)

    await stage.ana.sees("What you can type", channel=ROOM, private=True)
    (answer,) = await said_by_bot(stage, stage.ana)
    assert answer.startswith("What you can type\n")
    await stage.delroy.does_not_see("What you can type", channel=ROOM)


async def test_stop_beside_the_bots_name_is_heard_too(stage: Stage) -> None:
    await writes(stage, stage.ana, f"{BOT} stop", channel=ROOM)

    await stage.ana.sees(STOPPED, channel="bot")


@pytest.mark.parametrize(("words", "channel"), [("hello", "bot"), (f"{BOT} hello", ROOM)])
async def test_a_message_that_is_delivered_again_is_answered_once(
    stage: Stage, words: str, channel: str
) -> None:
    since = await stage.room.seq()
    await writes(stage, stage.ana, words, channel)
    sent = await stage.room.log("envelope", since)
    before = [each.readable for each in await stage.ana.messages()]

    for envelope in sent:
        assert await stage.room.redeliver(envelope["payload"]["event_id"])
    await stage.restarts_bot()
    for envelope in sent:
        assert await stage.room.redeliver(envelope["payload"]["event_id"])
    await stage.rests()

    assert len(await said_by_bot(stage, stage.ana)) == 1
    assert [each.readable for each in await stage.ana.messages()] == before


NOBODYS: dict[str, Json] = {
    "another app's": {"bot_id": "B0OTHER", "app_id": "A0OTHER"},
    "an edit": {"subtype": "message_changed", "hidden": True, "message": {"text": "hello"}},
    "an edited mention": {"edited": {"user": "U1", "ts": "2.0"}},
    "a deletion": {"subtype": "message_deleted", "hidden": True},
    "a thread's message sent to the channel": {"subtype": "thread_broadcast", "thread_ts": "1.0"},
    "somebody who joined": {"subtype": "channel_join"},
    "Slackbot's": {"user": "USLACKBOT"},
}


@pytest.mark.parametrize("kind", ["message", "app_mention"])
async def test_what_no_person_says_to_it_is_never_answered(stage: Stage, kind: str) -> None:
    direct = stage.team.workspace.direct(stage.ana.id)
    said = {"type": kind, "user": stage.ana.id, "text": "hello", "channel": direct.id, "channel_type": "im"}

    for number, (whose, more) in enumerate(NOBODYS.items(), 1):
        ack = await forged_event(stage, said | {"ts": f"{number}.0"} | more)
        await stage.rests()

        assert ack.acked, whose
        assert await said_by_bot(stage, stage.ana) == [], whose
        assert tables(stage)["message"] == [], whose


async def test_the_bot_does_not_answer_itself(stage: Stage) -> None:
    await writes(stage, stage.ana, "hello")
    await stage.rests()

    assert len(await said_by_bot(stage, stage.ana)) == 1


async def test_a_bulb_in_a_groups_own_channel_is_answered_in_words(with_channels: Stage) -> None:  # noqa: F811
    stage = with_channels
    await four_arrive(stage)
    await begins(stage)
    (group, *_) = own(stage).values()
    member = next(stage.room.person(each) for each in group.members if each != stage.team.workspace.bot.id)
    await member.types("A toy library", channel=group.name)

    await member.reacts("bulb", on="A toy library", channel=group.name)

    await member.sees("What is said in this channel stays in your group, so I saved nothing.", private=True)
    await member.shortcut("Save as idea", on="A toy library", channel=group.name)
    assert tables(stage)["idea"] == []


async def test_in_a_group_conversation_it_says_what_to_do_and_starts_nothing(stage: Stage) -> None:
    members = [stage.miriam.id, stage.ana.id, stage.delroy.id]
    room = Channel("G0TOGETHER", "mpdm-miriam--ana--delroy-1", "mpim", members)
    stage.team.workspace.channels[room.id] = room

    await stage.miriam.types('/copro start "Ours"', channel=room.id)

    told = await stage.miriam.sees("I cannot be in a group conversation", private=True)
    assert "/invite" not in told.readable
    assert tables(stage)["session"] == []


@pytest.mark.parametrize("words", ["gracias", "Thank you!"])
async def test_thanks_and_nothing_else_are_answered_in_one_line(stage: Stage, words: str) -> None:
    await writes(stage, stage.ana, words)

    told = await stage.ana.sees("You are welcome.", channel="bot")
    assert told.readable == "You are welcome. To see what is going on now, type /copro now."


@pytest.mark.parametrize("words", ["¿Qué está pasando?", "what's going on now?"])
async def test_who_asks_what_goes_on_is_shown_it(stage: Stage, words: str) -> None:
    await stage.session()
    await stage.check_in(stage.ana)

    await writes(stage, stage.ana, words)

    await stage.ana.sees("Support for new parents", channel="bot")
    assert await said(stage.ana, "emergency number", "bot") == 0


async def test_who_writes_until_when_they_are_away_is_asked_whether_that_day_was_meant(stage: Stage) -> None:
    await writes(stage, stage.ana, "I am away")
    await stage.ana.sees("For example: away until 12 December", channel="bot")
    await writes(stage, stage.ana, "I'm away until 10 December")

    await stage.ana.sees("10 December", channel="bot")
    assert await said(stage.ana, "I have stopped your reminders.", "bot") == 0
    assert await said(stage.ana, "Hello. I am an app", "bot") == 0
