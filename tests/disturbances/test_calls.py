"""Calls that go wrong, whichever they are: each person is answered, and each card shows how things stand."""

from __future__ import annotations

from dataclasses import replace

from rehearsal.happenings.disturbances import AFTER, ON_CALLS
from tests.disturbances.faces import SOME, every_trouble, faces, some_trouble, trouble_by_kind
from tests.disturbances.scene import (
    ROOM_WITHOUT_BOT,
    calm_again,
    disturbed,
    everything_arrived_once,
    has_open_form,
    said,
)
from tests.handlers.database import tables
from tests.stage import ROOM, Stage

BUDDY = "A buddy for every new parent"
SURELY_NOT_SAID = {"429", "error:internal_error"}
LATE = "did not open in time. Nothing is lost."


@faces(*ON_CALLS, "error:<code>")
@trouble_by_kind
async def test_a_card_shows_the_last_state_whatever_slack_answers_to_a_redrawing(
    stage: Stage, trouble: str
) -> None:
    await stage.session()
    await stage.miriam.types('/poll live "When?" "Morning" "Evening"', channel=ROOM)
    await stage.ana.sees("When?", channel=ROOM)
    await stage.rests()
    await stage.room.disturb("chat.update", what=trouble, seconds=0.1)

    await stage.ana.clicks("Morning", on="When?", channel=ROOM)
    await stage.room.wait_for(kind="call", method="chat.update", disturbed=trouble)
    await stage.delroy.clicks("Evening", on="When?", channel=ROOM)

    await stage.delroy.sees("2 people have answered.", channel=ROOM)
    assert len(tables(stage)["ballot"]) == 2


@faces(*ON_CALLS, "error:<code>")
@every_trouble
async def test_a_form_opens_or_its_person_is_told_to_try_again_and_one_idea_is_kept(
    stage: Stage, trouble: str
) -> None:
    await stage.session()
    await stage.room.disturb("views.open", what=trouble, seconds=0.1, retry_after=0)

    await stage.ana.types("/idea", channel=ROOM)

    if trouble != "slow":
        await stage.ana.sees(LATE, channel=ROOM, private=True)
    if not await has_open_form(stage.ana):  # Slack never had it: she does as she is told
        await stage.ana.types("/idea", channel=ROOM)
    await stage.ana.modal("New idea")
    await stage.ana.fills({"Your idea": BUDDY})
    await stage.ana.submits()
    await stage.delroy.sees(BUDDY, channel=ROOM)
    assert await disturbed(stage, "views.open") == 1
    assert [row["text"] for row in tables(stage)["idea"]] == [BUDDY]


@faces(*ON_CALLS, "error:<code>")
@trouble_by_kind
async def test_nobody_waits_for_slack_to_say_who_they_are_but_who_must_be_known(
    stage: Stage, trouble: str
) -> None:
    await stage.room.disturb("users.info", what=trouble, seconds=0.1, retry_after=0, lasting=True)
    await stage.miriam.types('/copro start "Mine"', channel=ROOM)
    if trouble != "slow":
        await stage.miriam.sees("I could not ask Slack who you are", channel=ROOM, private=True)
        assert tables(stage)["session"] == []
        await stage.room.undisturb()
        await stage.session("Mine")
        await stage.room.disturb("users.info", what=trouble, seconds=0.1, retry_after=0, lasting=True)

    await stage.ana.types(f"/idea {BUDDY}", channel=ROOM)

    await stage.ana.sees("Thank you. Your idea is number 1.", channel=ROOM, private=True)
    assert await disturbed(stage, "users.info") >= 2
    assert [row["text"] for row in tables(stage)["idea"]] == [BUDDY]


@faces(*ON_CALLS, "error:<code>")
@trouble_by_kind
async def test_what_confirms_an_answer_is_never_said_twice_whatever_becomes_of_it(
    stage: Stage, trouble: str
) -> None:
    await stage.session()
    await stage.miriam.types('/poll live "When?" "Morning" "Evening"', channel=ROOM)
    await stage.ana.sees("When?", channel=ROOM)
    await stage.room.disturb("response_url", what=trouble, seconds=0.1)

    await stage.ana.clicks("Morning", on="When?", channel=ROOM)

    await stage.room.wait_for(kind="http", what="response_url", disturbed=trouble)
    await stage.workspace.answering.background.done()
    times = await said(stage.ana, "Your answer is “Morning”.", ROOM)
    assert times == (1 if trouble in AFTER | SURELY_NOT_SAID else 0)  # nobody can look whether it arrived
    assert len(tables(stage)["ballot"]) == 1
    await stage.ana.clicks("Evening", on="When?", channel=ROOM)
    await stage.ana.sees("Your answer is “Evening”.", channel=ROOM, private=True)


@faces(*ON_CALLS, "error:<code>")
@trouble_by_kind
async def test_who_is_refused_reads_why_whatever_becomes_of_the_answer(stage: Stage, trouble: str) -> None:
    await stage.session()
    await stage.idea(stage.ana, BUDDY)
    await stage.room.disturb("response_url", what=trouble, seconds=0.1)

    await stage.ana.clicks("Support", on=BUDDY, channel=ROOM)

    await stage.room.wait_for(kind="http", what="response_url", disturbed=trouble)
    await stage.workspace.answering.background.done()
    times = await said(stage.ana, "This is your own idea", ROOM)
    assert times == (2 if trouble in AFTER - {"slow", "list_after"} else 1)  # better twice than never


@faces(*SOME, "error:<code>")
@some_trouble
async def test_a_home_that_did_not_show_itself_shows_itself_the_next_time(stage: Stage, trouble: str) -> None:
    await stage.session()
    await stage.idea(stage.ana, BUDDY)
    await stage.room.disturb("views.publish", what=trouble, seconds=0.1)

    await stage.ana.opens_home()
    await stage.room.wait_for(kind="call", method="views.publish", disturbed=trouble)
    await stage.ana.opens_home()

    await stage.ana.home(BUDDY)


@faces(*SOME, "error:<code>")
@some_trouble
async def test_the_bot_joins_a_public_channel_whatever_slack_answers_at_first(
    stage: Stage, trouble: str
) -> None:
    await stage.room.disturb("conversations.join", what=trouble, seconds=0.1)
    await stage.miriam.types('/copro start "Joining in"', channel=ROOM_WITHOUT_BOT)

    await stage.rests()
    await calm_again(stage)

    assert await disturbed(stage, "conversations.join") == 1
    await stage.ana.sees("Session: Joining in", channel=ROOM_WITHOUT_BOT)
    assert await said(stage.miriam, "/invite", channel="bot") == 0
    await everything_arrived_once(stage, "session")


@faces(*SOME, "error:<code>")
@some_trouble
async def test_a_bot_that_starts_into_trouble_serves_when_it_is_over(stage: Stage, trouble: str) -> None:
    await stage.serving.aclose()
    for method in ("auth.test", "apps.connections.open"):
        await stage.room.disturb(method, what=trouble, seconds=0.1)

    await stage.starts_bot()

    await stage.session()
    await stage.rests()
    assert await disturbed(stage, "auth.test") == 1
    await everything_arrived_once(stage, "session")


@faces("slow")
async def test_on_a_network_too_slow_to_ask_who_somebody_is_everybody_is_answered_in_time(
    stage: Stage,
) -> None:
    stage.patience = replace(stage.patience, slack=replace(stage.patience.slack, surely=0.3, soon=0.2))
    await stage.restarts_bot()
    await stage.session()
    await stage.room.disturb("users.info", what="slow", seconds=1, lasting=True)

    wrote = await stage.ana.types(f"/idea {BUDDY}", channel=ROOM)
    ended = await stage.tunde.types("/copro end now", channel=ROOM)

    assert (wrote.acked, ended.acked) == (True, True)
    await stage.tunde.sees("I could not ask Slack who you are, so nothing was done.", private=True)
    assert [row["text"] for row in tables(stage)["idea"]] == [BUDDY]
    assert [row["state"] for row in tables(stage)["session"]] == ["live"]
    await stage.delroy.sees(BUDDY, channel=ROOM)


@faces("cut_before", "cut_after")
async def test_an_answer_that_was_lost_twice_is_given_once_more(stage: Stage) -> None:
    await stage.session()
    await stage.idea(stage.ana, BUDDY)
    for way in ("response_url", "chat.postEphemeral"):
        await stage.room.disturb(way, what="cut_before")

    await stage.ana.clicks("Support", on=BUDDY, channel=ROOM)

    await stage.ana.sees("This is your own idea", channel=ROOM, private=True)


@faces("cut_after")
async def test_thanks_for_a_pledge_whose_answer_is_lost_are_said_once(stage: Stage) -> None:
    await stage.session()
    await stage.ana.types("/pledge", channel=ROOM)
    await stage.ana.modal("Your pledge")
    await stage.ana.fills({"What will you do differently?": "Ring one parent"})
    await stage.room.disturb("chat.postEphemeral", what="cut_after")

    await stage.ana.submits()

    await stage.ana.sees("Ring one parent", channel=ROOM, private=True)
    await stage.workspace.answering.background.done()
    assert await said(stage.ana, "Ring one parent", "bot") == 0


@faces("429")
async def test_no_panel_grows_old_where_words_last(stage: Stage) -> None:
    await stage.session()
    await stage.miriam.types("/copro now", channel=ROOM)
    await stage.miriam.sees("Change the title", channel=ROOM, private=True)
    await stage.miriam.clicks("Change the title", on="End the session", channel=ROOM)
    await stage.miriam.modal("Change the title")
    await stage.miriam.fills({"What is the session about?": "Fathers"})
    await stage.room.disturb("chat.postEphemeral", what="429", retry_after=600)

    await stage.miriam.submits()

    told = await stage.miriam.sees("Show what is going on now", channel="bot")
    assert "End the session" not in told.readable
