"""People who leave, change their name, move, or become admins, while the bot has things to do for them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from coproduction.words import language_of
from handlers.dispatch.commands import voice
from handlers.settings import Settings
from tests.disturbances.faces import faces
from tests.disturbances.scene import ASKED, FORGOTTEN, WEDNESDAY, everything_arrived_once, owed, said
from tests.handlers.database import tables
from tests.stage import ROOM, Stage

BUDDY = "A buddy for every new parent"
MINUTE = timedelta(minutes=1)


async def changes(stage: Stage, person: str, /, **what: object) -> None:
    """Something about a person changes, and the bot has heard of it."""
    since = await stage.room.seq()
    await stage.room.change_person(person, **what)
    told = await stage.room.wait_for(since=since, kind="envelope", name="user_change")
    await stage.room.wait_for(since=since, kind="ack", envelope_id=told["envelope_id"])


async def promise(stage: Stage) -> None:
    """Ana and Delroy pledge, and will be asked on the 10th at ten."""
    await stage.time_is(WEDNESDAY)
    await stage.session()
    for person in (stage.ana, stage.delroy):
        await stage.pledge(person, f"Visit {person.name}'s street", "2027-03-12")


@faces("a person's deleted changes")
async def test_who_has_left_is_not_asked_and_a_facilitator_sees_it_and_nobody_else_waits(
    stage: Stage,
) -> None:
    await promise(stage)
    await stage.idea(stage.ana, BUDDY)
    await changes(stage, "Ana Pereira", deleted=True)
    left = await stage.room.seq()

    await stage.time_is(ASKED)
    await stage.time_is(ASKED + timedelta(days=1))

    posts = await stage.room.log("call", method="chat.postMessage", since=left)
    assert stage.ana.id not in {call["arguments"]["channel"] for call in posts}  # Slack might even take it
    assert await said(stage.delroy, "How is your pledge going?", channel="bot") == 1
    (row,) = owed(stage, "failed")
    assert (row["kind"], row["recipient"]) == ("nudge", stage.ana.id)
    await stage.miriam.types("/copro nudges", channel=ROOM)
    shown = await stage.miriam.sees("Reminders", channel=ROOM, private=True)
    assert shown.readable.splitlines()[1:3] == ["Sent: 1", "Failed: 1"]
    await stage.delroy.clicks("Support", on=BUDDY, channel=ROOM)
    card = await stage.delroy.sees("1 supporter", channel=ROOM)
    assert BUDDY in card.readable
    assert await stage.pings() == []


@faces("a person's locale changes")
async def test_who_reads_slack_in_another_language_now_is_spoken_to_in_that(stage: Stage) -> None:
    await stage.session()
    for number, locale in enumerate(("es-MX", "en-GB", "es-ES", "fr-FR"), start=1):
        await changes(stage, "Ana Pereira", locale=locale)
        await stage.ana.types(f"/idea Bench number {number}", channel=ROOM)
        say = voice(Settings(), language_of(locale))
        thanks = say("Thank you. Your idea is number {number}.", number=number)
        await stage.ana.sees(thanks, channel=ROOM, private=True)


@faces("a person's deleted changes", "a person's is_admin changes")
async def test_who_has_left_and_come_back_is_an_admin_only_if_slack_still_says_so(stage: Stage) -> None:
    await changes(stage, "Tunde Bakare", is_admin=True)
    await stage.tunde.types('/copro start "Support"', channel=ROOM)
    await stage.ana.sees("Session: Support", channel=ROOM)
    await changes(stage, "Tunde Bakare", deleted=True, is_admin=False)
    await changes(stage, "Tunde Bakare", deleted=False)

    await stage.tunde.types("/copro end now", channel=ROOM)

    await stage.tunde.sees("Only the people who lead can end a session.", channel=ROOM, private=True)
    assert [row["state"] for row in tables(stage)["session"]] == ["live"]
    await changes(stage, "Tunde Bakare", is_admin=True)
    await stage.tunde.types("/copro end now", channel=ROOM)
    await stage.ana.sees("This session has ended.", channel=ROOM)


@faces("a person's name changes", "a person's real_name changes")
async def test_a_new_name_is_used_from_then_on_and_kept_nowhere(stage: Stage) -> None:
    await stage.session()
    await stage.idea(stage.ana, BUDDY)
    await stage.ana.sees("From Ana Pereira", channel=ROOM)
    await changes(stage, "Ana Pereira", name="ana.silva", real_name="<!channel> Ana Silva & <@U0CHAMP02>")

    await stage.delroy.clicks("Support", on=BUDDY, channel=ROOM)

    card = await stage.delroy.sees("1 supporter", channel=ROOM)
    assert "Ana Silva" in card.readable
    assert "Ana Pereira" not in card.readable
    assert await stage.pings() == []
    await stage.rests()
    assert "Silva" not in repr(tables(stage))
    await everything_arrived_once(stage, "session", "idea")


@faces("a person's tz changes")
async def test_who_moves_is_asked_at_ten_where_they_live_now_and_once(stage: Stage) -> None:
    await promise(stage)
    await changes(stage, "Ana Pereira", tz="America/Los_Angeles")
    await changes(stage, "Delroy Francis", tz="Asia/Tokyo")

    at: dict[str, datetime] = {}
    for hours in range(48):
        await stage.time_is(datetime(2027, 3, 9, 12, 1, tzinfo=UTC) + timedelta(hours=hours))
        for person in (stage.ana, stage.delroy):
            if await said(person, "How is your pledge going?", channel="bot"):
                at.setdefault(person.name, await stage.room.now())

    assert {name: f"{moment:%d %H}" for name, moment in at.items()} == {
        "Ana Pereira": "10 18",
        "Delroy Francis": "10 01",
    }
    await everything_arrived_once(stage, "session", *FORGOTTEN, "nudge")
    assert await stage.pings() == []


@faces("a person's tz changes")
async def test_who_moves_east_after_being_asked_is_not_asked_again(stage: Stage) -> None:
    await promise(stage)
    await stage.time_is(ASKED)

    await changes(stage, "Ana Pereira", tz="Pacific/Honolulu")
    for hours in (12, 24, 36):
        await stage.time_is(ASKED + timedelta(hours=hours))

    assert await said(stage.ana, "How is your pledge going?", channel="bot") == 1
    await everything_arrived_once(stage, "session", *FORGOTTEN, "nudge")
