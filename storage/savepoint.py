"""A savepoint that moves along a transaction, from one piece of work to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from storage import faults

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

# Moving on from one piece to the next costs PostgreSQL one round trip instead of two.
_NEXT = {
    "sqlite": ("RELEASE piece", "SAVEPOINT piece"),
    "postgresql": ("RELEASE piece; SAVEPOINT piece",),
}


class Savepoint:
    """A savepoint that moves along a transaction: behind it what is kept, ahead of it the piece being tried.

    It speaks to the driver directly: SQLAlchemy's begin_nested costs 57 µs a piece, this 1 µs on SQLite.
    """

    def __init__(self, connection: Connection) -> None:
        driver: Any = connection.connection.driver_connection
        self._execute: Callable[[str], object] = driver.execute
        self._next = _NEXT[connection.dialect.name]
        self._execute("SAVEPOINT piece")

    def attempt(self, act: Callable[[], None]) -> BaseException | None:
        """Keep what `act` does, or undo it and say what it raised; a fault of the transaction is raised."""
        try:
            act()
            self.keep()
        except BaseException as error:
            if faults.passing(error):
                raise
            self._undo_or_raise(error)
            return error
        return None

    def keep(self) -> None:
        """Keep what was done since, and move on."""
        for statement in self._next:
            self._execute(statement)

    def _undo_or_raise(self, error: BaseException) -> None:
        """A SQLite that is full undoes the whole transaction by itself, and this savepoint with it."""
        try:
            self.undo()
        except Exception:  # noqa: BLE001 (what it was about says more)
            raise error from error.__cause__

    def undo(self) -> None:
        """Undo what was done since; the savepoint stays where it is."""
        self._execute("ROLLBACK TO piece")
