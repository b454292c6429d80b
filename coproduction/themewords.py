"""What a text is about, as words that can be compared: without what says nothing, and without endings.

Plain rules for English and Spanish, which are not told apart: people mix them. `about` adds the matter that
a word belongs to (`coproduction.matters`), twice, because two people rarely use the same words for one thing.
"""

import re
import unicodedata
from functools import cache

from coproduction.matters import MATTERS

MATTER = "="  # what begins the name of a matter, which no word can
WEIGHT = 2  # how often a matter counts for each word of it
_SHORTEST = 3  # letters that a word has, and that are left of it
_WORD = re.compile(rf"[^\W\d_]{{{_SHORTEST},}}")
_ENGLISH = """
    about after again all also and anybody any anyone are because been before but can could did does
    each every everybody everyone for from get give had half has have her him his how instead into its
    just know let like make many may more most need needs new nobody not off one only other our out over
    own per please should some somebody someone than that the their them then there these they thing
    things this those too two three until use very want was were what when where which while who whom
    why will with without would you your
"""  # words that say nothing
_SPANISH = """
    algo alguien ante antes aunque cada como con cual cuando deberia del desde donde dos ella ellos
    entre era esa ese esta este esto estos fue hacer hasta hay las les los mas mis misma mismo mucho muy
    nada nadie necesitan nos nosotros otra otras otro otros para pero poco por porque pueda puede que
    quien quienes sea sean ser seria sin sino sobre solo son sus tambien tan tener tiene todo todos tras
    tres una uno unas unos
"""  # the same, without accents
_ENDINGS = """
    aciones acion amientos amiento mente adores ador iendo ando ados adas ado ada idos idas ido ida
    ations ation ings ing ness ments ment ers er ies ied ed es os as s e o a y ly ar ir en an
"""  # of words in both
_SAYS_NOTHING = frozenset((_ENGLISH + _SPANISH).split())
_LONGEST_FIRST = sorted(_ENDINGS.split(), key=len, reverse=True)


def said(text: str) -> list[str]:
    """The words of a text that say something, small and without accents, in their order."""
    folded = _folded(text)
    return [word for word in _WORD.findall(folded) if word not in _SAYS_NOTHING]


def written(text: str) -> list[str]:
    """All words of a text, small, as they are spelled."""
    return _WORD.findall(unicodedata.normalize("NFC", text.casefold()))


def about(text: str) -> list[str]:
    """The stems of these words, and the matters they belong to."""
    stems = [stem(word) for word in said(text)]
    matters = [matter for each in stems for matter in matters_of(each)]
    return stems + matters * WEIGHT


@cache
def stem(word: str) -> str:
    """A folded word without its ending."""
    for ending in _LONGEST_FIRST:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)]
    return word


def matters_of(stem: str) -> tuple[str, ...]:
    """The matters that a word with this stem may belong to."""
    return _matters().get(stem, ())


@cache
def _matters() -> dict[str, tuple[str, ...]]:
    """Stem to the matters that it may belong to."""
    found: dict[str, tuple[str, ...]] = {}
    for matter, words in MATTERS.items():
        for each in sorted({stem(word) for word in _folded(words).split()}):
            found[each] = (*found.get(each, ()), f"{MATTER}{matter}")
    return found


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
