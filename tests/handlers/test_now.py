"""What goes on now, at hand: in private, as it is at that moment, and shown afresh after each act."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial

from coproduction.polls import NO, YES
from coproduction.service import heartbeats
from handlers import ids, now
from handlers.panels import CONTROLS as PRESSED
from rehearsal.driver.room import Message
from tests.disturbances.scene import delete, said
from tests.handlers.database import tables
from tests.judges.tour import buttons
from tests.stage import ROOM, Stage

NOON = datetime(2027, 3, 3, 12, 0, tzinfo=UTC)
PANEL = "people that they are here."
CONTROLS = [
    "Call everyone back",
    "5 more minutes",
    "Somebody is missing",
    "Move somebody",
    "List for the video call",
]


def test_whatever_can_be_pressed_in_a_panel_is_listened_to_there() -> None:
    assert set(now.CLICKS) | {ids.NOW} == PRESSED


async def panels(stage: Stage) -> list[Message]:
    """What stands in private before Miriam and shows the session with its buttons."""
    await stage.rests()
    shown = await stage.miriam.messages(ROOM)
    return [
        each for each in shown if each.private and f"This session is live in #{ROOM}, since" in each.readable
    ]


async def test_many_ideas_later_every_control_of_the_round_is_at_hand_and_shows_the_next_step(
    stage: Stage,
) -> None:
    await stage.time_is(NOON)
    await stage.session()
    await stage.check_in(stage.ana, stage.tunde)
    await stage.miriam.types('/copro breakout 2 "What would help?" 10 minutes', channel=ROOM)
    await stage.miriam.modal("Round 1")
    await stage.miriam.submits()
    for number in range(20):
        await stage.ana.types(f"/idea Idea number {number}", channel=ROOM)

    await stage.time_is(NOON + timedelta(minutes=1))
    await stage.miriam.types("/copro now", channel=ROOM)
    [panel] = await panels(stage)
    assert "2 people checked in." in panel.readable
    assert "Breakout 1: 1 group" in panel.readable
    assert "I know of 0 of 2 people that they are here." in panel.readable
    assert buttons(panel) == [
        *("End the session", "Enter for somebody without Slack", "Change the title", "Cancel the session"),
        *(*CONTROLS, "All groups"),
    ]

    await stage.miriam.clicks("5 more minutes", on=PANEL, channel=ROOM)
    [panel] = await panels(stage)
    assert panel.readable.startswith("The groups have 5 more minutes.")
    assert buttons(panel)[-7:] == [*CONTROLS, "Take the 5 minutes back", "All groups"]

    await stage.miriam.clicks("Take the 5 minutes back", on=PANEL, channel=ROOM)
    [panel] = await panels(stage)
    assert buttons(panel)[-6:] == [*CONTROLS, "All groups"]

    await stage.miriam.clicks("Call everyone back", on=PANEL, channel=ROOM)
    [panel] = await panels(stage)
    assert panel.readable.startswith("I am asking every group to come back.")
    assert buttons(panel) == [
        *("End the session", "Enter for somebody without Slack", "Change the title", "Cancel the session"),
    ]
    assert await stage.room.violations() == []


async def test_a_form_that_was_opened_from_the_panel_shows_it_afresh(stage: Stage) -> None:
    await stage.session()
    await stage.miriam.types('/poll "When to meat?" "Morning" "Evening"', channel=ROOM)
    await stage.rests()
    await stage.miriam.types("/copro now", channel=ROOM)

    await stage.miriam.clicks("Change the poll", on=f"This session is live in #{ROOM}, since", channel=ROOM)
    await stage.miriam.modal("Change the poll")
    await stage.miriam.fills({"Your question": "When to meet?"})
    await stage.miriam.submits()

    panel = (await panels(stage))[-1]
    assert "When to meet?" in panel.readable
    assert "When to meat?" not in panel.readable
    await stage.miriam.clicks("Close this poll", on="When to meet?", channel=ROOM)
    await stage.ana.sees("Poll: closed", channel=ROOM)
    panel = (await panels(stage))[-1]
    assert panel.readable.startswith(
        "The poll “When to meet?” is closed. Its card shows in a moment what came of it."
    )
    assert "Close this poll" not in buttons(panel)


async def test_groups_that_wait_are_shown_again_and_go_starts_them_from_there(stage: Stage) -> None:
    await stage.session()
    await stage.check_in(stage.ana, stage.tunde)
    await stage.miriam.types('/copro breakout 2 "What would help?"', channel=ROOM)
    await stage.miriam.modal("Round 1")
    await stage.miriam.closes()
    await stage.miriam.types("/copro now", channel=ROOM)
    await stage.miriam.clicks("Show the groups", on=f"This session is live in #{ROOM}, since", channel=ROOM)

    await stage.miriam.modal("Round 1")
    await stage.miriam.submits()

    panel = (await panels(stage))[-1]
    assert "I am posting the groups in #" in panel.readable
    assert "It has no clock: it goes on until you call everyone back." in panel.readable
    await stage.miriam.clicks("Somebody is missing", on="It has no clock", channel=ROOM)
    await stage.miriam.modal("Who is missing?")
    deed = await stage.miriam.submits()
    assert list(deed.errors.values()) == ["Please tick who is missing. If nobody is, close this form."]


async def test_what_is_stuck_is_shown_and_posted_again_once_the_channel_is_open(stage: Stage) -> None:
    await stage.session()
    await stage.rests()
    await stage.room.disturb("chat.postMessage", what="error:is_archived", times=1)
    await stage.miriam.types('/poll live "When?" "Morning" "Evening"', channel=ROOM)
    await stage.rests()
    await stage.ana.does_not_see("When?", channel=ROOM)

    await stage.miriam.types("/copro now", channel=ROOM)
    [panel] = await panels(stage)
    assert "It is archived." in panel.readable
    assert "1 message waits. When it can be posted, it is." in panel.readable
    await stage.miriam.clicks("Post it again", on="It is archived.", channel=ROOM)

    await stage.ana.sees("When?", channel=ROOM)
    await stage.miriam.types("/copro now", channel=ROOM)
    assert "It is archived." not in (await panels(stage))[-1].readable


async def test_a_poll_whose_card_somebody_deleted_comes_back(stage: Stage) -> None:
    await stage.session()
    await stage.miriam.types('/poll live "When?" "Morning" "Evening"', channel=ROOM)
    await stage.ana.sees("When?", channel=ROOM)
    await stage.rests()
    await delete(stage, "poll")
    assert await said(stage.ana, "When?", channel=ROOM) == 0

    await stage.miriam.types("/copro now", channel=ROOM)
    await stage.workspace.cards.rests()
    await stage.rests()

    assert await said(stage.ana, "When?", channel=ROOM) == 1


async def test_a_board_a_summary_and_a_report_that_somebody_deleted_come_back(stage: Stage) -> None:
    async def comes_back(kind: str, words: str) -> None:
        await stage.rests()
        await delete(stage, kind)
        assert await said(stage.delroy, words, channel=ROOM) == 0
        await stage.miriam.types("/copro now", channel=ROOM)
        await stage.workspace.cards.rests()
        await stage.rests()
        assert await said(stage.delroy, words, channel=ROOM) == 1

    await stage.session()
    await stage.miriam.types("/copro board", channel=ROOM)
    await comes_back("idea_board", "All our ideas")
    await stage.miriam.types("/copro end now", channel=ROOM)
    await comes_back("summary", "What we did together")
    await stage.miriam.types("/copro report", channel=ROOM)
    await stage.miriam.clicks("Post to the channel", channel=ROOM)
    await comes_back("report", "Report")


async def test_a_session_that_nobody_ended_is_offered_for_ending_when_a_newer_one_begins(
    stage: Stage,
) -> None:
    await stage.session("Last week")
    await stage.session("This week", channel="second-room")
    told = await stage.miriam.sees(
        "Your session “Last week” is still live.", channel="second-room", private=True
    )
    assert buttons(told) == ["Change the title", "Cancel the session", "End the session"]

    await stage.miriam.types("/copro now", channel="second-room")
    await stage.miriam.clicks("End the session", on="A newer session", channel="second-room")
    form = await stage.miriam.modal("End the session?")
    assert "“This week”" in form.text
    await stage.miriam.closes()
    await stage.miriam.clicks("End the session", on="is still live", channel="second-room")
    form = await stage.miriam.modal("End the session?")
    assert "“Last week”" in form.text
    await stage.miriam.submits()

    await stage.ana.sees("What we did together", channel=ROOM)
    await stage.rests()
    assert await said(stage.ana, "What we did together", channel="second-room") == 0


async def test_home_has_the_controls_on_top_and_follows_each_act_done_there(stage: Stage) -> None:
    await stage.session()
    await stage.check_in(stage.miriam)
    await stage.miriam.types('/poll live "When?" "Morning" "Evening"', channel=ROOM)
    await stage.rests()
    await stage.miriam.opens_home()
    home = await stage.miriam.home("When?")
    assert home.text.splitlines()[0] == "Session: Support for new parents"

    for form, answers, words in (
        (
            "Check in again",
            {"How are you today?": "2 – low"},
            "This answer takes the place of the one before.",
        ),
        ("Write an idea", {"Your idea": "More benches"}, "Thank you. Your idea is number 1."),
    ):
        await stage.miriam.clicks(form, channel="home")
        await stage.miriam.fills(answers)
        await stage.miriam.submits()
        await stage.miriam.sees(words, channel="bot")
    await stage.miriam.opens_home()

    await stage.miriam.clicks("Close this poll", channel="home")
    home = await stage.miriam.home("The poll “When?” is closed.")
    assert "Buttons: Close this poll" not in home.text

    await stage.miriam.clicks("End the session", channel="home")
    await stage.miriam.modal("End the session?")
    await stage.miriam.submits()
    home = await stage.miriam.home(
        "The closing question is open until the next session starts, for 14 days at most."
    )
    assert home.text.splitlines()[0].startswith(f"The session in #{ROOM} has ended.")


async def test_a_champion_has_home_for_themselves_and_a_facilitator_without_a_session_is_told_what_to_do(
    stage: Stage,
) -> None:
    await stage.miriam.opens_home()
    await stage.miriam.home(
        "No session is live. Go to the channel of your programme. Start one with: /copro start"
    )

    await stage.session()
    await stage.check_in(stage.ana)
    await stage.ana.opens_home()
    home = await stage.ana.home("My pledges")
    assert "End the session" not in home.text
    assert "Session:" not in home.text


async def test_a_champion_is_shown_what_they_can_do_where_they_ask(stage: Stage) -> None:
    await stage.ana.types("/copro now", channel=ROOM)
    told = await stage.ana.sees("No session is live where you are.", channel=ROOM, private=True)
    assert buttons(told) == ["Write an idea", "Make a pledge"]

    await stage.session()
    await stage.miriam.types('/poll "When?" "Morning" "Evening"', channel=ROOM)
    await stage.ana.sees("When?", channel=ROOM)
    for place in (ROOM, "bot"):
        await stage.ana.types("/copro now", channel=place)
        told = await stage.ana.sees("You have not checked in yet.", channel=place, private=place == ROOM)
        assert told.readable.splitlines()[3:6] == [
            "This is asked: “When?”",
            "In the session “Support for new parents”.",
            f"It is asked in #{ROOM}.",
        ]
        assert buttons(told) == ["Check in", "Answer", "Write an idea", "Make a pledge"]
    await stage.ana.clicks("Check in", on="This is asked", channel=ROOM)
    await stage.ana.modal("Check in")
    await stage.ana.closes()

    await stage.ana.clicks("Answer", on="This is asked", channel=ROOM)
    await stage.ana.modal("Your answer")
    await stage.ana.fills({"When?": "Evening"})
    await stage.ana.submits()
    await stage.ana.sees("Your answer is “Evening”.", channel=ROOM, private=True)
    await stage.ana.types("/copro now", channel=ROOM)
    await stage.ana.sees("You have answered this. You can change it.", channel=ROOM, private=True)

    await stage.miriam.types("/copro end now", channel=ROOM)
    await stage.ana.sees("Before you go", channel=ROOM)
    await stage.ana.types("/copro now", channel=ROOM)
    told = await stage.ana.sees("No session is live here now.", channel=ROOM, private=True)
    assert "This is asked: “Will you do at least one thing differently" in told.readable
    closing = ["Yes", "Not yet", "No", "5 more questions, one minute"]
    assert buttons(told) == [*closing, "Write an idea", "Make a pledge"]
    await stage.ana.clicks("Not yet", on="No session is live here now.", channel=ROOM)
    await stage.ana.sees("Thank you for an honest answer", channel=ROOM, private=True)


async def test_the_closing_question_is_answered_from_home_by_who_took_part_and_by_who_led(
    stage: Stage,
) -> None:
    await stage.session()
    await stage.check_in(stage.ana)
    await stage.miriam.types("/copro end now", channel=ROOM)
    await stage.ana.sees("Before you go", channel=ROOM)
    await stage.delroy.opens_home()
    assert "This is asked" not in (await stage.delroy.home("My pledges")).text  # he was not there

    await stage.ana.opens_home()
    await stage.ana.home("This is asked: “Will you do at least one thing differently")
    await stage.ana.clicks("Yes", channel="home")
    await stage.ana.modal("Your pledge")
    await stage.ana.fills({"What will you do differently?": "Ring one parent"})
    await stage.ana.submits()
    await stage.ana.clicks("No", channel="home")
    home = await stage.ana.home("Thank you for an honest answer, and for being here.")
    assert "You have answered this. You can change it." in home.text
    assert "5 more questions, one minute" in home.text

    await stage.miriam.opens_home()
    await stage.miriam.home(
        "The closing question is open until the next session starts, for 14 days at most."
    )
    await stage.miriam.clicks("Not yet", channel="home")
    await stage.miriam.home("Thank you for an honest answer, and for being here.")
    await stage.miriam.types("/copro now", channel=ROOM)
    await stage.miriam.clicks("Yes", on="The closing question is open", channel=ROOM)
    await stage.miriam.modal("Your pledge")

    answers = {row["person"]: row["answer"] for row in tables(stage)["ballot"]}
    assert answers == {stage.ana.id: NO, stage.miriam.id: YES}
    (session,) = [row["channel"] for row in tables(stage)["session"]]
    promised = [(row["channel"], row["what"]) for row in tables(stage)["pledge"]]
    assert promised == [(session, "Ring one parent")]


async def test_home_has_what_is_asked_of_a_champion_and_says_what_they_have_answered(stage: Stage) -> None:
    await stage.session()
    await stage.check_in(stage.ana)
    await stage.miriam.types('/poll "When?" "Morning" "Evening"', channel=ROOM)
    await stage.ana.sees("When?", channel=ROOM)
    await stage.ana.opens_home()
    await stage.ana.home("This is asked: “When?”")
    await stage.ana.clicks("Answer", channel="home")
    await stage.ana.modal("Your answer")
    await stage.ana.fills({"When?": "Morning"})
    await stage.ana.submits()
    told = await stage.ana.modal("Your answer")
    assert "Your answer is “Morning”. You can change it until the poll closes." in told.text
    await stage.ana.clicks("Take my answer back")
    await stage.room.wait_for(kind="call", method="views.update", ok=True)
    assert "Your answer is deleted." in (await stage.ana.modal("Your answer")).text
    await stage.ana.closes()
    await stage.rests()
    await stage.ana.clicks("Answer", channel="home")
    await stage.ana.modal("Your answer")
    await stage.ana.fills({"When?": "Morning"})
    await stage.ana.submits()
    assert [row["answer"] for row in tables(stage)["ballot"]] == ["0"]
    await stage.ana.home("You have answered this. You can change it.")


async def test_an_older_home_never_lands_after_a_newer_one(stage: Stage) -> None:
    await stage.session()
    await stage.miriam.types('/poll live "When?" "One" "Two"', channel=ROOM)
    await stage.rests()
    await stage.miriam.opens_home()
    await stage.miriam.home("When?")
    await stage.room.disturb("views.publish", what="429", times=1, retry_after=1)

    await stage.miriam.clicks("Close this poll", channel="home")
    await stage.miriam.types('/poll "Where?" "One" "Two"', channel=ROOM)
    await stage.miriam.clicks("Close this poll", channel="home")
    await stage.rests()

    home = await stage.miriam.home()
    assert home.text.splitlines()[0] == "The poll “When?” is closed already. This is its result:"
    assert "Close this poll" in home.text.partition("Where?")[2]
    assert "When?" not in home.text.partition("Session: ")[2]


async def test_home_tells_who_leads_of_another_copy_on_another_database_until_it_is_gone(
    stage: Stage,
) -> None:
    said = "Another copy of me is at work, with a memory of its own."
    for strangers in (0, 1, 0):
        beat = partial(heartbeats.beat, process="p", now=stage.workspace.desk.clock(), strangers=strangers)
        await stage.workspace.desk.write(beat)
        for person, leads in ((stage.miriam, True), (stage.ana, False)):
            await person.opens_home()
            await stage.rests()
            home = await person.home()
            assert (said in home.text) == (leads and strangers == 1), (person.name, strangers)


async def test_a_poll_that_who_leads_has_answered_says_so_in_their_panel_and_on_home(stage: Stage) -> None:
    said = "You have answered this. You can change it."
    await stage.session()
    await stage.miriam.types('/poll live "When to meet?" "Morning" "Evening"', channel=ROOM)
    await stage.miriam.types("/copro now", channel=ROOM)
    assert said not in (await panels(stage))[-1].readable
    await stage.miriam.clicks("Evening", on="Poll", channel=ROOM)
    await stage.rests()
    await stage.miriam.types("/copro now", channel=ROOM)
    assert said in (await panels(stage))[-1].readable
    await stage.miriam.opens_home()
    await stage.miriam.home(said)
