"""A poll knows how closely it ties a person to an answer; when it closes, only totals stay."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.spelling import create, integers, refers, texts

revision = "2026_11_28_levels"
down_revision = "2026_11_28_heartbeats"


def upgrade() -> None:
    """All polls so far showed everybody their counts and nobody who chose what."""
    with op.batch_alter_table("poll") as changed:
        changed.add_column(sa.Column("level", sa.Text(), nullable=False, server_default="confidential"))
        changed.add_column(sa.Column("is_live", sa.Boolean(), nullable=False, server_default=sa.true()))
        changed.add_column(sa.Column("is_lost", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("poll") as changed:
        for name in ("level", "is_live", "is_lost"):
            changed.alter_column(name, server_default=None)
    create("unnamed_ballot", ["poll", "tag"], *texts("answer"), refers("unnamed_ballot", ["poll"], "poll"))
    create(
        "poll_secret",
        ["poll"],
        sa.Column("pepper", sa.LargeBinary(), nullable=False),
        *texts("locked_by"),
        refers("poll_secret", ["poll"], "poll"),
    )
    create("poll_result", ["poll", "answer"], *integers("number"), refers("poll_result", ["poll"], "poll"))
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE poll_secret ALTER COLUMN pepper SET STATISTICS 0")
    _count_what_has_closed()


def _count_what_has_closed() -> None:
    """The closing question keeps who answered it, for the report."""
    closed = (
        "SELECT 1 FROM poll WHERE poll.workspace = ballot.workspace AND poll.id = ballot.poll "
        "AND NOT poll.is_open AND poll.purpose = 'any'"
    )
    op.execute(
        "INSERT INTO poll_result (workspace, poll, answer, number) "  # noqa: S608 (ours)
        f"SELECT workspace, poll, answer, count(*) FROM ballot WHERE EXISTS ({closed}) "
        "GROUP BY workspace, poll, answer"
    )
    op.execute(f"DELETE FROM ballot WHERE EXISTS ({closed})")  # noqa: S608 (ours)
