"""A channel that has another id: every row of every table that names it says the new one from then on."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from storage.columns import metadata
from storage.phrases import copy_new, given, value
from storage.statements import Statement, within

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Table

_CHANNEL = "channel"


@cache
def statements() -> tuple[Statement, ...]:
    """In this order: what others refer to is there under its new name before they do so.

    Where the channel is a part of the key, a row that is there under the new id already is the newer one.
    """
    named = [table for table in metadata.sorted_tables if _CHANNEL in table.c]
    keys = [table for table in named if table.c[_CHANNEL].primary_key]
    others = [table for table in named if table not in keys]
    return (
        *map(_copied, keys),
        *map(_renamed, others),
        *(Statement(delete(table).where(_is_old(table))) for table in reversed(keys)),
    )


def _is_old(table: Table) -> ColumnElement[bool]:
    return given(table.c[_CHANNEL], "old")


def _new(table: Table) -> ColumnElement[str]:
    new: ColumnElement[str] = value(table.c[_CHANNEL], "new")
    return new


def _copied(table: Table) -> Statement:
    columns = [_new(table) if column.name == _CHANNEL else column for column in table.c]
    return copy_new(table, within(select(*columns).select_from(table).where(_is_old(table))))


def _renamed(table: Table) -> Statement:
    return Statement(update(table).values({_CHANNEL: _new(table)}).where(_is_old(table)))
