"""How texts look: two that a reader cannot tell apart are one choice, whatever their characters are.

Unicode has many signs that look alike. Compatible forms (full width, bold, ligatures) become the plain one
(NFKC), and what cannot be seen is left out. Signs of other scripts become the Latin sign they look like: our
own list has those that occur in words, with their capitals, and Unicode's own has the others. Marks that
belong to a letter, as in "sí", tell it from others; such as belong to none, as under an "a", tell nothing.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from itertools import combinations, pairwise
from typing import Final

from coproduction.confusables import LOOKS_LIKE

# Each sign of the first line looks like the one below it.
_OURS: Final = str.maketrans(
    "ӏАВЕКМНОРСТУХІЈЅЗаеорсухіјѕһԁԛԝгᴦΑΒΕΖΗΙΚΜΝΟΡΤΥΧαινοκρυχγօսոհց",
    "lABEKMHOPCTYXIJS3aeopcyxijshdqwrrABEZHIKMNOPTYXaivokpuxyounhg",
)
_LATIN: Final[Mapping[int, str | int | None]] = {
    **{ord(sign): letter for letter, signs in LOOKS_LIKE.items() for sign in signs},
    **_OURS,
}
_ALIKE: Final = str.maketrans("I1|!0O‐‑‒–—―−’‘‛´`′“”„″«»ı", "lllloo-------''''''\"\"\"\"\"\"i")
_SHOWS_NOTHING: Final = frozenset(map(chr, (*range(0xFE00, 0xFE10), 0x034F, 0x115F, 0x1160, 0x3164, 0xFFA0)))


def alike(texts: Iterable[str]) -> tuple[str, str] | None:
    """The first two of these texts that read the same or look the same, None where all can be told apart."""
    for one, other in combinations(texts, 2):
        if any(as_(one) == as_(other) for as_ in (_read, _in_latin, _look)):
            return one, other
    return None


def key_of(name: str) -> str:
    """The same for two names that a reader could take for one, also where only an accent tells them apart."""
    return _without_marks(_in_latin(name).translate(_ALIKE))


def keys_of(name: str) -> frozenset[str]:
    """Two names that have one of these in common could be taken for one: read, or looked at, as a capital I
    for a small l.
    """
    return frozenset({f"read {key_of(name)}", f"seen {_without_marks(_look(name))}"})


def _without_marks(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def _read(text: str) -> str:
    """As it is read, in whatever case."""
    return _plain(_plain(text).casefold())


def _in_latin(text: str) -> str:
    """The same in Latin letters: a capital looks like one before it becomes small, and often not after."""
    return _plain(_plain(text).translate(_LATIN).casefold())


def _look(text: str) -> str:
    """As it looks, where a capital I is a small l, and a zero an O."""
    return _plain(text).translate(_LATIN).translate(_ALIKE)


def _plain(text: str) -> str:
    """The plain form of each sign, without those that show nothing, and with single spaces."""
    shown = (
        sign
        for sign in unicodedata.normalize("NFKC", text)
        if unicodedata.category(sign) != "Cf" and sign not in _SHOWS_NOTHING
    )
    plain = unicodedata.normalize("NFKC", " ".join("".join(shown).split()))
    return "".join(sign for base, sign in pairwise(f" {plain}") if not _is_stray(base, sign))


def _is_stray(base: str, sign: str) -> bool:
    """A mark that makes no letter with the one before it, in scripts whose letters with marks are letters."""
    return unicodedata.combining(sign) > 0 and (
        unicodedata.combining(base) > 0
        or unicodedata.name(base, "").partition(" ")[0] in {"LATIN", "GREEK", "CYRILLIC", "DIGIT"}
    )
