"""Reading what people type after a command: quotes of every kind, and what they left out."""

import re

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″＂", '"'))
_QUOTED = re.compile(r'"([^"]*)"')


def quoted(text: str) -> list[str]:
    """Every quoted piece, whichever quotes the keyboard made."""
    return [piece.strip() for piece in _QUOTED.findall(text.translate(_QUOTES))]


def unquoted(text: str) -> str:
    """The text without quotes around the whole of it."""
    whole = text.strip()
    pieces = quoted(whole)
    return pieces[0] if len(pieces) == 1 and len(pieces[0]) + 2 == len(whole) else whole


def first_word(text: str) -> tuple[str, str]:
    """The first word in lower case, and the rest."""
    word, rest = [*text.split(maxsplit=1), "", ""][:2]
    return word.casefold(), rest.strip()
