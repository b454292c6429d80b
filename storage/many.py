"""One statement run for many sets of values: sent together, and each run answered for itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sqlalchemy import Connection, Engine, Executable

Values = dict[str, Any]

# Execution options of our own: the list that takes the answers; and the mark of a statement that may be run
# for many pieces of work together. It must be one that is asked only how many rows it touched, and of which
# no piece can tell whether others' ran before or after its own.
_TOUCHED = "touched"
TOGETHER = {"together": True}


def is_together(core: Executable) -> bool:
    """Whether the statement is marked as one that may be run for many pieces of work together."""
    return core.get_execution_options().keys() >= TOGETHER.keys()


def touched_by_each(connection: Connection, core: Executable, many: Sequence[Values]) -> list[int]:
    """Run the statement once for each set of values, in their order; how many rows each run touched."""
    touched: list[int] = []
    connection.execute(core, many, execution_options={_TOUCHED: touched})
    return touched


def answer_each(engine: Engine) -> None:
    """Make `touched_by_each` possible here: by itself `executemany` says only the sum."""
    dialect, run = engine.dialect, _RUNS[engine.dialect.name]
    usual = dialect.do_executemany

    def do_executemany(cursor: Any, statement: str, parameters: Any, context: Any = None) -> None:
        touched = context.execution_options.get(_TOUCHED)
        if touched is None:
            usual(cursor, statement, parameters, context)
        else:
            touched.extend(run(cursor, statement, parameters))

    # The dialect's own hook, as for BEGIN on SQLite (storage.engine): a listener would slow every statement.
    dialect.do_executemany = do_executemany  # type: ignore[method-assign]


def _on_sqlite(cursor: Any, statement: str, many: Sequence[Any]) -> Iterator[int]:
    for values in many:
        yield cursor.execute(statement, values).rowcount


def _on_postgresql(cursor: Any, statement: str, many: Sequence[Any]) -> Iterator[int]:
    """psycopg sends them down a pipeline: no run waits for the answer to the one before."""
    cursor.executemany(statement, many, returning=True)
    yield cursor.rowcount
    while cursor.nextset():
        yield cursor.rowcount


_RUNS: dict[str, Callable[[Any, str, Sequence[Any]], Iterator[int]]] = {
    "sqlite": _on_sqlite,
    "postgresql": _on_postgresql,
}
