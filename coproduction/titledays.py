"""A day or an hour to come within the words of a title: perhaps a session is to be planned, not started."""

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import product
from typing import NamedTuple
from zoneinfo import ZoneInfo

from coproduction.errors import Refusal
from coproduction.hours import local_day
from coproduction.planned import EARLY
from coproduction.typeddates import PAST, in_english, wall_time_typed

_MOST_WORDS = 9  # of a day with its hour, as in "el próximo miércoles 12 de diciembre a las 9:30"
_LONGEST = 60  # words in which a day is looked for
_ALONE = re.compile(  # what is a day although it is a single word; "24/7" is none, nor is the sun
    r"tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d{4}-\d\d?-\d\d?|\d\d?/\d\d?/\d{4}"
)
_HOUR = re.compile(r"(?:at )?\d\d?(?::\d\d)? ?(?:[ap]m|h)|(?:at )?\d\d?:\d\d|at \d\d?\.\d\d")
_BETWEEN = " ,.;:–—-"


class Dated(NamedTuple):
    """A title without the day that stood in it, and that day as it was typed; today beside an hour alone."""

    title: str
    day: str


def day_to_come(title: str, now: datetime, zone: ZoneInfo) -> Dated | None:
    """The longest run of words that is a day to come, or an hour that is not soon; None without any."""
    words = title.split()[:_LONGEST]
    for first, last in _runs(len(words)):
        run = " ".join(words[first:last]).strip(_BETWEEN)
        is_to_come = _is_to_come(run, now, zone)
        if is_to_come is False:
            return None
        if is_to_come:
            before, after = " ".join(words[:first]), " ".join(title.split()[last:])
            day = f"{local_day(now, zone)} {run}" if _HOUR.fullmatch(in_english(run)) else run
            return Dated(f"{before.rstrip(_BETWEEN)} {after.lstrip(_BETWEEN)}".strip(), day)
    return None


def _runs(many: int) -> Iterator[tuple[int, int]]:
    """Where a run of words begins and ends, the longest first."""
    for length, first in product(range(min(many, _MOST_WORDS), 0, -1), range(many)):
        if first + length <= many:
            yield first, first + length


def _is_to_come(run: str, now: datetime, zone: ZoneInfo) -> bool | None:
    """Whether this day is to come; None where it is no day."""
    english = in_english(run)
    is_hour = bool(_HOUR.fullmatch(english))
    if " " not in run and not is_hour and not _ALONE.fullmatch(english):
        return None
    try:
        meant = wall_time_typed(f"today {run}" if is_hour else run, now, zone)
    except Refusal as no:
        return False if no.words is PAST else None
    return meant.day > local_day(now, zone) or meant.in_zone(zone) > now + EARLY
