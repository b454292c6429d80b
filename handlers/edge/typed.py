"""Reading what people type after a command: quotes of every kind, and a call for help."""

import re
import string
from typing import Final, NamedTuple

from coproduction.phrases import named
from coproduction.words import LANGUAGES, Text

# A piece ends with any quote of the family that it began with: a keyboard may make “…" of what was typed.
_FAMILIES = ('"“”„‟″＂〝〞〟❝❞', "«»‹›《》〈〉", "「」『』｢｣")
_QUOTED = re.compile("|".join(f"[{family}]([^{family}]*)[{family}]" for family in _FAMILIES))
_SINGLE = "'‘’‚‛`´′＇❛❜"  # also an apostrophe: only where it stands apart from every letter does it quote
_ENDS = ".,;:!?…"
_SINGLY = re.compile(rf"(?<!\S)[{_SINGLE}](\S(?:.*?\S)??)[{_SINGLE}](?![^\s{_ENDS}])", re.DOTALL)
QUOTES = frozenset("".join(_FAMILIES) + _SINGLE)
_SEPARATORS = f",;{string.whitespace}"

ADD: Final = "add"
REMOVE: Final = "remove"
_CHANGES = Text(  # translators: what people type before a name, after each colon and apart by commas
    "add: add; remove: remove, delete"
)
HELP = Text("help")  # translators: the word that people type when they want help
_ASKS = frozenset(
    {"help", "?", "??", "-h", "--help", "-help", "/?", "/help", "-?", "—help", "–help", "–h", "—h"}
)


_DIGITS = 7  # no idea has a number with so many


class Apart(NamedTuple):
    """The words before the first quote, every quoted piece, and the words between or after them."""

    before: str
    pieces: list[str]
    others: list[str]


def quoted(text: str) -> list[str]:
    """Every quoted piece, whichever quotes the keyboard made."""
    return apart(text).pieces


def apart(text: str) -> Apart:
    """What was typed, taken apart at its quotes."""
    found = list(_QUOTED.finditer(text)) or _singly(text)
    if not found:
        return Apart(text.strip(), [], [])
    ends = [*(match.start() for match in found[1:]), len(text)]
    between = [text[match.end() : end].strip(_SEPARATORS) for match, end in zip(found, ends, strict=True)]
    pieces = [next(piece for piece in match.groups() if piece is not None).strip() for match in found]
    return Apart(text[: found[0].start()].strip(), pieces, list(filter(None, between)))


def unquoted(text: str) -> str:
    """The text without quotes around the whole of it. Of what ends it behind them, "?" and "!" stay."""
    before, pieces, others = apart(text.strip())
    end = "".join(others)
    is_whole = len(pieces) == 1 and not before and not end.strip(_ENDS)
    if not is_whole or text.rstrip(_ENDS + string.whitespace)[-1:] not in QUOTES:
        return text.strip()
    is_ended = pieces[0][-1:] in _ENDS
    return pieces[0] if is_ended else pieces[0] + "".join(sign for sign in end if sign in "!?")


def bare(text: str) -> str:
    """The text without any quotes at its ends, to be said in quotes of ours."""
    return text.strip("".join(QUOTES) + string.whitespace) or text.strip()


def first_word(text: str) -> tuple[str, str]:
    """The first word in lower case, and the rest."""
    word, rest = [*text.split(maxsplit=1), "", ""][:2]
    return word.casefold(), rest.strip()


def numbered_first(text: str) -> tuple[int | None, str]:
    """The number of an idea with which this begins ("12", "#12"), and the words after it; None where it
    begins with none, or with several.
    """
    first, rest = first_word(text)
    digits = first.removeprefix("#").rstrip(".,:")
    is_one = digits.isascii() and digits.isdigit() and len(digits) < _DIGITS
    is_alone = not any(sign.isdigit() for sign in first_word(rest)[0])
    return (int(digits), rest) if is_one and is_alone else (None, rest)


def change_typed(text: str) -> str | None:
    """Whether somebody is to be added or taken out, by the first word of this; None where it says neither."""
    return named(_CHANGES).get(first_word(text)[0])


def asks_for_help(text: str) -> bool:
    """Whether this is a call for help and nothing else, in any of our languages."""
    asked = text.strip().casefold()
    words = _ASKS | {language.pattern(HELP).casefold() for language in LANGUAGES.values()}
    return asked in words or (asked.strip("¿?¡!. ") or asked) in words


def _singly(text: str) -> list[re.Match[str]]:
    """Pieces in single quotes, where the text begins with one or holds several: one alone may be a word."""
    found = list(_SINGLY.finditer(text))
    return found if len(found) > 1 or text.lstrip()[:1] in _SINGLE else []
