"""The register of processing is complete: whose data, why, for how long, and what becomes of it."""

from __future__ import annotations

from dataclasses import astuple

import pytest
from sqlalchemy import Table

from storage import tables
from storage.columns import PERSON, fact, noun
from storage.register import REGISTER, Register

TABLES = list(tables.metadata.sorted_tables)
_PEOPLES = {
    "person",
    "recipient",
    "taken_from",
    "author",
    "started_by",
    "led_by",
    "voice",
    "apart",
    "together",
    "left_out",
    "asked_by",
    "answered_by",
    "asked",
    "made_by",
    "cancelled_by",
    "taken_back_by",
    "taken_by",
    "facilitator",
    "planned_by",
    "helpers",
    "acted_by",
    "by",
    "shown_by",
    "owner",
    "followed_by",
    "entered_by",
    "added_by",
    "introducer",
    "also",
}
_NO_PERSON = {("pledge", "by"), ("worked", "asked")}  # a day, and a number


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_each_table_says_whose_data_it_holds_why_how_long_and_what_becomes_of_it(table: Table) -> None:
    entry = table.info[REGISTER]
    assert isinstance(entry, Register)
    assert all(astuple(entry))


@pytest.mark.parametrize("declare", [noun, fact])
def test_a_table_without_an_entry_cannot_be_declared(declare: object) -> None:
    with pytest.raises(TypeError, match="register"):
        declare("postcard")  # type: ignore[operator]  # the point


def test_each_column_that_holds_a_person_is_marked_and_no_other() -> None:
    marked = {(table.name, column.name) for table in TABLES for column in table.c if column.info.get(PERSON)}
    named = {(table.name, column.name) for table in TABLES for column in table.c if column.name in _PEOPLES}
    assert marked == named - _NO_PERSON


def test_whoever_has_a_marked_column_has_somebody_whose_data_it_is() -> None:
    for table in TABLES:
        has_people = any(column.info.get(PERSON) for column in table.c) or table.name == "person"
        assert has_people or table.info[REGISTER].whose.startswith(("nobody", "the group")), table.name
