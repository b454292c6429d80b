"""Short phrases that people write, compared with what they mean in any of our languages."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from coproduction.words import LANGUAGES, Text

FILLERS = Text(  # translators: words that change nothing in all of this, apart by semicolons
    "please; pls; plz; thanks; thank; thx; you; hi; hello; hey; ok; okay; now; the; these; those; this; "
    "that; it; me; my; us; our; any; all; your; to; from; of; i; im; id; ive; its; is; am; have; want; "
    "would; like; can; could; just; giving; give; for; about; pledge; pledges; again; anymore; and; a; "
    "yes; yep; yup; yeah; so; them; alongside; sorry"
)


@cache
def plainly(phrases: Text) -> frozenset[str]:
    """The phrases in all our languages, with all their words."""
    told = (each for language in LANGUAGES.values() for each in language.pattern(phrases).split(";"))
    return frozenset(" ".join(words_in(each)) for each in told)


@cache
def spelled(phrases: Text) -> Sequence[str]:
    """The same with their accents and with all their words, the longest first."""
    told = {each for language in LANGUAGES.values() for each in language.pattern(phrases).split(";")}
    return sorted(
        {" ".join(words_in(each, accents=True)) for each in told}, key=lambda each: (-len(each), each)
    )


@cache
def named(spellings: Text) -> Mapping[str, str]:
    """What people may write for each name, by itself ("name: one, another; …"); a name means itself in every
    language.
    """
    found: dict[str, str] = {}
    for language in LANGUAGES.values():
        for entry in language.pattern(spellings).split(";"):
            name, _, words = entry.partition(":")
            found |= {word.strip().casefold(): name.strip() for word in words.split(",")}
    return found | {name: name for name in found.values()}


def words_in(text: str, *, accents: bool = False) -> Iterator[str]:
    """Small letters without accents, apostrophes and signs; a word said twice in a row is said once."""
    apart = unicodedata.normalize("NFKD", text.casefold().replace("'", "").replace("’", ""))
    bare = apart if accents else "".join(c for c in apart if not unicodedata.combining(c))
    bare = unicodedata.normalize("NFC", bare)
    before = ""
    for word in "".join(c if c.isalnum() else " " for c in bare).split():
        if word != before:
            yield word
        before = word
