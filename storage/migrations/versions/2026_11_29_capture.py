"""What is said beside an idea, who would help with it, and what waits to be revealed or was hidden."""

from storage.migrations.spelling import create, index, maybes, moment, refers, texts, widen

revision = "2026_11_29_capture"
down_revision = "2026_11_29_callers"


def upgrade() -> None:
    """Of ideas so far nothing more is known, and all of them are seen."""
    widen("idea", *maybes("evidence", "whom", "better", "serves", "sealed_in", "hidden_for"))
    create("idea_helper", ["idea", "person"], refers("idea_helper", ["idea"], "idea"))
    create("idea_reveal", ["session", "step"], refers("idea_reveal", ["session"], "session"))
    create(
        "idea_hiding",
        ["id"],
        *texts("idea", "reason"),
        *maybes("by", "shown_by"),
        moment("hidden_at"),
        moment("shown_at", nullable=True),
        refers("idea_hiding", ["idea"], "idea"),
    )
    index("idea_hiding", "idea")
