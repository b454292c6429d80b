"""How long Slack wants to be left alone, for all processes that share a database."""

from storage.migrations.spelling import create, moment

revision = "2026_11_28_rests"
down_revision = "2026_11_28_candour"


def upgrade() -> None:
    """One small table."""
    create("rest", ["lane"], moment("until"))
