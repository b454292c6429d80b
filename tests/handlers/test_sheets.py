"""Sheets as files: whatever people have written, no spreadsheet runs it, and nothing of it is lost."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from datetime import UTC, datetime
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from coproduction.sheets import Cell, Sheet, Who
from coproduction.words import Text, listed
from handlers.sheets import as_csv, as_xlsx
from tests.speaking import SAY

AT = datetime(2026, 11, 28, 10, 5, tzinfo=UTC)
NAME, COLUMNS = Text("Results"), (Text("Question"), Text("Answer"))
RUN = (
    "=1+1",
    "+1",
    "-5",
    "@SUM(A1)",
    "＝1+1",
    "﹢1",
    "\t=1",
    "\r=1",
    " =1",
    "\u200b=1",
    "\u202e=1",
    "−1",
    "|x",
    "%x",
)


def read_csv(*cells: Cell) -> list[list[str]]:
    """The rows below the head, as a spreadsheet reads them."""
    sheet = Sheet(NAME, COLUMNS, (cells,))
    return list(csv.reader(io.StringIO(as_csv(SAY, sheet, {"U1": "Ana"}))))[1:]


def xml_of(*cells: Cell) -> dict[str, str]:
    """The parts of the Excel file, by name."""
    content = as_xlsx(SAY, (Sheet(NAME, COLUMNS, (cells,)),), {"U1": "Ana"})
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name).decode() for name in file.namelist()}


def strings_of(parts: dict[str, str]) -> list[str]:
    """Every text of the Excel file."""
    shared = ElementTree.fromstring(parts["xl/sharedStrings.xml"])  # noqa: S314 - it is our own
    return ["".join(each.itertext()) for each in shared]


def test_a_cell_is_what_it_is() -> None:
    cells = (AT, "Tea, milk", 7, Who("U1"), Who("U9"), Text("Yes"), listed(["A", Text("No")]), None)
    assert read_csv(*cells) == [["2026-11-28 10:05", "Tea, milk", "7", "Ana", "U9", "Yes", "A, No", ""]]
    parts = xml_of(*cells)
    assert strings_of(parts) == ["Question", "Answer", "Tea, milk", "Ana", "U9", "Yes", "A, No"]
    assert "<v>7</v>" in parts["xl/worksheets/sheet1.xml"]
    assert 'name="Results"' in parts["xl/workbook.xml"]


def test_no_spreadsheet_runs_what_somebody_wrote() -> None:
    for words in RUN:
        ((shown,),) = read_csv(words)
        assert shown[0] == "'"
        parts = xml_of(words, f"https://evil.example/{words}")
        assert "<f>" not in parts["xl/worksheets/sheet1.xml"]
        assert not any("hyperlink" in name or "hyperlink" in text for name, text in parts.items())


def test_nor_what_follows_a_semicolon_or_a_line_break_where_a_cell_ends_for_some() -> None:
    """A Spanish spreadsheet takes semicolons for commas; whoever pastes the lines has a cell for each."""
    told = {
        "Tea;=1+1": "Tea;'=1+1",
        "Tea; =1+1; Milk": "Tea;' =1+1; Milk",
        ";;=1": ";;'=1",
        "=1;@x": "'=1;'@x",
        "Tea\n\n=1+1\nMilk": "Tea\n\n'=1+1\nMilk",
        "1 = 1; yes, or no - all": "1 = 1; yes, or no - all",
    }
    assert {words: read_csv(words) for words in told} == {words: [[shown]] for words, shown in told.items()}


@given(st.text(max_size=60))
@settings(deadline=None)
def test_everything_that_can_be_seen_is_kept(words: str) -> None:
    def seen(text: str) -> str:
        return re.sub(r"\s", "", "".join(each for each in text if unicodedata.category(each)[0] != "C"))

    def unguarded(text: str) -> str:
        return re.sub(r"(^|[;\n])'", r"\1", "".join(text))

    ((shown,),) = read_csv(words) or [[""]]
    assert seen(unguarded(shown)) == seen(unguarded(words))
    assert [seen(each) for each in strings_of(xml_of(words or "-"))[2:]] == (
        [seen(words)] if words else ["-"]
    )
