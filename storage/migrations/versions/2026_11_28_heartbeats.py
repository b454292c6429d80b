"""Which processes are at work on a database."""

from storage.migrations.spelling import create, integers, moment

revision = "2026_11_28_heartbeats"
down_revision = "2026_11_28_members"


def upgrade() -> None:
    """One small table."""
    create("heartbeat", ["process"], moment("seen_at"), *integers("strangers"))
