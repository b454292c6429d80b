"""No sentence goes around the catalogues: in a language of brackets, all words of ours stand in brackets."""

from __future__ import annotations

import gettext
import inspect
import re
from typing import TYPE_CHECKING, cast

from bot.manifest import manifest
from coproduction import errors
from coproduction.errors import Refusal
from coproduction.words import Language, Text
from handlers.dispatch.commands import voice
from handlers.settings import Settings
from storage import faults
from tests.words.drawings import WORDLESS, forms, messages, said
from tests.words.source import KEYWORDS, PACKAGES

if TYPE_CHECKING:
    from collections.abc import Callable

_INNERMOST = re.compile(r"⟦[^⟦⟧]*⟧")
_SLACKS = re.compile(r"<[@#]\w+>|<!date\^\d+\^|:\w+:|\{\w+\}")
_NAMES = {"English", "Español"}  # languages are called as they call themselves


class Brackets(gettext.NullTranslations):
    """Every text in brackets, as if that were its translation."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, one: str, many: str, n: int) -> str:
        return f"⟦{one if n == 1 else many}⟧"


BRACKETS = Language("xx", Brackets())
SAY = voice(Settings(), BRACKETS)


def outside(text: str) -> str:
    """The letters of a text that stand in no brackets."""
    cut = text.count("⟦") - text.count("⟧") if text.endswith("…") else 0
    left = text + "⟧" * cut
    for typed in sorted(SAY.commands.values(), key=len, reverse=True):
        left = left.replace(typed, "")
    while _INNERMOST.search(left):
        left = _INNERMOST.sub("", left)
    return "".join(re.findall(r"[^\W\d_]+", _SLACKS.sub("", left)))


def test_letters_outside_of_brackets_are_found() -> None:
    assert outside("⟦{n} of ⟦ideas⟧⟧ and 5") == "and"
    assert outside("⟦Until <!date^5^{time}|10:00 ⟦UTC⟧>⟧") == ""


def test_everything_that_is_drawn_is_said() -> None:
    drawn = [*messages(SAY, WORDLESS, "0"), *forms(SAY, WORDLESS)]
    texts = [(each.name, [text for text in said(each.whole) if text not in _NAMES]) for each in drawn]
    assert [name for name, found in texts if not found] == []
    assert [(name, text) for name, found in texts for text in found if outside(text)] == []


def test_what_slack_shows_of_the_app_itself_is_said() -> None:
    made = manifest(Settings(), BRACKETS)
    shown = [made["display_information"]["description"]]
    for each in made["features"]["slash_commands"]:
        shown += [each["description"], *([] if each["should_escape"] else [each.get("usage_hint", "")])]
    for each in made["features"]["shortcuts"]:
        shown += [each["name"], each["description"]]
    assert [text for text in shown if outside(text)] == []


def test_whatever_refuses_in_words_is_read_for_them() -> None:
    unread = [
        kind.__name__
        for kind in _kinds(Refusal)
        if "words" in inspect.signature(kind).parameters and kind.__module__.startswith(PACKAGES)
    ]
    assert [name for name in unread if name not in KEYWORDS] == []


def _kinds(kind: type[Refusal]) -> list[type[Refusal]]:
    return [kind, *(one for each in kind.__subclasses__() for one in _kinds(each))]


def test_a_refusal_is_said() -> None:
    assert outside(SAY(Refusal("I cannot do {what}.", what=Text("that")).words)) == ""
    kinds = [
        kind
        for module in (errors, faults)
        for _, kind in inspect.getmembers(module, inspect.isclass)
        if issubclass(kind, Refusal) and not {"words", "fields"} & set(inspect.signature(kind).parameters)
    ]
    assert len(kinds) == 8
    refused = [cast("Callable[[], Refusal]", kind)() for kind in kinds]
    assert [refusal for refusal in refused if outside(SAY(refusal.words))] == []
