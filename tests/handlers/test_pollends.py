"""Polls that end by themselves, ask only some people, grow, or are cancelled: what the room sees of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from rehearsal.driver.room import Message
from tests.disturbances.scene import delete, said
from tests.judges.tour import buttons
from tests.stage import ROOM, Stage

NOON = datetime(2027, 3, 3, 12, 0, tzinfo=UTC)
CARD = "When to meet?"


async def asked(stage: Stage, flags: str, *options: str) -> None:
    """Miriam asks with these flags, and the card is there."""
    typed = " ".join(f'"{each}"' for each in (CARD, *(options or ("Morning", "Evening"))))
    await stage.poll(f"/poll {flags} {typed}")
    await stage.ana.sees(CARD, channel=ROOM)
    await stage.rests()


async def reminder_of(stage: Stage) -> Message:
    """The only reminder that Ana has, as it is now."""
    await stage.rests()
    await stage.workspace.cards.rests()
    [reminder] = [each for each in await stage.ana.messages("bot") if "poll in" in each.readable]
    return reminder


async def test_who_has_not_answered_is_reminded_in_private_answers_there_and_the_poll_closes_by_itself(
    stage: Stage,
) -> None:
    await stage.time_is(NOON)
    await stage.session()
    await stage.check_in(stage.ana, stage.tunde)
    await asked(stage, "named for 20 min")
    card = await stage.ana.sees(CARD, channel=ROOM)
    assert "Open until Wednesday 3 March 2027 at 12:20 UTC, or until the session ends." in card.readable
    await stage.tunde.clicks("Morning", on=CARD, channel=ROOM)

    await stage.time_is(NOON + timedelta(minutes=15))
    told = await stage.ana.sees("closes soon, and you have not answered yet.", channel="bot")
    assert [line for line in told.readable.splitlines() if "A poll in" in line] == [
        f"A poll in #{ROOM} closes soon, and you have not answered yet."
    ]
    await stage.tunde.does_not_see("closes soon", channel="bot")
    await stage.ana.clicks("Evening", on="closes soon", channel="bot")
    told = await reminder_of(stage)
    assert f"You have answered this poll in #{ROOM}." in told.readable
    assert "not answered yet" not in told.readable
    await stage.ana.clicks("Take my answer back", channel="bot")
    assert "not answered yet" in (await reminder_of(stage)).readable
    await stage.ana.clicks("Evening", on=CARD, channel=ROOM)
    await stage.time_is(NOON + timedelta(minutes=16))
    assert "You have answered this poll in" in (await reminder_of(stage)).readable

    await stage.time_is(NOON + timedelta(minutes=20))
    await stage.workspace.cards.rests()
    closed = (await stage.ana.sees("Poll: closed", channel=ROOM)).readable
    assert "Morning: 1 (50 %)" in closed
    assert "Open until" not in closed
    over = (await stage.ana.sees("is over. Its card says what came of it.", channel="bot")).readable
    assert f"This poll in #{ROOM} is over. Its card says what came of it." in over
    assert "Evening" not in over  # there is nothing to press any more


async def test_of_an_anonymous_poll_all_are_reminded_in_the_channel_with_the_reason(stage: Stage) -> None:
    await stage.time_is(NOON)
    await stage.session()
    await stage.check_in(stage.ana)
    await asked(stage, "anonymous for 20 min")
    await stage.time_is(NOON + timedelta(minutes=15))
    told = await stage.ana.sees("This poll closes soon:", channel=ROOM)
    assert told.readable.splitlines()[0] == (
        "This poll closes soon: Wednesday 3 March 2027 at 12:20 UTC, or when the session ends."
    )
    assert told.readable.splitlines()[-1] == (
        "It is anonymous, so I do not know who has answered. That is why I write this to all. "
        "Have you answered? Then there is nothing to do."
    )
    await stage.ana.does_not_see("closes soon", channel="bot")


async def test_a_poll_that_asks_who_has_checked_in_says_so_and_closes_when_they_have_answered(
    stage: Stage,
) -> None:
    await stage.session()
    await stage.check_in(stage.ana)
    await asked(stage, "checked in, until all")
    card = await stage.ana.sees(CARD, channel=ROOM)
    whom = "It asks those who have checked in. It closes when all of them have answered."
    assert whom in card.readable

    await stage.tunde.clicks("Morning", on=CARD, channel=ROOM)
    await stage.tunde.sees(
        "This poll asks those who have checked in. Please check in first with /checkin. Then you can answer.",
        channel=ROOM,
        private=True,
    )
    await stage.ana.clicks("Morning", on=CARD, channel=ROOM)
    await stage.rests()
    await stage.workspace.cards.rests()
    closed = await stage.ana.sees("Poll: closed", channel=ROOM)
    assert "Fewer than 5 people have answered." in closed.readable


async def test_an_option_that_somebody_adds_is_on_the_card_and_can_be_chosen(stage: Stage) -> None:
    await stage.session()
    await asked(stage, "add")
    await stage.ana.clicks("Add an option", on=CARD, channel=ROOM)
    form = await stage.ana.modal("Add an option")
    assert "Everybody sees it on the card at once, and can choose it. Your name is not shown." in form.text
    await stage.ana.fills({"Another option": "evening"})
    deed = await stage.ana.submits()
    there = "This option is there already: “Evening”. Please choose it on the card."
    assert deed.errors == {"Another option": there}
    await stage.ana.fills({"Another option": "At night"})
    await stage.ana.submits()
    told = await stage.ana.sees(
        "Your option “At night” comes onto the card in a moment.", channel=ROOM, private=True
    )
    assert told.readable.splitlines()[1:] == ["Poll: “When to meet?”"]
    await stage.rests()
    await stage.workspace.cards.rests()

    assert buttons(await stage.tunde.sees(CARD, channel=ROOM)) == [
        "Morning", "Evening", "At night", "Add an option",
    ]  # fmt: skip
    await stage.tunde.clicks("At night", on=CARD, channel=ROOM)
    await stage.tunde.sees("Your answer is “At night”.", channel=ROOM, private=True)


async def test_a_poll_with_answers_is_cancelled_from_the_list_of_polls_and_its_card_says_why(
    stage: Stage,
) -> None:
    await stage.session()
    await asked(stage, "")
    await stage.miriam.types("/copro polls", channel=ROOM)
    before = await stage.miriam.sees("Open polls", channel=ROOM, private=True)
    assert buttons(before) == ["Close this poll", "Change the poll", "Take the poll back"]
    await stage.ana.clicks("Morning", on=CARD, channel=ROOM)

    await stage.miriam.types("/copro polls", channel=ROOM)
    await stage.miriam.clicks("Cancel the poll", on="Open polls", channel=ROOM)
    form = await stage.miriam.modal("Cancel the poll")
    assert "All answers are deleted at once, and nobody can get them back." in form.text
    await stage.miriam.fills({"Why?": "It had the wrong days"})
    await stage.miriam.submits()
    await stage.miriam.sees(f"The poll “{CARD}” is cancelled", channel=ROOM, private=True)
    await stage.workspace.cards.rests()

    card = await stage.ana.sees("Poll: cancelled", channel=ROOM)
    assert card.readable.splitlines() == [
        "Poll: cancelled",
        CARD,
        "This poll was cancelled, because: It had the wrong days",
        "All answers to it are deleted. It has no result.",
    ]


async def test_a_poll_is_cancelled_from_the_panel_of_what_goes_on(stage: Stage) -> None:
    await stage.session()
    await asked(stage, "anonymous")
    await stage.miriam.types("/copro now", channel=ROOM)
    await stage.miriam.clicks("Cancel the poll", on=CARD, channel=ROOM)
    await stage.miriam.modal("Cancel the poll")
    await stage.miriam.fills({"Why?": "Too few are here"})
    await stage.miriam.submits()
    await stage.workspace.cards.rests()
    await stage.ana.sees("This poll was cancelled, because: Too few are here", channel=ROOM)


async def test_a_reason_typed_for_a_poll_that_has_closed_is_given_back_below_what_is_true_now(
    stage: Stage,
) -> None:
    await stage.session()
    await asked(stage, "anonymous")
    await stage.miriam.types("/copro now", channel=ROOM)
    await stage.miriam.clicks("Cancel the poll", on=CARD, channel=ROOM)
    await stage.miriam.modal("Cancel the poll")
    await stage.miriam.fills({"Why?": "It had the wrong days"})
    await stage.closes()
    await stage.miriam.sees(f"The poll “{CARD}” is closed.", channel=ROOM, private=True)

    await stage.miriam.submits()

    form = await stage.miriam.modal("Cancel the poll")
    assert form.text.splitlines() == [
        "This poll has closed, and its card shows what came of it. So it cannot be cancelled any more.",
        "Poll: “When to meet?”",
        "You typed:",
        "It had the wrong days",
    ]
    assert form.json.get("submit") is None


async def test_a_poll_whose_time_ends_while_the_bot_is_away_is_closed_when_it_is_back(stage: Stage) -> None:
    await stage.time_is(NOON)
    await stage.session()
    await asked(stage, "named for 20 min")
    await stage.tunde.clicks("Morning", on=CARD, channel=ROOM)
    await stage.rests()

    await stage.restarts_bot()
    assert "Poll: closed" not in (await stage.ana.sees(CARD, channel=ROOM)).readable
    await stage.delroy.clicks("Morning", on=CARD, channel=ROOM)  # a button of before the start
    await stage.rests()
    await stage.time_is(NOON + timedelta(hours=2))
    await stage.workspace.cards.rests()

    assert "Morning: 2 (100 %)" in (await stage.ana.sees("Poll: closed", channel=ROOM)).readable


async def test_a_poll_in_an_archived_channel_closes_and_shows_it_when_the_channel_opens_again(
    stage: Stage,
) -> None:
    await stage.time_is(NOON)
    await stage.session()
    await asked(stage, "named for 20 min")
    await stage.tunde.clicks("Morning", on=CARD, channel=ROOM)
    await stage.rests()
    await stage.room.archive(ROOM)
    await stage.time_is(NOON + timedelta(minutes=20))
    await stage.room.archive(ROOM, undo=True)
    await stage.room.kick("bot", ROOM)  # Slack lets the people back in, and no app
    await stage.invites_bot(ROOM)
    await stage.rests()
    await stage.workspace.cards.rests()
    assert "Morning: 1 (100 %)" in (await stage.ana.sees("Poll: closed", channel=ROOM)).readable


async def test_of_a_deleted_card_both_are_offered_to_have_it_again_or_to_cancel_the_poll(
    stage: Stage,
) -> None:
    await stage.session()
    await asked(stage, "live")
    await delete(stage, "poll")
    await stage.miriam.types("/copro now", channel=ROOM)
    await stage.workspace.cards.rests()
    await stage.rests()
    assert await said(stage.ana, CARD, channel=ROOM) == 1  # posted again

    told = "The card of this poll was deleted"
    await stage.miriam.sees(told, channel="bot")
    await stage.ana.does_not_see(told, channel="bot")
    await stage.miriam.clicks("Cancel the poll", on=told, channel="bot")
    await stage.miriam.modal("Cancel the poll")
    await stage.miriam.fills({"Why?": "Nobody needs it"})
    await stage.miriam.submits()
    await stage.workspace.cards.rests()
    await stage.ana.sees("This poll was cancelled, because: Nobody needs it", channel=ROOM)
