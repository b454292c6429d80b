"""Confidential results by perspective."""

import sqlalchemy as sa

from storage.migrations.spelling import create, integers, refers

revision = "2026_11_29_splits"
down_revision = "2026_11_29_card_turns"


def upgrade() -> None:
    """One table. What was closed before has no split: who answered it is deleted."""
    create(
        "poll_split",
        ["poll", "whose"],
        sa.Column("counts", sa.Text(), nullable=False),
        *integers("answered"),
        refers("poll_split", ["poll"], "poll"),
    )
