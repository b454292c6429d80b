"""Statements: written with SQLAlchemy, bound to one workspace when they are built.

No repository ever mentions a workspace. Whoever builds a statement here cannot leave it out, of any of its
tables; whoever runs one (`storage.repository`) cannot give another than their own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from sqlalchemy import Insert, Select, Text, bindparam

from storage.many import TOGETHER

if TYPE_CHECKING:
    from sqlalchemy import BindParameter, ColumnElement, Delete, Dialect, Update

    Rows = Select[*tuple[Any, ...]]
    Core = Rows | Insert | Update | Delete
    Clause = ColumnElement[bool]

T = TypeVar("T")

_WORKSPACE = "workspace"
_DATABASES = ("sqlite", "postgresql")


class Statement:
    """One statement, in the form each database wants."""

    def __init__(self, core: Core | Mapping[str, Core]) -> None:
        if isinstance(core, Mapping):
            self._cores = {name: _within(form) for name, form in core.items()}
        else:  # binding takes a tenth of the bot's start: once for both
            self._cores = dict.fromkeys(_DATABASES, _within(core))

    def together(self) -> Statement:
        """Itself, marked as one that may be run for many pieces of work together (`storage.ahead`)."""
        self._cores = {name: core.execution_options(**TOGETHER) for name, core in self._cores.items()}
        return self

    def core(self, dialect: Dialect) -> Core:
        """The statement for this database."""
        return self._cores[dialect.name]

    def sql(self, dialect: Dialect) -> str:
        """The statement as this database reads it."""
        return str(self.core(dialect).compile(dialect=dialect))


class Query(Statement, Generic[T]):
    """A statement that answers with rows, each made into a `T`."""

    def __init__(self, make: Callable[..., T], core: Core | Mapping[str, Core]) -> None:
        super().__init__(core)
        self.make = make


def given_name(name: str) -> str:
    """What a given value is called inside a statement.

    SQLAlchemy keeps the names of columns for itself in an UPDATE or INSERT, so ours need others.
    """
    return f"given_{name}"


def _workspace() -> BindParameter[str]:
    return bindparam(given_name(_WORKSPACE), type_=Text())


def _within(core: Core) -> Core:
    """The statement, unable to see or touch a row of another workspace."""
    if isinstance(core, Insert):
        if core.select is not None:  # its rows come from a part that is bound already
            return core
        return core.values({_WORKSPACE: _workspace()})
    return core.where(*_ours(core))


def within(part: Rows) -> Rows:
    """The same for a part of a statement that is a statement itself."""
    return part.where(*_ours(part))


def _ours(core: Core) -> list[Clause]:
    tables = core.get_final_froms() if isinstance(core, Select) else [core.table]
    return [table.c[_WORKSPACE] == _workspace() for table in tables]
