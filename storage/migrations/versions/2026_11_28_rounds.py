"""Who changed places while a round goes on, who started it, and when the silent were asked."""

import sqlalchemy as sa

from storage.migrations.spelling import create, index, maybes, moment, refers, texts, widen

revision = "2026_11_28_rounds"
down_revision = "2026_11_28_rests"


def upgrade() -> None:
    """All of it may be empty: a round that goes on during the upgrade was started by nobody we know."""
    widen("breakout_round", moment("asked_at", nullable=True), *maybes("led_by"))
    create(
        "breakout_change",
        ["id"],
        *texts("round", "person"),
        moment("changed_at"),
        sa.Column("before", sa.Integer()),
        sa.Column("after", sa.Integer()),
        refers("breakout_change", ["round"], "breakout_round"),
    )
    index("breakout_change", "round")
