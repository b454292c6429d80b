"""The end of a session: for ten minutes there is a way back, and what was said is not sealed yet.

live ─ ends ─▶ ended ─ ten minutes later ─▶ sealed
 ▲               │
 └── is undone ──┘
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from coproduction.errors import Over
from coproduction.running import LEFT_AFTER, Running, rings_next
from coproduction.undoing import WAY_BACK
from coproduction.words import Text

TOO_LATE = Text(
    "This session ended more than ten minutes ago. It cannot be opened again. "
    'To start another one, type: {/start} "Title"'
)


@dataclass(frozen=True, slots=True)
class Ending:
    """The end of one session that is not sealed yet.

    `step` is the key of the agenda's step that was open, if any was. `seals_at` is when there is no way back.
    """

    session: str
    step: str | None
    seals_at: datetime

    def can_be_undone(self, now: datetime) -> bool:
        """Whether there is a way back."""
        return now < self.seals_at


class Endings(Protocol):
    """What storage keeps of this noun."""

    def add(self, ending: Ending) -> None: ...
    def get(self, session: str) -> Ending | None: ...
    def drop(self, session: str) -> bool:
        """It is undone, or sealed; False when somebody was quicker."""

    def to_seal(self, now: datetime) -> list[str]:
        """The sessions from whose end there is no way back by now, and which are not sealed yet."""


def ending(session: str, step: str | None, now: datetime) -> Ending:
    """The end of a session at this moment."""
    return Ending(session, step, now + WAY_BACK)


def in_time(ending: Ending | None, now: datetime) -> Ending:
    """An end that can still be undone, else a Refusal."""
    if ending is None or not ending.can_be_undone(now):
        raise Over(TOO_LATE)
    return ending


def reopened(running: Running, ending: Ending, now: datetime) -> Running:
    """The agenda of a session that goes on after all, at the step where it was; its clock went on meanwhile.

    It closes by itself an hour after its end as before, but not within the next hour.
    """
    return replace(
        running,
        step=ending.step,
        turn=running.turn + 1,
        rings_at=rings_next(running, now) if ending.step else None,
        closes_at=max(running.ends_at, now) + LEFT_AFTER,
    )
