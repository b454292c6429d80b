"""The story finds what the bot says by its English, in whichever language it is played."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from handlers.dispatch.commands import by_word
from story import guide
from story.setting import CAST, CROWD, GUIDE
from story.words import LANGUAGES, like, numbers, said, shape, spoken, told_in
from tests.words.source import texts

if TYPE_CHECKING:
    from collections.abc import Iterator

TYPED = {  # whether it ticks a step of the guide
    "/copro start Support": True,
    "/copro start Help for parents": True,
    "/copro start help for parents": True,
    "/copro start help": False,
    "/copro breakout 3": True,
    "/copro breakout help": False,
    "/checkin": True,
    "/checkin ayuda": False,
    "/idea help": False,
    "/poll ?": False,
    "/pledge help": False,
    "/copro end now": True,
    "/copro end help": False,
    "/copro report": True,
    "/copro report help": False,
    "/copro empezar Apoyo": True,
    "/copro grupos 3": True,
    "/copro grupos ayuda": False,
    "/copro terminar ahora": True,
    "/copro informe": True,
}
TITLES = [step["title"] for step in json.loads(GUIDE.read_text("utf-8"))["steps"]]
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
    told = like("I do not know “{word}”. What you can type stands above.", word="dance?")

    assert told.search("I do not know “dance?”. What you can type stands above.")
    assert not told.search("I do not know “danc”. What you can type stands above.")
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
        ("es", "Pulsa “Sí” bajo “Antes de irte”. ", "Sí"),
    ],
)
def test_the_guide_names_buttons_as_they_are_seen(
    tmp_path: Path, language: str, words: str, sign: str
) -> None:
    with spoken(language):
        steps = json.loads(guide.written(tmp_path).read_text("utf-8"))["steps"]

    promise = steps[TITLES.index("Promise something")]
    assert promise["words"].startswith(words)
    assert re.search(promise["signs"][0], sign)


@pytest.mark.parametrize(
    ("language", "command", "told"),
    [
        ("en", "/copro end now", "With “now” after it, this ends the session at once"),
        ("es", "/copro terminar ahora", "Con “ahora” detrás, esto termina la sesión en el momento"),
    ],
)
def test_a_word_that_the_guide_explains_is_the_one_that_it_types(
    tmp_path: Path, language: str, command: str, told: str
) -> None:
    with spoken(language):
        steps = json.loads(guide.written(tmp_path).read_text("utf-8"))["steps"]

    end = steps[TITLES.index("End, and ask for promises")]
    assert end["says"] == [command]
    assert told in end["words"]


@pytest.mark.parametrize(
    ("language", "labels"), [("en", ["Support", "Support idea 12"]), ("es", ["Apoyar", "Apoyar la idea 12"])]
)
def test_a_step_ticks_for_a_button_with_a_number_in_it(
    tmp_path: Path, language: str, labels: list[str]
) -> None:
    with spoken(language):
        steps = json.loads(guide.written(tmp_path).read_text("utf-8"))["steps"]

    share = steps[TITLES.index("Share an idea, support another")]
    assert [bool(re.search(share["signs"][1], each)) for each in labels] == [True, True]
    assert not re.search(share["signs"][1], f"{labels[0]} this")


@pytest.mark.parametrize(("language", "card"), [("en", "Session: Support"), ("es", "Sesión: Support")])
def test_a_session_is_started_when_its_card_is_there_and_not_by_a_call_for_help(
    tmp_path: Path, language: str, card: str
) -> None:
    with spoken(language):
        steps = json.loads(guide.written(tmp_path).read_text("utf-8"))["steps"]

    start = steps[TITLES.index("Start a session")]
    assert re.search(start["shows"], card)
    typed = {each: any(re.search(sign, each) for step in steps for sign in step["signs"]) for each in TYPED}
    assert typed == TYPED


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_the_guide_names_stands_on_a_button_or_is_typed(tmp_path: Path, language: str) -> None:
    english = {each.one for each in texts()}
    with spoken(language):
        steps = json.loads(guide.written(tmp_path).read_text("utf-8"))["steps"]
        known = {shape(words) for words in english}

    quoted = {words for step in steps for words in re.findall("“([^”]+)”", step["words"])}
    unknown = {words for words in quoted if re.escape(words.replace("’", "'")) not in known}
    assert unknown == set()


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


def _words(part: object) -> Iterator[str]:
    """All that somebody reads of a guide; not the names in it, nor what ticks a step."""
    if isinstance(part, dict):
        for name, inside in part.items():
            if name not in {"role", "who", "plays", "signs", "shows", "skips"}:
                yield from _words(inside)
    elif isinstance(part, list):
        for each in part:
            yield from _words(each)
    elif isinstance(part, str):
        yield part


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
def test_all_that_a_rehearsal_says_itself_is_told_in_every_language(language: str) -> None:
    sources = [
        ast.parse((GUIDE.parent / name).read_text("utf-8")) for name in ("play.py", "sessions.py", "stage.py")
    ]
    values = {
        target.id: node.value.value
        for source in sources
        for node in source.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    told = {
        values[call.args[0].id] if isinstance(call.args[0], ast.Name) else ast.literal_eval(call.args[0])
        for source in sources
        for call in ast.walk(source)
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "told"
    }
    known = told_in(language)
    crowd = json.loads(CROWD.read_text("utf-8"))
    counted = {words for habit in crowd["habits"] for words in habit["says"]}
    roles = {
        each[name] for each in json.loads(CAST.read_text("utf-8"))["roles"] for name in ("name", "title")
    }
    told |= {crowd["words"], crowd["start_first"], *counted, *roles}
    assert set(_words(json.loads(GUIDE.read_text("utf-8")))) | told == set(known)
    places = {each: re.findall(r"[{]([a-z]+)[}]", each) for each in known}
    assert {
        each for each in known if sorted(places[each]) != sorted(re.findall(r"[{]([a-z]+)[}]", known[each]))
    } == set()


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
def test_whatever_a_rehearsal_lets_people_type_means_the_same_in_every_language(language: str) -> None:
    known, typed = by_word(), re.compile(r"/copro ([^\W\d_]+)")
    for english, abroad in told_in(language).items():
        meant, there = ([known[word].name for word in typed.findall(each)] for each in (english, abroad))
        assert meant == there
