"""Who is in the call without Slack has an alias in the programme."""

from storage.migrations.spelling import create, moment, refers, texts, unique

revision = "2026_11_29_callers"
down_revision = "2026_11_29_chairs"


def upgrade() -> None:
    """Nobody has one so far."""
    create(
        "caller",
        ["id"],
        *texts("channel", "alias", "look", "entered_by", "followed_by"),
        moment("agreed_at"),
        refers("caller", ["channel"], "programme", ["channel"]),
        unique("caller", "channel", "look"),
    )
