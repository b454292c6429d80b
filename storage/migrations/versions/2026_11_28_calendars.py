"""What is planned counts its changes, so that a calendar knows the newest of its files."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_calendars"
down_revision = "2026_11_28_running"


def upgrade() -> None:
    """Nobody has a file of what was planned so far."""
    with op.batch_alter_table("planned_session") as changed:
        changed.add_column(sa.Column("changes", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("planned_session") as changed:
        changed.alter_column("changes", server_default=None)
