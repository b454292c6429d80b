"""When people are asked: how often, not while they are away, one unasked message a week, again and again."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.spelling import create, index, maybes, refers, texts, widen

revision = "2026_11_28_reminding"
down_revision = "2026_11_28_notes"

_FLAGS = {"person": ("wants_few",), "follow_up": ("is_asked_for", "is_farewell")}


def upgrade() -> None:
    """Everybody wanted the usual number so far; each question was asked in a message of its own."""
    for table, flags in _FLAGS.items():
        with op.batch_alter_table(table) as changed:
            for name in flags:
                changed.add_column(sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
        with op.batch_alter_table(table) as changed:
            for name in flags:
                changed.alter_column(name, server_default=None)
    widen("person", sa.Column("back_on", sa.Date()))
    widen("follow_up", *maybes("wall", "zone", "asked_in"))
    index("follow_up", "asked_in")
    create("allowance", ["person"], sa.Column("day", sa.Date()), *maybes("message"))
    create(
        "recurrence",
        ["pledge"],
        *texts("every"),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("until", sa.Date()),
        refers("recurrence", ["pledge"], "pledge"),
    )
