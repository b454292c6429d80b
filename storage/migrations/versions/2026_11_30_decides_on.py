"""On which weekday somebody chose to be asked about ideas that wait for their bodies."""

import sqlalchemy as sa

from storage.migrations.spelling import widen

revision = "2026_11_30_decides_on"
down_revision = "2026_11_30_told_in"


def upgrade() -> None:
    """Nobody has chosen yet: the day that those who lead have set goes on to count."""
    widen("person", sa.Column("decides_on", sa.Integer()))
