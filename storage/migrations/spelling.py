"""How a step spells tables: every key and every reference begins with the workspace.

Steps of any age rely on these words. They may become more, but none of them may ever change its meaning.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op


def create(table: str, key: Sequence[str], *items: sa.schema.SchemaItem) -> None:
    """A table, its keys texts unless given. Without an `id`, the key is the table: no rowid on SQLite."""
    given = {item.name for item in items if isinstance(item, sa.Column)}
    op.create_table(
        table,
        *texts(*(name for name in ("workspace", *key) if name not in given)),
        *items,
        sa.PrimaryKeyConstraint("workspace", *key, name=op.f(f"pk_{table}")),
        sqlite_with_rowid="id" in key,
    )


def texts(*names: str) -> list[sa.Column[Any]]:
    """Words that are always there."""
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def maybes(*names: str) -> list[sa.Column[Any]]:
    """Words that may be missing."""
    return [sa.Column(name, sa.Text()) for name in names]


def integers(*names: str) -> list[sa.Column[Any]]:
    """Whole numbers that are always there."""
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def flags(*names: str) -> list[sa.Column[Any]]:
    """Yes or no."""
    return [sa.Column(name, sa.Boolean(), nullable=False) for name in names]


def moment(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    """Microseconds since 1970 on SQLite, which knows no such type."""
    type_ = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")
    return sa.Column(name, type_, nullable=nullable)


def refers(
    table: str, columns: Sequence[str], parent: str, key: Sequence[str] = ("id",)
) -> sa.ForeignKeyConstraint:
    """A row of another table of the same workspace."""
    name = op.f("_".join(["fk", table, "workspace", *columns]))
    targets = [f"{parent}.{column}" for column in ("workspace", *key)]
    return sa.ForeignKeyConstraint(["workspace", *columns], targets, name=name)


def unique(table: str, *columns: str) -> sa.UniqueConstraint:
    """What only one row of a workspace may say."""
    return sa.UniqueConstraint(
        "workspace", *columns, name=op.f("_".join(["uq", table, "workspace", *columns]))
    )


def check(table: str, column: str, condition: str) -> sa.CheckConstraint:
    """What the database refuses to break."""
    return sa.CheckConstraint(f"{column} {condition}", name=op.f(f"ck_{table}_{column}"))


def index(table: str, *columns: str) -> None:
    """What rows are found by."""
    name = op.f("_".join(["ix", table, "workspace", *columns]))
    op.create_index(name, table, ["workspace", *columns])


def widen(table: str, *columns: sa.Column[Any]) -> None:
    """New columns, which may be empty."""
    for column in columns:
        op.add_column(table, column)


def rewrite(table: str, column: str, words: Mapping[str, str]) -> None:
    """Store other words for the same things."""
    one = sa.table(table, sa.column(column, sa.Text()))
    for old, new in words.items():
        op.execute(one.update().where(one.c[column] == old).values({column: new}))


def set_where(table: str, column: str, words: str, other: str, is_: str) -> None:
    """Store these words in a column of each row in which another column says something."""
    one = sa.table(table, sa.column(column, sa.Text()), sa.column(other, sa.Text()))
    op.execute(one.update().where(one.c[other] == is_).values({column: words}))


def unchecked(table: str, *columns: str) -> None:
    """Without the checks of these columns; SQLite makes the whole table anew for that."""
    with op.batch_alter_table(table) as changed:
        for column in columns:
            changed.drop_constraint(op.f(f"ck_{table}_{column}"), type_="check")


def rename(table: str, column: str, to: str) -> None:
    """Another name for a column, also in the rules and references that name it; no table is made anew."""
    op.execute(f'ALTER TABLE {table} RENAME COLUMN "{column}" TO "{to}"')
