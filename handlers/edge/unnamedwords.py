"""Words by which somebody asks, beside what they type, that their name be left out.

What is typed after a command carries its name, so such words must not be published with it.
"""

import re

from coproduction.phrases import plainly, words_in
from coproduction.words import Text
from handlers.edge.typed import unquoted

UNNAMED = Text(  # translators: what people type who want their name left out, apart by semicolons
    "anonymous; anonymously; anon; without name; without a name; without my name; no name; no names; "
    "nameless; unnamed; not named; do not show my name; dont show my name; do not say my name; "
    "dont say my name; do not say who; dont say who; keep it anonymous; keep me anonymous"
)
PERHAPS = Text(  # translators: the same, where it stands apart from the other words, apart by semicolons
    "secret; secretly; in secret; private; privately; in private; confidential; confidentially; "
    "off the record; between us; just between us"
)
_AROUND = Text("please; this is; it is; post; share")  # translators: what may stand beside it
_BETWEEN = ":;,.-–— \n"
_APART = re.compile(r"[:;,.!()\[\]\n–—]|\s-\s")


def asks_for_no_name(typed: str) -> bool:
    """Whether these words begin by asking for it, or ask for it in their first or last part."""
    begins = " ".join(words_in(typed))
    if any(f"{begins} ".startswith(f"{each} ") for each in plainly(UNNAMED)):
        return True
    parts = [plain for each in _APART.split(typed) if (plain := _plain(each))]
    known = plainly(UNNAMED) | plainly(PERHAPS)
    return any(each in known for each in (*parts[:1], *parts[-1:]))


def nameless(typed: str) -> str | None:
    """What is typed beside such words where it begins with them; None where nothing asks for it.

    All of it in quotes is meant as it stands. What asks at its end is left there, to be looked at.
    """
    whole = typed.strip()
    if not whole or unquoted(whole) != whole or not asks_for_no_name(whole):
        return None
    known = plainly(UNNAMED) | plainly(PERHAPS)
    ends = [each.end() for each in re.finditer(r"\S+", whole)]
    asking = [end for end in ends if " ".join(words_in(whole[:end])) in known]
    return unquoted(whole[max(asking, default=0) :].lstrip(_BETWEEN))


def _plain(part: str) -> str:
    words = " ".join(words_in(part))
    for each in sorted(plainly(_AROUND), key=len, reverse=True):
        words = words.removeprefix(f"{each} ").removesuffix(f" {each}")
    return words
