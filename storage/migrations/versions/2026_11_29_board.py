"""What would help an idea, themes, and shortlists."""

from sqlalchemy import Column, Integer

from storage.migrations.spelling import create, refers, texts

revision = "2026_11_29_board"
down_revision = "2026_11_29_progress"


def upgrade() -> None:
    """Nobody has said, sorted or chosen anything so far."""
    create(
        "condition",
        ["idea", "person"],
        *texts("words"),
        refers("condition", ["idea"], "idea"),
    )
    for table, column in (("theme_sorting", "themes"), ("shortlist", "ideas")):
        create(
            table,
            ["channel", "number"],
            Column("number", Integer, nullable=False, autoincrement=False),
            *texts(column),
            refers(table, ["channel"], "programme", ["channel"]),
        )
