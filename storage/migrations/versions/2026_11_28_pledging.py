"""Pledges are shared or not, close with words and belong to ideas; plans to keep them; who is asked."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.spelling import create, index, maybes, moment, refers, texts, widen

revision = "2026_11_28_pledging"
down_revision = "2026_11_28_drafts"


def upgrade() -> None:
    """All pledges so far are private, as they were promised to be."""
    widen("pledge", moment("shared_at", nullable=True), *maybes("difference", "idea"))
    create(
        "pledge_plan",
        ["pledge"],
        *maybes("cue", "when", "sentence", "hours"),
        sa.Column("confidence", sa.Integer()),
        *texts("person", "barriers"),
        refers("pledge_plan", ["pledge"], "pledge"),
    )
    create(
        "asking",
        ["id"],
        *texts("pledge", "wish", "person", "asked", "state"),
        moment("asked_at"),
        refers("asking", ["pledge"], "pledge"),
    )
    for column in ("pledge", "person", "asked"):
        index("asking", column)
    waits = sa.text("state = 'waits'")
    op.create_index(
        op.f("uq_asking_workspace_pledge_wish"),
        "asking",
        ["workspace", "pledge", "wish"],
        unique=True,
        sqlite_where=waits,
        postgresql_where=waits,
    )
