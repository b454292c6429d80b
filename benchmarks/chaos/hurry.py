"""Time that runs faster, for everybody alike: processes, the database and Slack.

So no lease, quiet time or pause of the bot is changed: what takes two minutes there takes five seconds here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import literal_column, select, type_coerce

from bot.clock import real_time
from coproduction.machine import LEASE, QUIET
from storage.statements import Query
from storage.types import Instant

if TYPE_CHECKING:
    from coproduction.ports import Clock

TIMES = 24
NOON = datetime(2026, 12, 2, 12, tzinfo=UTC)  # when each run begins: a Wednesday
APART = timedelta(hours=1)
_EPOCH, _MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)


def real(seconds: float | timedelta) -> float:
    """How many seconds of the machine's so long a time takes here."""
    whole = seconds.total_seconds() if isinstance(seconds, timedelta) else seconds
    return whole / TIMES


BEYOND_LEASE = real(LEASE)
# The bot promises to double nothing unless Slack stores a post later than this after its lease.
LATEST = real(QUIET)


@dataclass(frozen=True, slots=True)
class Hurry:
    """Time of one run, that `began` at this moment of the machine's."""

    began: datetime

    def clock(self, apart: timedelta = timedelta(0)) -> Clock:
        """A clock that goes right, or is so much ahead."""
        return lambda: NOON + TIMES * (real_time() - self.began) + apart

    def of_the_database(self) -> Query[datetime]:
        """What the database says the time is: its own clock, as quick as all others."""
        began, noon = _literal(self.began), _literal(NOON)
        machine = "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER) * 1000"
        on_sqlite = f"({_micro(NOON)} + {TIMES} * ({machine} - {_micro(self.began)}))"
        on_postgresql = f"({noon} + {TIMES} * (clock_timestamp() - {began}))"
        return Query(
            _same,
            {
                "sqlite": select(type_coerce(literal_column(on_sqlite), Instant())),
                "postgresql": select(type_coerce(literal_column(on_postgresql), Instant())),
            },
        )


def _same(moment: datetime) -> datetime:
    return moment


def _micro(moment: datetime) -> int:
    return (moment - _EPOCH) // _MICROSECOND


def _literal(moment: datetime) -> str:
    return f"TIMESTAMPTZ '{moment.isoformat()}'"
