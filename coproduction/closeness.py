"""Whether two ideas say nearly the same: rather silent than wrong, because a hint interrupts who writes.

Words are compared, not meanings: without the small ones, each by its stem, in any order. Both must share
nearly all of them, and those that only one of them has may not turn it round ("no", "sin").
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from rapidfuzz.fuzz import ratio

from coproduction.ideas import Idea

ENOUGH: Final = 0.75  # of the words of both, as in the pairs of tests/coproduction/test_closeness.py
FEWEST_WORDS: Final = 2  # below, what is the same says too little
_ALMOST = 80  # per cent of the letters of two words, so that a slip of the finger is none
_KEPT = 8_192  # texts of which the words are remembered: each new idea is compared with all
_STEM = 6  # letters: "benches" and "bench", "familias" and "familia"
_SMALL: Final = frozenset(
    re.findall(
        r"\w+",
        "a an the and or of to in on at for with from by is are be we our us you your i my it this that there"
        " should would could can some please all every each"
        " un una unos unas el la los las lo y o de del al a en con para por es son sea que se nos nuestro"
        " nuestra hay cada todo toda todos todas more mas",
    )
)
_TURNS: Final = frozenset(("no", "not", "without", "less", "fewer", "stop", "never", "sin", "menos", "nunca"))


@lru_cache(_KEPT)
def words(text: str) -> frozenset[str]:
    """The words that matter in a text, without accents and endings."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
    return frozenset(_stem(word) for word in re.findall(r"[^\W_]+", plain) if word not in _SMALL)


def _stem(word: str) -> str:
    short = re.sub(r"(?:es|s|ing|ed)$", "", word) if len(word) > 4 else word
    return short[:_STEM]


def is_close(one: str, other: str) -> bool:
    """Whether two texts say nearly the same."""
    ours, theirs = words(one), words(other)
    if min(len(ours), len(theirs)) < FEWEST_WORDS:
        return False
    differ = ours ^ theirs
    return _share_enough(ours, theirs) and not (differ & _TURNS or _numbers(differ))


def _share_enough(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether so many words are in both, or were meant to be, which are no more than those that surely are.

    So texts that share little are told apart without a look at any letter.
    """
    same, both = len(ours & theirs), len(ours | theirs)
    most = min(same, len(ours) - same)
    if same + most < ENOUGH * (both - most):
        return False
    slips = sum(any(_slipped(word, each) for each in theirs - ours) for word in ours - theirs)
    return slips <= most and same + slips >= ENOUGH * (both - slips)


def _numbers(found: Iterable[str]) -> bool:
    return any(word.isdigit() for word in found)


def _slipped(word: str, other: str) -> bool:
    return len(word) > 3 and ratio(word, other, score_cutoff=_ALMOST) > 0


def closest(text: str, ideas: Iterable[Idea]) -> Idea | None:
    """The first of these ideas that says nearly the same, if any does."""
    return next((idea for idea in ideas if is_close(text, idea.text)), None)
