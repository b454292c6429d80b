"""How long something lasts, as people type it: "20 minutes", "for 2h", "3 days", "1h 30", "three days"."""

import re
from functools import cache

from coproduction.numbers import number_in, spelled
from coproduction.words import LANGUAGES, Text

MINUTES = Text("minutes minute mins min m")  # translators: what people may type for it, apart by spaces
HOURS = Text("hours hour hrs hr h")  # translators: what people may type for it, apart by spaces
DAYS = Text("days day d")  # translators: what people may type for it, apart by spaces
WEEKS = Text("weeks week w")  # translators: what people may type for it, apart by spaces
FOR = Text("for")  # translators: the words that may stand before "20 minutes", apart by spaces
ONE = Text("an a one")  # translators: what people may type for 1, as in "an hour", apart by spaces
HALF_AN_HOUR = Text("half an hour; half-hour; half hour")  # translators: apart by semicolons
AND = Text("and")  # translators: as in "1 hour and 30 minutes"
_LENGTHS = {MINUTES: 1, HOURS: 60, DAYS: 24 * 60, WEEKS: 7 * 24 * 60}
_PRIME = r"['’′]"  # the sign for minutes
_NUMBER = r"\d+(?:[.,]\d{1,2})?"
_MOST = 1_000_000_000  # minutes, some 1,900 years: with more no time can be reckoned


def minutes_at_the_start(text: str) -> tuple[int | None, str]:
    """How many minutes the time lasts that a text begins with, if it does, and the rest of the text.

    However long it is, it can be added to a time: whoever asks may say that it is too long.
    """
    text = _half().sub(r"\g<before>30 min", text)
    found = _beginning().match(text)
    if found is None:
        return None, text
    minutes = sum(_minutes(*each) for each in _amount().findall(found[0]))
    if found["more"]:
        minutes += int(found["more"])
    return round(min(minutes, _MOST)), text[found.end() :]


def spellings(*texts: Text) -> dict[str, Text]:
    """Word to what it may stand for, in all our languages: who types may speak another than Slack thinks."""
    return {
        word: text
        for text in texts
        for language in LANGUAGES.values()
        for word in language.pattern(text).split()
    }


def either(*texts: Text) -> str:
    """A pattern of the words for any of these, the longest first."""
    return "|".join(sorted(map(re.escape, spellings(*texts)), key=len, reverse=True))


@cache
def _half() -> re.Pattern[str]:
    """Half an hour, at the start of a text."""
    spelled = [each.strip() for one in LANGUAGES.values() for each in one.pattern(HALF_AN_HOUR).split(";")]
    return re.compile(rf"^(?P<before>(?:(?:{either(FOR)})\s+)?)(?:{'|'.join(spelled)})(?!\w)", re.IGNORECASE)


@cache
def _amount() -> re.Pattern[str]:
    """A number, in digits or in words, and a unit."""
    units = rf"(?:({either(*_LENGTHS)})(?![^\W\d_])\.?|({_PRIME}))"
    return re.compile(rf"(?:({_NUMBER})\s*|\b({spelled()}|{either(ONE)})\s+){units}", re.IGNORECASE)


@cache
def _beginning() -> re.Pattern[str]:
    """Amounts that follow each other; after hours, minutes may stand without their unit ("1h30")."""
    one = re.sub(r"\((?!\?)", "(?:", _amount().pattern)
    further = rf"(?:(?:\s*,\s*|\s+(?:{either(AND)})\s+|\s*){one})*"
    alone = r"(?:(?<=[hH])\s?(?P<more>[0-5]\d))?"
    return re.compile(rf"(?:(?:{either(FOR)})\s+)?{one}{further}{alone}(?=[\s,;:.]|$)", re.IGNORECASE)


def _minutes(number: str, word: str, unit: str, _prime: str) -> float:
    length = _LENGTHS[spellings(*_LENGTHS)[unit.casefold()]] if unit else 1
    in_words = number_in(word)
    return (float(number.replace(",", ".")) if number else 1 if in_words is None else in_words) * length
