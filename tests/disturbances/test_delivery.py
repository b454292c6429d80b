"""Deliveries that come twice, in another order or again: one person, one effect."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.patience import Patience
from rehearsal.driver.room import Person
from rehearsal.happenings import overtaking
from tests.disturbances import meeting
from tests.disturbances.faces import faces
from tests.disturbances.meeting import BUDDY, CUPBOARD, KEPT, KINDS, PLEDGE
from tests.disturbances.scene import ASKED, calm_again, everything_arrived_once, said, stored
from tests.handlers.database import rows_that_say, tables
from tests.stage import ROOM, Opened, Stage, on_stage

EVENTS = ("reaction_added", "app_home_opened", "user_change", "member_joined_channel")


async def is_asked_once(stage: Stage, person: Person) -> None:
    """Weeks later."""
    await stage.time_is(ASKED)
    assert await said(person, "How is your pledge going?", channel="bot") == 1
    await everything_arrived_once(stage, *KINDS, "nudge")


async def test_on_a_calm_day_everything_happens_once(stage: Stage) -> None:
    await meeting.takes_place(stage)

    assert meeting.kept(stage) == KEPT
    await is_asked_once(stage, stage.ana)


@faces("duplicate")
async def test_one_person_one_effect_though_everything_of_a_meeting_is_delivered_twice(
    database: Opened,
    patience: Patience,
) -> None:
    async with on_stage(database, patience=patience) as stage:
        await stage.room.disturb("envelope", what="duplicate", lasting=True)

        await meeting.takes_place(stage)

        assert meeting.kept(stage) == KEPT
        assert await said(stage.blessing, "Your message is idea 3 now", channel="bot") == 1
        for person in (stage.ana, stage.delroy):
            assert await said(person, "did not open", channel=ROOM) == 0
        assert "checkin" not in {table for table, _ in rows_that_say(stage, stage.delroy.id)}
        await is_asked_once(stage, stage.ana)
        assert await stage.room.violations() == []  # a form is not even asked for twice


@faces("reorder")
async def test_a_meeting_in_which_everything_is_late_is_the_same_meeting(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overtaking, "HELD_BACK", 0.02)
    await stage.room.disturb("envelope", what="reorder", lasting=True)

    await meeting.takes_place(stage)

    assert meeting.kept(stage) == KEPT
    await is_asked_once(stage, stage.ana)


@faces("reorder")
async def test_acts_of_many_that_overtake_each_other_all_have_their_effect(stage: Stage) -> None:
    await stage.session()
    await stage.idea(stage.miriam, BUDDY)
    await stage.miriam.types('/poll live "When?" "Morning" "Evening"', channel=ROOM)
    await stage.ana.sees("When?", channel=ROOM)
    await stage.room.disturb("envelope", what="reorder", times=8)
    people = stage.room.people("champion")[:3]
    deeds = [
        {"person": each.id, "channel": ROOM, **deed}
        for number, each in enumerate(people)
        for deed in (
            {"deed": "types", "text": f"/idea Bench number {number}"},
            {"deed": "clicks", "text": "Support", "on": BUDDY},
            {"deed": "clicks", "text": "Evening", "on": "When?"},
        )
    ]

    done = await stage.room.deeds(deeds)

    assert [each.acked for each in done] == [True] * 9
    await stage.miriam.sees("3 people have answered.", channel=ROOM)
    await stage.miriam.sees("3 supporters", channel=ROOM)
    await stage.rests()
    assert sorted(row["number"] for row in tables(stage)["idea"]) == [1, 2, 3, 4]
    await everything_arrived_once(stage, "session", "idea", "poll")


@faces("reorder")
async def test_one_persons_two_answers_that_overtake_each_other_are_one_answer(stage: Stage) -> None:
    await stage.session()
    await stage.miriam.types('/poll live "When?" "Morning" "Evening"', channel=ROOM)
    await stage.ana.sees("When?", channel=ROOM)
    await stage.room.disturb("interactive", what="reorder")

    await stage.room.deeds(
        {"person": stage.ana.id, "deed": "clicks", "text": answer, "on": "When?", "channel": ROOM}
        for answer in ("Morning", "Evening")
    )

    await stage.delroy.sees("1 person has answered.", channel=ROOM)
    assert len(tables(stage)["ballot"]) == 1


@faces("redelivery")
async def test_an_event_that_comes_again_and_again_changes_nothing_more(stage: Stage) -> None:
    await stage.room.change_person("Ana Pereira", tz="Africa/Lagos")
    circle = await stage.room.create_channel("circle", members=[stage.miriam.id])
    await stage.invites_bot(circle)
    await meeting.takes_place(stage)
    await stage.ana.opens_home()
    await stage.ana.home(PLEDGE)
    await calm_again(stage)  # and its session is sealed by then
    before = stored(stage)

    for name in EVENTS:
        for event in await stage.room.log(kind="envelope", name=name):
            for _ in range(2):
                assert await stage.room.redeliver(event["payload"]["event_id"])
    await calm_again(stage)

    assert {each["name"] for each in await stage.room.log(kind="envelope", retry_attempt="1")} == set(EVENTS)
    assert stored(stage) == before
    assert await said(stage.blessing, "Your message is idea 3 now", channel="bot") == 1


@faces("reorder", "a person's tz changes")
async def test_of_two_moves_that_overtake_each_other_the_later_one_counts(stage: Stage) -> None:
    await meeting.takes_place(stage)
    await stage.rests()  # what it writes comes back as events, too, and is not what is meant here
    await stage.room.disturb("events_api", what="reorder")
    await stage.room.change_person("Ana Pereira", tz="Africa/Lagos")
    await stage.time_is(await stage.room.now() + timedelta(minutes=1))

    since = await stage.room.seq()
    await stage.room.change_person("Ana Pereira", tz="America/New_York")
    for _ in range(2):
        since = (await stage.room.wait_for(since=since, kind="ack"))["seq"]

    (ana,) = (row for row in tables(stage)["person"] if row["id"] == stage.ana.id)
    assert ana["zone"] == "America/New_York"
    await stage.time_is(ASKED)
    assert await said(stage.ana, "How is your pledge going?", channel="bot") == 0
    await stage.time_is(ASKED + timedelta(hours=5))
    assert await said(stage.ana, "How is your pledge going?", channel="bot") == 1
    assert CUPBOARD in {row["text"] for row in tables(stage)["idea"]}
