"""Whether somebody who leads sits in the groups is kept with the person."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_taking_part"
down_revision = "2026_11_28_parts"


def upgrade() -> None:
    """Nobody has said so yet."""
    with op.batch_alter_table("person") as changed:
        changed.add_column(sa.Column("takes_part", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("person") as changed:
        changed.alter_column("takes_part", server_default=None)
