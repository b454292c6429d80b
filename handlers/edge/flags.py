"""Words that may lead what is typed after a command and say how it is meant, as in /poll anonymous "Why?"."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from typing import NamedTuple

from coproduction.durations import FOR, minutes_at_the_start, spellings
from coproduction.words import LANGUAGES, Text

MOST_DIGITS = 3
_BETWEEN = " \t\n,.:;"


class Led(NamedTuple):
    """The flags that lead a text (name to the number that follows it, if one does), and the rest of it."""

    flags: dict[str, int | None]
    rest: str


def leading(
    words: str, known: Mapping[str, Text], numbered: Collection[str] = (), lasting: str | None = None
) -> Led:
    """Take off the flags that lead these words, in any of our languages; of one there may be several
    spellings, apart by semicolons, each of one word or more.

    Those that are `numbered` take the number that follows them along. A time such as "for 5 min" is the flag
    called `lasting`, where there is one, and its number are the minutes; "for" may then stand before others.
    """
    names = _spelled(known, ["", *spellings(FOR)] if lasting else [""])
    flags: dict[str, int | None] = {}
    last, rest = "", words.strip()
    while rest:
        word, _, after = rest.partition(" ")
        said = word.strip(_BETWEEN)
        if last in numbered and flags[last] is None and _is_number(said):
            flags[last], rest = int(said), after.lstrip()
            continue
        minutes, after = minutes_at_the_start(rest) if lasting and lasting not in flags else (None, rest)
        if lasting and minutes is not None:
            last, flags[lasting], after = lasting, minutes, after.lstrip(_BETWEEN)
        else:
            name, after = _phrase(rest, names)
            if name is None:
                break
            last = name
            flags.setdefault(last, None)
        rest = after.lstrip()
    return Led(flags, rest)


def _spelled(known: Mapping[str, Text], before: Collection[str]) -> dict[str, str]:
    """Each spelling of each flag to its name, also with one of these words before it."""
    return {
        _plain(f"{word} {spelling}"): name
        for name, text in known.items()
        for language in LANGUAGES.values()
        for spelling in language.pattern(text).split(";")
        for word in before
    }


def _phrase(text: str, names: Mapping[str, str]) -> tuple[str | None, str]:
    """The flag that a text begins with, in as many words as any has, and the rest of the text."""
    for many in range(max(len(each.split()) for each in names), 0, -1):
        found = re.match(rf"\S+(?:\s+\S+){{{many - 1}}}", text)
        name = names.get(_plain(found[0])) if found else None
        if found and name is not None:
            return name, text[found.end() :]
    return None, text


def _plain(words: str) -> str:
    """As it is compared: without accents, and whatever its case."""
    apart = unicodedata.normalize("NFKD", " ".join(words.strip(_BETWEEN).split()).casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) <= MOST_DIGITS
