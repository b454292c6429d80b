"""Ideas that can be put back for a while, cards that show several, and what waits for its writer's yes."""

from storage.migrations.spelling import create, index, maybes, moment, refers, texts, unique, widen

revision = "2026_11_28_ideas"
down_revision = "2026_11_28_secrets"


def upgrade() -> None:
    """What was taken back before has no time, so it stays taken back; each idea so far has its own card."""
    widen("idea", moment("withdrawn_at", nullable=True), *maybes("shown_on"))
    index("idea", "shown_on")
    create(
        "consent",
        ["id"],
        *texts("channel", "text", "origin", "author", "asked_by", "kind", "state"),
        *maybes("session", "idea"),
        moment("lapses_at"),
        refers("consent", ["channel"], "programme", ["channel"]),
        unique("consent", "origin"),
    )
    index("consent", "channel", "state", "id")
    index("consent", "author", "state")
    index("consent", "asked_by")
    index("consent", "state", "lapses_at")
