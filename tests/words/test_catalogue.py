"""A second language is a catalogue: whole, in line with the code, and safe to fill in."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from tests.words import catalogue
from tests.words.source import ROOT, Hidden, texts, texts_in

PLACES = catalogue.places()
each_language = pytest.mark.parametrize("place", PLACES, ids=map(catalogue.language_of, PLACES))


def test_there_is_a_language_besides_english() -> None:
    assert [catalogue.language_of(place) for place in PLACES] == ["es"]


@each_language
def test_a_catalogue_holds_the_texts_of_the_code_and_no_others(place: Path) -> None:
    """If this fails: make words"""
    assert _ids(catalogue.read(place)) == _ids(catalogue.template())
    assert catalogue.read(place).obsolete == {}


@each_language
def test_every_text_is_translated_and_no_translation_is_a_guess(place: Path) -> None:
    known = catalogue.read(place)
    assert [message.id for message in known if message.id and not all(_translations(message))] == []
    assert [message.id for message in known if message.fuzzy and message.id] == []


@each_language
def test_every_translation_has_the_places_of_its_text(place: Path) -> None:
    wrong = [
        (message.id, told)
        for message in catalogue.read(place)
        if message.id
        for told in _translations(message)
        if told and not _fits(message.id, told)
    ]
    assert wrong == []


@each_language
def test_an_answer_is_quoted_as_it_stands_on_its_button(place: Path) -> None:
    known = {message.id: _translations(message)[0] for message in catalogue.read(place) if message.id}
    quotes = {each: re.match(r"You said: \*(.+?)\*", each) for each in known if isinstance(each, str)}
    pressed = {each: known[quote[1]] for each, quote in quotes.items() if quote}
    assert len(pressed) > 3
    assert [each for each, label in pressed.items() if f"*{label}*" not in known[each]] == []


@each_language
def test_what_the_bot_reads_is_compiled_from_the_catalogue(place: Path) -> None:
    """If this fails: make words"""
    assert place.with_suffix(".mo").read_bytes() == catalogue.compiled(catalogue.read(place))


def test_a_wrong_place_is_found() -> None:
    assert _fits("{n} of {whole:,}", "{whole:,}: {n}")
    assert not _fits("{n} of {whole:,}", "{whole}: {n}")
    assert not _fits("type {/idea}", "escribe {/ideas}")
    assert not _fits("type {/idea}", "escribe /idea")
    assert _fits(("One group", "{n} groups"), "Un grupo")
    assert not _fits(("One group of {who}", "{n} groups of {who}"), "{n} grupos")


def test_a_text_that_is_put_together_before_it_is_looked_up_is_found(tmp_path: Path) -> None:
    for code in ('say(f"{number} ideas")', '_NO = "No."\nraise Refusal(_NO)', 'Text("One" + " two")'):
        hidden = tmp_path / "hidden.py"
        hidden.write_text(code)
        with pytest.raises(Hidden):
            list(texts_in(hidden))


def test_one_text_is_not_both_one_and_many() -> None:
    many = {said.one for said in texts() if said.many}
    assert [said.one for said in texts() if not said.many and said.one in many] == []


def test_no_drawing_has_words_of_its_own_that_are_not_said() -> None:
    found = [
        (str(path.relative_to(ROOT)), words)
        for path in sorted((ROOT / "handlers" / "blocks").rglob("*.py"))
        for words in _unsaid(ast.parse(path.read_text()))
    ]
    zoom = [
        ("handlers/blocks/breakouts/roomlist.py", name) for name in ("Pre-assign Room Name", "Email Address")
    ]
    assert found == zoom


def _unsaid(tree: ast.Module) -> Iterable[str]:
    """Strings with two words in them that are no text and no docstring."""
    told = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"Text", "Refusal", "say", "several"}
        for inner in ast.walk(node)
    }
    notes = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told | notes:
            words = [word for word in node.value.split() if sum(map(str.isalpha, word)) > 1]
            if len(words) > 1:
                yield node.value


def _ids(messages: Iterable[catalogue.Message]) -> set[object]:
    return {message.id for message in messages if message.id}


def _translations(message: catalogue.Message) -> list[str]:
    told = message.string or ""
    return [told] if isinstance(told, str) else list(told)


def _fits(id_: str | Sequence[str], told: str) -> bool:
    """The same places; of a number's own, `n`, a language may do without."""
    if isinstance(id_, str):
        return _fields(id_) == _fields(told)
    wanted = {field for form in id_ for field in _fields(form)}
    return {*wanted, ("n", "")} == {*_fields(told), ("n", "")}


def _fields(text: str) -> set[tuple[str, str]]:
    return {(name, spec or "") for _, name, spec, _ in string.Formatter().parse(text) if name is not None}
