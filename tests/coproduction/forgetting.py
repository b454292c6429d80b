"""Watches what is deleted where something is forgotten: on PostgreSQL it must be gone from the files, too."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import Delete, Update, event

from storage.journal import ONLY_WHAT_IS_THERE, TELL_OF_PEOPLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Executable

_MADE_ANEW = {*TELL_OF_PEOPLE, *ONLY_WHAT_IS_THERE}
_STAYS = {  # why a table's file is not made anew, though its rows go or change where something is forgotten
    "breakout_change": "who moved within a round that is over: everybody there saw it",
    "breakout_help_call": "which group called, and who leads: everybody there saw it",
    "breakout_round": "it is over",
    "idea_step": "an idea wakes",
    "message": "it holds no words, and it is the largest of all: what is owed, and what became of it",
    "planned_session": "it is linked, or cancelled, by those who lead",
    "poll": "it is closed, or taken back, by those who lead",
    "session": "it is over",
    "session_ending": "nobody is named in it",
    "speaker": "whoever raised a hand; everybody saw it",
    "support": "it is marked as that of the end",
}


@contextmanager
def watched(connection: Connection) -> Iterator[set[str]]:
    """The tables from which a unit of work deletes rows, or in which it writes others in their place."""
    touched: set[str] = set()

    def note(_connection: Connection, statement: Executable, *_: object) -> None:
        if isinstance(statement, Delete | Update):
            touched.add(str(statement.table))

    event.listen(connection, "before_execute", note)
    try:
        yield touched
    finally:
        event.remove(connection, "before_execute", note)


def must_be_gone(touched: set[str]) -> None:
    """None of what was deleted there, because it is forgotten, may stay in a file."""
    left = sorted(touched - _MADE_ANEW - _STAYS.keys())
    assert not left, f"On PostgreSQL these keep what was forgotten (storage/journal.py): {left}"
