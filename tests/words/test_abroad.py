"""Every other language, drawn: it keeps Slack's limits, is cut nowhere, and has no English in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from coproduction.service.belongings import Belongings
from coproduction.service.promised import Promised
from coproduction.words import ENGLISH, LANGUAGES
from handlers.blocks import home
from handlers.voice import Voice
from tests.judges import drawn
from tests.judges.drawn import NOON
from tests.judges.opinions import QUICK, disagreements
from tests.judges.payloads import Kind, Payload
from tests.judges.words import Words, voices
from tests.speaking import SAY, in_every_language
from tests.words.drawings import WORDLESS, Drawn, forms, messages, said
from tests.words.source import texts

_PLACE = re.compile(r"\{[^}]*\}")
_WORD = re.compile(r"[^\W\d_]{2,}")
NAMES = {language.name for language in LANGUAGES.values()}  # as they call themselves, in every language
ALIKE = {
    "es": {"No", "Ideas", "Save as idea"}
}  # words that a language shares with English, or Slack shows so
ABROAD = {code: say for code, say in in_every_language().items() if code != ENGLISH.code}
each_language = pytest.mark.parametrize("say", ABROAD.values(), ids=ABROAD)


def homes(say: Voice, words: Words) -> Iterator[Drawn]:
    """Everybody's home: with much in it and with nothing, and whether or not they want reminders."""
    full = [Promised(drawn.promised(words), (each,)) for each in drawn.follow_ups()]
    for ideas, promised in ((drawn.ideas_of(words) * 7, full), ([], [])):
        for wants in (True, False):
            blocks = home.mine(say, Belongings(ideas, promised), NOON, wants_reminders=wants).blocks
            yield Drawn("home", {"type": "home", "blocks": list(blocks)}, blocks)


def everything(say: Voice, words: Words) -> list[Drawn]:
    """Every card, form and home."""
    return [*messages(say, words, "0"), *forms(say, words), *homes(say, words)]


def payload(shown: Drawn) -> Payload:
    """What Slack is given."""
    return Payload(Kind(shown.whole.get("type", "message")), shown.whole, shown.name)


def labels(thing: Any) -> Iterator[str]:
    """What stands where Slack leaves little room: on buttons, in choices and titles, beside fields."""
    if isinstance(thing, dict):
        if thing.get("type") == "plain_text":
            yield thing["text"]
        yield from filter(None, [thing.get("accessibility_label")])
    for inner in (
        thing.values() if isinstance(thing, dict) else thing if isinstance(thing, list | tuple) else ()
    ):
        yield from labels(inner)


def english_in(shown: Iterable[Drawn]) -> set[str]:
    """English that is left in what is shown: a whole text of the code, or two words or more of one."""
    forms_ = {form for each in texts() for form in (each.one, each.many) if _WORD.search(form)} - NAMES
    pieces = {piece.strip() for form in forms_ for piece in _PLACE.split(form)}
    phrases = {piece for piece in pieces if len(_WORD.findall(piece)) > 1}
    told = {text for each in shown for text in said(each.whole)}
    whole = "\0".join(told)  # looked through at once: text by text it takes a hundred times as long
    return (told & forms_) | {phrase for phrase in phrases if phrase in whole}


@each_language
@pytest.mark.parametrize("words", voices().values(), ids=voices())
def test_every_card_form_and_home_keeps_slacks_limits(say: Voice, words: Words) -> None:
    found = disagreements(map(payload, everything(say, words)), QUICK)
    assert found == [], "\n\n".join(found)


@each_language
def test_no_label_is_cut(say: Voice) -> None:
    cut = [label for each in everything(say, WORDLESS) for label in labels(each.whole) if label.endswith("…")]
    assert cut == []


@each_language
def test_no_english_is_left_in_what_is_drawn(say: Voice) -> None:
    assert english_in(everything(say, WORDLESS)) - ALIKE.get(say.language.code, set()) == set()


def test_english_that_is_left_is_found() -> None:
    found = english_in(everything(SAY, WORDLESS))
    assert {"Check in", "Thank you. Your idea is number", "Cancel", "Stop reminders"} <= found
    assert len(found) > 100


def test_a_title_that_is_too_long_is_found() -> None:
    view = next(forms(SAY, WORDLESS)).whole | {"title": {"type": "plain_text", "text": "t" * 25}}
    assert len(disagreements([Payload(Kind.MODAL, view, "a form")], QUICK)) == 1
