"""Something to read or to print, whatever draws it: a message, a page, a sheet of figures."""

from dataclasses import dataclass
from datetime import datetime

from coproduction.shares import Share
from coproduction.words import Text

Line = str | Text | datetime  # people's own words, ours, or a moment (aware) for the reader's own time zone
Cell = Line | int | Share | None  # None where there is no such figure


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: a cell for each column. `lines` say the same where there is no room for a table."""

    cells: tuple[Cell, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of figures. The first cell of a row says what the row is about; the newest rows come last."""

    columns: tuple[Text, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """What stands below one heading: lines first, then a table of figures if there is one."""

    heading: Text
    lines: tuple[Line, ...] = ()
    grid: Grid | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A title, its chapters in order, and at the end a note on how to read them."""

    title: Text
    chapters: tuple[Chapter, ...]
    note: Text
