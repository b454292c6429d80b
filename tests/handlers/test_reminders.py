"""How often I may ask, and while somebody is away: chosen in a form, or in a few words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from coproduction.phrases import named
from coproduction.words import LANGUAGES
from handlers import reminders
from tests.handlers.database import tables
from tests.stage import ROOM

if TYPE_CHECKING:
    from tests.stage import Stage

MOST = "You get one reminder a week at most"


async def test_a_person_chooses_how_often_and_that_they_are_away_in_a_form(stage: Stage) -> None:
    await stage.session()
    await stage.ana.types("/copro reminders", channel=ROOM)
    await stage.ana.modal("Reminders", MOST)
    await stage.ana.fills(
        {"How often may I ask about your pledges?": "Less often: before its date, or once after 6 weeks"}
    )
    await stage.ana.submits()
    told = await stage.ana.sees("I will ask less often: before the date of a pledge", channel="bot")
    assert "every week or every two weeks? Then I ask every four weeks." in told.readable
    [ana] = [row for row in tables(stage)["person"] if row["id"] == stage.ana.id]
    assert (ana["wants_few"], ana["wants_reminders"], ana["back_on"]) == (1, 1, None)


async def test_a_person_chooses_their_hour_in_the_form_and_in_words(stage: Stage) -> None:
    await stage.session()
    await stage.ana.types("/copro reminders", channel=ROOM)
    await stage.ana.modal("Reminders", MOST)
    await stage.ana.fills({"At what time may I ask, where you live?": "16:00"})
    await stage.ana.submits()
    await stage.ana.sees("I ask at 16:00, where you live.", channel="bot")
    for typed, hour in (("at 5pm", 17), ("a las 9", 9)):
        await stage.ana.types(f"/copro reminders {typed}", channel=ROOM)
        await stage.ana.sees(f"I ask at {hour:02}:00, where you live.", channel=ROOM, private=True)
    await stage.ana.types("/copro reminders at 5:30", channel=ROOM)
    await stage.ana.sees("I could not read this hour.", channel=ROOM, private=True)
    await stage.ana.types("/copro reminders", channel=ROOM)
    assert "09:00" in (await stage.ana.modal("Reminders", MOST)).text


async def test_a_typed_day_is_read_back_before_it_counts_and_there_is_a_way_back(stage: Stage) -> None:
    await stage.session()
    await stage.ana.types("/copro reminders back on 12 March 2027 at 9", channel=ROOM)
    await stage.ana.sees("You are away, and back on Friday 12 March 2027.", channel=ROOM, private=True)
    await stage.ana.sees("I heard the day. The hour changed nothing.", channel=ROOM, private=True)
    await stage.ana.clicks("Yes, back on Friday 12 March 2027")
    await stage.ana.sees("Until Friday 12 March 2027 I ask you nothing", channel=ROOM, private=True)
    await stage.ana.types("come back", channel="bot")
    away = "so nothing has changed. To stop them, write: stop\nUntil Friday 12 March 2027 I ask you nothing."
    await stage.ana.sees(away, channel="bot")
    await stage.ana.clicks("I am back now", channel=ROOM)
    await stage.ana.sees(
        "I will ask about each pledge before its date, or after 2, 6 and 12 weeks.",
        channel=ROOM,
        private=True,
    )


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["light", "standard", "none", "at", "back"]),
        ("es", ["menos", "normal", "nunca", "a", "vuelvo"]),
    ],
)
def test_every_word_that_the_help_names_is_one_that_the_verb_knows(language: str, words: list[str]) -> None:
    [verb] = reminders.NOUN.verbs
    assert verb.more
    assert verb.example
    told = LANGUAGES[language].pattern(verb.more)
    known = named(reminders.SPELLINGS)
    typed = re.findall(r"\{/reminders\} (\w+)", told)
    assert typed == words
    assert [known[word] for word in typed] == [*("light", "standard", "none"), reminders.HOUR, reminders.BACK]
    assert known[LANGUAGES[language].pattern(verb.example)] == "light"


async def test_the_words_of_another_language_are_understood(stage: Stage) -> None:
    await stage.session()
    await stage.ana.types("/copro reminders menos", channel=ROOM)
    await stage.ana.sees("I will ask less often", channel=ROOM, private=True)
    await stage.ana.types("/copro reminders Vuelvo el 12/3/2027", channel=ROOM)
    await stage.ana.sees("You are away, and back on Friday 12 March 2027.", channel=ROOM, private=True)


async def test_what_is_typed_and_not_understood_says_how_and_changes_nothing(stage: Stage) -> None:
    await stage.session()
    for typed in ("sometimes", "light please", "back on some day", "back"):
        await stage.ana.types(f"/copro reminders {typed}", channel=ROOM)
        await stage.ana.sees("You can write:", channel=ROOM, private=True)
    assert [row["back_on"] for row in tables(stage)["person"]] == [None] * len(tables(stage)["person"])


async def test_who_stopped_reminders_reads_so_in_the_form_of_a_pledge_and_finds_the_way_back(
    stage: Stage,
) -> None:
    await stage.session()
    await stage.ana.types("/copro stop", channel=ROOM)
    await stage.ana.types("/pledge", channel=ROOM)
    form = await stage.ana.modal("Your pledge", "You stopped reminders, so I will not ask you about it.")
    assert "after 2, 6 and 12 weeks" not in form.text
    await stage.ana.types("/copro mine", channel=ROOM)
    await stage.ana.sees("Turn reminders on again", channel=ROOM, private=True)
    await stage.ana.opens_home()
    await stage.ana.home("You stopped reminders.")
    await stage.ana.clicks("Turn reminders on again", channel="home")
    await stage.workspace.answering.background.done()
    assert "Turn reminders on again" not in (await stage.ana.home("My pledges")).text
    await stage.ana.types("/copro reminders light", channel=ROOM)
    await stage.ana.types("/pledge", channel=ROOM)
    await stage.ana.modal("Your pledge", "No date? I ask once after 6 weeks.")
