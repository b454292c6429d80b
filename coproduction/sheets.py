"""Figures for a spreadsheet: whatever makes a file of them, a row is a list of cells."""

from dataclasses import dataclass
from datetime import datetime

from coproduction.words import Text, Value


@dataclass(frozen=True, slots=True)
class Who:
    """A person, by their id: a reader sees the name."""

    id: str


Cell = Value | datetime | Who | None  # people's words, ours, a number, a moment (aware); None is empty


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with a name; each row has a cell for each column."""

    name: Text
    columns: tuple[Text, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def people(self) -> set[str]:
        """The ids of all people in it."""
        return {cell.id for row in self.rows for cell in row if isinstance(cell, Who)}
