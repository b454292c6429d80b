"""Statements: written with SQLAlchemy, bound to one workspace, compiled once, run by the driver itself.

No shelf ever mentions a workspace. Whoever builds a statement here cannot leave it out, of any of its tables;
whoever runs one (`storage.shelf`) cannot give another than their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from sqlalchemy import Insert, Select, Text, bindparam

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sqlalchemy import ColumnElement, Delete, Dialect, Update
    from sqlalchemy.sql.compiler import SQLCompiler
    from sqlalchemy.types import TypeEngine

    Rows = Select[*tuple[Any, ...]]
    Core = Rows | Insert | Update | Delete
    Clause = ColumnElement[bool]
    Convert = Callable[[Any], Any]
    Bind = Callable[[Mapping[str, object]], Sequence[object] | Mapping[str, object]]

T = TypeVar("T")

_WORKSPACE = "workspace"
_DATABASES = ("sqlite", "postgresql")


class Statement:
    """One statement, in the form each database wants, made ready when it is first run.

    SQLAlchemy's own execution costs about 20 µs a statement on SQLite, this 3 µs, of which the database
    needs 2. In a storm of votes that difference would be half of all that storing costs.
    """

    def __init__(self, core: Core | Mapping[str, Core]) -> None:
        forms = core if isinstance(core, Mapping) else dict.fromkeys(_DATABASES, core)
        self._cores = {name: _within(form) for name, form in forms.items()}
        self._ready: dict[str, Ready] = {}

    def ready(self, dialect: Dialect) -> Ready:
        """The statement as this database's driver takes it."""
        ready = self._ready.get(dialect.name)
        if ready is None:
            ready = self._ready[dialect.name] = Ready(self._cores[dialect.name], dialect)
        return ready


class Query(Statement, Generic[T]):
    """A statement that answers with rows, each made into a `T`."""

    def __init__(self, make: Callable[..., T], core: Core) -> None:
        super().__init__(core)
        self.make = make


class Ready:
    """A compiled statement: its text, and how values go in and rows come out."""

    __slots__ = ("_converters", "bind", "sql")

    def __init__(self, core: Core, dialect: Dialect) -> None:
        compiled: SQLCompiler = core.compile(dialect=dialect)
        self.sql = compiled.string
        self.bind = _binder(compiled)
        self._converters = [
            (position, convert)
            for position, column in enumerate(core.exported_columns)
            if (convert := column.type.dialect_impl(dialect).result_processor(dialect, None))
        ]

    def rows(self, make: Callable[..., T], raw: Iterable[Sequence[Any]]) -> list[T]:
        """Each row of the driver made into a `T`."""
        made = []
        for row in raw:
            values = list(row)
            for position, convert in self._converters:
                values[position] = convert(values[position])
            made.append(make(*values))
        return made


def _binder(compiled: SQLCompiler) -> Bind:
    """How named values become what the driver wants: in order for SQLite, by name for PostgreSQL.

    What the statement itself says (a state, a number) is converted here once and for all.
    """
    converters = {name: _converter(bind.type, compiled.dialect) for name, bind in compiled.binds.items()}
    fixed = {
        name: converters[name](bind.effective_value)
        for name, bind in compiled.binds.items()
        if not bind.required
    }
    given = [(name, convert) for name, convert in converters.items() if name not in fixed]
    order = compiled.positiontup

    def by_name(values: Mapping[str, object]) -> dict[str, object]:
        return fixed | {name: convert(values[name]) for name, convert in given}

    def in_order(values: Mapping[str, object]) -> list[object]:
        named = by_name(values)
        return [named[name] for name in order or ()]

    return by_name if order is None else in_order


def _converter(type_: TypeEngine[Any], dialect: Dialect) -> Convert:
    return type_.dialect_impl(dialect).bind_processor(dialect) or _as_it_is


def _as_it_is(value: object) -> object:
    return value


def _within(core: Core) -> Core:
    """The statement, unable to see or touch a row of another workspace."""
    if isinstance(core, Insert):
        return core.values({_WORKSPACE: bindparam(_WORKSPACE, type_=Text())})
    return core.where(*_ours(core))


def within(part: Rows) -> Rows:
    """The same for a part of a statement that is a statement itself."""
    return part.where(*_ours(part))


def _ours(core: Core) -> list[Clause]:
    tables = core.get_final_froms() if isinstance(core, Select) else [core.table]
    return [table.c[_WORKSPACE] == bindparam(_WORKSPACE, type_=Text()) for table in tables]
