"""A day to which somebody puts a question off by what they write: "next month", "ask me in 3 days"."""

import re
from datetime import date, timedelta
from functools import cache

from coproduction.days import FARTHEST
from coproduction.phrases import spelled
from coproduction.typeddates import day_typed, in_english
from coproduction.words import Text

BESIDE_DAYS = Text(  # translators: beside a day on which to ask somebody again, apart by semicolons
    "please; ask me; ask me again; ask me about it; ask again; remind me; remind me again; remind me of it; "
    "not now; later; maybe; perhaps; can you ask me; can you ask me again; could you ask me; not until; "
    "not before; better; sorry; no; i will do it; i will do that; i will; thanks; thank you; until; again; "
    "then"
)


def later_in(typed: str, today: date) -> date | None:
    """The day to come that somebody names who writes it and nothing else; None where they name none.

    Next week and next month are a week and a month from `today`: it is shown back before anything is done.
    """
    bare = " ".join(re.sub(r"[.,;:!¡]+(?=\s|$)", " ", typed.casefold().replace("’", "'")).split())
    words = " ".join(in_english(_beside().sub(" ", bare)).split())
    words = re.sub(r"^(?:in )?next (week|month)$", r"in a \1", words)
    day = day_typed(words, today) if "?" not in bare else None
    return day if day and today < day <= today + FARTHEST - timedelta(days=1) else None


@cache
def _beside() -> re.Pattern[str]:
    words = "|".join(re.escape(each) for each in spelled(BESIDE_DAYS))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")
