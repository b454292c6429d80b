"""Numbers as people write them in words: "two", "twenty-five", "treinta y cinco"."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from coproduction.words import LANGUAGES, Text

UP_TO_29 = Text(
    "zero, one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, thirteen, fourteen, "
    "fifteen, sixteen, seventeen, eighteen, nineteen, twenty, twenty one, twenty two, twenty three, "
    "twenty four, twenty five, twenty six, twenty seven, twenty eight, twenty nine"
)  # translators: the numbers from 0 to 29 as people write them, apart by commas
TENS = Text("thirty, forty, fifty, sixty, seventy, eighty, ninety")
_MOST_DIGITS = 15  # of a number that people mean
_MINUS = ("-", "\N{MINUS SIGN}", "\N{EN DASH}")
BETWEEN = Text("forty five")  # translators: 45, so that I know how tens and ones stand together


def number_in(words: str) -> int | None:
    """The number that these words are, in any of our languages or in digits; None where none, or below zero:
    a hyphen stands within a number.
    """
    if words.lstrip()[:1] in _MINUS:
        return None
    plain = _plain(words)
    if plain.isascii() and plain.isdigit():
        return int(plain) if len(plain) <= _MOST_DIGITS else None
    return _numbers().get(plain)


def whole_in(typed: str, least: int, most: int) -> int | None:
    """The whole number from `least` to `most` that was typed in digits; None for all else, however long."""
    digits = typed.strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS):
        return None
    number = int(digits)
    return number if least <= number <= most else None


def in_digits(text: str) -> str:
    """The same text with digits where it has a number in words."""
    return _pattern().sub(lambda found: str(_numbers()[_plain(found[0])]), text)


def spelled() -> str:
    """A pattern of every number in words, the longest first."""
    return _pattern().pattern


@cache
def _numbers() -> Mapping[str, int]:
    """Each number below a hundred in words to itself, in all our languages."""
    found: dict[str, int] = {}
    for language in LANGUAGES.values():
        ones = [each.strip() for each in language.pattern(UP_TO_29).split(",")]
        tens = [each.strip() for each in language.pattern(TENS).split(",")]
        joint = language.pattern(BETWEEN).removeprefix(tens[1]).removesuffix(ones[5])
        found |= {_plain(word): number for number, word in enumerate(ones)}
        for ten, word in enumerate(tens, start=3):
            found |= {_plain(f"{word}{joint}{ones[one]}"): 10 * ten + one for one in range(1, 10)}
            found[_plain(word)] = 10 * ten
    return found


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted(_numbers(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(_as_typed, words))})\b", re.IGNORECASE)


def _as_typed(word: str) -> str:
    """With a hyphen where a space is, and with accents or without."""
    signs = {"a": "[aá]", "e": "[eé]", "i": "[ií]", "o": "[oó]", "u": "[uú]", " ": r"[\s-]+"}
    return "".join(signs.get(sign, re.escape(sign)) for sign in word)


def _plain(words: str) -> str:
    apart = unicodedata.normalize("NFKD", " ".join(words.replace("-", " ").split()).casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
