"""The end of a session can be undone for ten minutes."""

from storage.migrations.spelling import (
    create,
    index,
    maybes,
    moment,
    refers,
)

revision = "2026_11_28_endings"
down_revision = "2026_11_28_calendars"


def upgrade() -> None:
    """Sessions that have ended by now are sealed."""
    create(
        "session_ending",
        ["session"],
        *maybes("step"),
        moment("seals_at"),
        refers("session_ending", ["session"], "session"),
    )
    index("session_ending", "seals_at")
