"""What the bot says, in the language in which it is played: found by its English, which is the key.

The story knows the bot only as a process. Its catalogues (gettext) are data that lie beside it.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from rehearsal.texts import plain

CATALOGUES = Path(__file__).parents[1] / "coproduction" / "languages"
ENGLISH = "en"
LANGUAGES = (ENGLISH, *sorted(folder.name for folder in CATALOGUES.iterdir()))

NUMBER = r"(\d+)"
ANYTHING = r"[^\n]*"
_PLACE = re.compile(r"\{([^{}]+)\}")
_CATALOGUE: ContextVar[NullTranslations] = ContextVar("catalogue")
_TOLD: ContextVar[Mapping[str, str]] = ContextVar("told")


@contextmanager
def spoken(language: str) -> Iterator[None]:
    """Within this block the bot is understood in one of the `LANGUAGES`; without one, in English."""
    bot, own = _CATALOGUE.set(_catalogue(language)), _TOLD.set(told_in(language))
    try:
        yield
    finally:
        _TOLD.reset(own)
        _CATALOGUE.reset(bot)


def told_in(language: str) -> Mapping[str, str]:
    """What the story itself says to whoever rehearses, by its English: in the terminal and in the guide."""
    path = Path(__file__).with_name(f"told.{language}.json")
    words: dict[str, str] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return words


def told_now() -> Mapping[str, str]:
    """The same in the language that is spoken."""
    return _TOLD.get({})


def told(english: str, **values: str | int) -> str:
    """One such text in the language that is spoken; in English, where it has not been told in that."""
    return told_now().get(english, english).format_map(values)


def add_option(parser: argparse.ArgumentParser) -> None:
    """`--language`, with which a story is played in another language."""
    parser.add_argument(
        "--language", choices=LANGUAGES, default=ENGLISH, help="what everybody reads Slack in (en)"
    )


def locale(language: str) -> str:
    """In what people read Slack who speak this language, where it is spoken first: es-ES."""
    return "en-GB" if language == ENGLISH else f"{language}-{language.upper()}"


def said(one: str, many: str = "", /, **values: str | int) -> str:
    """A text as a person reads it. `many` is for another number than one, which is the value `n`."""
    number = values.get("n")
    chosen = _in_use().ngettext(one, many, int(number)) if many and number is not None else _words(one)
    return plain(chosen).format_map(values)


def begun(words: str) -> str:
    """Words that also stand inside a sentence, where a line begins with them."""
    return words[:1].upper() + words[1:]


def shape(one: str, many: str = "", /, **places: str) -> str:
    """A regular expression for a text, whatever its number; what stands in its places is one, too.

    A place of which nothing is said holds a number when it is `n`, and else anything in its line.
    """
    forms = [_words(one)]
    if many:
        # No language asks for more of a number than its last two digits.
        forms = list(dict.fromkeys(_in_use().ngettext(one, many, number) for number in range(101)))
    shapes = [_shaped(plain(form), places) for form in forms]
    return shapes[0] if len(shapes) == 1 else f"(?:{'|'.join(shapes)})"


def like(one: str, /, **values: str) -> re.Pattern[str]:
    """To look for a text of which only some values are known."""
    return re.compile(shape(one, **{name: re.escape(value) for name, value in values.items()}))


def numbers(found: tuple[str | None, ...]) -> tuple[int, ...]:
    """The numbers in the groups of a match; a form of the text that was not used has none."""
    return tuple(int(group) for group in found if group)


def _catalogue(language: str) -> NullTranslations:
    if language == ENGLISH:
        return NullTranslations()
    with (CATALOGUES / language / "LC_MESSAGES" / "alongside.mo").open("rb") as file:
        return GNUTranslations(file)


def _in_use() -> NullTranslations:
    return _CATALOGUE.get(None) or NullTranslations()


def _words(one: str) -> str:
    return _in_use().gettext(one)


def _shaped(form: str, places: Mapping[str, str]) -> str:
    """Literal words and names of places take turns."""
    pieces = _PLACE.split(form)
    for at, piece in enumerate(pieces):
        is_place = at % 2
        usual = NUMBER if piece == "n" else ANYTHING
        pieces[at] = places.get(piece, usual) if is_place else re.escape(piece)
    return "".join(pieces)
