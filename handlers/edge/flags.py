"""Words that may lead what is typed after a command and say how it is meant, as in /poll anonymous "Why?"."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from coproduction.words import LANGUAGES, Text

MOST_DIGITS = 3


class Led(NamedTuple):
    """The flags that lead a text (name to the number that follows it, if one does), and the rest of it."""

    flags: dict[str, int | None]
    rest: str


def leading(words: str, known: Mapping[str, Text], numbered: Collection[str] = ()) -> Led:
    """Take off the flags that lead these words, in any of our languages.

    Those that are `numbered` take the number that follows them along.
    """
    names = {
        language.pattern(text).casefold(): name
        for language in LANGUAGES.values()
        for name, text in known.items()
    } | {name: name for name in known}
    flags: dict[str, int | None] = {}
    last, rest = "", words.strip()
    while rest:
        word, _, after = rest.partition(" ")
        said = word.strip(",.:;").casefold()
        if last in numbered and flags[last] is None and _is_number(said):
            flags[last] = int(said)
        elif said in names:
            last = names[said]
            flags.setdefault(last, None)
        else:
            break
        rest = after.lstrip()
    return Led(flags, rest)


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) <= MOST_DIGITS
