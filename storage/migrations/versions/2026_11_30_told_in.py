"""Which message goes along with another to the same person."""

from storage.migrations.spelling import index, maybes, widen

revision = "2026_11_30_told_in"
down_revision = "2026_11_30_groups_made"


def upgrade() -> None:
    """Until now each message has gone by itself, but for news of ideas, which their readers have by now."""
    widen("message", *maybes("told_in"))
    index("message", "told_in")
