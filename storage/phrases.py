"""The few kinds of statement that the repositories are built from."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import bindparam, delete, literal_column, select, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.statements import Query, Statement, given_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy import Column, ColumnElement, Table

    from storage.statements import Rows

    Clause = ColumnElement[bool]

T = TypeVar("T")

_INSERTS: dict[str, Callable[[Table], Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def given(column: ColumnElement[Any], name: str | None = None) -> Clause:
    """The column equals the value that is given under its own name, or under another."""
    same: Clause = column == value(column, name)
    return same


def literally(column: ColumnElement[Any], word: str) -> Clause:
    """The column holds this word of ours, spelled in the statement itself.

    SQLite uses a partial index only for a condition that it can read, and nobody has to bring the word along.
    """
    return column == literal_column(f"'{word}'")


def value(column: Any, name: str | None = None) -> Any:
    """The value that is given when the statement is run."""
    return bindparam(given_name(name or column.name), type_=column.type)


def several(column: Any, name: str | None = None) -> Any:
    """The values that are given as a list when the statement is run; not an empty one."""
    return bindparam(given_name(name or column.name), type_=column.type, expanding=True)


def find(
    make: Callable[..., T],
    table: Table,
    *where: Clause,
    order: Sequence[Any] = (),
    most: int | None = None,
) -> Query[T]:
    """The rows of a table as dataclasses that have fields of the same names: all, or at `most` so many."""
    return Query(make, select(*columns_of(make, table)).where(*where).order_by(*order).limit(most))


def columns_of(make: Callable[..., object], table: Table) -> list[Column[Any]]:
    """The columns that hold a dataclass, in the order of its fields."""
    return [table.c[field.name] for field in fields(make)]  # type: ignore[arg-type]  # a dataclass


def pair(left: Any, right: Any) -> tuple[Any, Any]:
    """A row of two."""
    return left, right


def add(table: Table) -> Statement:
    """Store a row; a key that is there already is an error."""
    return _insert(table, lambda row: row)


def add_new(table: Table, *key: str) -> Statement:
    """Store a row unless its key is there already: then no row is touched."""
    columns = [table.c[name] for name in key] or list(table.primary_key)
    return _insert(table, lambda row: row.on_conflict_do_nothing(index_elements=columns))


def copy_new(table: Table, rows: Rows) -> Statement:
    """Store rows that are found in the database, but for those whose key is there already."""
    return _insert(table, lambda row: row.on_conflict_do_nothing(), dict.fromkeys(_INSERTS, rows))


def add_unless_taken(table: Table) -> Statement:
    """Store a row unless any of its unique keys is there already: then no row is touched."""
    return _insert(table, lambda row: row.on_conflict_do_nothing())


def keep(
    table: Table,
    *only: str,
    if_other: str | None = None,
    only_if: Clause | None = None,
    rows: Mapping[str, Rows] | None = None,
) -> Statement:
    """Store a row in place of any with its key; with `if_other`, only when it says something else there,
    with `only_if`, only when that is true of the row that is there.

    With `only`, a row that is there keeps all other columns: they may be newer than what the caller read.
    `rows` is, for each database, where the row comes from when it is not given as it is.
    """
    replaced = only or [column.name for column in _told(table)]

    def may_replace(row: Any) -> Clause | None:
        return only_if if if_other is None else table.c[if_other] != row.excluded[if_other]

    def in_place(row: Any) -> Any:
        return row.on_conflict_do_update(
            index_elements=list(table.primary_key),
            set_={name: row.excluded[name] for name in replaced},
            where=may_replace(row),
        )

    return _insert(table, in_place, rows)


def change(table: Table, *where: Clause) -> Statement:
    """Store a row that is there already anew."""
    row = update(table).values({column.name: value(column) for column in _told(table)})
    return Statement(row.where(given(table.c.id), *where))


def remove(table: Table, *where: Clause) -> Statement:
    """Delete rows."""
    return Statement(delete(table).where(*where))


def _insert(
    table: Table, conflict: Callable[[Any], Any], rows: Mapping[str, Rows] | None = None
) -> Statement:
    names = [column.name for column in table.c]
    values = {column.name: value(column) for column in table.c}
    return Statement(
        {
            name: conflict(
                insert(table).from_select(names, rows[name]) if rows else insert(table).values(values)
            )
            for name, insert in _INSERTS.items()
        }
    )


def _told(table: Table) -> list[Column[Any]]:
    return [column for column in table.c if not column.primary_key]
