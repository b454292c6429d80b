"""When to ask a person again, and what the answers mean: at a decent hour, and never after "stop".

planned ──its day has come──▶ due ──▶ answered      A follow-up owns its due time. Its message is made
   │ ▲                         │                    when it is due: from then on the outbox owns that, and
 done, and back                └────▶ put off       what became of it is known there and nowhere else.
   ▼ │
cancelled (or replaced, when the pledge got another date; or paused, after two without an answer)

Several that are due within a week are asked in one message, that of the first of them (`asked_in`).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final, Protocol
from zoneinfo import ZoneInfo

from coproduction.days import picked
from coproduction.errors import Refusal
from coproduction.hours import (
    ASK_AT,
    ONE_DAY,
    Holidays,
    asking_day,
    instant,
    local_day,
    no_holidays,
    on_the_wall,
    wall_time,
)
from coproduction.messages import Card, MessageState
from coproduction.people import Rhythm
from coproduction.pledges import Pledge
from coproduction.words import Text

BEFORE_DATE = timedelta(days=2)
WEEKS_AFTER = (
    2,
    6,
    12,
)  # without a date; follow-ups of change commitments in the literature come at 1-6 months
LIGHT_WEEKS_AFTER = (6,)  # the one of them at which most people have had time to begin
TOO_LATE = timedelta(days=4)  # longer than a weekend: what could not go out by then is reported, not sent
PUT_OFF_DAYS = (3, 7)
UNANSWERED = 2  # in a row: after so many nobody asks any more
GO_ON_AFTER = timedelta(weeks=2)  # where nothing else is planned when somebody presses "go on"
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
    PAUSED = "paused"  # until its person presses "go on", or says how it goes


WAITING = frozenset({FollowUpState.PLANNED, FollowUpState.DUE, FollowUpState.PAUSED})  # for an answer
HEARD = frozenset({FollowUpState.DUE, FollowUpState.ANSWERED, FollowUpState.PUT_OFF})  # by their person


class Reply(StrEnum):
    """What a person says of their pledge."""

    DONE = "done"
    WORKING = "working"
    STUCK = "stuck"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A due question to a person about something of theirs (`about` is its noun, `subject` its id).

    Due times are aware UTC. What was meant is the wall time (`wall`, in the `zone` of its person, an IANA
    name), of which `due_at` is the moment. `asked_in` is the follow-up in whose message it is asked, None for
    its own.
    `is_asked_for`: its person chose the day. `is_farewell`: it says that nothing more will be asked.
    `acted_since`: its person has done something about the same since, so it does not go unanswered.
    """

    id: str
    subject: str
    person: str
    occurrence: int
    due_at: datetime
    state: FollowUpState = FollowUpState.PLANNED
    reply: Reply | None = None
    about: str = PLEDGE
    wall: str | None = None
    zone: str | None = None
    asked_in: str | None = None
    is_asked_for: bool = False
    is_farewell: bool = False
    acted_since: bool = False

    @property
    def local(self) -> datetime:
        """Its moment by the clock of its person; in UTC where their zone is not known."""
        return self.due_at.astimezone(ZoneInfo(self.zone)) if self.zone else self.due_at

    @property
    def asker(self) -> str:
        """The follow-up whose message asks this."""
        return self.asked_in or self.id


class FollowUps(Protocol):
    """What storage keeps of this noun: when people are asked again, and what they said."""

    def add(self, follow_up: FollowUp) -> None: ...
    def put(self, follow_up: FollowUp) -> None: ...
    def put_all(self, follow_ups: Collection[FollowUp]) -> None:
        """The same for many in one statement."""

    def get(self, follow_up: str) -> FollowUp | None: ...
    def of(self, about: str, subject: str) -> list[FollowUp]:
        """All questions about one thing, in their order."""

    def of_person(self, person: str) -> list[FollowUp]: ...
    def asked_in(self, follow_up: str) -> list[FollowUp]:
        """All that are asked in the message of this one, itself first."""

    def of_channel(self, channel: str) -> list[FollowUp]:
        """All questions about the pledges of a programme."""

    def due(self, now: datetime) -> list[str]:
        """The ids of the planned ones whose day has come."""

    def planned_before(self, until: datetime) -> list[FollowUp]:
        """The planned ones that wait for a moment before `until`, the earliest first."""


def nudge_card(follow_up: FollowUp) -> Card:
    """The message that asks."""
    return Card(NUDGE, follow_up.asker, follow_up.person)


def due_days(
    pledge: Pledge, zone: ZoneInfo, holidays: Holidays = no_holidays, rhythm: Rhythm = Rhythm.STANDARD
) -> list[date]:
    """The local days on which to ask: two days before the pledge's date, else after 2, 6 and 12 weeks.

    Who wants few is asked once in both cases. A day on which nobody is asked moves to the one before it where
    the pledge has a date, else to the one after; and never before the one that follows the promise, because
    nobody is asked on the day they promised. Where that is after the date, as for what was promised for
    today, they are asked how it went.
    """
    made_on = local_day(pledge.made_at, zone)
    earliest = asking_day(made_on + timedelta(days=1), holidays)
    if pledge.by:
        return [max(asking_day(pledge.by - BEFORE_DATE, holidays, forward=False), earliest)]
    weeks_after = LIGHT_WEEKS_AFTER if rhythm is Rhythm.LIGHT else WEEKS_AFTER
    return [asking_day(made_on + timedelta(weeks=weeks), holidays) for weeks in weeks_after]


def put_off_until(
    now: datetime, days: int, zone: ZoneInfo, holidays: Holidays = no_holidays, at: time = ASK_AT
) -> datetime:
    """When to ask again after "not now" (3 or 7 days)."""
    if days not in PUT_OFF_DAYS:
        raise Refusal("I can ask again in 3 days or in 1 week.")
    return instant(asking_day(local_day(now, zone) + timedelta(days=days), holidays), zone, at)


def moved(follow_up: FollowUp, at: datetime, zone: ZoneInfo, meant: date | None = None) -> FollowUp:
    """The same, to be asked at another moment: what the clock of that zone shows then is what is meant.

    `meant`: the day that somebody chose, where nobody is asked on that day.
    """
    wall = on_the_wall(at, zone)
    wall = replace(wall, day=meant) if meant else wall
    return replace(follow_up, due_at=at, wall=str(wall), zone=zone.key)


def moment_of(follow_up: FollowUp, zone: ZoneInfo) -> datetime:
    """When its wall time is now, by what is known of that zone today."""
    return wall_time(follow_up.wall).in_zone(zone) if follow_up.wall else follow_up.due_at


def put_off_to(
    chosen: str, now: datetime, zone: ZoneInfo, holidays: Holidays = no_holidays, at: time = ASK_AT
) -> datetime:
    """When to ask again on the day (ISO) that somebody chose, or the next on which people are asked."""
    today = local_day(now, zone)
    on = picked(
        chosen,
        "on",
        today,
        today + ONE_DAY,
        unread=Text("Please choose a day from the calendar."),
        early=Text("This day is not in the future. Please choose tomorrow or a later day."),
        late=Text("Please choose a day within a year."),
    )
    return instant(asking_day(on, holidays), zone, at)


def next_occurrence(siblings: Iterable[FollowUp]) -> int:
    """The number of the next question about the thing that these are about."""
    return max((each.occurrence for each in siblings), default=0) + 1


def last_reply(siblings: Iterable[FollowUp]) -> Reply | None:
    """What was answered last of questions in their order; None before any answer."""
    return next((each.reply for each in reversed(list(siblings)) if each.reply), None)


def reply_since(siblings: Iterable[FollowUp], asked: FollowUp) -> Reply | None:
    """What was answered last to this question or to one after it; None before any answer."""
    return last_reply(each for each in siblings if each.occurrence >= asked.occurrence)


def asked_again(siblings: Iterable[FollowUp]) -> FollowUp:
    """By which question a pledge that was put off is asked about again: as its person chose last."""
    every = list(siblings)
    chosen = [each for each in every if each.is_asked_for]
    return max(chosen or every, key=lambda sibling: sibling.occurrence)


def was_asked(follow_ups: Iterable[FollowUp], nudges: Mapping[str, MessageState]) -> bool:
    """Whether any of these questions reached its person; `nudges` says where each one's message stands."""
    return any(nudges.get(each.id) is MessageState.SENT for each in follow_ups)


def unanswered(before: Iterable[FollowUp], nudges: Mapping[str, MessageState]) -> int:
    """How many of these questions about one thing have no answer, since their person last did anything about
    it. Only those count that reached them.
    """
    waiting = (each for each in before if each.state is FollowUpState.DUE and not each.acted_since)
    return sum(nudges.get(each.id) is MessageState.SENT for each in waiting)


def stopped_with(siblings: Iterable[FollowUp]) -> FollowUp | None:
    """The question with which the asking about one thing stopped, until its person does anything about it."""
    last = next((each for each in reversed(list(siblings)) if each.state is FollowUpState.DUE), None)
    return last if last and last.is_farewell and not last.acted_since else None


def answered(follow_up: FollowUp, reply: Reply) -> FollowUp:
    """The follow-up with the person's answer; a later answer replaces an earlier one."""
    return replace(follow_up, state=FollowUpState.ANSWERED, reply=reply)
