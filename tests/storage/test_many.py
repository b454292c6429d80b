"""One statement run for many sets of values, and each run answered for itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from storage.many import touched_by_each
from tests.storage.rows import rows

if TYPE_CHECKING:
    from storage.engine import Engines

_ADD = rows.insert()
_RAISE = (
    rows.update()
    .where(rows.c.workspace == sa.bindparam("team"), rows.c.number < sa.bindparam("under"))
    .values(number=rows.c.number + 10)
)


def _row(name: str, number: int) -> dict[str, object]:
    return {"workspace": "T1", "name": name, "number": number, "parent": None}


def test_each_run_says_how_many_rows_it_touched_in_its_order(engines: Engines) -> None:
    with engines.writer.begin() as connection:
        connection.execute(_ADD, [_row("a", 1), _row("b", 2), _row("c", 3)])
        unders = [{"team": "T1", "under": under} for under in (3, 1, 4, 99)]
        assert touched_by_each(connection, _RAISE, unders) == [2, 0, 1, 3]


def test_a_fault_of_one_run_is_raised_in_the_words_of_the_database(engines: Engines) -> None:
    with engines.writer.connect() as connection, pytest.raises(sa.exc.IntegrityError):
        touched_by_each(connection, _ADD, [_row("a", 1), _row("b", 1), _row("c", 3)])


def test_without_the_question_many_runs_are_summed_up_as_ever(engines: Engines) -> None:
    with engines.writer.begin() as connection:
        sent = connection.execute(
            _ADD, [_row("a", 1), _row("b", 2)], execution_options={"preserve_rowcount": True}
        )
        assert sent.rowcount == 2
