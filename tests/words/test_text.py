"""Texts: filled in, in one language or another, and kept apart where directions meet."""

from __future__ import annotations

import gettext
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from coproduction.errors import Refusal
from coproduction.words import (
    ENGLISH,
    LANGUAGES,
    Language,
    Text,
    and_listed,
    day,
    language_of,
    listed,
    several,
)
from handlers.dispatch import commands
from handlers.settings import ROOT, Settings
from handlers.voice import Voice
from tests.speaking import SAY
from tests.words import source
from tests.words.source import texts

ISOLATED = "\u2068{}\u2069"


class Spoken(gettext.NullTranslations):
    """A language of a few words."""

    def __init__(self, words: dict[str, str]) -> None:
        super().__init__()
        self.words = words

    def gettext(self, message: str) -> str:
        return self.words.get(message, message)

    def ngettext(self, one: str, many: str, n: int) -> str:
        return self.gettext(one if n == 1 else many)


ARABIC = Language("ar", Spoken({"English": "العربية", "{n} idea": "فكرة {n}", "by {name}": "من {name}"}))


@pytest.mark.parametrize("locale", ["en-GB", "fr-FR", "tlh", "", None, "zz_ZZ", "../../etc"])
def test_a_language_that_is_not_spoken_here_is_english(locale: str | None) -> None:
    assert language_of(locale) is ENGLISH


@pytest.mark.parametrize("locale", ["es", "es-ES", "es-419", "ES_mx"])
def test_every_spanish_is_spanish(locale: str) -> None:
    assert language_of(locale) is LANGUAGES["es"]


def test_languages_are_called_as_they_call_themselves() -> None:
    assert [language.name for language in LANGUAGES.values()] == ["English", "Español"]


def test_a_number_chooses_its_words() -> None:
    assert [SAY(several(n, "{n} idea", "{n} ideas")) for n in (0, 1, 2)] == ["0 ideas", "1 idea", "2 ideas"]


def test_values_are_filled_in_as_they_are() -> None:
    assert SAY("“{title}”", title="{n} of {/idea}") == "“{n} of {/idea}”"
    assert SAY("{length:,} characters", length=1_234) == "1,234 characters"
    assert SAY("{who} sits", who=Text("nobody of {n}", n=3)) == "nobody of 3 sits"


def test_thousands_are_marked_as_the_language_does() -> None:
    spanish, arabic = Voice(LANGUAGES["es"], {}), Voice(ARABIC, {})
    assert spanish("{length:,}", length=1_234_567) == "1.234.567"
    assert arabic("{length:,}", length=1_234) == ISOLATED.format("1,234")
    assert spanish("{length}", length=1_234) == "1234"


def test_a_place_without_a_value_is_a_fault_and_not_a_sentence() -> None:
    with pytest.raises(KeyError):
        SAY("{name} is here")


def test_texts_are_equal_when_they_say_the_same() -> None:
    assert Text("{n}", n=1) == Text("{n}", n=1)
    assert Text("{n}", n=1) != Text("{n}", n=2)
    assert len({Text("a"), Text("a"), Text("b")}) == 2


def test_a_list_in_a_sentence() -> None:
    assert SAY("{who}", who=listed(["Ana", "Bo"])) == "Ana, Bo"
    said = [SAY("{who}", who=and_listed(names)) for names in (["Ana"], ["Ana", "Bo"], ["Ana", "Bo", "Cy"])]
    assert said == ["Ana", "Ana and Bo", "Ana, Bo and Cy"]


def test_a_day_is_in_words() -> None:
    assert SAY(day(date(2026, 12, 4))) == "Friday 4 December 2026"


def test_a_name_from_right_to_left_keeps_to_itself() -> None:
    name = "نور"
    assert SAY("{name} and {other}", name=name, other="Ana") == f"{ISOLATED.format(name)} and Ana"
    assert SAY("{who}", who=listed([name, "Ana"])) == f"{ISOLATED.format(name)}, Ana"


def test_in_a_language_from_right_to_left_every_value_keeps_to_itself() -> None:
    say = Voice(ARABIC, {})
    assert ARABIC.is_rtl
    assert say("by {name}", name="Ana") == f"من {ISOLATED.format('Ana')}"
    assert say(several(1, "{n} idea", "{n} ideas")) == f"فكرة {ISOLATED.format('1')}"


def test_a_refusal_in_a_log_is_english() -> None:
    assert str(Refusal("Please type {/start} in {place}.", place="#hall")) == "Please type /start in #hall."


@pytest.mark.parametrize("verb", commands.VERBS)
def test_renaming_a_command_changes_every_text_that_names_it(
    verb: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In its one table; the texts call it by its verb."""
    named = [said.one for said in texts() if f"{{/{verb}}}" in said.one]
    monkeypatch.setitem(commands.VERBS, verb, replace(commands.VERBS[verb], renamed="elsewise"))

    say = commands.voice(Settings("al-"))

    typed = "/al-elsewise" if commands.VERBS[verb].is_command else "/al-copro elsewise"
    values = dict.fromkeys(("fewest", "least", "most", "length", "minutes", "number", "n"), 1) | {
        "what": "…",
        "title": "…",
        "when": "…",
        "step": "…",
        "names": "…",
        "people": "…",
        "channel": "…",
        "group": "…",
        "groups": "…",
        "ideas": "…",
        "whom": "…",
        "person": "…",
        "typed": "…",
        "word": "…",
        "known": "…",
        "body": "…",
        "seen": "…",
        "day": "…",
        "mention": "…",
        "button": "…",
    }
    for text in named:
        assert typed in say(Text(text, **values))
    assert typed in commands.help_for(say, Settings("al-")).text


def test_no_text_names_a_command_by_hand() -> None:
    words = [ROOT, *commands.VERBS]
    assert [
        said.one for said in texts() if any(f"/{word}" in said.one.replace("{/", "") for word in words)
    ] == []
    named = {piece.partition("}")[0] for said in texts() for piece in said.one.split("{/")[1:]}
    assert named <= set(commands.VERBS)


DATED = re.compile(r"strftime|%H|%d\b|date_(?:long|short|num|pretty)|\{time\}\^|<!date")


def test_a_day_and_an_hour_are_written_in_one_place_and_so_in_one_form() -> None:
    paths = [
        path for package in ("coproduction", "handlers") for path in (source.ROOT / package).rglob("*.py")
    ]
    found = {path.relative_to(source.ROOT) for path in paths if DATED.search(path.read_text())}
    assert found == {Path("handlers/blocks/text.py")}
