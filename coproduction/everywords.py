"""Whether words say that something is done again and again: "every week", "each Monday", "cada semana"."""

import re

_ENGLISH = (
    r"\b(?:every|each)\s+(?:other\s+|second\s+|two\s+|2\s+)?"
    r"(?:day|week|weekday|weekend|month|morning|evening|night|(?:mon|tues|wednes|thurs|fri|satur|sun)day)s?\b"
    r"|\b(?:daily|weekly|monthly|fortnightly)\b"
)
_DAYS = r"(?:lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bados?|domingos?)"
_SPANISH = (
    rf"\bcada\s+(?:dos\s+|2\s+)?(?:d[ií]as?|semanas?|mes(?:es)?|mañana|tarde|noche|{_DAYS})\b"
    rf"|\btodos\s+los\s+(?:d[ií]as|meses|{_DAYS})\b|\btodas\s+las\s+(?:semanas|mañanas|tardes|noches)\b"
    r"|\ba\s+diario\b|\b(?:semanal|mensual)(?:mente)?\b"
)
_AGAIN = re.compile(f"{_ENGLISH}|{_SPANISH}", re.IGNORECASE)


def says_again_and_again(words: str) -> bool:
    """Whether they name a day, week or month that comes back, in English or Spanish."""
    return _AGAIN.search(words) is not None
