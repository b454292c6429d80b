"""A broken key has one name on both databases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from storage.engine import open_engines
from storage.faults import NAMES, taken

if TYPE_CHECKING:
    from collections.abc import Iterator

_table = sa.Table(
    "pledge",
    sa.MetaData(naming_convention=NAMES),
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("number", sa.Integer, sa.CheckConstraint("number > 0", name="positive"), unique=True),
    sa.Column("who", sa.String),
    sa.Column("live", sa.Boolean, nullable=False),
)
sa.Index(
    "uq_pledge_who", _table.c.who, unique=True, sqlite_where=_table.c.live, postgresql_where=_table.c.live
)
sa.Index("uq_pledge_lower_who", sa.func.lower(_table.c.who), unique=True)

_STORED = {"id": 1, "number": 1, "who": "ann", "live": True}


@pytest.fixture
def connection(database_url: str) -> Iterator[sa.Connection]:
    engines = open_engines(database_url)
    with engines.writer.connect() as connection:
        _table.create(connection)
        connection.execute(_table.insert(), _STORED)
        yield connection
    engines.dispose()


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ({"id": 1}, "pk_pledge"),
        ({"number": 1}, "uq_pledge_number"),
        ({"who": "ANN"}, "uq_pledge_lower_who"),
    ],
)
def test_a_broken_key_is_told_by_its_name(
    connection: sa.Connection, row: dict[str, object], name: str
) -> None:
    other = {"id": 2, "number": 2, "who": "bea", "live": True}
    with pytest.raises(sa.exc.IntegrityError) as broken:
        connection.execute(_table.insert(), other | row)
    told = taken(broken.value)
    assert told is not None
    assert told.name == name


def test_a_partial_index_is_told_by_its_name(connection: sa.Connection) -> None:
    connection.exec_driver_sql("DROP INDEX uq_pledge_lower_who")
    with pytest.raises(sa.exc.IntegrityError) as broken:
        connection.execute(_table.insert(), _STORED | {"id": 2, "number": 2})
    told = taken(broken.value)
    assert told is not None
    assert told.name == "uq_pledge_who"


@pytest.mark.parametrize("row", [{"live": None}, {"number": -1}])
def test_other_broken_rules_are_not_a_taken_key(connection: sa.Connection, row: dict[str, object]) -> None:
    with pytest.raises(sa.exc.IntegrityError) as broken:
        connection.execute(_table.insert(), {"id": 2, "number": 2, "who": "bea", "live": True} | row)
    assert taken(broken.value) is None


def test_what_is_not_from_the_database_is_not_a_taken_key() -> None:
    assert taken(ValueError("UNIQUE constraint failed: pledge.id")) is None
