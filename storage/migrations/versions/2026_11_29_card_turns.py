"""Which card a process is redrawing, for all processes that share a database."""

from storage.migrations.spelling import create, moment, texts

revision = "2026_11_29_card_turns"
down_revision = "2026_11_28_own_hours"


def upgrade() -> None:
    """One small table."""
    create("card_turn", ["card"], *texts("held_by"), moment("free_at"))
