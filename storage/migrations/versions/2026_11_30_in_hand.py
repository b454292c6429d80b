"""Which ideas somebody has in hand is found quickly."""

from storage.migrations.spelling import index

revision = "2026_11_30_in_hand"
down_revision = "2026_11_30_counted_at"


def upgrade() -> None:
    """Steps are found by whom they name."""
    index("idea_step", "owner", "idea", "number")
