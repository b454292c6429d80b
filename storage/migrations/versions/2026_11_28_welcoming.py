"""People arrive with one press, read a notice, may only look on, and take turns to speak."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.spelling import create, integers, maybes, moment

revision = "2026_11_28_welcoming"
down_revision = "2026_11_28_endings"


def upgrade() -> None:
    """Everybody so far takes part, has read no notice, and was not asked how candid they could be."""
    with op.batch_alter_table("person") as changed:
        changed.add_column(sa.Column("is_observer", sa.Boolean(), nullable=False, server_default=sa.false()))
        for column in (*maybes("notice"), sa.Column("noticed_on", sa.Date())):
            changed.add_column(column)
    with op.batch_alter_table("person") as changed:
        changed.alter_column("is_observer", server_default=None)
    with op.batch_alter_table("checkin") as changed:
        changed.add_column(sa.Column("candour", sa.Integer()))
    lists = ("candours", "candour_marks")
    with op.batch_alter_table("checkin_snapshot") as changed:
        for name in lists:
            changed.add_column(sa.Column(name, sa.Text(), nullable=False, server_default="[]"))
    with op.batch_alter_table("checkin_snapshot") as changed:
        for name in lists:
            changed.alter_column(name, server_default=None)
    create("fair_turn", ["session"])
    create(
        "speaker",
        ["session", "person"],
        *integers("spoken"),
        moment("raised_at", nullable=True),
    )
