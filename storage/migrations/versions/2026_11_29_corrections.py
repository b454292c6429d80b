"""Whoever was there says that a summary is wrong."""

from storage.migrations.spelling import create, index, maybes, moment, refers, texts, unique

revision = "2026_11_29_corrections"
down_revision = "2026_11_29_splits"


def upgrade() -> None:
    """Nobody has said anything so far."""
    create(
        "correction",
        ["id"],
        *texts("session", "words", "origin"),
        *maybes("answer", "person", "answered_by", "part"),
        moment("answered_at", nullable=True),
        refers("correction", ["session"], "session"),
        unique("correction", "origin"),
    )
    index("correction", "session")
