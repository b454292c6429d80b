"""What every shelf of the memory shares: it runs statements of its own workspace, and no others."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy.exc import DBAPIError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from storage.statements import Query, Statement

T = TypeVar("T")


class Reach:
    """What one unit of work can reach: one workspace, through one connection in a transaction."""

    __slots__ = ("_connection", "_dialect", "_driver", "workspace")

    def __init__(self, connection: Connection, workspace: str) -> None:
        # The driver is spoken to directly, and SQLAlchemy begins a transaction only when it is asked.
        if not connection.in_transaction():
            connection.begin()
        self.workspace = workspace
        self._connection = connection
        self._dialect = connection.dialect
        self._driver: Any = connection.connection.driver_connection

    def rows(self, query: Query[T], values: dict[str, object]) -> list[T]:
        """Everything the query finds."""
        return query.ready(self._dialect).rows(query.make, self._run(query, values).fetchall())

    def touch(self, statement: Statement, values: dict[str, object]) -> int:
        """How many rows the statement touched."""
        touched: int = self._run(statement, values).rowcount
        return touched

    def _run(self, statement: Statement, values: dict[str, object]) -> Any:
        values["workspace"] = self.workspace  # whatever the caller says
        ready = statement.ready(self._dialect)
        given = ready.bind(values)
        try:
            return self._driver.execute(ready.sql, given)
        except self._dialect.loaded_dbapi.Error as error:
            raise self._fault(error) from error

    def _fault(self, error: Any) -> BaseException:
        """The driver's error as SQLAlchemy reports it, which is what the bridge understands."""
        _without_detail(error)
        lost = self._dialect.is_disconnect(error, self._driver, None)
        if lost:
            self._connection.invalidate(error)
        base = self._dialect.loaded_dbapi.Error
        fault: BaseException = DBAPIError.instance(
            None, None, error, base, hide_parameters=True, connection_invalidated=lost, dialect=self._dialect
        )
        return fault


def _without_detail(error: Any) -> None:
    """PostgreSQL quotes the whole row that it refused; people's words must not reach a log."""
    primary = getattr(getattr(error, "diag", None), "message_primary", None)
    if primary:
        error.args = (primary,)


class Shelf:
    """The part of the memory that keeps one noun."""

    __slots__ = ("_reach",)

    def __init__(self, reach: Reach) -> None:
        self._reach = reach

    def _all(self, query: Query[T], **values: object) -> list[T]:
        return self._reach.rows(query, values)

    def _one(self, query: Query[T], **values: object) -> T | None:
        rows = self._reach.rows(query, values)
        return rows[0] if rows else None

    def _touch(self, statement: Statement, **values: object) -> int:
        return self._reach.touch(statement, values)

    def _change(self, statement: Statement, noun: Any) -> None:
        """Store a noun anew that must be there: losing one silently would be worse than a fault."""
        if not self._touch(statement, **told(noun)):
            raise LookupError(f"There is no such {type(noun).__name__}: {noun.id}")


def told(noun: Any) -> dict[str, Any]:
    """The fields of a dataclass by name, which are the columns of its table."""
    return {field.name: getattr(noun, field.name) for field in fields(noun)}
