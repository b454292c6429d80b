"""People choose their hour, an act of theirs ends a row of unanswered questions, and help is dealt with."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.spelling import moment, widen

revision = "2026_11_28_own_hours"
down_revision = "2026_11_28_welcoming"


def upgrade() -> None:
    """Everybody was asked at ten so far. What was asked before a later answer counts as answered."""
    widen("person", sa.Column("ask_at", sa.Integer()))
    widen("help_request", moment("dealt_with_at", nullable=True))
    with op.batch_alter_table("follow_up") as changed:
        changed.add_column(sa.Column("acted_since", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("follow_up") as changed:
        changed.alter_column("acted_since", server_default=None)
    _answered_before()


def _answered_before() -> None:
    """Mark what waits for an answer while a later question about the same has one, or was put off."""
    names = ("workspace", "about", "subject", "state", "occurrence", "acted_since")
    asked = sa.table("follow_up", *map(sa.column, names))
    later = asked.alias("later")
    same = [later.c[name] == asked.c[name] for name in ("workspace", "about", "subject")]
    acts = sa.exists().where(
        *same,
        later.c.occurrence > asked.c.occurrence,
        later.c.state.in_(["answered", "put_off", "replaced"]),
    )
    op.execute(asked.update().where(asked.c.state == "due", acts).values(acted_since=True))
