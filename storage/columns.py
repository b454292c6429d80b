"""Columns and rules as the tables spell them: short words, so that a table reads like its noun."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    event,
)
from sqlalchemy.types import TypeDecorator
from sqlalchemy.util import OrderedSet

from storage.faults import NAMES
from storage.register import REGISTER, Register
from storage.types import Instant

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Dialect
    from sqlalchemy.schema import SchemaItem

PERSON = "person"  # marks a column of `who`, in its `info`

E = TypeVar("E", bound=StrEnum)

metadata = MetaData(naming_convention=NAMES)


@event.listens_for(metadata, "before_create")
def _indexes_in_one_order(_metadata: MetaData, _connection: Connection, **_kw: Any) -> None:
    """SQLAlchemy keeps a table's indexes as a set. Of two that serve as well SQLite uses the younger one, so
    chance would decide how fast a database is: the unique ones, which name fewer rows, are made last."""
    for table in metadata.tables.values():
        table.indexes = OrderedSet(sorted(table.indexes, key=lambda index: str(index.name)))


def noun(name: str, register: Register, *items: SchemaItem) -> Table:
    """Something with an id of its own, looked for in several ways."""
    return Table(name, metadata, key("workspace"), key(), *items, info={REGISTER: register})


def fact(name: str, register: Register, *items: SchemaItem) -> Table:
    """Something that its key says all about: the key is the table, and on SQLite there is no rowid."""
    about = {REGISTER: register}
    return Table(name, metadata, key("workspace"), *items, sqlite_with_rowid=False, info=about)


class EnumText(TypeDecorator[E]):
    """A StrEnum as its plain words: readable in the database, and a value less or more needs no new type."""

    impl = Text
    cache_ok = True

    def __init__(self, enum: type[E]) -> None:
        super().__init__()
        self.enum = enum

    def process_bind_param(self, value: E | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """What the driver is given: psycopg would store an enum's name, not its value."""
        return None if value is None else value.value

    def process_result_value(self, value: Any, dialect: Dialect) -> E | None:  # noqa: ARG002
        """What the program gets back."""
        return None if value is None else self.enum(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], E | None]:  # noqa: ARG002
        """The same by a look into a table: calling an enum costs four times as much."""
        return _Members(self.enum).__getitem__


class _Members(dict[str | None, E | None]):
    """The members of an enum by their words, and None for none; ValueError for other words."""

    def __init__(self, enum: type[E]) -> None:
        super().__init__((member.value, member) for member in enum)
        self[None] = None
        self._enum = enum

    def __missing__(self, word: str) -> E:
        return self._enum(word)


class Texts(TypeDecorator[tuple[str, ...]]):
    """A few texts in order, as a JSON list: nobody asks the database for one of them."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """What the driver is given."""
        return None if value is None else json.dumps(value, ensure_ascii=False)

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[str, ...] | None:  # noqa: ARG002
        """What the program gets back."""
        return None if value is None else tuple(json.loads(value))


class Numbers(TypeDecorator[tuple[int, ...]]):
    """A few whole numbers in order, as a JSON list."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[int, ...] | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """What the driver is given."""
        return None if value is None else json.dumps(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[int, ...] | None:  # noqa: ARG002
        """What the program gets back."""
        return None if value is None else tuple(json.loads(value))


def key(name: str = "id") -> Column[str]:
    """A part of a primary key."""
    return Column(name, Text, primary_key=True)


def number_key(name: str) -> Column[int]:
    """A part of a primary key that counts."""
    return Column(name, Integer, primary_key=True, autoincrement=False)


def who(*columns: Column[Any]) -> tuple[Column[Any], ...]:
    """Columns that hold a person's id, or several: whatever must find a person's traces looks for these."""
    for column in columns:
        column.info[PERSON] = True
    return columns


def texts(*names: str) -> list[Column[str]]:
    """Words that are always there."""
    return [Column(name, Text, nullable=False) for name in names]


def maybes(*names: str) -> list[Column[str]]:
    """Words that may be missing."""
    return [Column(name, Text) for name in names]


def lists(*names: str) -> list[Column[tuple[str, ...]]]:
    """A few texts in order each, always there and perhaps empty."""
    return [Column(name, Texts, nullable=False) for name in names]


def numbers(*names: str) -> list[Column[tuple[int, ...]]]:
    """A few whole numbers in order each, always there."""
    return [Column(name, Numbers, nullable=False) for name in names]


def integers(*names: str) -> list[Column[int]]:
    """Whole numbers that are always there."""
    return [Column(name, Integer, nullable=False) for name in names]


def flags(*names: str) -> list[Column[bool]]:
    """Yes or no."""
    return [Column(name, Boolean, nullable=False) for name in names]


def moment(name: str, *, nullable: bool = False) -> Column[datetime]:
    """A moment in time, aware UTC."""
    return Column(name, Instant, nullable=nullable)


def one_of(name: str, enum: type[StrEnum], *, nullable: bool = False) -> tuple[SchemaItem, SchemaItem]:
    """One word of an enum, and the rule by which the database refuses any other."""
    allowed = ", ".join(f"'{member.value}'" for member in enum)
    column: Column[StrEnum] = Column(name, EnumText(enum), nullable=nullable)
    return column, rule(name, f"{name} IN ({allowed})")


def words(name: str, enum: type[StrEnum], *, nullable: bool = False) -> list[Column[StrEnum]]:
    """One word of an enum that will grow: a rule would have SQLite make its table anew for each new word."""
    return [Column(name, EnumText(enum), nullable=nullable)]


def rule(name: str, condition: str) -> CheckConstraint:
    """What the database refuses to break."""
    return CheckConstraint(condition, name=name)


def one_at_a_time(column: Column[Any], condition: ColumnElement[bool]) -> None:
    """Of the rows that are alike in this column and of which the condition is true, there is only one."""
    table = column.table
    Index(
        f"uq_{table.name}_workspace_{column.name}",
        table.c.workspace,
        column,
        unique=True,
        sqlite_where=condition,
        postgresql_where=condition,
    )


def kept_out_of_statistics(column: Column[Any]) -> None:
    """PostgreSQL notes what a column holds, to plan its queries by, and would keep some secrets there."""
    statement = f"ALTER TABLE {column.table.name} ALTER COLUMN {column.name} SET STATISTICS 0"

    def off(_table: Table, connection: Connection, **_kw: Any) -> None:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(statement)

    event.listen(column.table, "after_create", off)


def belongs_to(parent: str, *columns: str, key: tuple[str, ...] = ("id",)) -> ForeignKeyConstraint:
    """A row of another table, always of the same workspace."""
    targets = [f"{parent}.{name}" for name in ("workspace", *key)]
    return ForeignKeyConstraint(["workspace", *columns], targets)


def in_programme() -> ForeignKeyConstraint:
    """It lives in a channel that has a programme."""
    return belongs_to("programme", "channel", key=("channel",))
