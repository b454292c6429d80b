"""A planned session: what is known of it before it begins, and who says that they come.

planned ─ starts ─▶ started ─ cancelled within its first minutes ─▶ planned
   └── cancelled, with a reason ─▶ cancelled
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol
from zoneinfo import ZoneInfo

from coproduction.agendas import Agenda, minutes_in
from coproduction.errors import Over, Refusal
from coproduction.hours import WallTime, wall_time
from coproduction.messages import Card
from coproduction.texts import refuse_short, required
from coproduction.words import Text

EARLY = timedelta(minutes=60)  # so long before its time it can be started
REASON_LENGTH = 250
SOON_NAMED: Final = "soon"  # the later of two reminders, as its occasion names it
A_DAY, SOON = timedelta(days=1), timedelta(minutes=10)  # so long before people are reminded
LATE = timedelta(minutes=15)  # so long after its time those who lead are told that nobody has started it

FILLED_IN = ("title", "purpose", "wall", "minutes", "link", "helpers", "rules")  # what people fill in of it

INVITATION: Final = "invitation"  # the card in the channel
SESSION_MOVED: Final = "session_moved"  # to who answered or leads it
SESSION_REMINDER: Final = "session_reminder"  # to who comes or may come
CALLED_OFF: Final = "session_called_off"  # to who answered or leads it
CHOSEN: Final = "session_chosen"  # to who leads it with who planned it
CHOSEN_AT_ONCE: Final = "session_chosen_at_once"  # the same, where it begins before they would be told

GROUND_RULES: Final = (  # until a facilitator writes others; each reader has them in their language
    Text("One person speaks at a time. We let each other finish."),
    Text("What you have lived through counts as much as what you have studied."),
    Text("You decide what you share. You can always say nothing."),
    Text("Stories stay here. What we learn from them may leave."),
    Text("We use plain words, and ask when we do not understand."),
    Text("You can take a break at any time."),
)


class PlannedState(StrEnum):
    """Where it stands; see the picture above."""

    PLANNED = "planned"
    STARTED = "started"
    CANCELLED = "cancelled"


class Coming(StrEnum):
    """What somebody says to an invitation."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Planned:
    """One planned session. What a clock in `zone` shows (`wall`) is meant; `starts_at` is when that is now.

    `rules` is None for ours. `revision` counts the times that it was moved, `changes` those that anything of
    it was, so that a calendar tells newer from older. `session` is what it has become: its id is its own, but
    for a second start after the first was cancelled. `language` is what the facilitator reads, for the
    channel of a programme that has none yet. `wake_at` is when time next does something for it: a reminder,
    telling that nobody has started it, its end; None once that is past.
    """

    id: str
    channel: str
    title: str
    purpose: str | None
    wall: str
    zone: str
    starts_at: datetime
    minutes: int
    link: str | None
    planned_by: str
    helpers: tuple[str, ...]
    rules: tuple[str, ...] | None
    agenda: Agenda
    origin: str
    language: str | None = None
    state: PlannedState = PlannedState.PLANNED
    announced_at: datetime | None = None
    revision: int = 0
    session: str | None = None
    cancelled_by: str | None = None
    because: str | None = None
    wake_at: datetime | None = None
    changes: int = 0

    @property
    def ends_at(self) -> datetime:
        """When it is to end."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def late_at(self) -> datetime:
        """When those who lead it are told that nobody has started it: halfway through at the latest."""
        return self.starts_at + min(LATE, timedelta(minutes=self.minutes) / 2)

    @property
    def free(self) -> int:
        """How many of its minutes no step takes; negative when the steps take more."""
        return self.minutes - minutes_in(self.agenda)

    @property
    def stamp(self) -> str:
        """What tells what was filled in of it, field by field, from anything else; its agenda left out."""
        return ".".join(
            hashlib.sha256(repr(getattr(self, each)).encode()).hexdigest()[:8] for each in FILLED_IN
        )

    def changed_since(self, stamp: str) -> list[str]:
        """The fields that are not what they were when it had this stamp."""
        before, now = stamp.split("."), self.stamp.split(".")
        return [name for name, was, is_ in zip(FILLED_IN, before, now, strict=False) if was != is_]

    @property
    def is_waiting(self) -> bool:
        """Whether it has neither begun nor been cancelled."""
        return self.state is PlannedState.PLANNED

    @property
    def is_missed(self) -> bool:
        """Whether its time passed and nobody has started it, as far as time has looked."""
        return self.is_waiting and self.wake_at is None

    @property
    def is_announced(self) -> bool:
        """Whether its card was posted, so that people may count on it."""
        return self.announced_at is not None

    @property
    def on_the_wall(self) -> WallTime:
        """Its day and hour, as they were chosen."""
        return wall_time(self.wall)

    def led_with(self, reader: str) -> tuple[str, ...]:
        """Who leads it, without this person: who planned it, then whom they named."""
        return tuple(each for each in (self.planned_by, *self.helpers) if each != reader)

    @property
    def where(self) -> ZoneInfo:
        """The time zone in which they were chosen."""
        return ZoneInfo(self.zone)

    @property
    def ground_rules(self) -> Sequence[str | Text]:
        """What all agree on; empty where they wished none."""
        return GROUND_RULES if self.rules is None else self.rules

    def is_over(self, now: datetime) -> bool:
        """Whether its time has passed."""
        return now >= self.ends_at

    def is_about_now(self, now: datetime) -> bool:
        """Whether it can be started: from an hour before its time until that is over."""
        return self.is_waiting and self.starts_at - EARLY <= now < self.ends_at


class PlannedSessions(Protocol):
    """What storage keeps of this noun."""

    def add(self, planned: Planned) -> None:
        """Raises Taken when one of the same origin is there."""

    def put(self, planned: Planned) -> None: ...
    def get(self, planned: str) -> Planned | None: ...
    def hold(self, planned: str) -> Planned | None:
        """The same, and nobody else changes it before this unit of work is stored."""

    def from_origin(self, origin: str) -> Planned | None: ...
    def of_session(self, session: str) -> Planned | None:
        """What a session was planned as, if it was."""

    def waiting(self, since: datetime) -> list[Planned]:
        """Those after this moment that neither began nor were cancelled, in the order of their time."""

    def due(self, now: datetime) -> list[str]:
        """Those for which time does something by now."""

    def answer(self, planned: str, person: str, coming: Coming) -> bool:
        """Keep what somebody says, in the place of what they said before; False when it is the same."""

    def said_by(self, person: str) -> dict[str, Coming]:
        """What this person says, by planned session."""

    def answers(self, planned: str) -> dict[str, Coming]:
        """What each person says."""

    def counts(self, planned: str) -> dict[Coming, int]:
        """How many say what."""


def blank(id_: str, channel: str, by: str, zone: str, origin: str) -> Planned:
    """A plan of which nothing is known but who makes it, where."""
    return Planned(
        id=id_,
        channel=channel,
        title="",
        purpose=None,
        wall="",
        zone=zone,
        starts_at=datetime.min.replace(tzinfo=UTC),
        minutes=0,
        link=None,
        planned_by=by,
        helpers=(),
        rules=None,
        agenda=(),
        origin=origin,
    )


def invitation(planned: Planned) -> Card:
    """Its card in the channel."""
    return Card(INVITATION, planned.id)


def awaited(planned: Planned, now: datetime) -> Planned:
    """The same, with when time next does something for it: people are reminded a day and ten minutes before
    where it is announced, those who lead are told that nobody has started it, and its time is over.
    """
    before = (planned.starts_at - A_DAY, planned.starts_at - SOON) if planned.is_announced else ()
    later = [at for at in (*before, planned.late_at, planned.ends_at) if at > now]
    return replace(planned, wake_at=min(later, default=None))


def reminder(planned: Planned, person: str, now: datetime) -> Card:
    """What reminds somebody of it: of each time, once a day before and once ten minutes before."""
    how = SOON_NAMED if now >= planned.starts_at - SOON else "day"
    return Card(SESSION_REMINDER, planned.id, person, occasion=f"{planned.revision}:{how}")


def moved_note(planned: Planned, person: str) -> Card:
    """What tells somebody that it is at another time now; of each time, once."""
    return Card(SESSION_MOVED, planned.id, person, occasion=str(planned.revision))


def called_off_note(planned: Planned, person: str) -> Card:
    """What tells somebody that it is cancelled."""
    return Card(CALLED_OFF, planned.id, person)


def chosen_note(planned: Planned, person: str, *, at_once: bool = False) -> Card:
    """What tells somebody that they are to lead it, too."""
    return Card(CHOSEN_AT_ONCE if at_once else CHOSEN, planned.id, person)


def numbers(counts: Mapping[Coming, int]) -> tuple[int, int, int]:
    """How many come, may come and cannot."""
    return counts.get(Coming.YES, 0), counts.get(Coming.MAYBE, 0), counts.get(Coming.NO, 0)


def waiting(planned: Planned | None) -> Planned:
    """The planned session while it neither began nor was cancelled, else a Refusal."""
    if planned is None:
        raise Over("I do not know this planned session any more. To see what is planned, type {/plan}.")
    if planned.state is PlannedState.CANCELLED:
        raise Over("This session was cancelled. The reason: {because}", because=planned.because or "")
    if planned.state is PlannedState.STARTED:
        raise Over("This session has begun, so its plan cannot be changed any more.")
    return planned


def open_to_answers(planned: Planned | None, now: datetime) -> Planned:
    """The planned session to which people may still say whether they come, else a Refusal."""
    found = waiting(planned)
    if found.is_over(now):
        raise Refusal("The time of this session is over, so there is nothing to answer any more.")
    return found


def cancelled(planned: Planned, by: str, because: str) -> Planned:
    """The planned session, cancelled with a reason."""
    reason = required(
        because,
        most=REASON_LENGTH,
        field="reason",
        empty=Text("Please say why, so that people know."),
        lines=True,
    )
    gone = replace(waiting(planned), state=PlannedState.CANCELLED, cancelled_by=by, because=reason)
    refuse_short(reason, "reason")
    return replace(gone, changes=planned.changes + 1)


def coming_named(text: str) -> Coming:
    """What a button says, or a Refusal."""
    try:
        return Coming(text)
    except ValueError:
        raise Refusal("Please use the buttons of the newest message.") from None
