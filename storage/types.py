"""Column types that both databases keep in the same way."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Instant(TypeDecorator[datetime]):
    """A moment in time: only aware values go in, and UTC comes out.

    SQLite has no such type; SQLAlchemy's own would drop the zone and keep the wall-clock time. There it is a
    whole number of microseconds since 1970: it sorts and compares as a number, takes 8 bytes instead of 32,
    and going in and out costs 0.8 µs (fixed-width ISO text: 1.2 µs). To read it by eye:
    ``datetime(due_at / 1000000, 'unixepoch')``.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The type behind it on this database."""
        return BigInteger() if dialect.name == "sqlite" else self.impl_instance

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | int | None:
        """What the driver is given."""
        if value is None:
            return None
        if value.tzinfo is None or value.utcoffset() is None:
            raise ValueError("A naive datetime says no moment: give it a time zone.")
        if dialect.name == "sqlite":
            return (value - _EPOCH) // _MICROSECOND
        return value  # PostgreSQL turns it into UTC itself

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """What the program gets back."""
        return _read[dialect.name](value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None]:  # noqa: ARG002
        """The same without the library's own step in between: a claim of many messages reads thousands."""
        return _read[dialect.name]


@lru_cache(maxsize=1_000)  # what is read together often fell due together
def _from_number(value: int | None) -> datetime | None:
    return None if value is None else _EPOCH + timedelta(microseconds=value)


def _in_utc(value: datetime | None) -> datetime | None:
    return None if value is None else value.astimezone(UTC)


_read: Mapping[str, Callable[[Any], datetime | None]] = {"sqlite": _from_number, "postgresql": _in_utc}
