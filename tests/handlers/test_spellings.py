"""The verbs as people type them in their own language."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

import pytest

from coproduction.phrases import named
from coproduction.words import LANGUAGES, Text
from handlers import asked, callers, closings, ending, ready, reminders, tencards, turns
from handlers.breakouts import typed as groups
from handlers.dispatch.commands import VERBS, by_word, voice
from handlers.dispatch.spellings import SPELLINGS, by_spelling
from handlers.edge.flags import leading
from handlers.edge.typed import change_typed
from handlers.settings import Settings
from tests.stage import ROOM, Stage
from tests.words import catalogue

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

COMMAND = re.compile(r"\{/([a-z]+)\}")
QUOTED = re.compile(r'\{/(poll|breakout)\} ([^\n"“”]*"[^\n]*")')
ABROAD = catalogue.places()
WORDS: dict[str, tuple[set[str], Callable[[str], object]]] = {  # what texts show after a verb; who reads it
    "facilitators": ({"add", "remove"}, change_typed),
    "observers": ({"add", "remove"}, change_typed),
    "hands": ({"yes", "no"}, turns.TURNS.get),
    "hand": ({"down"}, turns.DOWN.__contains__),
    "end": ({"now"}, partial(ending.is_typed, word=ending.AT_ONCE)),
    "undo": ({"end"}, ending.undoes),
    "close": ({"all"}, lambda word: word in closings.all_typed()),
    "cards": ({"list"}, lambda word: leading(word, tencards.LIST).flags),
    "caller": ({"rename", "forget"}, lambda word: (word in callers.RENAME, word in callers.FORGET)),
    "reminders": ({"light", "standard", "none", "at", "back"}, named(reminders.SPELLINGS).get),
    "poll": ({"template"}, ready.is_template),
}


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_each_verb_is_spelled_in_every_language(language: str) -> None:
    told = LANGUAGES[language].pattern(SPELLINGS).split(";")
    spelled = [word.strip() for entry in told for word in entry.partition(":")[2].split(",")]

    assert sorted(entry.partition(":")[0].strip() for entry in told) == sorted(VERBS)
    assert len(spelled) == len(set(spelled))


@pytest.mark.parametrize("typed", ["end", "cierre", "Terminar.", "finish"])
def test_the_end_is_undone_by_its_noun_and_by_its_verb(typed: str) -> None:
    assert ending.undoes(typed)
    assert not ending.undoes("start")


def test_no_spelling_of_one_language_is_another_verb_in_the_other() -> None:
    assert {name: by_spelling()[name] for name in VERBS} == {name: name for name in VERBS}
    assert [by_spelling()[word] for word in ("ahora", "terminar", "título", "titulo")] == [
        "now",
        "end",
        "rename",
        "rename",
    ]


async def test_a_verb_is_understood_in_another_language_and_so_is_one_that_is_nearly_it(
    stage: Stage,
) -> None:
    await stage.session()

    await stage.miriam.types("/copro Terminar ahora", channel=ROOM)
    await stage.ana.sees("This session has ended.", channel=ROOM)
    await stage.ana.types("/copro ahoa", channel=ROOM)

    await stage.ana.sees("Did you mean “now”?", channel=ROOM, private=True)


def told(place: Path) -> list[tuple[str, str]]:
    """Every text that names a command, with its translation."""
    found: list[tuple[str, str]] = []
    for message in catalogue.read(place):
        one, abroad = (
            [each] if isinstance(each, str) else list(each or ()) for each in (message.id, message.string)
        )
        found += [pair for pair in zip(one, abroad, strict=True) if COMMAND.search(pair[0])]
    return found


@pytest.mark.parametrize("place", ABROAD, ids=catalogue.language_of)
def test_every_command_that_a_text_names_is_understood_as_it_stands_there(place: Path) -> None:
    say = voice(Settings(), LANGUAGES[catalogue.language_of(place)])
    known = by_word()
    for english, abroad in told(place):
        named_there = COMMAND.findall(abroad)
        typed = [say.commands[f"/{verb}"].removeprefix("/copro ").removeprefix("/") for verb in named_there]
        assert [known[word].name for word in typed] == named_there
        assert sorted(named_there) == sorted(COMMAND.findall(english))


def test_a_verb_is_named_in_the_readers_language_and_a_command_of_slacks_as_slack_knows_it() -> None:
    english, spanish = (voice(Settings(), LANGUAGES[code]) for code in ("en", "es"))
    assert [spanish(Text("{/close} {/idea} {/now}")), english(Text("{/close} {/idea} {/now}"))] == [
        "/copro cerrar /idea /copro ahora",
        "/copro close /idea /copro now",
    ]
    theirs = {verb.name for verb in VERBS.values() if verb.is_command}
    assert {name for name in theirs if spanish.commands[f"/{name}"] != english.commands[f"/{name}"]} == set()


@pytest.mark.parametrize("place", ABROAD, ids=catalogue.language_of)
def test_whatever_word_a_text_shows_after_a_verb_is_understood_there(place: Path) -> None:
    seen = set()
    for english, abroad in told(place):
        for verb, (shown, read) in WORDS.items():
            after = re.compile(rf"\{{/{verb}\}}(?: ([^\W\d_]+))?")
            pairs = zip(after.findall(english), after.findall(abroad), strict=True)
            typed = {word: there for word, there in pairs if word in shown}
            assert {word: read(there) for word, there in typed.items()} == {w: read(w) for w in typed}, abroad
            seen |= {(verb, word) for word in typed}
    assert seen == {(verb, word) for verb, (shown, _) in WORDS.items() for word in shown}


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_the_example_of_a_verb_is_understood_in_every_language(language: str) -> None:
    for verb in ("facilitators", "observers", "hands", "undo", "reminders"):
        example, read = VERBS[verb].example or Text(""), WORDS[verb][1]
        here, english = (LANGUAGES[code].pattern(example).split()[0] for code in (language, "en"))
        assert read(here) == read(english) is not None


def shape_of(words: str) -> object:
    """How groups are to be made."""
    return groups.read(words).shape._replace(rest="")


def flags_of(words: str) -> object:
    """All that a poll is asked by, but its words."""
    form = asked.typed(words)
    kept = (form.kind, form.level, form.is_live, form.minutes, form.closes_when_all, form.invited)
    return (*kept, form.may_add, form.most, len(form.options))


@pytest.mark.parametrize("place", ABROAD, ids=catalogue.language_of)
def test_a_whole_example_of_a_poll_or_of_groups_asks_the_same_in_every_language(place: Path) -> None:
    read = {"poll": flags_of, "breakout": shape_of}
    count = 0
    for english, abroad in told(place):
        for (verb, ours), (_, theirs) in zip(QUOTED.findall(english), QUOTED.findall(abroad), strict=True):
            if "{" not in ours:
                assert read[verb](theirs) == read[verb](ours), abroad
                count += 1
    assert count > 10
