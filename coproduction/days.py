"""Days that people pick in a calendar, as Slack tells them; how far ahead anything may be planned."""

from datetime import date, timedelta
from typing import Final

from coproduction.errors import Refusal
from coproduction.words import Text

FARTHEST: Final = timedelta(days=366)


def picked(
    chosen: str, field: str, today: date, first: date, *, unread: Text, early: Text, late: Text
) -> date:
    """The day that was picked (ISO), from `first` on and within a year of `today`.

    A Refusal under this field says `unread` where it is no day, else why it does not fit.
    """
    try:
        day = date.fromisoformat(chosen)
    except ValueError:
        raise Refusal(unread, field) from None
    if day < first:
        raise Refusal(early, field)
    if day > today + FARTHEST:
        raise Refusal(late, field)
    return day
