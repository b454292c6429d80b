"""What was begun, asked or promised can be taken back, and a facilitator be asked for help."""

from storage.migrations.spelling import create, maybes, moment, refers, texts, widen

revision = "2026_11_28_way_back"
down_revision = "2026_11_28_second"


def upgrade() -> None:
    """Who took it back, and when; nobody has, of what is there."""
    widen("session", *maybes("cancelled_by"))
    widen("poll", *maybes("taken_back_by"))
    widen("pledge", moment("withdrawn_at", nullable=True))
    create(
        "help_request",
        ["follow_up"],
        *texts("person", "facilitator", "words"),
        moment("asked_at"),
        refers("help_request", ["follow_up"], "follow_up"),
    )
