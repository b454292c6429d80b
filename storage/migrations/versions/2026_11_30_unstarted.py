"""When time next does something for a planned session: not only reminders, but that nobody has started it."""

from alembic import op

from storage.migrations.spelling import rename

revision = "2026_11_30_unstarted"
down_revision = "2026_11_30_in_hand"


def upgrade() -> None:
    """Each that waits is looked at when it begins; whether that is late, or over, is seen then."""
    rename("planned_session", "remind_at", "wake_at")
    op.execute("UPDATE planned_session SET wake_at = starts_at WHERE state = 'planned' AND wake_at IS NULL")
