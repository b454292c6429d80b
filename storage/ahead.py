"""A look ahead at the pieces of a batch: those that begin with the same statement have it run together.

A storm is many pieces that run one and the same statement with values of their own. One by one, each waits
for the database twice, for its statement and for its savepoint; together, all of them wait once.

What a piece begins with cannot depend on the database, where it has not looked yet. So each piece is run up
to its first statement, which is noted and not carried out. Then that statement is run for all who begin with
it, in their order, and each of them runs with the answer in its hands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from storage.many import is_together, touched_by_each

if TYPE_CHECKING:
    from sqlalchemy import Connection, Dialect, Executable

    from storage.many import Values
    from storage.waiting import Piece

M = TypeVar("M")

STORM = 5  # pieces in a batch from which on it is worth running each of them twice


@dataclass(frozen=True, slots=True)
class Beginning:
    """The statement a piece begins with, and its values."""

    core: Executable
    given: Values


@dataclass(frozen=True, slots=True)
class Run(Generic[M]):
    """Pieces that follow each other in a batch; and what each begins with, where they begin alike."""

    pieces: list[Piece[M]]
    beginnings: list[Beginning]

    def goes_on_with(self, beginning: Beginning | None) -> bool:
        """Whether a piece that begins so can run together with these."""
        return beginning is not None and beginning.core is self.beginnings[0].core

    def begin(self, connection: Connection) -> list[Told]:
        """Run the first statement of all; what each piece then sees as its connection."""
        given = [each.given for each in self.beginnings]
        touched = touched_by_each(connection, self.beginnings[0].core, given)
        return [Told(connection, *each) for each in zip(self.beginnings, touched, strict=True)]


def runs(
    pieces: list[Piece[M]], open_memory: Callable[[Connection, str], M], dialect: Dialect
) -> Iterator[Run[M]]:
    """The pieces in their order, those together that follow each other and begin alike.

    Each is looked at when those before it have run, but for those that it may run with: what they have read
    and the process has kept, such as a poll's secret, it need not begin with.
    """
    if len(pieces) < STORM:
        yield Run(pieces, [])
        return
    scout = cast("Connection", _Scout(dialect))
    alike: Run[M] = Run([], [])
    for piece in pieces:
        beginning = _beginning(piece, open_memory, scout)
        if alike.pieces and not alike.goes_on_with(beginning):
            yield alike
            alike = Run([], [])
        if beginning:
            alike.pieces.append(piece)
            alike.beginnings.append(beginning)
        else:
            yield Run([piece], [])
    if alike.pieces:
        yield alike


def _beginning(
    piece: Piece[M], open_memory: Callable[[Connection, str], M], scout: Connection
) -> Beginning | None:
    """What it begins with, if that may be run together with others'."""
    try:
        piece.work(open_memory(scout, piece.workspace))
    except _Begins as begins:
        return Beginning(begins.core, begins.given) if is_together(begins.core) else None
    except BaseException:  # noqa: BLE001 (it will be raised again, and its caller told)
        return None
    return None


class _Begins(BaseException):
    """Ends a piece at its first statement; no `except Exception` of its own shall hold that up."""

    def __init__(self, core: Executable, given: Values) -> None:
        self.core, self.given = core, given


class _Scout:
    """Stands in for the connection of a piece that is only asked what it begins with."""

    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect

    def execute(self, core: Executable, given: Values, **_options: object) -> None:
        raise _Begins(core, given)


@dataclass(frozen=True, slots=True)
class _Touched:
    """The answer to a statement that was run together with others'."""

    rowcount: int


class Told:
    """A connection as one piece sees it whose first statement has been run: it is told the answer."""

    def __init__(self, connection: Connection, beginning: Beginning, touched: int) -> None:
        self.dialect = connection.dialect
        self.has_written = touched > 0
        self._connection = connection
        self._beginning: Beginning | None = beginning
        self._touched = touched

    def execute(self, core: Executable, given: Values, **options: Any) -> object:
        """Run a statement; the first one has been."""
        if self._beginning is None:
            self.has_written |= not core.is_select
            return self._connection.execute(core, given, **options)
        if core is not self._beginning.core or given != self._beginning.given:
            raise self._fickle()
        self._beginning = None
        return _Touched(self._touched)

    def require_begun(self) -> None:
        """Raises when the piece has ended and never asked for what was run for it."""
        if self._beginning is not None:
            raise self._fickle()

    def __getattr__(self, name: str) -> Any:
        """Whatever else a connection can do may write."""
        self.require_begun()
        self.has_written = True
        return getattr(self._connection, name)

    def _fickle(self) -> RuntimeError:
        self.has_written = True  # whatever was run for it, it is not what it wants now
        return RuntimeError("A piece of work did not begin twice with the same statement.")
