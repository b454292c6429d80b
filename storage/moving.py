"""A channel that has another id: every row of every table that names it says the new one from then on."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, exists, func, select, update

from storage.columns import metadata
from storage.lastwords import last_word
from storage.messages import message
from storage.phrases import copy_new, given, value
from storage.statements import Statement, within

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Column, ColumnElement, Table

_CHANNEL, _ORIGIN = "channel", "origin"
_IS_ONE = ("kind", "subject", "recipient", "part", "occasion")  # of a message: no two have all of them


@cache
def statements() -> tuple[Statement, ...]:
    """In this order: what others refer to is there under its new name before they do so.

    Where the channel is a part of the key, a row that is there under the new id already is the newer one.
    Messages that are about a channel say so in other columns, whatever their kind; so does where an idea
    comes from, and who will never be asked to lead there.
    """
    named = [table for table in metadata.sorted_tables if _CHANNEL in table.c]
    keys = [table for table in named if table.c[_CHANNEL].primary_key]
    others = [table for table in named if table not in keys]
    return (
        *map(_copied, keys),
        *map(_renamed, others),
        *(Statement(delete(table).where(_is_old(table))) for table in reversed(keys)),
        _said_of(message, "subject", _IS_ONE),
        _said_of(message, "occasion", _IS_ONE),
        *(_within_origin(table) for table in metadata.sorted_tables if _has_origin(table)),
        _first_in(last_word, "subject", ("about", "subject", "order")),
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


def _said_of(table: Table, name: str, is_one: Sequence[str]) -> Statement:
    """Where a column holds the channel and nothing else."""
    column = table.c[name]
    return _told_anew(table, column, given(column, "old"), value(column, "new"), is_one)


def _has_origin(table: Table) -> bool:
    return _ORIGIN in table.c and not table.c[_ORIGIN].primary_key


def _within_origin(table: Table) -> Statement:
    """Where something comes from a message in it: "message:C1:1.2"."""
    column = table.c[_ORIGIN]
    old, new = (":" + value(column, name) + ":" for name in ("old", "new"))
    moved = func.replace(column, old, new)
    return _told_anew(table, column, moved != column, moved, [_ORIGIN])


def _first_in(table: Table, name: str, is_one: Sequence[str]) -> Statement:
    """Where a column begins with the channel: "C1 ana"."""
    column, old = table.c[name], value(table.c[name], "old")
    begins = func.substr(column, 1, func.length(old) + 1) == old + " "
    moved = value(column, "new") + func.substr(column, func.length(old) + 1)
    return _told_anew(table, column, begins, moved, is_one)


def _told_anew(
    table: Table, column: Column[str], where: ColumnElement[bool], moved: Any, is_one: Sequence[str]
) -> Statement:
    """The column with the new id, unless there is such a row already: that is the newer one."""
    other = table.alias("other")
    same = (other.c[name] == (moved if name == column.name else table.c[name]) for name in is_one)
    is_there = exists().where(*same).where(other.c.workspace == table.c.workspace)
    return Statement(update(table).values({column: moved}).where(where, ~is_there))
