"""People are reminded before a poll closes by itself; open polls are found by when they close."""

from storage.migrations.spelling import index, moment, widen

revision = "2026_11_28_poll_ends"
down_revision = "2026_11_28_taking_part"


def upgrade() -> None:
    """No poll so far closes by itself."""
    widen("poll", moment("remind_at", nullable=True))
    index("poll", "is_open", "closes_at")
