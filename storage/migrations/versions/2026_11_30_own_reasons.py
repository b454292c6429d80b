"""A programme's own reasons for hiding an idea, and in which of its words one was hidden."""

from storage.migrations.spelling import maybes, widen

revision = "2026_11_30_own_reasons"
down_revision = "2026_11_30_decides_on"


def upgrade() -> None:
    """Everybody goes on with the usual reasons."""
    widen("programme", *maybes("hiding_reasons"))
    widen("idea", *maybes("hidden_words"))
    widen("idea_hiding", *maybes("words"))
