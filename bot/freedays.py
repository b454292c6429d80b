"""Public holidays, on which nobody is asked: of one country or a part of it, as the library knows them."""

from collections.abc import Callable
from datetime import date
from functools import cache, partial

import holidays

from coproduction.hours import Holidays, no_holidays

NONE = "none"
_HOW = 'must be a country such as GB-ENG, IE or ES-CT (ISO 3166), or "none".'


def region(text: str) -> str:
    """A country and perhaps a part of it ("GB-ENG"), or "none", in the letters in which they are stored."""
    named = text.strip().upper()
    if named == NONE.upper():
        return NONE
    try:
        _calendar(named)
    except NotImplementedError:
        raise ValueError(_HOW) from None
    return named


def free_days(chosen: str) -> Holidays:
    """Whether a day is a public holiday there."""
    return no_holidays if chosen == NONE else partial(_is_free, _calendar(chosen))


@cache  # the settings name one region, and are read more than once
def _calendar(named: str) -> Callable[[date], str | None]:
    """The name of each public holiday there, None of other days. NotImplementedError where none is known."""
    country, _, part = named.partition("-")
    return holidays.country_holidays(country, subdiv=part or None).get


def _is_free(name_of: Callable[[date], str | None], day: date) -> bool:
    return name_of(day) is not None
