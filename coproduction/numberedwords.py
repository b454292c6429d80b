"""The number of a pledge beside what somebody says of it, as in "pledge 2 done", "2: stuck", "done 2" or "the
second: done".
"""

import re
from functools import cache

from coproduction.phrases import named, spelled
from coproduction.words import Text

_PLEDGE = Text(  # translators: before the number of a pledge, apart by semicolons
    "pledge; pledge number; number; my pledge; with pledge"
)
ORDINALS = Text(  # translators: what people write for the number of a pledge: "number: one, another; …"
    "1: first, the first, the first one, my first, first pledge, the first pledge; "
    "2: second, the second, the second one, my second, second pledge, the second pledge; "
    "3: third, the third, the third one, my third, third pledge, the third pledge; "
    "4: fourth, the fourth, the fourth one, my fourth, fourth pledge, the fourth pledge; "
    "5: fifth, the fifth, the fifth one, my fifth, fifth pledge, the fifth pledge"
)


def numbered(typed: str) -> tuple[int, str]:
    """The number that stands before or behind these words, and the words without it; 0 without any."""
    for form in _forms():
        if found := form.fullmatch(typed.strip(" .!")):
            number = found["number"].casefold()
            return int(named(ORDINALS).get(number, number)), found["words"]
    return 0, typed


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    before = "|".join(re.escape(each) for each in spelled(_PLEDGE))
    spelled_out = "|".join(sorted((re.escape(each) for each in named(ORDINALS)), key=len, reverse=True))
    number = rf"(?:(?:{before})\s+)?#?(?P<number>[1-9]\d?|{spelled_out})"
    return (
        re.compile(rf"{number}(?:\s*[:.,)\-–—]\s*|\s+)(?:is\s+)?(?P<words>\D+)", re.IGNORECASE),
        re.compile(rf"(?P<words>\D+?)[:.,]?\s+{number}", re.IGNORECASE),
    )
