"""People's words, made safe to keep: nothing invisible, nothing that turns text, never cut in silence."""

import re
import unicodedata

from coproduction.errors import Refusal
from coproduction.words import Text

LEAST_LENGTH = 10  # of an idea, and of a reason that others read

# Bidirectional overrides and isolates can make a text read as something else; zero-width ones can hide it.
# ZWJ (U+200D) and ZWNJ (U+200C) stay inside words: emoji and several scripts need them.
_INVISIBLE = dict.fromkeys(
    [
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        *range(0xFFF9, 0xFFFC),
        *(0x00AD, 0x034F, 0x061C, 0x180E, 0x200B, 0x200E, 0x200F, 0xFEFF),
    ],
    None,
)
_BLANK = dict.fromkeys((0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0), " ")  # letters and signs that show nothing
_JOINERS = "\u200c\u200d\ufe0e\ufe0f"
# Marks that are piled on a letter until they cover the lines around it. Two are enough for any language.
_MARK = r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_MOST_MARKS = 4
_PILED = re.compile(rf"({_MARK}{{2}}){_MARK}+")


def tidy(text: str) -> str:
    """The text on one line, in NFC with single spaces, without control, bidi or zero-width characters."""
    return _line(_visible(text))


def tidy_lines(text: str) -> str:
    """The same with its line breaks: each line tidy, and at most one empty line between two."""
    lines = [_line(line) for line in _visible(text).splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def is_readable(text: str) -> bool:
    """Whether there is a letter, a number or a sign in it that somebody could read out."""
    return any(unicodedata.category(c)[0] in "LN" or unicodedata.category(c) == "So" for c in tidy(text))


def required(text: str, *, most: int, field: str, empty: Text, lines: bool = False) -> str:
    """The tidy text, or a Refusal that says `empty`, or how much too long it is (`most` characters).

    With `lines` its line breaks stay.
    """
    kept = tidy_lines(text) if lines else tidy(text)
    if not kept:
        raise Refusal(empty, field)
    return _within(kept, most, field)


def optional(text: str | None, *, most: int, field: str, lines: bool = False) -> str | None:
    """The tidy text, None when nothing is left of it, or a Refusal when it is too long."""
    kept = tidy_lines(text or "") if lines else tidy(text or "")
    return _within(kept, most, field) if kept else None


def refuse_short(words: str, field: str) -> None:
    """A Refusal of words that say too little for others, such as one word."""
    if len(words) < LEAST_LENGTH or not has_letters(words):
        raise Refusal(
            "This is very short. Please say in {least} characters or more what you mean, "
            "so that others understand it.",
            field,
            least=LEAST_LENGTH,
        )


def has_letters(text: str) -> bool:
    """Whether there is a letter of any script in it, so that it says more than signs can."""
    return any(unicodedata.category(c)[0] == "L" for c in text)


def _visible(text: str) -> str:
    whole = text.encode("utf-8", "replace").decode("utf-8")  # a lone surrogate cannot be stored
    visible = unicodedata.normalize("NFC", whole.translate(_INVISIBLE).translate(_BLANK))
    return _unpiled(unicodedata.normalize("NFC", _PILED.sub(r"\1", visible)))


def _unpiled(text: str) -> str:
    """The same for the marks of all other scripts, some of which put four on one letter."""
    if text.isascii():
        return text
    kept: list[str] = []
    piled = 0
    for sign in text:
        piled = piled + 1 if unicodedata.category(sign) in {"Mn", "Me"} else 0
        if piled <= _MOST_MARKS:
            kept.append(sign)
    return "".join(kept)


def _line(text: str) -> str:
    kept = "".join(c if unicodedata.category(c) != "Cc" else " " for c in text)
    return " ".join(word for word in kept.split() if word.strip(_JOINERS))


def _within(text: str, most: int, field: str) -> str:
    if len(text) > most:
        raise Refusal(
            "This is {length:,} characters long and {most:,} fit. Please shorten it and send it again.",
            field,
            length=len(text),
            most=most,
        )
    return text
