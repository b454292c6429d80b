"""The end of a session: undone where it was told, each person asked in private, and the next one planned."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from handlers import ids
from tests.handlers.database import tables
from tests.handlers.forging import forged_click
from tests.stage import ROOM, Stage

NOON = datetime(2027, 3, 3, 12, 0, tzinfo=UTC)
ENDED = "I sum it up there. I ask each person who came the closing question, in private."
GOES_ON = "This session goes on: somebody who leads has opened it again."


async def test_an_end_is_undone_pressed_or_typed_and_each_person_is_asked_in_private(
    stage: Stage,
) -> None:
    await stage.time_is(NOON)
    await stage.session()
    await stage.check_in(stage.ana)
    await stage.miriam.types("/copro end now", channel=ROOM)
    await stage.ana.sees("Before you go", channel="bot")
    [session] = tables(stage)["session"]
    await forged_click(stage, stage.ana, ids.UNDO_END, str(session["id"]))
    assert [row["state"] for row in tables(stage)["session"]] == ["ended"]
    await stage.miriam.types("/copro end now", channel=ROOM)

    await stage.miriam.clicks("Undo: the session goes on", on="ended a moment ago.", channel=ROOM)
    await stage.miriam.sees(f"The session in #{ROOM} goes on.", channel=ROOM, private=True)
    await stage.ana.sees(GOES_ON, channel=ROOM)
    await stage.ana.sees(GOES_ON, channel="bot")
    await stage.miriam.types("/copro undo", channel=ROOM)
    await stage.miriam.sees("goes on already: somebody has undone its end.", channel=ROOM, private=True)

    await stage.miriam.types("/copro end now", channel=ROOM)
    await stage.ana.sees("The session went on after this.", channel=ROOM)
    await stage.ana.sees("In other words: will you change one thing", channel="bot")
    await stage.ana.clicks("Not yet", on="In other words: will you change one thing", channel="bot")
    await stage.ana.sees("Thank you for an honest answer", channel="bot")
    await stage.ana.sees("1 person has answered.", channel=ROOM)
    await stage.ana.clicks("Make a pledge", on="In other words: will you change one thing", channel="bot")
    await stage.ana.modal("Your pledge")
    await stage.ana.closes()
    await stage.restarts_bot()
    assert len(tables(stage)["session_secret"]) == 1

    await stage.time_is(NOON + timedelta(minutes=11))
    await stage.rests()
    assert tables(stage)["session_secret"] == []
    await stage.miriam.types("/copro undo end", channel=ROOM)
    await stage.miriam.sees("This session ended more than ten minutes ago.", channel=ROOM, private=True)
    assert await stage.room.violations() == []


async def test_a_pledge_from_the_private_message_is_thanked_there_and_a_late_yes_is_told_that_it_is_counted(
    stage: Stage,
) -> None:
    await stage.time_is(NOON)
    await stage.session("Another", channel="second-room")
    await stage.check_in(stage.ana, channel="second-room")
    await stage.session()
    await stage.check_in(stage.ana)
    await stage.miriam.types("/copro end now", channel=ROOM)
    await stage.ana.sees("Before you go", channel="bot")
    await stage.ana.clicks("Make a pledge", on="Before you go", channel="bot")
    form = await stage.ana.modal("Your pledge")
    assert form.labels == ["What will you do differently?", "By when?"]
    await stage.ana.closes()
    await stage.ana.clicks("Yes", on="Before you go", channel="bot")
    await stage.ana.modal("Your pledge", "Recorded: “Yes”. You can change it until it closes.")
    await stage.ana.fills({"What will you do differently?": "Listen"})
    await stage.ana.submits()
    await stage.ana.sees("saved your pledge: “Listen”", channel="bot")
    await stage.ana.does_not_see("your pledge", channel=ROOM)

    [poll] = [row for row in tables(stage)["poll"] if not row["part_of"]]
    await stage.time_is(NOON + timedelta(days=15))
    await stage.rests()
    closed = "This poll has closed. Your answer “Yes” is counted, and stays as it is."
    await forged_click(stage, stage.ana, f"{ids.VOTE_CLOSING}/0", str(poll["id"]), channel="bot")
    await stage.ana.modal("Your pledge", closed)
    await stage.ana.closes()
    await forged_click(stage, stage.ana, f"{ids.VOTE_CLOSING}/1", str(poll["id"]), channel="bot")
    await stage.ana.sees(closed, channel="bot")


async def test_the_next_session_is_planned_from_the_panel_four_weeks_on(stage: Stage) -> None:
    await stage.time_is(NOON + timedelta(minutes=17))  # it was not planned, so the half hour is proposed
    await stage.session()
    await stage.miriam.types("/copro end now", channel=ROOM)
    await stage.miriam.types("/copro now", channel=ROOM)
    shown = await stage.miriam.sees("No session is live in", channel=ROOM, private=True)
    assert shown.readable.startswith("The last session: ")
    await stage.miriam.clicks("Plan the next session", on="No session is live in", channel=ROOM)
    form = str((await stage.miriam.modal("Plan a session")).json)
    assert "'initial_date': '2027-03-31'" in form
    assert "'initial_time': '12:30'" in form
    assert "It is in <#" in form
    assert "Support for new parents" in form
    await stage.miriam.submits()
    await stage.miriam.modal("The plan")
    [planned] = tables(stage)["planned_session"]
    assert (planned["title"], str(planned["wall"])[:10]) == ("Support for new parents", "2027-03-31")
    assert "review" in str(planned["agenda"])
