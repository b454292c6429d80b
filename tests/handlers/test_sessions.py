"""Starting and ending a session."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.handlers.database import bytes_that_hold, tables
from tests.stage import ROOM, Stage

WRONG = [
    "Were you there, and is it wrong? You can say so for seven days. Only those who lead read it.",
    "That is not what we said",
]
KEPT = (
    "Every answer is fine. Nobody here sees what you press. "
    "I keep it with your name, so that the report counts each person once."
)
FORGOTTEN = timedelta(hours=12, minutes=1)


async def test_a_facilitator_starts_a_session_and_its_card_invites_everybody_in(stage: Stage) -> None:
    deed = await stage.miriam.types('/copro start "Support for new parents"', channel=ROOM)

    card = await stage.ana.sees("Session: Support for new parents", channel=ROOM)
    assert deed.acked
    assert card.readable.splitlines() == [
        "Session: Support for new parents",
        "This session is live. Everybody here has an equal voice.",
        "Check in",
        "Write an idea",
        "You can also type /checkin to check in, or /idea and your idea.",
        "Nobody has checked in yet.",
    ]


async def test_a_second_live_session_in_the_channel_is_refused_with_words(stage: Stage) -> None:
    await stage.session("Support for new parents")

    await stage.miriam.types('/copro start "Another one"', channel=ROOM)

    await stage.miriam.sees(
        "A session is already live in this channel: “Support for new parents”. End it first with /copro end.",
        channel=ROOM,
        private=True,
    )
    await stage.ana.does_not_see("Another one", channel=ROOM)

    await stage.miriam.types("/copro facilitators add @Tunde Bakare", channel=ROOM)
    await stage.tunde.types('/copro start "Ours"', channel=ROOM)  # a moment after her
    told = "The session “Support for new parents” has just begun in this channel, so I changed nothing."
    await stage.tunde.sees(f"{told} Miriam Adler has started it.", channel=ROOM, private=True)


async def test_a_champion_who_types_start_is_told_whom_to_ask(stage: Stage) -> None:
    await stage.ana.types('/copro start "My own session"', channel=ROOM)

    await stage.ana.sees(
        "Only the people who lead can start a session. Do you lead, too? "
        "Then ask an admin of this workspace. "
        "They can type: /copro facilitators add @you",
        private=True,
    )
    await stage.delroy.does_not_see("My own session", channel=ROOM)


async def test_the_bare_command_opens_a_form_that_starts_the_session(stage: Stage) -> None:
    await stage.miriam.types("/copro start", channel=ROOM)
    form = await stage.miriam.modal("New session")
    language = "In which language should I write in this channel?"
    assert form.labels == ["What is the session about?", language]

    await stage.miriam.fills({"What is the session about?": "Home teaching"})
    await stage.miriam.submits()

    await stage.ana.sees("Session: Home teaching", channel=ROOM)


@pytest.mark.parametrize("typed", ["/copro start", '/copro start "Home teaching"'])
async def test_in_a_direct_message_no_form_opens_and_no_session_starts(stage: Stage, typed: str) -> None:
    await stage.miriam.types(typed, channel="bot")

    await stage.miriam.sees(
        "A session needs a channel. Please go to the channel of your programme and type it there.",
        channel="bot",
        private=True,
    )
    assert await stage.room.log(kind="call", method="views.open") == []
    assert tables(stage)["session"] == []


async def test_two_sessions_live_in_two_channels_at_once(stage: Stage) -> None:
    await stage.session("First room", channel=ROOM)
    await stage.session("Second room", channel="second-room")

    await stage.miriam.types("/copro end now", channel="second-room")

    await stage.miriam.sees("This session has ended.", channel="second-room")
    card = await stage.miriam.sees("Session: First room", channel=ROOM)
    assert "This session is live." in card.readable


async def test_ending_sums_up_and_asks_the_closing_question(stage: Stage) -> None:
    await stage.session()
    await stage.check_in(stage.ana, stage.delroy)
    await stage.idea(stage.ana, "A buddy for every new parent")

    await stage.miriam.types("/copro end now", channel=ROOM)

    summary = await stage.ana.sees("What we did together", channel=ROOM)
    assert summary.readable.splitlines() == [
        "What we did together",
        "Support for new parents",
        "2 people checked in. We formed 1 change idea and no collaborations.",
        "1. A buddy for every new parent",
        "Before you go",
        "Will you do at least one thing differently for your community?",
        "In other words: will you change one thing after today?",
        "Yes",
        "Not yet",
        "No",
        "5 more questions, one minute",
        f"Nobody has answered yet. {KEPT} The other questions are confidential. When the next session "
        "starts, or after 14 days, I count them and forget who answered. "
        "What you write is then shown without your name. "
        "A result shows from 5 answers on.",
        f"When the next session is planned, its card comes to #{ROOM}.",
        *WRONG,
    ]
    private = await stage.ana.sees("Before you go", channel="bot")
    assert private.readable.splitlines()[:2] == ["Before you go", "“Support for new parents”"]
    assert private.readable.splitlines()[-6:] == [
        "A pledge is yours alone until you share it. I ask you later how it went.",
        "Your ideas of today",
        "1. A buddy for every new parent (0 supporters)",
        f"When the next session is planned, its card comes to #{ROOM}.",
        *WRONG,
    ]
    assert not any("Before you go" in each.readable for each in await stage.tunde.messages("bot"))


async def test_the_closing_question_says_that_it_keeps_each_answer_with_a_name(stage: Stage) -> None:
    await stage.session()
    await stage.miriam.types("/copro end now", channel=ROOM)
    await stage.ana.sees("Before you go", channel=ROOM)

    await stage.ana.clicks("Not yet", on="Before you go", channel=ROOM)

    await stage.delroy.sees(f"1 person has answered. {KEPT}", channel=ROOM)
    rows = tables(stage)
    assert [(each["person"], each["answer"]) for each in rows["ballot"]] == [(stage.ana.id, "1")]
    assert [each["level"] for each in rows["poll"] if not each["part_of"]] == ["named"]


async def test_ending_twice_is_refused_with_words(stage: Stage) -> None:
    await stage.session()
    await stage.miriam.types("/copro end now", channel=ROOM)

    await stage.miriam.types("/copro end now", channel=ROOM)

    await stage.miriam.sees("There is no live session in this channel.", channel=ROOM, private=True)


async def test_a_session_that_nobody_ended_is_closed_by_time_alone(stage: Stage) -> None:
    await stage.session()
    await stage.check_in(stage.ana)
    await stage.miriam.types('/copro poll "When?" "Morning" "Evening"', channel=ROOM)
    await stage.idea(stage.ana, "A buddy for every new parent")
    await stage.ana.types("/checkin", channel=ROOM)
    await stage.ana.modal("Check in")
    await stage.ana.fills({"How are you today?": "4 – good", "Your name": "Without my name"})
    await stage.ana.submits()
    [secret] = tables(stage)["session_secret"]
    assert bytes_that_hold(stage, secret["pepper"]) != []

    await stage.room.moves_to(await stage.room.now() + FORGOTTEN)

    await stage.ana.sees("What we did together", channel=ROOM)
    await stage.ana.sees("Before you go", channel=ROOM)
    await stage.miriam.sees("Nobody has ended the session", channel="bot")
    ended = await stage.ana.sees("This session has ended.", channel=ROOM)
    assert ended.readable.startswith("Session: Support")
    await stage.ana.sees("Poll: closed", channel=ROOM)
    await stage.rests()
    assert bytes_that_hold(stage, secret["pepper"]) == []


@pytest.mark.parametrize("what", ["the channel is archived", "the bot is removed"])
async def test_the_secret_goes_with_the_session_also_where_the_bot_may_not_write_any_more(
    stage: Stage, what: str
) -> None:
    await stage.session()
    await stage.ana.types("/checkin", channel=ROOM)
    await stage.ana.modal("Check in")
    await stage.ana.fills({"How are you today?": "4 – good", "Your name": "Without my name"})
    await stage.ana.submits()
    [secret] = tables(stage)["session_secret"]
    await (stage.room.archive(ROOM) if "archived" in what else stage.room.kick("bot", ROOM))

    await stage.time_is(await stage.room.now() + FORGOTTEN)

    assert tables(stage)["session_secret"] == []
    assert bytes_that_hold(stage, secret["pepper"]) == []


async def test_a_session_in_a_private_channel_waits_until_the_bot_is_invited(stage: Stage) -> None:
    channel = await stage.room.create_channel("closed-circle", private=True, members=[stage.miriam.id])
    await stage.miriam.types('/copro start "In private"', channel=channel)
    await stage.miriam.sees("Please go there and type: /invite @Alongside", channel="bot")

    await stage.invites_bot(channel)

    await stage.miriam.sees("Session: In private", channel=channel)


async def test_a_session_in_a_public_channel_without_the_bot_makes_it_join(stage: Stage) -> None:
    await stage.miriam.types('/copro start "Joining in"', channel="no-bot")

    await stage.ana.sees("Session: Joining in", channel="no-bot")


async def test_nobody_is_pinged_by_a_hostile_title(stage: Stage) -> None:
    await stage.miriam.types('/copro start "<!channel> & <@U0CHAMP01>"', channel=ROOM)

    card = await stage.ana.sees("Session:", channel=ROOM)
    assert "<!" not in card.text
    calls = await stage.room.log(kind="call", method="chat.postMessage")
    assert [call.get("pings", []) for call in calls] == [[]]
