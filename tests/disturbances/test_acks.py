"""Acknowledgements that are lost or too late: Slack warns a person who was heard, and they do it again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rehearsal.driver.room import Deed
from tests.disturbances.faces import faces
from tests.disturbances.scene import ASKED, FORGOTTEN, WEDNESDAY, calm_again, everything_arrived_once, said
from tests.handlers.database import rows_that_say, tables
from tests.stage import ROOM, Stage, profile_of

BUDDY = "A buddy for every new parent"
CUPBOARD = "We could share one cupboard"

every_way = pytest.mark.parametrize("trouble", ["lost_ack", "late_ack"])


def went_wrong(deed: Deed) -> bool:
    """Whether it looked to its person as if nobody had heard it."""
    return not deed.acked and bool(deed.warning)


@faces("lost_ack", "late_ack")
@every_way
async def test_a_vote_and_a_support_given_again_count_once(stage: Stage, trouble: str) -> None:
    await stage.session()
    await stage.idea(stage.delroy, BUDDY)
    await stage.miriam.types('/poll live "When?" "Morning" "Evening"', channel=ROOM)
    await stage.ana.sees("When?", channel=ROOM)

    for button, card in (("Support", BUDDY), ("Evening", "When?")):
        await stage.room.disturb("interactive", what=trouble)
        assert went_wrong(await stage.ana.clicks(button, on=card, channel=ROOM, allow_silence=True))
        await stage.ana.clicks(button, on=card, channel=ROOM)

    await stage.ana.sees("You support idea 1.", channel=ROOM, private=True)
    await stage.ana.sees("Your answer is “Evening”.", channel=ROOM, private=True)
    await stage.delroy.sees("1 supporter", channel=ROOM)
    await stage.delroy.sees("1 person has answered.", channel=ROOM)
    assert (len(tables(stage)["support"]), len(tables(stage)["ballot"])) == (1, 1)


@faces("lost_ack", "late_ack")
@every_way
async def test_a_form_that_seems_not_to_be_sent_and_is_sent_again_is_one_form(
    stage: Stage, trouble: str
) -> None:
    forms = {
        "/idea": {"Your idea": BUDDY},
        "/pledge": {"What will you do differently?": "Read to my neighbour"},
        "/copro start": {"What is the session about?": "Support"},
        "/poll": {"Your question": "When?", "Options, one on each line": "Morning\nEvening"},
    }
    titles = {
        "/copro start": "New session",
        "/idea": "New idea",
        "/pledge": "Your pledge",
        "/poll": "New poll",
    }
    for typed, title in titles.items():
        await stage.miriam.types(typed, channel=ROOM)
        form = await stage.miriam.modal(title)
        assert set(forms[typed]) <= set(form.labels), form.labels
        await stage.miriam.fills(forms[typed])
        if typed == "/poll":  # its form leads to a preview, and that asks
            await stage.miriam.submits()
            await stage.miriam.modal("Preview")
        await stage.room.disturb("interactive", what=trouble)
        first = await stage.miriam.submits(allow_silence=True)
        assert (first.acked, first.closed) == (False, False)
        again = await stage.miriam.submits()
        assert again.closed or again.errors
    await calm_again(stage)

    rows = tables(stage)
    assert [len(rows[table]) for table in ("session", "idea", "pledge", "poll")] == [1, 1, 1, 1]
    assert await said(stage.delroy, BUDDY, channel=ROOM) == 1


@faces("lost_ack", "late_ack")
@every_way
async def test_a_check_in_without_a_name_that_is_sent_again_is_one_and_has_no_name(
    stage: Stage, trouble: str
) -> None:
    await stage.session()
    await stage.delroy.clicks("Check in", on="Session:", channel=ROOM)
    await stage.delroy.modal("Check in")
    unnamed = {"How are you today?": "4 – good", "Your name": "Without my name"}
    await stage.delroy.fills(unnamed | profile_of(stage.delroy))
    await stage.room.disturb("interactive", what=trouble)
    assert not (await stage.delroy.submits(allow_silence=True)).closed

    assert (await stage.delroy.submits()).closed

    await stage.ana.sees("1 person", channel=ROOM)
    assert len(tables(stage)["checkin"]) == 1
    assert "checkin" not in {table for table, _ in rows_that_say(stage, stage.delroy.id)}


@faces("lost_ack", "late_ack")
@every_way
async def test_a_command_that_seems_lost_shows_that_it_was_not_by_its_card_and_is_confirmed(
    stage: Stage, trouble: str
) -> None:
    await stage.session()
    await stage.room.disturb("slash_commands", what=trouble)

    deed = await stage.ana.types(f"/idea {BUDDY}", channel=ROOM, allow_silence=True)

    assert went_wrong(deed)
    told = await stage.ana.sees("Thank you. Your idea is number 1.", channel=ROOM, private=True)
    assert "Take my idea back" in told.readable
    await stage.ana.sees(BUDDY, channel=ROOM)
    await stage.workspace.answering.background.done()
    assert await said(stage.ana, "Thank you. Your idea is number 1.", ROOM) == 1
    await stage.ana.types("/copro mine", channel=ROOM)
    await stage.ana.sees(BUDDY, channel=ROOM, private=True)
    await stage.rests()
    assert [row["text"] for row in tables(stage)["idea"]] == [BUDDY]
    await everything_arrived_once(stage, "session", "idea")


@faces("lost_ack", "late_ack")
@every_way
async def test_an_event_that_slack_tells_three_times_more_has_one_effect(stage: Stage, trouble: str) -> None:
    await stage.session()
    await stage.blessing.types(CUPBOARD, channel=ROOM)
    await stage.room.disturb("events_api", what=trouble, lasting=True)  # whichever events come between
    await stage.ana.reacts("bulb", on=CUPBOARD, channel=ROOM, allow_silence=True)

    outcome, since = {"lost_ack": "lost", "late_ack": "ack"}[trouble], 0
    for attempt in (1, 2, 3):
        missed = await stage.room.wait_for(since=since, kind=outcome, name="reaction_added")
        since = missed["seq"]
        await stage.room.forward(minutes=6)
        await stage.room.wait_for(kind="envelope", name="reaction_added", retry_attempt=attempt)
    await calm_again(stage)

    assert await said(stage.blessing, "would like to keep your message", channel="bot") == 1
    await stage.answers(stage.blessing)
    await calm_again(stage)
    assert [row["text"] for row in tables(stage)["idea"]] == [CUPBOARD]
    await everything_arrived_once(stage, "session", "consent", "idea")


@faces("lost_ack", "late_ack")
@every_way
async def test_an_answer_to_a_nudge_given_again_is_one_answer(stage: Stage, trouble: str) -> None:
    await stage.time_is(WEDNESDAY)
    await stage.session()
    for person in (stage.ana, stage.delroy):
        await stage.pledge(person, f"Visit {person.name}'s street", "2027-03-12")
    await stage.time_is(ASKED)

    for person, press in ((stage.ana, "Not now: in 3 days"), (stage.delroy, "Done")):
        await stage.room.disturb("interactive", what=trouble)
        await stage.room.disturb("chat.update", what="429")  # so that the old buttons still stand
        does = person.clicks if press == "Done" else person.chooses
        deed = await does(press, on="How is your pledge going?", channel="bot", allow_silence=True)
        assert went_wrong(deed)
        await does(press, on="How is your pledge going?", channel="bot")
    await stage.time_is(ASKED + timedelta(days=7))

    assert await said(stage.ana, "How is your pledge going?", channel="bot") == 2
    assert await said(stage.delroy, "How is your pledge going?", channel="bot") == 1
    await everything_arrived_once(stage, "session", *FORGOTTEN, "nudge")
