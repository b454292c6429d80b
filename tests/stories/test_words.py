"""The story finds what the bot says by its English, in whichever language it is played."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

from story import guide
from story.words import LANGUAGES, like, numbers, said, shape, spoken
from tests.words.source import texts

CAME = ("*{n} person checked in.*", "*{n} people checked in.*")


def test_every_language_of_the_bot_can_be_played() -> None:
    assert LANGUAGES == ("en", "es")


@pytest.mark.parametrize(
    ("language", "one", "several"),
    [
        ("en", "1 person checked in.", "38 people checked in."),
        ("es", "Ha llegado 1 persona.", "Han llegado 38 personas."),
    ],
)
def test_a_text_is_said_as_people_read_it_and_its_number_is_found_again(
    language: str, one: str, several: str
) -> None:
    with spoken(language):
        assert (said(*CAME, n=1), said(*CAME, n=38)) == (one, several)
        for text, number in ((one, 1), (several, 38)):
            found = re.fullmatch(shape(*CAME), text)
            assert found is not None
            assert numbers(found.groups()) == (number,)


def test_texts_stand_in_the_places_of_others() -> None:
    share = shape("{percent} % ({part} of {whole})", percent=r"\d+", part=r"\d+", whole=r"\d+")
    with spoken("es"):
        answered = shape("{share} of those who answered", share=r"85 % \(34 de 40\)")

    assert re.fullmatch(share, "85 % (34 of 40)")
    assert re.fullmatch(answered, "85 % (34 de 40) de quienes respondieron")


def test_a_text_is_found_by_what_is_known_of_it() -> None:
    told = like("I do not know “{word}”. Here is what you can type.", word="dance?")

    assert told.search("I do not know “dance?”. Here is what you can type.")
    assert not told.search("I do not know “danc”. Here is what you can type.")
    assert like("Type {/idea}.").search("Type /idea.")


def test_words_of_people_are_the_same_in_every_language() -> None:
    with spoken("es"):
        assert (
            said("I will ring the two mothers on my staircase")
            == "I will ring the two mothers on my staircase"
        )
    assert said("Check in") == "Check in"


@pytest.mark.parametrize(
    ("language", "words", "sign"),
    [
        ("en", "Press “Yes” under “Before you go”. ", "Yes"),
        ("es", "Press “Sí” under “Antes de irte”. ", "Sí"),
    ],
)
def test_the_guide_names_buttons_as_they_are_seen(
    tmp_path: Path, language: str, words: str, sign: str
) -> None:
    with spoken(language):
        steps = json.loads(guide.written(tmp_path).read_text("utf-8"))["steps"]

    (promise,) = (step for step in steps if step["title"] == "Promise something")
    assert promise["words"].startswith(words)
    assert re.search(promise["signs"][0], sign)


def test_every_text_that_the_story_looks_for_is_one_that_the_bot_has() -> None:
    known = {words for text in texts() for words in (text.one, text.many)}
    named = {
        text.value
        for path in Path(guide.__file__).parent.glob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and ast.unparse(call.func) in {"said", "shape", "like"}
        for text in call.args[:2]
        if isinstance(text, ast.Constant)
    }
    assert named - known == set()
