"""Everything that a person can read, as a value that is put into words for whoever reads it.

The English stands in the code and is the key of the catalogues (gettext) under `languages/`. Values are
filled in as `str.format` does. A command is named by its verb, as in `{/idea}`: what people type for it here
is known only to who speaks.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
DOMAIN = "alongside"
CATALOGUES = Path(__file__).parent / "languages"


@dataclass(frozen=True, slots=True, init=False)
class Text:
    """Words with their values. `many` are the words for another number than one, which is the value `n`."""

    one: str
    many: str
    values: tuple[tuple[str, Value], ...]

    def __init__(self, one: str, many: str = "", /, **values: Value) -> None:
        object.__setattr__(self, "one", one)
        object.__setattr__(self, "many", many)
        object.__setattr__(self, "values", tuple(values.items()))

    def filled(self, **values: Value) -> Text:
        """The same words with these values too."""
        return Text(self.one, self.many, **{**dict(self.values), **values})

    def __str__(self) -> str:
        """For a log or a test: the English, commands by the names of their verbs."""
        return render(self, ENGLISH, {})


@dataclass(frozen=True, slots=True)
class Listed:
    """Several values with a comma between them."""

    values: tuple[Value, ...]


Value = str | int | Text | Listed


def several(number: int, one: str, many: str, /, **values: Value) -> Text:
    """Words that depend on a number, which is their value `n`: "{n} idea", "{n} ideas"."""
    return Text(one, many, n=number, **values)


def listed(values: Iterable[Value]) -> Listed:
    """The values with a comma between them, each kept apart from its neighbours."""
    return Listed(tuple(values))


@dataclass(frozen=True, slots=True)
class Language:
    """A language that can be spoken here. `code` is stored; `name` is what its speakers call it."""

    code: str
    catalogue: NullTranslations = field(compare=False, repr=False)

    @property
    def name(self) -> str:
        """Each catalogue gives the name of its own language."""
        return self.catalogue.gettext("English")

    @property
    def is_rtl(self) -> bool:
        """Whether it is written from right to left, as its own name is."""
        return _is_rtl(self.name)

    def pattern(self, text: Text) -> str:
        """A text before its values are filled in."""
        if text.many:
            number = dict(text.values)["n"]
            return self.catalogue.ngettext(text.one, text.many, number if isinstance(number, int) else 0)
        return self.catalogue.gettext(text.one)


class _Filling(dict[str, str | int]):
    """What stands in the places of a pattern; a command that nobody told is called by its verb."""

    def __init__(self, values: dict[str, str | int], commands: Mapping[str, str]) -> None:
        super().__init__(values)
        self._commands = commands

    def __missing__(self, name: str) -> str:
        if not name.startswith("/"):
            raise KeyError(name)
        return self._commands.get(name, name)


class _Number(int):
    """A number as a language writes it, which keeps to itself in a sentence from right to left."""

    language: Language

    def __format__(self, spec: str) -> str:
        written = super().__format__(spec).replace(",", self.language.catalogue.gettext(THOUSANDS.one))
        return f"{FIRST_STRONG_ISOLATE}{written}{POP_ISOLATE}" if self.language.is_rtl else written


def _number(value: int, language: Language) -> _Number:
    number = _Number(value)
    number.language = language
    return number


def render(text: Text, language: Language, commands: Mapping[str, str]) -> str:
    """The words of a text in a language, with commands ("/idea") as people type them here."""
    spoken = _Values(language, commands)
    values = {name: spoken.value(value) for name, value in text.values}
    return language.pattern(text).format_map(_Filling(values, commands))


@dataclass(frozen=True, slots=True)
class _Values:
    """How values are said inside a sentence of a language."""

    language: Language
    commands: Mapping[str, str]

    def value(self, value: Value) -> str | int:
        """What stands in the sentence, kept apart where its direction could turn the words around it."""
        match value:
            case Text():
                return render(value, self.language, self.commands)
            case Listed(values):
                return self.language.catalogue.gettext(", ").join(str(self.value(each)) for each in values)
            case int():
                return _number(value, self.language)
            case _:
                is_apart = bool(value) and (self.language.is_rtl or _has_rtl(value))
                return f"{FIRST_STRONG_ISOLATE}{value}{POP_ISOLATE}" if is_apart else value


@cache  # asked at every value, and there are few names; what people say is not kept like this
def _is_rtl(name: str) -> bool:
    return _has_rtl(name)


def _has_rtl(text: str) -> bool:
    return not text.isascii() and any(unicodedata.bidirectional(each) in {"R", "AL"} for each in text)


def catalogues(place: Path) -> Iterable[Language]:
    """The languages whose compiled catalogues lie in the folders of this place, by their codes."""
    for folder in sorted(place.iterdir()):
        compiled = folder / "LC_MESSAGES" / f"{DOMAIN}.mo"
        if compiled.exists():
            with compiled.open("rb") as file:
                yield Language(folder.name, GNUTranslations(file))


ENGLISH = Language("en", NullTranslations())
LANGUAGES: Mapping[str, Language] = {each.code: each for each in (ENGLISH, *catalogues(CATALOGUES))}


def language_of(locale: str | None) -> Language:
    """The language of a code or of a locale such as "es-419"; English where we do not speak it."""
    base = (locale or "").replace("_", "-").partition("-")[0].casefold()
    return LANGUAGES.get(base, ENGLISH)


OWN_NAME = Text("English")  # translators: the name of your language, as it calls itself
COMMA = Text(", ")  # translators: between the things of a list
THOUSANDS = Text(",")  # translators: between thousands, as in 1,234
WEEKDAYS = (
    Text("Monday"),
    Text("Tuesday"),
    Text("Wednesday"),
    Text("Thursday"),
    Text("Friday"),
    Text("Saturday"),
    Text("Sunday"),
)
MONTHS = (
    Text("January"),
    Text("February"),
    Text("March"),
    Text("April"),
    Text("May"),
    Text("June"),
    Text("July"),
    Text("August"),
    Text("September"),
    Text("October"),
    Text("November"),
    Text("December"),
)


def day(on: date) -> Text:
    """A date in words, such as "Friday 4 December 2026"."""
    month = MONTHS[on.month - 1]
    weekday = WEEKDAYS[on.weekday()]
    return Text("{weekday} {day} {month} {year}", weekday=weekday, day=on.day, month=month, year=on.year)


def and_listed(values: Iterable[Value]) -> Value:
    """A list in a sentence: "A, B and C"."""
    *earlier, last = values
    return Text("{earlier} and {last}", earlier=listed(earlier), last=last) if earlier else last


def or_listed(values: Iterable[Value]) -> Value:
    """The same where one of them is enough: "A, B or C"."""
    *earlier, last = values
    return Text("{earlier} or {last}", earlier=listed(earlier), last=last) if earlier else last
