"""A kind of question is added by a row, a drawing and their words; nothing between them has to know."""

from __future__ import annotations

from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po

from coproduction import questions
from coproduction.errors import Refusal
from coproduction.people import Actor
from coproduction.polls import Poll, Purpose
from coproduction.service import polls
from coproduction.words import Language
from handlers import ids
from handlers.blocks import questions as drawings
from handlers.dispatch.commands import voice
from handlers.settings import Settings
from rehearsal.texts import readable
from tests.handlers.database import tables
from tests.handlers.forging import forged_click
from tests.samples.scale.drawing import DRAWING
from tests.samples.scale.row import ROW, SCALE
from tests.stage import ROOM, Stage
from tests.words.catalogue import compiled
from tests.words.source import texts_in

if TYPE_CHECKING:
    from rehearsal.driver.room import Person

HERE = Path(__file__).parent
FORM = polls.PollForm("How sure are you?", ["Not at all", "Very sure"], "form:1", SCALE, is_live=True)
OPEN = "You can change your answer until the poll closes."


@pytest.fixture(autouse=True)
def scale(monkeypatch: pytest.MonkeyPatch) -> None:
    """The two tables know it, for one test."""
    monkeypatch.setitem(questions.KINDS, SCALE, ROW)
    monkeypatch.setitem(drawings.DRAWINGS, SCALE, DRAWING)


async def asked(stage: Stage) -> Poll:
    """A session with an open scale."""
    await stage.session()
    desk, miriam = stage.workspace.desk, Actor(stage.miriam.id, is_admin=True)
    channel = stage.slack.slack.workspace.channel(ROOM)
    assert channel
    poll = await desk.write(lambda memory: polls.open_poll(memory, desk.clock(), miriam, channel.id, FORM))
    await stage.miriam.sees(FORM.question, channel=ROOM)
    return poll


async def card(person: Person, words: str) -> list[str]:
    """The lines of the newest message in the room that says these words."""
    return (await person.sees(words, channel=ROOM)).readable.splitlines()


def ballots(stage: Stage) -> dict[str, str]:
    """Who answered what, as stored."""
    return {row["person"]: row["answer"] for row in tables(stage)["ballot"]}


def test_a_kind_of_question_is_a_row_a_drawing_their_words_and_a_test() -> None:
    files = {path.name for path in HERE.iterdir() if path.is_file() and path.name != "__init__.py"}
    assert files == {"row.py", "drawing.py", "es.po", "test_scale.py"}


async def test_an_open_one_shows_its_ends_its_steps_and_a_button_for_each(stage: Stage) -> None:
    await asked(stage)

    assert await card(stage.ana, FORM.question) == [
        "Poll",
        "How sure are you?",
        *(f"{step}: 0 ▱▱▱▱▱▱▱▱▱▱" for step in range(1, 6)),
        "Confidential: I show nobody what you chose. "
        "The totals show all the time: who watches may see what was just chosen.",
        "1 is “Not at all”, 5 is “Very sure”.",
        *"12345",
        f"Nobody has answered yet. {OPEN}",
        "When the poll closes, I keep only the totals.",
    ]
    assert [row["kind"] for row in tables(stage)["poll"]] == [SCALE]


async def test_its_answers_are_counted_changed_and_frozen_when_it_closes(stage: Stage) -> None:
    await asked(stage)
    for person, step in ((stage.ana, "4"), (stage.delroy, "5"), (stage.ana, "5"), (stage.blessing, "2")):
        await person.clicks(step, on=FORM.question, channel=ROOM)

    assert ballots(stage) == {stage.ana.id: "5", stage.delroy.id: "5", stage.blessing.id: "2"}
    counts = [
        "1: 0 (0 %) ▱▱▱▱▱▱▱▱▱▱",
        "2: 1 (33 %) ▰▰▰▱▱▱▱▱▱▱",
        "3: 0 (0 %) ▱▱▱▱▱▱▱▱▱▱",
        "4: 0 (0 %) ▱▱▱▱▱▱▱▱▱▱",
        "5: 2 (67 %) ▰▰▰▰▰▰▰▱▱▱",
    ]
    assert (await card(stage.tunde, "3 people have answered."))[2:7] == counts

    await stage.miriam.types("/copro close", channel=ROOM)

    final = ["3 people have answered.", "This is the final result."]
    assert await card(stage.ana, final[-1]) == ["Poll: closed", FORM.question, *counts, *final]
    await stage.miriam.types("/copro end now", channel=ROOM)
    summary = await card(stage.ana, "What we did together")
    assert [line for line in summary if line in counts] == counts


async def test_the_same_answer_again_is_told_in_private_and_changes_nothing(stage: Stage) -> None:
    await asked(stage)
    for _ in range(2):
        await stage.ana.clicks("4", on=FORM.question, channel=ROOM)

    told = "Your answer is “4”. You can change it until the poll closes."
    await stage.ana.sees(told, channel=ROOM, private=True)
    assert ballots(stage) == {stage.ana.id: "4"}


async def test_an_answer_that_is_none_of_its_own_is_refused_in_its_own_words(stage: Stage) -> None:
    poll = await asked(stage)
    for forged in ("0", "6", "yes"):  # "0" is the position of an option, which means nothing here
        await forged_click(stage, stage.ana, ids.at(ids.VOTE, forged), poll.id)

        await stage.ana.sees("Please answer with a number from 1 to 5.", channel=ROOM, private=True)
    assert ballots(stage) == {}


async def test_a_late_answer_is_refused_as_to_any_poll(stage: Stage) -> None:
    poll = await asked(stage)
    await stage.closes()
    await stage.miriam.sees("Poll: closed", channel=ROOM)

    await forged_click(stage, stage.ana, ids.at(ids.VOTE, "3"), poll.id)

    late = "This poll has closed, so this answer was not counted. If you gave one before, it still counts."
    await stage.ana.sees(late, channel=ROOM, private=True)
    assert ballots(stage) == {}


def test_a_typed_answer_means_the_same_as_a_pressed_one() -> None:
    poll = Poll("p", "C1", None, FORM.question, ("Low", "High"), Purpose.ANY, "form:1", kind=SCALE)
    assert [questions.answer_to(poll, given) for given in ("3", " 3 ")] == ["3", "3"]
    with pytest.raises(Refusal):
        questions.answer_to(poll, "three")


def test_it_needs_a_word_for_each_end() -> None:
    assert ROW.options(["Low", "High"]) == ("Low", "High")
    with pytest.raises(Refusal, match="two options"):
        ROW.options(["Low", "Middle", "High"])


def test_its_words_are_spoken_in_another_language() -> None:
    with (HERE / "es.po").open("rb") as file:
        catalogue = read_po(file, locale="es")
    said = {said.one for name in ("row.py", "drawing.py") for said in texts_in(HERE / name)}
    assert {message.id for message in catalogue if message.id} == said
    spanish = Language("es", GNUTranslations(BytesIO(compiled(catalogue))))
    poll = Poll("p", "C1", None, "¿Seguro?", ("Nada", "Mucho"), Purpose.ANY, "form:1", kind=SCALE)
    drawn = drawings.inputs(voice(Settings(), spanish), poll, ids.VOTE)
    assert readable(drawn).splitlines()[0] == "1 es «Nada» y 5 es «Mucho»."
