"""A session that was planned stands somewhere in its agenda: which step is open, and until when."""

import sqlalchemy as sa

from storage.migrations.spelling import create, index, integers, maybes, moment, refers, texts

revision = "2026_11_28_running"
down_revision = "2026_11_28_planning"


def upgrade() -> None:
    """No session had an agenda before."""
    create(
        "running",
        ["session"],
        *texts("agenda"),
        *maybes("step"),
        *integers("turn"),
        moment("opened_at"),
        moment("ends_at"),
        sa.Column("skipped", sa.Text(), nullable=False),
        moment("rings_at", nullable=True),
        moment("closes_at", nullable=True),
        *maybes("acted_by"),
        moment("acted_at", nullable=True),
        refers("running", ["session"], "session"),
    )
    index("running", "rings_at")
    index("running", "closes_at")
