"""The word that was probably meant where somebody typed one that we do not know."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher

from handlers.edge.typed import QUOTES, unquoted

ALIKE = 0.75  # one wrong letter of four, or two that changed places
_BEGINNING = 4  # letters with which a longer word may be cut short
_MOST_WORDS = 3
_ACCENTS = frozenset(map(chr, range(0x300, 0x370)))


def nearest(typed: str, known: Iterable[str], *, least: float = ALIKE) -> str | None:
    """The one of these words that is most like what was typed, None where none is like it. One that was cut
    short, or has more behind it, is meant rather than one with other letters."""
    best = max(known, key=lambda word: (_begins(typed, word), _likeness(typed, word)), default="")
    return best if _likeness(typed, best) >= least else None


def nearest_start(typed: str, known: Iterable[str], *, least: float = ALIKE) -> str | None:
    """The one of these words that is most like the first words of what was typed."""
    words, all_known = typed.split()[:_MOST_WORDS], list(known)
    starts = [" ".join(words[:many]) for many in range(1, len(words) + 1)]
    found = ((start, nearest(start, all_known, least=least)) for start in starts)
    near = [(start, word) for start, word in found if word]
    return max(near, key=lambda each: _likeness(*each))[1] if near else None


def same(typed: str, known: str) -> bool:
    """Whether somebody typed these words and no others: case, quotes, accents and spaces may differ."""
    return _words(typed) == _words(known)


def _words(words: str) -> str:
    """Without what a keyboard adds or leaves out. Marks of other scripts stay: they make other letters."""
    apart = unicodedata.normalize("NFKD", unquoted(words).casefold())
    shown = [
        sign
        for sign in apart
        if sign not in _ACCENTS and sign not in QUOTES and unicodedata.category(sign) != "Cf"
    ]
    return " ".join("".join(shown).split())


def _likeness(typed: str, known: str) -> float:
    """From 0 for nothing to 1 for the same letters; where one of both begins the other, alike."""
    one, other = _letters(typed), _letters(known)
    if _begins(typed, known):
        return max(ALIKE, min(len(one), len(other)) / max(len(one), len(other)))
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _begins(typed: str, known: str) -> int:
    """2 where what was typed begins the known word, which was cut short; 1 the other way round; else 0."""
    one, other = _letters(typed), _letters(known)
    if min(len(one), len(other)) < _BEGINNING:
        return 0
    return 2 if other.startswith(one) else int(one.startswith(other))


def _letters(words: str) -> str:
    """Without accents, case and what stands between letters."""
    apart = unicodedata.normalize("NFKD", words.casefold())
    return re.sub(r"[\W_]", "", "".join(sign for sign in apart if not unicodedata.combining(sign)))
