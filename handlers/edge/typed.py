"""Reading what people type after a command: quotes of every kind, and what they left out."""

import re
import string

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″＂", '"'))
_SEPARATORS = f",;{string.whitespace}"
_QUOTED = re.compile(r'"([^"]*)"')


def quoted(text: str) -> list[str]:
    """Every quoted piece, whichever quotes the keyboard made."""
    return [piece.strip() for piece in _QUOTED.findall(text.translate(_QUOTES))]


def apart(text: str) -> tuple[str, list[str], bool]:
    """The words before the first quote, every quoted piece, and whether words stand between or after."""
    before, *rest = _QUOTED.split(text.translate(_QUOTES))
    return before.strip(), [piece.strip() for piece in rest[::2]], any(map(_said, rest[1::2]))


def unquoted(text: str) -> str:
    """The text without quotes around the whole of it."""
    whole = text.strip()
    pieces = quoted(whole)
    return pieces[0] if len(pieces) == 1 and len(pieces[0]) + 2 == len(whole) else whole


def first_word(text: str) -> tuple[str, str]:
    """The first word in lower case, and the rest."""
    word, rest = [*text.split(maxsplit=1), "", ""][:2]
    return word.casefold(), rest.strip()


def _said(between: str) -> bool:
    return bool(between.strip(_SEPARATORS))
