"""An instant is the same moment on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from storage.engine import open_engines
from storage.types import Instant

if TYPE_CHECKING:
    from collections.abc import Iterator

_table = sa.Table("moments", sa.MetaData(), sa.Column("at", Instant))

LONDON = ZoneInfo("Europe/London")
EARLY = datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)
SUMMER = datetime(2026, 7, 1, 9, 30, 0, 1, tzinfo=LONDON)
LATE = datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)


@pytest.fixture
def connection(database_url: str) -> Iterator[sa.Connection]:
    engines = open_engines(database_url)
    with engines.writer.begin() as connection:
        _table.create(connection)
        yield connection
    engines.dispose()


@pytest.mark.parametrize("moment", [EARLY, SUMMER, LATE])
def test_a_moment_comes_back_to_the_microsecond_and_in_utc(
    connection: sa.Connection, moment: datetime
) -> None:
    connection.execute(_table.insert(), {"at": moment})
    stored = connection.scalars(sa.select(_table.c.at)).one()
    assert stored == moment
    assert stored.tzinfo is UTC


def test_nothing_stays_nothing(connection: sa.Connection) -> None:
    connection.execute(_table.insert(), {"at": None})
    assert connection.scalars(sa.select(_table.c.at)).one() is None


def test_the_database_sorts_and_compares_moments(connection: sa.Connection) -> None:
    hour_twice = datetime(2026, 10, 25, 1, 30, tzinfo=LONDON)  # the clocks go back in London
    moments = [LATE, hour_twice.replace(fold=1), hour_twice, SUMMER, EARLY]
    connection.execute(_table.insert(), [{"at": moment} for moment in moments])
    in_order = connection.scalars(sa.select(_table.c.at).order_by(_table.c.at)).all()
    assert in_order == [moment.astimezone(UTC) for moment in reversed(moments)]
    due = sa.select(sa.func.count()).where(_table.c.at <= hour_twice.astimezone(ZoneInfo("Asia/Tokyo")))
    assert connection.scalar(due) == 3
    assert connection.scalar(sa.select(sa.func.max(_table.c.at))) == LATE


def test_a_naive_datetime_is_refused(connection: sa.Connection) -> None:
    naive = (SUMMER + timedelta(days=1)).replace(tzinfo=None)
    with pytest.raises(sa.exc.StatementError, match="naive datetime"):
        connection.execute(_table.insert(), {"at": naive})
    with pytest.raises(sa.exc.StatementError, match="naive datetime"):
        connection.execute(sa.select(_table).where(_table.c.at < naive))
