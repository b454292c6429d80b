"""Nothing that was typed is lost: it is used, or all of it is given back, at any length."""

from __future__ import annotations

import pytest

from tests.handlers.database import tables
from tests.stage import ROOM, Stage

TOO_LONG = {
    "many words": " ".join(f"word{number}" for number in range(1_400)),
    "Chinese without a space": "每一位新手父母都需要朋友" * 111,
    "one word": "x" * 5_000,
    "signs that weigh more": "<&>" * 4_000,
    "many lines": "\n".join(f"line {number}" for number in range(900)),
}


async def given_back(stage: Stage, before: int) -> str:
    """All that was said after "You typed:" but the reason in the last line, white space left out."""
    await stage.rests()
    said = "\n".join(message.readable for message in (await stage.miriam.messages())[before:])
    return "".join(said.partition("You typed:")[2].rpartition("\n")[0].split())


@pytest.mark.parametrize(
    "command", ["/idea", "/pledge", "/copro start", "/copro breakout 3", "/copro strat", "/checkin"]
)
async def test_what_is_too_long_is_given_back_whole(stage: Stage, command: str) -> None:
    if command != "/copro start":
        await stage.session()
    for words in TOO_LONG.values():
        before = len(await stage.miriam.messages())

        await stage.miriam.types(f"{command} {words}", channel=ROOM)

        assert await given_back(stage, before) == "".join(f"{command} {words}".split())


async def test_the_reason_is_read_below_what_is_long(stage: Stage) -> None:
    await stage.session()
    words = "x" * 3_499

    await stage.miriam.types(f"/idea {words}", channel=ROOM)

    told = await stage.miriam.sees("characters long and", channel=ROOM, private=True)
    *typed, reason = told.readable.splitlines()
    assert (typed[0], "".join("".join(typed[1:]).split())) == ("You typed:", f"/idea{words}")
    assert reason.startswith("This is 3,499 characters long and")


async def test_an_idea_keeps_its_lines_in_storage_and_on_its_card(stage: Stage) -> None:
    await stage.session()

    await stage.ana.types('/idea "A box in the hall:\n  toys,\n\n\nbooks"', channel=ROOM)

    shown = await stage.delroy.sees("A box in the hall:\ntoys,\n\nbooks", channel=ROOM)
    assert shown.readable.splitlines()[1:5] == ["A box in the hall:", "toys,", "", "books"]
    assert [row["text"] for row in tables(stage)["idea"]] == ["A box in the hall:\ntoys,\n\nbooks"]


async def test_words_after_a_title_start_nothing_and_are_given_back(stage: Stage) -> None:
    await stage.miriam.types('/copro start "Next session" 12 December 10:00', channel=ROOM)

    told = await stage.miriam.sees("I started nothing", channel=ROOM, private=True)
    assert told.readable.splitlines()[1:] == ["You typed:", '/copro start "Next session" 12 December 10:00']
    assert tables(stage)["session"] == []


async def test_a_later_day_in_a_title_starts_nothing_unless_the_whole_stands_in_quotes(stage: Stage) -> None:
    await stage.miriam.types("/copro start The year ahead at 10:00 on 12 December", channel=ROOM)

    told = await stage.miriam.sees("I started nothing", channel=ROOM, private=True)
    assert told.readable.splitlines() == [
        "I started nothing. You typed a day or a time: “at 10:00 on 12 December”. "
        'To plan the session for then, type: /copro plan "The year ahead" at 10:00 on 12 December',
        "To start it now with these words as its title, put all of them in quotes.",
        "You typed:",
        "/copro start The year ahead at 10:00 on 12 December",
    ]
    assert tables(stage)["session"] == []
    await stage.miriam.types('/copro start "The year ahead at 10:00 on 12 December"', channel=ROOM)
    await stage.ana.sees("Session: The year ahead at 10:00 on 12 December", channel=ROOM)


async def test_a_word_that_names_an_act_is_published_only_in_quotes(
    stage: Stage,
) -> None:
    await stage.session()
    for person, typed, meant in (
        (stage.ana, "/idea delete", "/copro mine"),
        (stage.ana, "/idea borra mi idea 3", "/copro mine"),
        (stage.ana, "/pledge Done!", "/copro mine"),
        (stage.miriam, "/poll close", "/copro close"),
        (stage.miriam, "/copro cards cancel", "/copro polls"),
        (stage.miriam, "/copro rename cancel", "/copro cancel"),
        (stage.ana, "/idea /copro end", "/copro end"),
        (stage.ana, "/idea copro help", "/copro help"),
        (stage.ana, "/idea /copro terminar", "/copro end"),
    ):
        await person.types(typed, channel=ROOM)

        told = await person.sees(f"Did you mean this? {meant}", channel=ROOM, private=True)
        assert told.readable.splitlines()[-1] == typed
    for typed in ("/idea help me", "/checkin necesito ayuda"):
        await stage.ana.types(typed, channel=ROOM)
        await stage.ana.sees(typed, channel=ROOM, private=True)
    await stage.ana.sees("I did nothing now.", channel=ROOM, private=True)
    assert tables(stage)["idea"] == tables(stage)["pledge"] == tables(stage)["poll"] == []
    await stage.ana.types('/idea "Borrar deudas"', channel=ROOM)
    assert [row["text"] for row in tables(stage)["idea"]] == ["Borrar deudas"]


@pytest.mark.parametrize(
    "typed",
    [
        '2 "What would help?" 20 minutes',
        "2 “What would help?” for 20 min",
        '2 20min "What would help?"',
        "2 durante 20 minutos «What would help?»",
        "2 20m What would help?",
    ],
)
async def test_how_long_a_round_lasts_may_be_typed(stage: Stage, typed: str) -> None:
    await stage.session()
    await stage.check_in(stage.ana, stage.tunde, stage.blessing, stage.delroy)

    await stage.miriam.types(f"/copro breakout {typed}", channel=ROOM)
    await stage.miriam.modal("Round 1")

    (round_,) = tables(stage)["breakout_round"]
    assert (round_["prompts"], round_["minutes"]) == ('["What would help?"]', 20)


async def test_other_words_around_the_prompt_make_no_groups_and_are_given_back(stage: Stage) -> None:
    await stage.session()

    await stage.miriam.types('/copro breakout 2 people "What would help?" half an hour', channel=ROOM)

    told = await stage.miriam.sees("I made no groups yet", channel=ROOM, private=True)
    assert told.readable.splitlines()[-1] == '/copro breakout 2 people "What would help?" half an hour'


async def test_a_word_after_checkin_stands_in_the_form(stage: Stage) -> None:
    await stage.session()

    await stage.ana.types("/checkin “hopeful”", channel=ROOM)

    form = await stage.ana.modal("Check in")
    word = next(block for block in form.json["blocks"] if block["block_id"] == "word")
    assert word["element"]["initial_value"] == "hopeful"


async def test_stop_is_heard_whatever_follows_and_the_words_are_given_back(stage: Stage) -> None:
    await stage.ana.types("/copro stop it please", channel=ROOM)

    await stage.ana.sees("I will send you no more reminders.", channel=ROOM, private=True)
    told = "I heard “stop”. The other words changed nothing.\nYou typed:\n/copro stop it please"
    await stage.ana.sees(told, channel=ROOM, private=True)
