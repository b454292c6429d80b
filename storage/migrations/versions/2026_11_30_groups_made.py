"""Who made or swapped the groups of a round last, and when."""

from storage.migrations.spelling import maybes, moment, widen

revision = "2026_11_30_groups_made"
down_revision = "2026_11_30_help_calls"


def upgrade() -> None:
    """Groups that wait for Go during the upgrade were made by nobody we know."""
    widen("breakout_round", *maybes("made_by"), moment("made_at", nullable=True))
