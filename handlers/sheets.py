"""Sheets of figures as files: no cell of them is ever run as a formula, whatever people have written."""

import csv
import io
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

import xlsxwriter

from coproduction.sheets import Cell, Sheet, Who
from coproduction.words import COMMA, Listed, Value
from handlers.blocks.cells import harmless
from handlers.voice import Voice

XLSX_NAME: Final = "results.xlsx"
_JOINERS = "\u200c\u200d"  # what makes one sign of several
_KEPT = {"\n", *_JOINERS}
_LONGEST = 32_767  # characters that a cell holds
_SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "remove_timezone": True}


def as_csv(say: Voice, sheet: Sheet, names: Mapping[str, str]) -> str:
    """One sheet as comma-separated values, a line each; cells that would be run begin with an apostrophe."""
    written = io.StringIO()
    lines = csv.writer(written, lineterminator="\n")
    lines.writerow([harmless(say(column)) for column in sheet.columns])
    for row in sheet.rows:
        lines.writerow([_plain(say, cell, names) for cell in row])
    return written.getvalue()


def as_xlsx(say: Voice, sheets: tuple[Sheet, ...], names: Mapping[str, str]) -> bytes:
    """All sheets as one Excel file: numbers and moments as such, all else as text."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, _SAFE) as book:
        dated, bold = book.add_format({"num_format": "yyyy-mm-dd hh:mm"}), book.add_format({"bold": True})
        for sheet in sheets:
            page = book.add_worksheet(say(sheet.name)[:31])
            for at, column in enumerate(sheet.columns):
                page.write_string(0, at, say(column), bold)
            for line, row in enumerate(sheet.rows, start=1):
                for at, cell in enumerate(row):
                    if isinstance(cell, datetime):
                        page.write_datetime(line, at, cell.astimezone(UTC), dated)
                    elif isinstance(cell, int):
                        page.write_number(line, at, cell)
                    elif cell is not None:
                        page.write_string(line, at, _words(say, cell, names))
            page.freeze_panes(1, 0)
            page.autofit()
    return made.getvalue()


def _plain(say: Voice, cell: Cell, names: Mapping[str, str]) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "minutes")
    return str(cell) if isinstance(cell, int) else harmless(_words(say, cell, names))


def _words(say: Voice, cell: Value | Who, names: Mapping[str, str]) -> str:
    return _seen(_said(say, cell, names))[:_LONGEST]


def _said(say: Voice, cell: Value | Who, names: Mapping[str, str]) -> str:
    match cell:
        case Who(id=person):
            return names.get(person, person)
        case Listed(values):
            return say(COMMA).join(_said(say, each, names) for each in values)
        case int():
            return str(cell)
        case _:
            return say.of(cell)


def _seen(text: str) -> str:
    """Without the characters that nobody sees, but for the ends of lines."""
    kinds = [(each, unicodedata.category(each)) for each in text.replace("\r\n", "\n")]
    shown = (each if each in _KEPT or kind[0] != "C" else "" if kind == "Cf" else " " for each, kind in kinds)
    return "".join(shown).strip(f"{_JOINERS} \n")
