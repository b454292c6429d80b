"""A round knows who is left out, and what matters more where few people speak from lived experience."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_voices"
down_revision = "2026_11_28_rounds"


def upgrade() -> None:
    """Nobody was left out of the rounds so far, and in all of them nobody was to be alone."""
    with op.batch_alter_table("breakout_round") as changed:
        changed.add_column(sa.Column("left_out", sa.Text(), nullable=False, server_default="[]"))
        changed.add_column(sa.Column("voices", sa.Text(), nullable=False, server_default="alone"))
    with op.batch_alter_table("breakout_round") as changed:
        for name in ("left_out", "voices"):
            changed.alter_column(name, server_default=None)
