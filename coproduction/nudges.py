"""How the nudges are going: in numbers, week by week, and which of them somebody should look at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from coproduction.messages import Message, MessageState

TO_LOOK_AT = (MessageState.FAILED, MessageState.UNCONFIRMED, MessageState.EXPIRED)
WEEKS_BACK, WEEKS_AHEAD = 4, 4  # this week is the last of those that lie behind

Counts = Mapping[MessageState, int]  # pending: those that wait for their day


@dataclass(frozen=True, slots=True)
class Week:
    """How many questions of one week stand where; `begins` is its Monday."""

    begins: date
    counts: Counts


@dataclass(frozen=True, slots=True)
class Why:
    """How many came to one end for one reason, as Slack or the bot calls it; empty for none."""

    state: MessageState
    reason: str
    number: int


@dataclass(frozen=True, slots=True)
class Nudges:
    """All questions by where they stand, by week, why some did not arrive, and the messages to look at.

    `later`: how many are planned for after these weeks; `earlier`: how many were due before them.
    """

    counts: Counts
    weeks: Sequence[Week] = ()
    reasons: Sequence[Why] = ()
    to_look_at: Sequence[Message] = ()
    later: int = 0
    earlier: int = 0


def weeks_around(now: datetime, zone: ZoneInfo) -> list[tuple[date, datetime, datetime]]:
    """The weeks of which is told: each with its Monday, and from when to when it lasts there."""
    today = now.astimezone(zone).date()
    first = today - timedelta(days=today.weekday(), weeks=WEEKS_BACK - 1)
    mondays = [first + timedelta(weeks=number) for number in range(WEEKS_BACK + WEEKS_AHEAD + 1)]
    begins = [datetime(each.year, each.month, each.day, tzinfo=zone) for each in mondays]
    return list(zip(mondays[:-1], begins[:-1], begins[1:], strict=True))
