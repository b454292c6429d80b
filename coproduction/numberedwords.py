"""The number of a pledge beside what somebody says of it, as in "pledge 2 done", "2: stuck" or "done 2"."""

import re
from functools import cache

from coproduction.phrases import spelled
from coproduction.words import Text

_PLEDGE = Text(  # translators: before the number of a pledge, apart by semicolons
    "pledge; pledge number; number; my pledge; with pledge"
)


def numbered(typed: str) -> tuple[int, str]:
    """The number that stands before or behind these words, and the words without it; 0 without any."""
    for form in _forms():
        if found := form.fullmatch(typed.strip(" .!")):
            return int(found["number"]), found["words"]
    return 0, typed


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    named = "|".join(re.escape(each) for each in spelled(_PLEDGE))
    number = rf"(?:(?:{named})\s+)?(?P<number>[1-9]\d?)"
    return (
        re.compile(rf"{number}[:.,)]?(?:\s+is)?\s+(?P<words>\D+)", re.IGNORECASE),
        re.compile(rf"(?P<words>\D+?)[:.,]?\s+{number}", re.IGNORECASE),
    )
