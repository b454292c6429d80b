"""Words that may lead what is typed after a command and say how it is meant, as in /poll anonymous "Why?"."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from coproduction.durations import FOR, minutes_at_the_start, spellings
from coproduction.numbers import number_in
from coproduction.words import LANGUAGES, Text

MOST = 999
_BETWEEN = " \t\n,.:;"


@dataclass(frozen=True, slots=True)
class Led:
    """The flags that lead a text (name to the number that follows it, if one does), and the rest of it.

    `said`: the words with which each was typed.
    """

    flags: dict[str, int | None]
    rest: str
    said: dict[str, str] = field(default_factory=dict)


def leading(
    words: str, known: Mapping[str, Text], numbered: Collection[str] = (), lasting: str | None = None
) -> Led:
    """Take off the flags that lead these words, in any of our languages; of one there may be several
    spellings, apart by semicolons, each of one word or more.

    Those that are `numbered` take the number that follows them along. A time such as "for 5 min" is the flag
    called `lasting`, where there is one, and its number are the minutes; "for" may then stand before others.
    """
    names = _spelled(known, ["", *spellings(FOR)] if lasting else [""])
    led, last = Led({}, words.strip()), ""
    while led.rest:
        if last in numbered and led.flags[last] is None:
            number, after = _number(led.rest)
            if number is not None:
                led = _with(led, last, number, after)
                continue
        minutes, after = (
            minutes_at_the_start(led.rest) if lasting and lasting not in led.flags else (None, led.rest)
        )
        name: str | None = lasting if minutes is not None else None
        if name is None:
            name, after = _phrase(led.rest, names)
        if name is None:
            break
        led, last = _with(led, name, minutes, after), name
    return led


def _with(led: Led, name: str, number: int | None, after: str) -> Led:
    """The same with one flag more, or with its number; what it was said with stands before `after`."""
    typed = led.rest.removesuffix(after).strip(_BETWEEN)
    said = {**led.said, name: f"{led.said.get(name, '')} {typed}".strip()}
    flags = {**led.flags, name: led.flags.get(name) if number is None else number}
    return Led(flags, after.lstrip(_BETWEEN if number is not None else None), said)


def _spelled(known: Mapping[str, Text], before: Collection[str]) -> dict[str, str]:
    """Each spelling of each flag to its name, also with one of these words before it."""
    return {
        _plain(f"{word} {spelling}"): name
        for name, text in known.items()
        for spelling in spellings_of(text)
        for word in before
    }


def spellings_of(text: Text) -> list[str]:
    """How a flag may be spelled, in all our languages."""
    return [each.strip() for one in LANGUAGES.values() for each in one.pattern(text).split(";")]


def _phrase(text: str, names: Mapping[str, str]) -> tuple[str | None, str]:
    """The flag that a text begins with, in as many words as any has, and the rest of the text."""
    for many in range(max(len(each.split()) for each in names), 0, -1):
        found = re.match(rf"\S+(?:\s+\S+){{{many - 1}}}", text)
        name = names.get(_plain(found[0])) if found else None
        if found and name is not None:
            return name, text[found.end() :]
    return None, text


def _number(text: str) -> tuple[int | None, str]:
    """The number that a text begins with, in digits or in words, and the rest of the text; of a large one as
    much as tells that it is too large, where nothing stands behind it and it can be no part of a question."""
    for many in (3, 2, 1):
        found = re.match(rf"\S+(?:\s+\S+){{{many - 1}}}", text)
        number = number_in(found[0].strip(_BETWEEN)) if found else None
        rest = text[found.end() :] if found else ""
        if number is not None and (number <= MOST or not rest.strip()):
            return min(number, MOST), rest
    return None, text


def _plain(words: str) -> str:
    """As it is compared: without accents, and whatever its case."""
    apart = unicodedata.normalize("NFKD", " ".join(words.strip(_BETWEEN).split()).casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
