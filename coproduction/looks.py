"""How words look: two that nobody can tell apart by eye are one, whatever signs they are written with."""

import unicodedata

# Letters of other scripts that look like Latin ones, small or capital.
_ALIKE = str.maketrans(
    "авекмнорстухіјѕһԁԛԝ" + "αβεζηικμνορτυχ" + "ı",
    "abekmhopctyxijshdqw" + "abezhikmvoptyx" + "i",
)
_QUOTES = dict.fromkeys("‘’‚‛′´`ʼ", "'") | dict.fromkeys("“”„‟«»″", '"')
_SIGNS = str.maketrans(_QUOTES | dict.fromkeys("‐‑‒–—−", "-"))
_UNSEEN = dict.fromkeys((0x200C, 0x200D, 0xFE0E, 0xFE0F))


def look_of(text: str) -> str:
    """The same for all texts that look alike to a reader: whatever their case, script, quotes and dashes."""
    signs = unicodedata.normalize("NFKC", text.translate(_SIGNS)).casefold().translate(_UNSEEN)
    return " ".join(unicodedata.normalize("NFKC", signs).translate(_SIGNS).translate(_ALIKE).split())
