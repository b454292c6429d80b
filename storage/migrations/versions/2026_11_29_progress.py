"""What becomes of ideas."""

import sqlalchemy as sa

from storage.migrations.spelling import create, index, integers, maybes, moment, refers, texts, unique

revision = "2026_11_29_progress"
down_revision = "2026_11_29_corrections"


def upgrade() -> None:
    """Every idea was heard, and that is all that is known of it."""
    create(
        "idea_step",
        ["id"],
        *texts("idea", "step", "state"),
        *integers("number", "reminded"),
        *maybes("by", "owner", "words", "body", "how", "source"),
        moment("at"),
        moment("wake_at", nullable=True),
        sa.Column("until", sa.Date()),
        refers("idea_step", ["idea"], "idea"),
        unique("idea_step", "idea", "number"),
    )
    index("idea_step", "body")
    index("idea_step", "wake_at")
