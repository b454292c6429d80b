"""When the answers to *Did it work?* of an idea were counted."""

from storage.migrations.spelling import moment, widen

revision = "2026_11_30_counted_at"
down_revision = "2026_11_30_ties"


def upgrade() -> None:
    """Of what was counted before nobody knows: it stands on the idea's card, and no month tells it again."""
    widen("worked", moment("counted_at", nullable=True))
