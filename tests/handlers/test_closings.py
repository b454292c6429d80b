"""Closing polls by hand: one that is open is closed; of several it is asked which, and nothing is lost."""

from __future__ import annotations

from rehearsal.model import Json
from tests.disturbances.scene import said
from tests.handlers.database import tables
from tests.handlers.test_languages import ES, reads_spanish
from tests.stage import ROOM, Stage

WHEN, WHERE = "When to meet?", "Where to meet?"
WHICH = "{n} polls are open. Which one do you want to close?"


async def two_polls(stage: Stage) -> None:
    await stage.session()
    for question in (WHEN, WHERE):
        await stage.miriam.types(f'/poll "{question}" "A" "B"', channel=ROOM)
        await stage.ana.sees(question, channel=ROOM)


def still_open(stage: Stage) -> list[str]:
    return sorted(str(row["question"]) for row in tables(stage)["poll"] if row["is_open"])


def pressable(blocks: list[Json]) -> list[tuple[str, bool]]:
    """Each button with whether it asks before it does anything."""
    found = [each for block in blocks for each in (*block.get("elements", ()), block.get("accessory", {}))]
    return [(each["text"]["text"], "confirm" in each) for each in found if each.get("type") == "button"]


async def test_of_several_polls_it_is_asked_which_and_each_has_its_button(stage: Stage) -> None:
    await two_polls(stage)
    await reads_spanish(stage, stage.miriam)

    await stage.miriam.types("/copro close", channel=ROOM)

    asked = await stage.miriam.sees(ES(WHICH, n=2), channel=ROOM, private=True)
    assert still_open(stage) == [WHEN, WHERE]
    shown = asked.readable.splitlines()
    assert shown.index(WHEN) < shown.index(WHERE)  # as they were asked
    one, all_ = ES("Close this poll"), ES("Close both polls")
    change, back = ES("Change the poll"), ES("Take the poll back")
    each = [(one, True), (change, False), (back, True)]
    assert pressable(asked.blocks) == [*each, *each, (all_, True)]

    await stage.miriam.types('/poll "And why?" "A" "B"', channel=ROOM)
    await stage.ana.sees("And why?", channel=ROOM)
    await stage.miriam.clicks(all_, on=ES(WHICH, n=2), channel=ROOM)
    await stage.ana.sees(f"Poll: closed\n{WHERE}", channel=ROOM)
    assert still_open(stage) == ["And why?"]
    assert await stage.room.violations() == []


async def test_of_polls_with_the_same_words_it_is_said_what_tells_them_apart(stage: Stage) -> None:
    await two_polls(stage)
    await stage.miriam.types(f'/poll scale "{WHEN}" "Soon" "Late"', channel=ROOM)
    await stage.ana.sees("Soon", channel=ROOM)

    await stage.miriam.types(f'/copro close "{WHEN}"', channel=ROOM)

    asked = await stage.miriam.sees(WHICH.format(n=2), channel=ROOM, private=True)
    apart = [line for line in asked.readable.splitlines() if "Asked: " in line]
    assert [line.partition(". Asked: ")[0] for line in apart] == [
        "How people answer: Choose one option",
        "How people answer: A number from 1 to 5",
    ]
    await stage.miriam.types("/copro close", channel=ROOM)
    shown = await stage.miriam.sees(WHICH.format(n=3), channel=ROOM, private=True)
    assert shown.readable.count("Asked: ") == 2


async def test_one_of_several_is_closed_by_its_very_words_and_others_stay(stage: Stage) -> None:
    await two_polls(stage)
    await stage.miriam.types('/copro close "When is lunch today?"', channel=ROOM)
    await stage.miriam.sees("I know no open poll called “When is lunch today?”", channel=ROOM, private=True)
    await stage.closes(words='"whén to MEET?"')
    await stage.miriam.sees(f"The poll “{WHEN}” is closed.", channel=ROOM, private=True)
    assert still_open(stage) == [WHERE]

    await stage.closes()
    await stage.miriam.sees(f"The poll “{WHERE}” is closed.", channel=ROOM, private=True)
    assert still_open(stage) == []


async def test_a_misspelt_question_closes_nothing_and_what_was_meant_comes_first(stage: Stage) -> None:
    await two_polls(stage)
    await stage.miriam.types('/copro close "Where to meat?"', channel=ROOM)
    words = f"I know no open poll called “Where to meat?”, so I closed none. Did you mean “{WHERE}”?"
    shown = (await stage.miriam.sees(words, channel=ROOM, private=True)).readable.splitlines()
    assert shown.index(WHERE) < shown.index(WHEN)
    assert still_open(stage) == [WHEN, WHERE]


async def test_a_poll_that_somebody_else_has_closed_is_named_with_its_result(stage: Stage) -> None:
    await stage.session()
    await stage.miriam.types(f'/poll named "{WHEN}" "Morning" "Evening"', channel=ROOM)
    await stage.ana.sees(WHEN, channel=ROOM)
    await stage.ana.clicks("Evening", on=WHEN, channel=ROOM)
    await stage.miriam.types("/copro close", channel=ROOM)
    await stage.ana.sees("Poll: closed", channel=ROOM)

    await stage.miriam.types("/copro close", channel=ROOM)
    told = await stage.miriam.sees(f"The poll “{WHEN}” is closed already.", channel=ROOM, private=True)
    assert "“Evening” was chosen: 1 of 1." in told.readable
    await stage.miriam.types("/copro close all", channel=ROOM)  # a moment after somebody else

    await stage.miriam.types(f'/poll "{WHERE}" "Park" "Hall"', channel=ROOM)
    await stage.ana.sees(WHERE, channel=ROOM)
    await stage.miriam.types(f'/copro close "{WHEN}"', channel=ROOM)
    await stage.rests()
    assert await said(stage.miriam, f"The poll “{WHEN}” is closed already.", channel=ROOM) == 3
    await stage.miriam.types('/copro close "Who brings tea?"', channel=ROOM)
    await stage.miriam.sees("I know no open poll called “Who brings tea?”", channel=ROOM, private=True)


async def test_a_poll_that_too_few_have_answered_is_not_closed_unasked(stage: Stage) -> None:
    await two_polls(stage)
    await stage.poll('/poll anonymous "Who leads?" "We" "They"')
    await stage.closes(words=f'"{WHERE}"')  # which nobody has answered
    await stage.miriam.sees(f"The poll “{WHERE}” is closed.", channel=ROOM, private=True)
    for asked in (WHEN, "Who leads?"):
        await stage.ana.sees(asked, channel=ROOM)
        await stage.ana.clicks("A" if asked == WHEN else "We", on=asked, channel=ROOM)
        await stage.rests()
        await stage.miriam.types(f'/copro close "{asked}"', channel=ROOM)
        words = "I have not closed this poll: fewer than 5 people have answered it"
        told = await stage.miriam.sees(words, channel=ROOM, private=True)
        assert asked in told.readable
    assert still_open(stage) == [WHEN, "Who leads?"]

    for person in stage.room.people("champion")[1:5]:
        await person.clicks("B", on=WHEN, channel=ROOM)
    await stage.rests()
    await stage.miriam.types("/copro close all", channel=ROOM)
    words = f"I have closed: “{WHEN}”. I have not closed these: too few people have answered"
    told = await stage.miriam.sees(words, channel=ROOM, private=True)
    assert pressable(told.blocks) == [("Close this poll", True), ("Cancel the poll", False)]
    assert still_open(stage) == ["Who leads?"]
    await stage.miriam.types("/copro close all", channel=ROOM)
    none = "I have closed none: too few people have answered, so nothing would be shown."
    await stage.miriam.sees(none, channel=ROOM, private=True)
    await stage.miriam.clicks("Close this poll", on=none, channel=ROOM)
    await stage.miriam.sees("The poll “Who leads?” is closed.", channel=ROOM, private=True)
    assert still_open(stage) == []


async def test_a_poll_that_was_taken_back_is_said_to_be_so(stage: Stage) -> None:
    await stage.session()
    await stage.miriam.types(f'/poll "{WHEN}" "Morning" "Evening"', channel=ROOM)
    await stage.miriam.clicks("Take the poll back", on="Your poll is on its way", channel=ROOM)
    await stage.miriam.types("/copro close", channel=ROOM)
    words = f"The poll “{WHEN}” was taken back, so there is nothing to close."
    await stage.miriam.sees(words, channel=ROOM, private=True)


async def test_a_button_that_would_close_a_poll_again_shows_what_came_of_it(stage: Stage) -> None:
    await two_polls(stage)
    await stage.ana.clicks("A", on=WHEN, channel=ROOM)
    await stage.miriam.types("/copro close", channel=ROOM)
    asked = WHICH.format(n=2)
    await stage.miriam.sees(asked, channel=ROOM, private=True)
    await stage.closes(words=f'"{WHEN}"')
    await stage.ana.sees("Poll: closed", channel=ROOM)

    await stage.miriam.clicks("Close this poll", on=asked, channel=ROOM)
    told = await stage.miriam.sees(f"The poll “{WHEN}” is closed already.", channel=ROOM, private=True)
    assert "Fewer than 5 people have answered." in told.readable
    assert "No poll is open" not in told.readable
    assert still_open(stage) == [WHERE]


HOSTILE = "Two & more <!here>"


async def test_hostile_words_of_a_poll_stay_words_in_every_answer_about_closing_it(stage: Stage) -> None:
    await stage.session()
    await stage.miriam.types(f'/poll "{HOSTILE}" "A" "B"', channel=ROOM)
    await stage.ana.sees("Nobody has answered yet.", channel=ROOM)
    shown = "Two & more @here"  # Slack sends what was typed as a mention, and it is kept as its reader saw it
    for typed, told in (
        ("/copro close <!channel> &amp;", "I know no open poll called"),
        ("/copro close", "I have not closed this poll: nobody has answered it yet."),
        ("", "is closed. Its card"),
        ("/copro close", "is closed already."),
    ):
        await (stage.miriam.types(typed, channel=ROOM) if typed else stage.closes())
        said_ = await stage.miriam.sees(told, channel=ROOM, private=True)
        assert shown in said_.readable or HOSTILE in said_.readable
    assert await stage.room.violations() == []
