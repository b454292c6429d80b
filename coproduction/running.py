"""Where a session stands in its agenda: which step is open, since when and until when.

Nothing counts down: whatever tells the time derives it from the two moments that are stored. A step is opened
by people only; time tells facilitators that one is over, and moves nothing on.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Protocol

from coproduction.agendas import Agenda, Step
from coproduction.durations import minutes_at_the_start
from coproduction.errors import Refusal
from coproduction.messages import Card
from coproduction.words import Text

WARNING = timedelta(minutes=2)  # so long before a step ends facilitators are told
LEFT_AFTER = timedelta(minutes=60)  # so long after its planned end a session that nobody ended ends by itself
AT_ONCE = timedelta(seconds=10)  # what two people type within this time was meant once
USUAL_MORE = 5  # minutes, where nobody says how many
LEAST_MORE, MOST_MORE = 1, 60

STEP_CARD: Final = "step"  # to the channel, one for each time that a step is opened
STEP_WARNING: Final = "step_warning"  # to facilitators: a step is nearly over
STEP_OVER: Final = "step_over"  # to facilitators: the time of a step is over

_MORE = Text("A step can get {least} to {most} more minutes. Please type a number: {/extend} 5")
_LAST = Text("This is the last step, so there is no next one. To end the session, type {/end}.")
_FIRST = Text("This is the first step, so there is none before it.")


@dataclass(frozen=True, slots=True)
class Running:
    """Where one session stands that was planned. Times are aware UTC.

    `agenda` is that with which it began: a plan whose session was cancelled goes on without it. `step` is the
    key of the step that is open, None where the agenda is empty or the session is over. `turn` counts how
    often a step was opened: a press carries the turn it was drawn for. `rings_at` is when facilitators are
    told of the time next, `closes_at` when the session ends by itself; None: not any more. `acted_by` and
    `acted_at` say who was the last to go on, or to give more time, and when; None at first.
    """

    session: str
    agenda: Agenda
    step: str | None
    turn: int
    opened_at: datetime
    ends_at: datetime
    skipped: tuple[str, ...]
    rings_at: datetime | None
    closes_at: datetime | None
    acted_by: str | None = None
    acted_at: datetime | None = None

    @property
    def is_over(self) -> bool:
        """Whether the time of its step is over and those who lead have been told so: what is drawn without a
        clock goes by that."""
        return self.step is not None and self.rings_at is None


@dataclass(frozen=True, slots=True)
class Clock:
    """How far a step is, in whole minutes."""

    gone: int
    of: int
    is_over: bool


class RunningSessions(Protocol):
    """What storage keeps of this noun."""

    def put(self, running: Running) -> None:
        """Store it, whether it is there or not."""

    def get(self, session: str) -> Running | None: ...
    def hold(self, session: str) -> Running | None:
        """The same, and nobody else changes it before this unit of work is stored."""

    def ringing(self, now: datetime) -> list[str]:
        """The sessions of whose step facilitators are to be told by now."""

    def left(self, now: datetime) -> list[str]:
        """The sessions that nobody has ended, although their planned end is long past."""


def begun(session: str, agenda: Agenda, planned_end: datetime, now: datetime) -> Running:
    """A session that begins, with its first step open."""
    waits = replace(empty(session, max(planned_end, now) + LEFT_AFTER, now), agenda=agenda)
    return opened(waits, agenda[0], now) if agenda else waits


def empty(session: str, closes_at: datetime, now: datetime) -> Running:
    """A session without steps, which ends by itself at that moment."""
    return Running(session, (), None, 0, now, now, (), None, closes_at)


def opened(running: Running, step: Step, now: datetime) -> Running:
    """With this step open, from now on and for as long as it was planned."""
    again = replace(
        running,
        step=step.key,
        turn=running.turn + 1,
        opened_at=now,
        skipped=tuple(key for key in running.skipped if key != step.key),
    )
    return _until(again, now + timedelta(minutes=step.minutes), now)


def extended(running: Running, minutes: int, now: datetime) -> Running:
    """With so many more minutes for the step; from now on where its time is over."""
    return _until(running, max(running.ends_at, now) + timedelta(minutes=minutes), now)


def acted(running: Running, by: str, now: datetime) -> Running:
    """With who did this, so that somebody else who does the same at this moment does it only once."""
    return replace(running, acted_by=by, acted_at=now)


def is_at_once(running: Running, by: str, now: datetime) -> bool:
    """Whether somebody else has just gone on, so that whoever types the same may not have seen it."""
    is_other = running.acted_by not in (None, by)
    return is_other and running.acted_at is not None and now - running.acted_at < AT_ONCE


def left_out(running: Running) -> Running:
    """With the step that is open noted as left out."""
    return replace(running, skipped=(*running.skipped, running.step or ""))


def _until(running: Running, end: datetime, now: datetime) -> Running:
    closes_at = max(running.closes_at or end, end + LEFT_AFTER)
    return replace(running, ends_at=end, rings_at=_rings(end, now), closes_at=closes_at)


def _rings(end: datetime, now: datetime) -> datetime:
    """When facilitators are told next: before the end, or at it where that is too near."""
    return end - WARNING if now < end - WARNING else end


def rings_next(running: Running, now: datetime) -> datetime | None:
    """When facilitators are told of the time of its step, where that is still to come."""
    return _rings(running.ends_at, now) if now < running.ends_at else None


def rung(running: Running, now: datetime) -> Running:
    """After they were told: of the end still, if they were told before it."""
    return replace(running, rings_at=running.ends_at if now < running.ends_at else None)


def stopped(running: Running) -> Running:
    """The session is over: no step is open, and time brings nothing any more."""
    return replace(running, step=None, turn=running.turn + 1, rings_at=None, closes_at=None)


def clock(running: Running, now: datetime) -> Clock:
    """How far the step is that is open."""
    minute = timedelta(minutes=1)
    whole = -(-(running.ends_at - running.opened_at) // minute)  # upwards, as people count what they have
    gone = max(now - running.opened_at, timedelta(0)) // minute
    return Clock(gone, whole, is_over=now >= running.ends_at)


def minutes_for_groups(running: Running, step: Step, now: datetime) -> int:
    """How long groups can talk in a step: the time that is left of it, or all of it where that is over."""
    left = -(-(running.ends_at - now) // timedelta(minutes=1))
    return left if left > 0 else step.minutes


def neighbour(agenda: Agenda, key: str | None, by: int) -> Step | None:
    """The step so many places further down from this one (or up, where `by` is negative), if there is one."""
    place = next((at for at, step in enumerate(agenda) if step.key == key), None)
    if place is None or not 0 <= place + by < len(agenda):
        return None
    return agenda[place + by]


def step_after(agenda: Agenda, key: str | None) -> Step:
    """The next step, or a Refusal that says how a session ends."""
    found = neighbour(agenda, key, 1)
    if found is None:
        raise Refusal(_LAST)
    return found


def step_before(agenda: Agenda, key: str | None) -> Step:
    """The step before, or a Refusal."""
    found = neighbour(agenda, key, -1)
    if found is None:
        raise Refusal(_FIRST)
    return found


def minutes_of(typed: str) -> int:
    """How many more minutes somebody typed: "5", "+5", "10 minutes", or nothing for the usual five."""
    words = typed.strip().removeprefix("+").strip()
    minutes, rest = (int(words), "") if _is_number(words) else minutes_at_the_start(words)
    if not words:
        return USUAL_MORE
    if minutes is None or rest.strip(" .!") or not LEAST_MORE <= minutes <= MOST_MORE:
        raise Refusal(_MORE.filled(least=LEAST_MORE, most=MOST_MORE))
    return minutes


def _is_number(words: str) -> bool:
    return words.isascii() and words.isdigit() and len(words) <= 6


def step_card(running: Running) -> Card:
    """The card in the channel of the step that is open: a new one for each turn, below all else."""
    return Card(STEP_CARD, running.session, part=running.turn, occasion=running.step or "")


def time_note(kind: str, running: Running, person: str) -> Card:
    """What tells a facilitator of the time: of each end of each turn, once."""
    return Card(kind, running.session, person, part=running.turn, occasion=running.ends_at.isoformat())
