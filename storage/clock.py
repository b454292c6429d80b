"""The database's own clock, by which leases are judged: the one clock that all processes share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, literal_column, select, type_coerce

from storage.statements import Query
from storage.types import Instant

if TYPE_CHECKING:
    from datetime import datetime

# To the millisecond, as microseconds since 1970. SQLite's clock is that of the machine, which all who share
# the file share, too.
_SQLITE = "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER) * 1000"


def _same(moment: datetime) -> datetime:
    return moment


TIME = Query(
    _same,
    {
        "sqlite": select(type_coerce(literal_column(_SQLITE), Instant())),
        "postgresql": select(type_coerce(func.clock_timestamp(), Instant())),
    },
)
