"""When to ask a person again, and what the answers mean: at a decent hour, and never after "stop".

planned ──its day has come──▶ due ──▶ answered      A follow-up owns its due time. Its message is made
   │ ▲                         │                    when it is due: from then on the outbox owns that, and
 done, and back                └────▶ put off       what became of it is known there and nowhere else.
   ▼ │
cancelled (or replaced, when the pledge got another date)
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final, Protocol
from zoneinfo import ZoneInfo

from coproduction.errors import Refusal
from coproduction.messages import Card, MessageState
from coproduction.pledges import FARTHEST, Pledge

ASK_AT = time(10, 0)
DAY_BEGINS, DAY_ENDS = time(9, 0), time(18, 0)
BEFORE_DATE = timedelta(days=2)
WEEKS_AFTER = (
    2,
    6,
    12,
)  # without a date; follow-ups of change commitments in the literature come at 1-6 months
TOO_LATE = timedelta(days=4)  # longer than a weekend: what could not go out by then is reported, not sent
PUT_OFF_DAYS = (3, 7)
NUDGE: Final = "nudge"
PLEDGE: Final = "pledge"  # what a follow-up may be about


class FollowUpState(StrEnum):
    """Where a follow-up stands."""

    PLANNED = "planned"
    DUE = "due"  # its message is the outbox's to send
    ANSWERED = "answered"
    PUT_OFF = "put_off"
    CANCELLED = "cancelled"
    REPLACED = "replaced"  # by questions on other days: it never comes back


class Reply(StrEnum):
    """What a person says of their pledge."""

    DONE = "done"
    WORKING = "working"
    STUCK = "stuck"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A due question to a person about something of theirs (`about` is its noun, `subject` its id).

    Due times are aware UTC; each is 10:00 where the person lives.
    """

    id: str
    subject: str
    person: str
    occurrence: int
    due_at: datetime
    state: FollowUpState = FollowUpState.PLANNED
    reply: Reply | None = None
    about: str = PLEDGE


class FollowUps(Protocol):
    """What storage keeps of this noun: when people are asked again, and what they said."""

    def add(self, follow_up: FollowUp) -> None: ...
    def put(self, follow_up: FollowUp) -> None: ...
    def get(self, follow_up: str) -> FollowUp | None: ...
    def of(self, about: str, subject: str) -> list[FollowUp]:
        """All questions about one thing, in their order."""

    def of_person(self, person: str) -> list[FollowUp]: ...
    def of_channel(self, channel: str) -> list[FollowUp]:
        """All questions about the pledges of a programme."""

    def due(self, now: datetime) -> list[str]:
        """The ids of the planned ones whose day has come."""

    def planned(self) -> int:
        """How many wait for their day."""

    def planned_between(self, since: datetime, until: datetime) -> int:
        """How many of them wait for a moment from `since` on and before `until`."""


def nudge_card(follow_up: FollowUp) -> Card:
    """The message that asks."""
    return Card(NUDGE, follow_up.id, follow_up.person)


def due_days(pledge: Pledge, zone: ZoneInfo) -> list[date]:
    """The local days on which to ask: two days before the pledge's date, else after 2, 6 and 12 weeks.

    A day on a weekend moves to the Friday before a date, or to the Monday after; and never before the
    weekday that follows the promise, because nobody is asked on the day they promised. Where that is after
    the date, as for what was promised for today, they are asked how it went.
    """
    made_on = pledge.made_at.astimezone(zone).date()
    earliest = _weekday(made_on + timedelta(days=1), forward=True)
    if pledge.by:
        return [max(_weekday(pledge.by - BEFORE_DATE, forward=False), earliest)]
    return [_weekday(made_on + timedelta(weeks=weeks), forward=True) for weeks in WEEKS_AFTER]


def instant(day: date, zone: ZoneInfo) -> datetime:
    """10:00 of that day in that zone, in UTC."""
    return datetime.combine(day, ASK_AT, zone).astimezone(UTC)


def in_zone(due_at: datetime, old: ZoneInfo, new: ZoneInfo) -> datetime:
    """The same local day and hour after the person moved from one zone to another."""
    return instant(due_at.astimezone(old).date(), new)


def decent_time(now: datetime, zone: ZoneInfo) -> datetime:
    """`now` when it is a weekday between 9:00 and 18:00 there, else the next weekday's 10:00, in UTC."""
    local = now.astimezone(zone)
    if local.weekday() < 5 and DAY_BEGINS <= local.time() < DAY_ENDS:
        return now
    day = local.date() if local.time() < DAY_BEGINS else local.date() + timedelta(days=1)
    return instant(_weekday(day, forward=True), zone)


def put_off_until(now: datetime, days: int, zone: ZoneInfo) -> datetime:
    """When to ask again after "not now" (3 or 7 days)."""
    if days not in PUT_OFF_DAYS:
        raise Refusal("I can ask again in 3 days or in 1 week.")
    return instant(_weekday(now.astimezone(zone).date() + timedelta(days=days), forward=True), zone)


def put_off_to(chosen: str, now: datetime, zone: ZoneInfo) -> datetime:
    """When to ask again on the day (ISO) that somebody chose; at a weekend, on the Monday after."""
    try:
        on = date.fromisoformat(chosen)
    except ValueError:
        raise Refusal("Please choose a day from the calendar.", "on") from None
    today = now.astimezone(zone).date()
    if on <= today:
        raise Refusal("This day is not in the future. Please choose tomorrow or a later day.", "on")
    if on > today + FARTHEST:
        raise Refusal("Please choose a day within a year.", "on")
    return instant(_weekday(on, forward=True), zone)


def asked_again_at(siblings: Iterable[FollowUp]) -> datetime:
    """When a pledge that was put off is asked about again: putting off plans its newest follow-up."""
    return max(siblings, key=lambda sibling: sibling.occurrence).due_at


def was_asked(follow_ups: Iterable[FollowUp], nudges: Mapping[str, MessageState]) -> bool:
    """Whether any of these questions reached its person; `nudges` says where each one's message stands."""
    return any(nudges.get(each.id) is MessageState.SENT for each in follow_ups)


def answered(follow_up: FollowUp, reply: Reply) -> FollowUp:
    """The follow-up with the person's answer; a later answer replaces an earlier one."""
    return replace(follow_up, state=FollowUpState.ANSWERED, reply=reply)


def _weekday(day: date, *, forward: bool) -> date:
    while day.weekday() >= 5:
        day += timedelta(days=1 if forward else -1)
    return day
