"""What every repository of the memory shares: it runs statements of its own workspace, and no others."""

from __future__ import annotations

from dataclasses import fields
from itertools import starmap
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy.exc import DBAPIError

from coproduction.effects import Collector
from storage.faults import taken
from storage.keys import PASSING
from storage.statements import given_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection, CursorResult

    from storage.keys import Key
    from storage.many import Values
    from storage.statements import Query, Statement

T = TypeVar("T")


_COUNT_ROWS = {"preserve_rowcount": True}  # also of an INSERT: how the caller learns whether it was new


class Scope:
    """What one unit of work can scope: one workspace, through one connection in a transaction."""

    __slots__ = ("_connection", "effects", "is_rehearsed", "key", "workspace")

    def __init__(self, connection: Connection, workspace: str, key: Key = PASSING) -> None:
        self.workspace = workspace
        self.key = key
        self.effects = Collector()
        self.is_rehearsed = False  # then time is what callers say, and no clock's
        self._connection = connection

    def rows(self, query: Query[T], values: dict[str, object]) -> list[T]:
        """Everything the query finds; fetched all at once, because one by one costs more."""
        return list(starmap(query.make, self._run(query, values).all()))

    def touch(self, statement: Statement, values: dict[str, object]) -> int:
        """How many rows the statement touched."""
        return self._run(statement, values).rowcount

    def touch_all(self, statement: Statement, many: Sequence[dict[str, object]]) -> int:
        """How many rows the statement touched in all, sent once with all these sets of values."""
        return self._send(statement, list(map(self._given, many))).rowcount if many else 0

    def _run(self, statement: Statement, values: dict[str, object]) -> CursorResult[Any]:
        return self._send(statement, self._given(values))

    def _given(self, values: dict[str, object]) -> Values:
        values["workspace"] = self.workspace  # whatever the caller says
        return {given_name(name): value for name, value in values.items()}

    def _send(self, statement: Statement, given: Values | list[Values]) -> CursorResult[Any]:
        try:
            core = statement.core(self._connection.dialect)
            return self._connection.execute(core, given, execution_options=_COUNT_ROWS)
        except DBAPIError as fault:
            _without_detail(fault)
            if known := taken(fault):
                raise known from None
            raise


def _without_detail(fault: DBAPIError) -> None:
    """PostgreSQL quotes the whole row that it refused; people's words must not reach a log."""
    primary = getattr(getattr(fault.orig, "diag", None), "message_primary", None)
    if primary and fault.orig:
        fault.orig.args = fault.args = (primary,)


class Repository:
    """The part of the memory that keeps one noun."""

    __slots__ = ("_scope",)

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def _all(self, query: Query[T], **values: object) -> list[T]:
        return self._scope.rows(query, values)

    def _one(self, query: Query[T], **values: object) -> T | None:
        rows = self._scope.rows(query, values)
        return rows[0] if rows else None

    def _touch(self, statement: Statement, **values: object) -> int:
        return self._scope.touch(statement, values)

    def _touch_all(self, statement: Statement, nouns: Iterable[Any]) -> int:
        return self._scope.touch_all(statement, list(map(values_of, nouns)))

    def _change(self, statement: Statement, noun: Any) -> None:
        """Store a noun anew that must be there: losing one silently would be worse than a fault."""
        if not self._touch(statement, **values_of(noun)):
            raise LookupError(f"There is no such {type(noun).__name__}: {noun.id}")


def values_of(noun: Any) -> dict[str, Any]:
    """The fields of a dataclass by name, which are the columns of its table."""
    return {field.name: getattr(noun, field.name) for field in fields(noun)}
