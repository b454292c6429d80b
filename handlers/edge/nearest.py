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
    letters = _letters(typed)
    alike = [(*_likeness(letters, _letters(word), least), word) for word in known]
    *_, much, best = max(alike, key=lambda each: each[:2], default=(0, 0.0, ""))
    return best if alike and much >= least else None


def nearest_start(typed: str, known: Iterable[str], *, least: float = ALIKE) -> str | None:
    """The one of these words that is most like the first words of what was typed."""
    words, all_known = typed.split()[:_MOST_WORDS], list(known)
    starts = [" ".join(words[:many]) for many in range(1, len(words) + 1)]
    found = ((start, nearest(start, all_known, least=least)) for start in starts)
    near = [(_likeness(_letters(start), _letters(word), least)[1], word) for start, word in found if word]
    return max(near, key=lambda each: each[0])[1] if near else None


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


def _likeness(one: str, other: str, least: float) -> tuple[int, float]:
    """Which of both begins the other, and how alike they are, from 0 to 1: alike where one begins the other.

    Letters of such different number that they cannot be `least` alike are not compared: thousands take long.
    """
    if begins := _begins(one, other):
        return begins, max(ALIKE, min(len(one), len(other)) / max(len(one), len(other)))
    both = SequenceMatcher(None, one, other, autojunk=False)
    return 0, both.ratio() if both.real_quick_ratio() >= least else 0.0


def _begins(one: str, other: str) -> int:
    """2 where what was typed begins the known word, which was cut short; 1 the other way round; else 0."""
    if min(len(one), len(other)) < _BEGINNING:
        return 0
    return 2 if other.startswith(one) else int(one.startswith(other))


def _letters(words: str) -> str:
    """Without accents, case and what stands between letters."""
    apart = unicodedata.normalize("NFKD", words.casefold())
    return re.sub(r"[\W_]", "", "".join(sign for sign in apart if not unicodedata.combining(sign)))
