"""A session goes through its agenda: the cards of its steps, the panel, and presses that come late."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from coproduction.agendas import StepForm
from coproduction.steps import IDEAS, TALK
from handlers import ids
from tests.begun import START, begins
from tests.handlers.database import tables
from tests.handlers.forging import forged_click
from tests.judges.tour import buttons
from tests.stage import ROOM, Stage

if TYPE_CHECKING:
    from rehearsal.driver.room import Message, Person

MINUTE = timedelta(minutes=1)
PANEL = "This session is live in"


async def cards(stage: Stage) -> list[str]:
    """The first line of each step's card in the channel, and what is said of where it stands."""
    await stage.rests()
    await stage.workspace.cards.rests()
    shown = [each.readable for each in await stage.ana.messages(ROOM) if each.readable.startswith("Step ")]
    over = ("This step is over.", "This step was left out.", "This step is open again.")
    return [
        f"{text.splitlines()[0]} ({next((each for each in over if each in text), 'open')})" for text in shown
    ]


async def panel(stage: Stage, person: Person) -> Message:
    """The newest panel in private before somebody."""
    await stage.rests()
    return [each for each in await person.messages(ROOM) if each.private and PANEL in each.readable][-1]


async def test_each_step_opens_with_its_card_and_the_one_before_is_over(stage: Stage) -> None:
    await begins(stage)
    assert await cards(stage) == ["Step 1 of 7: Check-in (open)"]
    card = await stage.ana.sees("Step 1 of 7: Check-in", channel=ROOM)
    assert "How are you today?" in card.readable
    assert buttons(card) == ["Check in", "For facilitators"]

    await stage.miriam.types("/copro next", channel=ROOM)
    await stage.rests()
    await stage.miriam.types("/copro skip", channel=ROOM)
    assert await cards(stage) == [
        "Step 1 of 7: Check-in (This step is over.)",
        "Step 2 of 7: Small groups (This step was left out.)",
        "Step 3 of 7: Ideas (open)",
    ]
    await stage.ana.clicks("Write an idea", on="Step 3 of 7", channel=ROOM)
    await stage.miriam.types("/copro back", channel=ROOM)  # while Ana writes
    await stage.ana.modal("New idea")
    await stage.ana.fills({"Your idea": "A buddy for every new parent"})
    await stage.ana.submits()
    await stage.ana.sees("A buddy for every new parent", channel=ROOM)
    again = [
        "Step 2 of 7: Small groups (This step is open again.)",
        "Step 3 of 7: Ideas (This step is over.)",
        "Step 2 of 7: Small groups (open)",
    ]
    assert (await cards(stage))[1:] == again
    await stage.restarts_bot()
    assert (await cards(stage))[1:] == again
    assert await stage.room.violations() == []


async def test_a_prompt_of_ones_own_stands_on_the_card_in_both_wordings_and_pings_nobody(
    stage: Stage,
) -> None:
    await begins(stage, StepForm(TALK, "5", "What is hard, <!channel>?", "¿Qué es difícil?"))
    card = await stage.ana.sees("Step 1 of 7: Open talk", channel=ROOM)
    assert "What is hard, <!channel>?\n¿Qué es difícil?\nUntil" in card.readable
    assert buttons(card) == ["For facilitators"]
    assert await stage.pings() == []


async def test_ideas_that_are_held_back_are_not_denied_and_those_who_lead_show_them_from_the_panel(
    stage: Stage,
) -> None:
    await begins(stage, StepForm(IDEAS, "5", hides=True))
    await stage.ana.types("/idea A buddy for every new parent", channel=ROOM)
    await stage.ana.sees("Nobody else sees it before", channel=ROOM, private=True)
    await stage.ana.types("/copro ideas", channel=ROOM)
    listed = await stage.ana.sees("Ideas so far", channel=ROOM, private=True)
    assert "There are no ideas yet" not in listed.readable
    assert "Nobody else sees it yet:\n• A buddy for every new parent" in listed.readable
    await says_no_number(stage)

    await stage.miriam.clicks("For facilitators", on="Step 1 of 7", channel=ROOM)
    shown = await stage.miriam.sees("Show all ideas now", channel=ROOM, private=True)
    ways = [each for block in shown.blocks for each in block.get("elements", ()) if "action_id" in each]
    assert ["reveal_ideas" in each["action_id"] for each in ways if "confirm" in each] == [True]
    await stage.miriam.clicks("Show all ideas now", on=PANEL, channel=ROOM)
    assert "1 idea is in the channel now" in (await panel(stage, stage.miriam)).readable
    await stage.ana.sees("From Ana Pereira", channel=ROOM)


async def says_no_number(stage: Stage) -> None:
    """Whatever Ana does with ideas that are held back, she reads no number: it counts what others wrote."""
    ana, said = (
        stage.ana,
        "Open on Sundays, too, so that people who work in the week can come by and ask us about it",
    )
    called = "Open on Sundays, too, so that people who work in the week can come by and ask…"

    async def reads(words: str) -> None:
        await stage.rests()
        await ana.sees(words, channel=ROOM, private=True)

    await ana.types("/idea A buddy for every new parent", channel=ROOM)
    await reads("You have typed these words already, so they are one idea.")
    await ana.types(said, channel=ROOM)
    await ana.shortcut("Save as idea", on=said, channel=ROOM)
    await reads("I keep your message as an idea")
    await stage.miriam.shortcut("Save as idea", on=said, channel=ROOM)
    await stage.miriam.sees("This message is an idea already. It is shown", channel=ROOM, private=True)
    await ana.clicks("Take my idea back", on="I keep your message as an idea", channel=ROOM)
    await reads(f"Your idea “{called}” is taken back.")
    await ana.shortcut("Save as idea", on=said, channel=ROOM)
    await reads("This message was an idea, and is taken back.")
    await ana.clicks("Put my idea back", on="This message was an idea", channel=ROOM)
    await reads(f"Your idea “{called}” is back. Nobody else sees it yet.")
    await ana.clicks("Take my idea back", on="is back. Nobody else sees it yet.", channel=ROOM)
    await reads(f"Your idea “{called}” is taken back.")
    await ana.opens_home()
    home = (await ana.home("A buddy for every new parent (nobody else sees it yet)")).text
    told = [each.readable for each in await ana.messages(ROOM) if each.private]
    assert [words for words in [home, *told] if re.search(r"\bidea \d|\d\. (A buddy|Open)", words)] == []


async def test_the_panel_has_the_clock_what_to_read_aloud_and_one_button_that_names_what_comes_next(
    stage: Stage,
) -> None:
    await begins(stage)
    await stage.time_is(START + 4.5 * MINUTE)
    await stage.miriam.clicks("For facilitators", on="Step 1 of 7", channel=ROOM)
    shown = await panel(stage, stage.miriam)
    assert "Check-in: 4 of 10 minutes." in shown.readable
    assert "To read aloud:\nHow are you today?" in shown.readable
    assert buttons(shown)[:1] == ["Next: Small groups"]
    options = [
        option["text"]["text"]
        for block in shown.blocks
        for element in block.get("elements", ())
        for option in element.get("options", ())
    ]
    assert options == [
        *("5 more minutes", "Skip this step", "Enter for somebody without Slack", "Change the video link"),
        *("Change the title", "Cancel the session", "End the session"),
    ]
    await stage.miriam.chooses("Change the video link", on=PANEL, channel=ROOM)
    await stage.miriam.modal("Change the video link")
    for typed, wrong in (("call.example/2", 1), ("https://call.example/2", 0)):
        await stage.miriam.fills({"Link to the video call": typed})
        assert len((await stage.miriam.submits()).errors) == wrong
    await stage.ana.sees("Video call: https://call.example/2", channel=ROOM)
    shown = await panel(stage, stage.miriam)
    assert shown.readable.startswith("The link to the video call is changed. The session's card shows it")
    assert "Video call: https://call.example/2" in shown.readable

    await stage.miriam.clicks("Next: Small groups", on=PANEL, channel=ROOM)
    assert buttons(await panel(stage, stage.miriam))[:2] == ["Make the groups", "Next: Ideas"]
    await stage.miriam.chooses("Back: Check-in", on=PANEL, channel=ROOM)
    assert "“Check-in” is open again." in (await panel(stage, stage.miriam)).readable
    await stage.miriam.chooses("5 more minutes", on=PANEL, channel=ROOM)
    assert "Check-in: 0 of 15 minutes." in (await panel(stage, stage.miriam)).readable
    await stage.miriam.chooses("End the session", on=PANEL, channel=ROOM)
    await stage.miriam.modal("End the session?")
    await stage.miriam.submits()
    assert await cards(stage) == [
        "Step 1 of 7: Check-in (This step is over.)",
        "Step 2 of 7: Small groups (This step is over.)",
        "Step 1 of 7: Check-in (This step is over.)",
    ]
    assert await stage.room.violations() == []


async def test_on_home_the_next_step_is_one_press_and_the_panel_shows_it_afresh(stage: Stage) -> None:
    await begins(stage)
    await stage.miriam.opens_home()
    home = (await stage.miriam.home("Check-in: 0 of 10 minutes.")).text
    assert (home.count("Check-in: 0 of 10 minutes."), home.count("How are you today?")) == (1, 1)
    await stage.miriam.clicks("Next: Small groups", channel="home")
    await stage.miriam.home("Small groups: 0 of 25 minutes.")
    for verb in ("next", "back", "skip", "extend"):
        await stage.miriam.types(f"/copro {verb} help", channel=ROOM)
        await stage.miriam.sees("I did nothing now.", channel=ROOM, private=True)
    assert len(await cards(stage)) == 2


async def test_two_who_lead_press_next_at_once_and_a_stale_panel_shows_the_present_state(
    stage: Stage,
) -> None:
    await begins(stage)
    await stage.miriam.types("/copro facilitators add @Tunde Bakare", channel=ROOM)
    for person in (stage.miriam, stage.tunde):
        await person.types("/copro now", channel=ROOM)
        await person.sees("Next: Small groups", channel=ROOM, private=True)
    for person in (stage.miriam, stage.tunde):
        await person.clicks("Next: Small groups", on=PANEL, channel=ROOM)
    late = await panel(stage, stage.tunde)
    assert "This has changed since then, so I did nothing. “Small groups” is open now" in late.readable
    assert buttons(late)[:2] == ["Make the groups", "Next: Ideas"]
    assert len(await cards(stage)) == 2

    await stage.time_is(START + MINUTE)
    await stage.miriam.types("/copro next", channel=ROOM)
    await stage.tunde.types("/copro next", channel=ROOM)  # at the same moment
    await stage.tunde.sees(
        f"<@{stage.miriam.id}> was quicker, so I changed nothing.", channel=ROOM, private=True
    )
    await stage.miriam.types("/copro back", channel=ROOM)
    await stage.tunde.clicks("Next: Break", on=PANEL, channel=ROOM)
    late = await panel(stage, stage.tunde)
    assert "“Small groups” is open now" in late.readable
    await stage.miriam.types("/copro next", channel=ROOM)
    await stage.tunde.clicks("Make the groups", on=PANEL, channel=ROOM)
    late = await panel(stage, stage.tunde)
    assert late.readable.startswith("“Ideas” is open by now, so I did nothing.")
    assert buttons(late)[:2] == ["Show the board of ideas", "Next: Break"]


async def test_the_form_of_the_groups_begins_with_the_minutes_and_the_prompt_of_the_step(
    stage: Stage,
) -> None:
    await begins(stage)
    await stage.check_in(stage.ana, stage.tunde)
    await stage.miriam.types("/copro next", channel=ROOM)
    for _ in range(2):
        await stage.miriam.types("/copro extend 3 minutes", channel=ROOM)
    for typed, prompt, minutes in (
        ("", "What matters most to you here?", 31),
        (' "And you?" 5 minutes', "And you?", 5),
    ):
        await stage.miriam.types(f"/copro breakout 1 group{typed}", channel=ROOM)
        shown = await stage.miriam.modal("Round 1")
        assert [said in shown.text for said in (prompt, f"For {minutes} minutes.")] == [True, True]
        await stage.miriam.closes()
    await stage.miriam.types("/copro breakout", channel=ROOM)
    typed_form = (await stage.miriam.modal("Breakout")).text
    await stage.miriam.closes()
    await stage.miriam.clicks("Make the groups", on=PANEL, channel=ROOM)
    form = str((await stage.miriam.modal("Breakout")).json)
    assert (await stage.miriam.modal("Breakout")).text == typed_form
    assert "What matters most to you here?" in form
    assert "'initial_value': '31'" in form
    await stage.miriam.submits()
    await stage.miriam.modal("Round 1")
    await stage.miriam.submits()
    await stage.ana.sees("Breakout 1", channel=ROOM)
    standing = await panel(stage, stage.miriam)
    assert "Make the groups" not in buttons(standing)
    [clock] = [each for each in standing.readable.splitlines() if each.startswith("Small groups: 0 of")]
    assert "Until" not in clock  # the groups are out for longer
    await stage.miriam.types("/copro extend", channel=ROOM)
    standing = await panel(stage, stage.miriam)
    assert standing.readable.count("Groups are out until") == 1
    assert buttons(standing).count("Call everyone back") == 1
    await stage.miriam.types("/copro next", channel=ROOM)
    standing = await panel(stage, stage.miriam)
    assert standing.readable.startswith("I have not opened “Ideas” yet, because groups are still out.")
    assert buttons(standing)[:3] == ["Call everyone back", "5 more minutes", "Open “Ideas” now"]
    assert len(await cards(stage)) == 2
    await stage.miriam.clicks("Open “Ideas” now", on=PANEL, channel=ROOM)
    assert "“Ideas” is open now." in (await panel(stage, stage.miriam)).readable
    await stage.miriam.clicks("Next: Break", on=PANEL, channel=ROOM)
    assert "I have not opened “Break” yet" in (await panel(stage, stage.miriam)).readable
    assert len(await cards(stage)) == 3
    await stage.leads("Call everyone back")
    await stage.miriam.types("/copro next", channel=ROOM)
    assert "Groups are out" not in (await panel(stage, stage.miriam)).readable
    assert await stage.room.violations() == []


async def test_ten_cards_and_a_poll_open_from_the_panel_of_their_step(stage: Stage) -> None:
    await begins(stage)
    await stage.idea(stage.ana, "A buddy for every new parent")
    for _ in range(4):
        await stage.miriam.types("/copro next", channel=ROOM)
    await stage.miriam.clicks("Show ten cards to everybody", on=PANEL, channel=ROOM)
    await stage.ana.sees("Which of our ideas would help?", channel=ROOM)
    await stage.rests()
    assert [row["question"] for row in tables(stage)["poll"]] == ["Which of our ideas would help?"]
    shown = await panel(stage, stage.miriam)
    assert "The ten cards are open." in shown.readable
    assert "Show ten cards to everybody" not in buttons(shown)
    await stage.closes("Close these cards")
    await stage.miriam.types("/copro now", channel=ROOM)
    assert "Show ten cards to everybody" in buttons(await panel(stage, stage.miriam))
    await stage.miriam.opens_home()
    await stage.miriam.clicks("Show ten cards to everybody", channel="home")
    await stage.miriam.home("Once you have closed them, their card shows the result.")


async def test_facilitators_alone_hear_that_a_step_is_nearly_over_and_go_on_from_there(stage: Stage) -> None:
    await begins(stage)
    await stage.check_in(stage.ana)
    await stage.time_is(START + 8 * MINUTE)
    await stage.miriam.sees("2 minutes are left for “Check-in”.", channel="bot")
    await stage.time_is(START + 10 * MINUTE)
    await stage.miriam.sees("The time for “Check-in” is over.", channel="bot")
    assert not any("Check-in" in each.readable for each in await stage.ana.messages("bot"))
    assert await cards(stage) == ["Step 1 of 7: Check-in (open)"]
    (card,) = [each for each in await stage.ana.messages(ROOM) if "Step 1 of 7" in each.readable]
    assert "The time is over. It ended" in card.readable
    await stage.ana.opens_home()
    await stage.ana.home("The time is over. It ended")
    await stage.miriam.types("/copro now", channel=ROOM)
    assert "The time is over. It ended" in (await panel(stage, stage.miriam)).readable

    await stage.miriam.clicks("Next: Small groups", on="is over", channel="bot")
    await stage.miriam.sees("“Small groups” is open now.", channel="bot")
    await stage.miriam.clicks("Next: Small groups", on="is over", channel="bot")
    await stage.miriam.sees("This has changed since then, so I did nothing.", channel="bot")
    assert len(await cards(stage)) == 2


async def test_who_takes_part_sees_the_step_and_what_they_can_do_and_moves_nothing(stage: Stage) -> None:
    await begins(stage)
    await stage.check_in(stage.ana)
    await stage.ana.types("/copro now", channel=ROOM)
    await stage.ana.sees("Now: Check-in.", channel=ROOM, private=True)
    await stage.ana.opens_home()
    await stage.ana.home("Now: Check-in.")
    for verb in ("next", "back", "skip", "extend", "extend 5"):
        await stage.ana.types(f"/copro {verb}", channel=ROOM)
        await stage.ana.sees(
            "Only the people who lead can go through the agenda: Miriam Adler.", channel=ROOM, private=True
        )
    running = tables(stage)["running"]
    value = f"{running[0]['session']}|{running[0]['turn']}"
    for action in (ids.NEXT_STEP, ids.MORE_FOR_STEP, ids.MAKE_GROUPS, ids.STEP_CARDS, ids.STEP_POLL):
        await forged_click(stage, stage.ana, action, value)
    await forged_click(stage, stage.ana, ids.STEP_MENU, f"skip|{value}")
    assert tables(stage)["running"] == running


async def test_who_types_and_who_presses_read_the_same_of_who_leads(stage: Stage) -> None:
    await begins(stage)
    await stage.miriam.types("/copro facilitators add @Tunde Bakare", channel=ROOM)
    await stage.check_in(stage.tunde)

    await stage.ana.types("/copro next", channel=ROOM)
    await stage.ana.clicks("For facilitators", on="Step 1 of 7", channel=ROOM)

    told = "Only the people who lead can go through the agenda: Miriam Adler and Tunde Bakare."
    await stage.ana.sees(told, channel=ROOM, private=True)
    told = "This button is for those who lead: Miriam Adler and Tunde Bakare."
    await stage.ana.sees(told, channel=ROOM, private=True)


async def test_a_number_that_is_none_gets_words_and_changes_nothing(stage: Stage) -> None:
    await begins(stage)
    running = tables(stage)["running"]
    for typed in ("0", "400", "-5", "soon", "5 zebras", "٣"):
        await stage.miriam.types(f"/copro extend {typed}", channel=ROOM)
        await stage.miriam.sees("A step can get 1 to 60 more minutes.", channel=ROOM, private=True)
    assert tables(stage)["running"] == running
    await stage.miriam.types("/copro extend 10 minutes", channel=ROOM)
    await stage.miriam.sees("“Check-in” has 10 more minutes", channel=ROOM, private=True)
