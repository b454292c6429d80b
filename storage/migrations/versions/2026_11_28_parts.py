"""A poll may have several questions, close by itself, invite some people only, take options, be cancelled."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.spelling import index, maybes, moment

revision = "2026_11_28_parts"
down_revision = "2026_11_28_kinds"

_WORDS = {"title": "", "because": "", "invited": "everybody"}
_FLAGS = ("is_optional", "closes_when_all", "may_add")


def upgrade() -> None:
    """All polls so far were one question to everybody, closed by a facilitator or with their session."""
    with op.batch_alter_table("poll") as changed:
        for name, words in _WORDS.items():
            changed.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=words))
        for name in _FLAGS:
            changed.add_column(sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
        changed.add_column(sa.Column("place", sa.Integer(), nullable=False, server_default="0"))
        for column in (*maybes("part_of"), moment("closes_at", nullable=True)):
            changed.add_column(column)
        changed.create_foreign_key(
            op.f("fk_poll_workspace_part_of"), "poll", ["workspace", "part_of"], ["workspace", "id"]
        )
    with op.batch_alter_table("poll") as changed:
        for name in (*_WORDS, *_FLAGS, "place"):
            changed.alter_column(name, server_default=None)
    index("poll", "part_of", "place")
