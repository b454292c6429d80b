"""Polls are composed before they are asked: drafts, and a programme's own templates."""

from storage.migrations.spelling import create, index, maybes, moment, refers, texts, unique

revision = "2026_11_28_drafts"
down_revision = "2026_11_28_poll_ends"


def upgrade() -> None:
    """Nobody has composed anything before."""
    create(
        "poll_draft",
        ["person", "channel"],
        *texts("content"),
        moment("changed_at"),
        refers("poll_draft", ["channel"], "programme", ["channel"]),
    )
    index("poll_draft", "changed_at")
    create(
        "poll_template",
        ["id"],
        *texts("channel", "name", "content"),
        *maybes("made_by"),
        refers("poll_template", ["channel"], "programme", ["channel"]),
        unique("poll_template", "channel", "name"),
    )
    index("poll_template", "made_by")
