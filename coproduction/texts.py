"""People's words, made safe to keep: nothing invisible, nothing that turns text, never cut in silence."""

import unicodedata

from coproduction.errors import Refusal
from coproduction.words import Text

# Bidirectional overrides and isolates can make a text read as something else; zero-width ones can hide it.
# ZWJ (U+200D) and ZWNJ (U+200C) stay inside words: emoji and several scripts need them.
_INVISIBLE = dict.fromkeys(
    [*range(0x202A, 0x202F), *range(0x2060, 0x2070), 0x061C, 0x180E, 0x200B, 0x200E, 0x200F, 0xFEFF], None
)
_JOINERS = "\u200c\u200d"


def tidy(text: str) -> str:
    """The text in NFC with runs of white space folded, without control, bidi or zero-width characters."""
    whole = text.encode("utf-8", "replace").decode("utf-8")  # a lone surrogate cannot be stored
    visible = unicodedata.normalize("NFC", whole.translate(_INVISIBLE))
    kept = "".join(c if unicodedata.category(c) != "Cc" else " " for c in visible)
    return " ".join(word for word in kept.split() if word.strip(_JOINERS))


def required(text: str, *, most: int, field: str, empty: Text) -> str:
    """The tidy text, or a Refusal that says `empty`, or how much too long it is (`most` characters)."""
    kept = tidy(text)
    if not kept:
        raise Refusal(empty, field)
    return _within(kept, most, field)


def optional(text: str | None, *, most: int, field: str) -> str | None:
    """The tidy text, None when nothing is left of it, or a Refusal when it is too long."""
    kept = tidy(text or "")
    return _within(kept, most, field) if kept else None


def _within(text: str, most: int, field: str) -> str:
    if len(text) > most:
        raise Refusal(
            "This is {length:,} characters long and {most:,} fit. Please shorten it and send it again.",
            field,
            length=len(text),
            most=most,
        )
    return text
