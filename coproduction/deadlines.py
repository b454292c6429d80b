"""A day at the end of what people type: "Visit one new parent by Friday". The words stay as they are."""

import re
from datetime import date
from functools import cache

from coproduction.phrases import spelled
from coproduction.typeddates import day_typed
from coproduction.words import Text

_UNTIL = Text(  # translators: before a day that still counts, apart by semicolons; "before" does not count
    "by; until; till"
)


def deadline_of(typed: str, today: date) -> date | None:
    """The day by which it is to be done, where the words end with one that can be read; else None."""
    for found in reversed(list(_until().finditer(typed))):
        if day := day_typed(typed[found.end() :].strip(" .!"), today):
            return day
    return None


def is_deadline(typed: str, today: date) -> bool:
    """Whether this is such a day and nothing else, with or without a "by"."""
    words = typed.strip(" .,;!")
    by = _until().match(words)
    return day_typed(words[by.end() :] if by else words, today) is not None


@cache
def _until() -> re.Pattern[str]:
    words = "|".join(re.escape(each) for each in spelled(_UNTIL))
    return re.compile(rf"(?<!\w)(?:{words})\s+", re.IGNORECASE)
