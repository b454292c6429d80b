"""A poll keeps a number beside its options: at most how many one may choose, or how many dots one has."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_kinds"
down_revision = "2026_11_28_cards"


def upgrade() -> None:
    """All polls so far were answered with one option."""
    with op.batch_alter_table("poll") as changed:
        changed.add_column(sa.Column("most", sa.Integer(), nullable=False, server_default="1"))
    with op.batch_alter_table("poll") as changed:
        changed.alter_column("most", server_default=None)
