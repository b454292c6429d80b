"""Messages saved as ideas: nothing is shown before their writers have said yes."""

from __future__ import annotations

import pytest

from tests.handlers.database import rows_that_say, tables
from tests.handlers.test_ideas import ASKED, HEARD, NEXT, NOTHING_KEPT, SESSION, WAITS, card, ideas
from tests.stage import ROOM, Stage

CUPBOARD = "We could share one laptop cupboard"
QUESTION = (
    "Somebody in #parent-champions would like to keep your message as an idea. "
    "Everybody there could read it. May I show it? Nothing is shown before you say yes."
)
WITHOUT = (
    "Without your name, I do not store who wrote it. But people here can still find your message. "
    "If you do not answer, nothing is shown. The question ends with the session, or after a week. "
    "It stays when somebody takes their emoji off your message."
)


async def saves(stage: Stage, way: str = "menu") -> None:
    """Ana would like to keep what Blessing wrote."""
    if way == "menu":
        await stage.ana.shortcut("Save as idea", on=CUPBOARD, channel=ROOM)
    else:
        await stage.ana.reacts("bulb", on=CUPBOARD, channel=ROOM)


async def private_lines(stage: Stage) -> list[str]:
    """All that lasts in Blessing's conversation with the bot."""
    await stage.rests()
    seen = await stage.blessing.messages("bot")
    return [line for each in seen if not each.ephemeral for line in each.readable.splitlines()]


@pytest.mark.parametrize("way", ["menu", "bulb"])
async def test_nothing_is_shown_before_the_writer_has_answered_a_lasting_question(
    stage: Stage, way: str
) -> None:
    await stage.session()
    await stage.blessing.types(CUPBOARD, channel=ROOM)

    await saves(stage, way)

    await stage.ana.sees(ASKED, channel=ROOM, private=True)
    asked = await stage.blessing.sees("would like to keep your message", channel="bot")
    assert not asked.ephemeral
    assert asked.readable.splitlines() == [
        QUESTION,
        SESSION,
        CUPBOARD,
        "Yes, with my name",
        "Yes, without my name",
        "No",
        WITHOUT,
    ]
    assert ideas(stage) == []
    await stage.answers(stage.blessing)
    assert await card(stage.delroy, "Idea 1") == [
        "Idea 1",
        CUPBOARD,
        "From Blessing Okafor · 0 supporters",
        HEARD,
        "Support",
    ]
    await stage.blessing.sees("Your message is idea 1 now, with your name.", channel="bot")


async def test_a_named_yes_is_taken_back_from_the_conversation_from_mine_and_from_home(stage: Stage) -> None:
    await stage.session()
    await stage.blessing.types(CUPBOARD, channel=ROOM)
    await saves(stage)
    await stage.answers(stage.blessing)
    await stage.blessing.sees("Your message is idea 1", channel="bot")
    await stage.blessing.clicks("Take my idea back", on="Your message is idea 1", channel="bot")
    await stage.blessing.sees("You took this idea back, so nothing of it is shown.", channel="bot")

    await stage.blessing.opens_home()
    await stage.blessing.home("Put back idea 1")
    await stage.blessing.clicks("Put back idea 1", channel="home")
    await stage.delroy.sees("From Blessing Okafor", channel=ROOM)
    await stage.blessing.home("Take back idea 1")
    await stage.blessing.types("/copro mine", channel=ROOM)
    await stage.blessing.clicks("Take back idea 1", on="My ideas", channel=ROOM)

    await stage.delroy.sees("This idea was taken back by its author.", channel=ROOM)


async def test_a_yes_without_a_name_leaves_nothing_that_leads_to_the_writer(stage: Stage) -> None:
    await stage.session()
    await stage.blessing.types(CUPBOARD, channel=ROOM)
    await saves(stage)

    await stage.answers(stage.blessing, "Yes, without my name")

    assert (await card(stage.delroy, "Idea 1"))[2] == "From a participant · 0 supporters"
    await stage.blessing.sees(NOTHING_KEPT, channel="bot")
    assert await private_lines(stage) == [NOTHING_KEPT]
    assert {table for table, _ in rows_that_say(stage, stage.blessing.id)} == {
        *("message", "person"),
        "member",  # of the channel, as everybody there sees
    }
    assert tables(stage)["consent"] == []


async def test_the_message_is_the_way_back_for_who_left_their_name_out(stage: Stage) -> None:
    await stage.session()
    await stage.blessing.types("We could share   one laptop cupboard", channel=ROOM)
    original = "share   one"
    await stage.ana.shortcut("Save as idea", on=original, channel=ROOM)
    await stage.answers(stage.blessing, "Yes, without my name")
    await stage.delroy.sees("Idea 1", channel=ROOM)
    await stage.ana.shortcut("Save as idea", on=original, channel=ROOM)
    await stage.ana.sees("This message is idea 1 already.", channel=ROOM, private=True)

    await stage.blessing.shortcut("Save as idea", on=original, channel=ROOM)
    await stage.blessing.clicks("Take this idea back", on="without your name", channel=ROOM)

    await stage.delroy.sees("This idea was taken back by its author.", channel=ROOM)


async def test_no_shows_nothing_and_whoever_asks_again_hears_it(stage: Stage) -> None:
    await stage.session()
    await stage.blessing.types(CUPBOARD, channel=ROOM)
    await saves(stage)

    await stage.answers(stage.blessing, "No")

    no = "You said no, so nothing is shown. Thank you for your answer."
    await stage.blessing.sees(no, channel="bot")
    assert await private_lines(stage) == [no]
    await stage.delroy.shortcut("Save as idea", on=CUPBOARD, channel=ROOM)
    declined = "Who wrote it has answered, and would rather not share it as an idea."
    await stage.delroy.sees(declined, channel=ROOM, private=True)
    assert ideas(stage) == []


async def test_one_message_is_one_question_whoever_saves_it_and_however(stage: Stage) -> None:
    await stage.session()
    await stage.blessing.types(CUPBOARD, channel=ROOM)
    said = {"on": CUPBOARD, "channel": ROOM}
    ways = [{"deed": "reacts", "emoji": "bulb", **said}, {"deed": "shortcut", "name": "Save as idea", **said}]

    deeds = await stage.room.deeds(
        [{"person": person.id, **way} for person in (stage.ana, stage.delroy) for way in ways]
    )

    assert [deed.acked for deed in deeds] == [True] * 4
    lines = await private_lines(stage)
    assert lines.count(QUESTION) == 1
    await stage.answers(stage.blessing)
    await stage.delroy.sees("Idea 1", channel=ROOM)
    assert ideas(stage) == [(1, CUPBOARD, stage.blessing.id)]


async def test_who_shares_their_own_message_is_not_thanked_for_an_answer_that_they_did_not_give(
    stage: Stage,
) -> None:
    await stage.session()
    await stage.blessing.types(CUPBOARD, channel=ROOM)
    await saves(stage)
    await stage.blessing.sees("would like to keep your message", channel="bot")

    await stage.blessing.shortcut("Save as idea", on=CUPBOARD, channel=ROOM)

    now = "Your message is idea 1 now, with your name."
    told = await stage.blessing.sees(f"Thank you. {now}", channel="bot")
    assert told.readable.splitlines() == [f"Thank you. {now}", NEXT, "Take my idea back"]


async def test_whoever_asked_sees_that_it_waits_also_after_a_reload(stage: Stage) -> None:
    await stage.session()
    await stage.blessing.types(CUPBOARD, channel=ROOM)
    await saves(stage)
    await stage.delroy.shortcut("Save as idea", on=CUPBOARD, channel=ROOM)
    await stage.delroy.sees(WAITS, channel=ROOM, private=True)

    await stage.ana.types("/copro mine", channel=ROOM)

    await stage.ana.sees(
        "1 message that you would like to keep waits for the answer of who wrote it.",
        channel=ROOM,
        private=True,
    )
    await stage.blessing.opens_home()
    await stage.blessing.home("May I show your message as an idea?")
    await stage.blessing.clicks("Yes, with my name", channel="home")
    await stage.delroy.sees("From Blessing Okafor", channel=ROOM)


async def test_an_answer_after_the_session_is_too_late_and_says_what_to_do(stage: Stage) -> None:
    await stage.session()
    await stage.blessing.types(CUPBOARD, channel=ROOM)
    await saves(stage)
    await stage.blessing.sees("would like to keep your message", channel="bot")

    await stage.miriam.types("/copro end now", channel=ROOM)

    lapsed = (
        "The time to answer has passed, so nothing is shown. If you would like to share it, "
        "open the menu of your message and choose “Save as idea”."
    )
    await stage.blessing.sees(lapsed, channel="bot")
    assert ideas(stage) == []
    await stage.blessing.shortcut("Save as idea", on=CUPBOARD, channel=ROOM)
    await stage.delroy.sees("From Blessing Okafor", channel=ROOM)


async def test_who_has_left_cannot_be_asked(stage: Stage) -> None:
    await stage.session()
    await stage.blessing.types(CUPBOARD, channel=ROOM)
    async with stage.hears("user_change"):
        await stage.room.change_person("Blessing Okafor", deleted=True)

    await saves(stage)

    await stage.ana.sees("Who wrote this message has left this workspace.", channel=ROOM, private=True)
    assert tables(stage)["consent"] == []


async def test_who_has_said_stop_is_sent_nothing_and_who_asks_cannot_tell(stage: Stage) -> None:
    await stage.session()
    await stage.blessing.types(CUPBOARD, channel=ROOM)
    await stage.blessing.types("/copro stop", channel=ROOM)

    await saves(stage)

    await stage.ana.sees("I have asked who wrote it, in private.", channel=ROOM, private=True)
    assert await private_lines(stage) == []


async def test_a_message_can_be_saved_by_its_menu_between_two_sessions(stage: Stage) -> None:
    await stage.session()
    await stage.miriam.types("/copro end now", channel=ROOM)
    await stage.blessing.types(CUPBOARD, channel=ROOM)

    await saves(stage)
    await stage.answers(stage.blessing)

    await stage.delroy.sees("From Blessing Okafor", channel=ROOM)
    assert [row["session"] for row in tables(stage)["idea"]] == [None]


async def test_a_message_that_mentions_somebody_is_saved_with_their_name_and_without_a_ping(
    stage: Stage,
) -> None:
    await stage.session()
    await stage.ana.types("Let us do what @Blessing Okafor said to @midwives", channel=ROOM)

    await stage.delroy.shortcut("Save as idea", on="Let us do what", channel=ROOM)
    await stage.answers(stage.ana)

    said = "Let us do what @Blessing Okafor said to @midwives"
    assert (await card(stage.delroy, "From Ana Pereira"))[1] == said
    assert await stage.pings() == []
