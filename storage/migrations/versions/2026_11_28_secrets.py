"""Secrets are locked with a key outside the database; stops are kept where no restored backup undoes them.

A secret that was not locked yet has no key's name: a start locks it, or destroys it when its session is over.
"""

import sqlalchemy as sa
from alembic import op

from storage.migrations.spelling import create, integers, maybes, texts, widen

revision = "2026_11_28_secrets"
down_revision = "2026_11_28_voices"


def upgrade() -> None:
    """A column for the key's name, and a table to which rows are only added."""
    widen("session_secret", *maybes("locked_by"))
    if op.get_bind().dialect.name == "postgresql":
        # It notes what a column holds, to plan its queries by, and would keep some secrets there.
        op.execute("ALTER TABLE session_secret ALTER COLUMN pepper SET STATISTICS 0")
    create("last_word", ["about", "subject", "order"], *integers("order"), *texts("person", "said"))
    _keep("reminders", "person", "id", "id", "NOT wants_reminders")
    _keep("idea", "idea", "id", "COALESCE(author, '')", "is_withdrawn")


def _keep(about: str, table: str, subject: str, person: str, condition: str) -> None:
    """What people had said before there was a list of it."""
    op.execute(
        sa.text(
            f'INSERT INTO last_word (workspace, about, subject, "order", person, said) '  # noqa: S608 (ours)
            f"SELECT workspace, '{about}', {subject}, 0, {person}, 'no' FROM {table} WHERE {condition}"
        )
    )
