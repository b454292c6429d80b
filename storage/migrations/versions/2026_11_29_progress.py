"""What becomes of ideas: bodies, steps, who is told, and whether it worked."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.spelling import create, index, integers, maybes, moment, refers, texts, unique

revision = "2026_11_29_progress"
down_revision = "2026_11_29_capture"


def upgrade() -> None:
    """Every idea was heard, and that is all that is known of it."""
    _bodies()
    _steps()
    _told()
    _worked()
    _months()
    _ties()


def _bodies() -> None:
    create(
        "body",
        ["id"],
        *texts("channel", "name", "decides", "origin", "how"),
        *maybes("lived", "owner"),
        *integers("weekday"),
        moment("next_at", nullable=True),
        sa.Column("meets_on", sa.Date()),
        sa.Column("papers_on", sa.Date()),
        refers("body", ["channel"], "programme", ["channel"]),
        unique("body", "origin"),
    )
    index("body", "channel", "name")
    index("body", "owner", "channel", "name", "id")
    index("body", "next_at")


def _steps() -> None:
    create(
        "idea_step",
        ["id"],
        *texts("idea", "step", "state"),
        *integers("number", "reminded"),
        *maybes("by", "owner", "words", "body", "how", "source", "asked_in"),
        moment("at"),
        moment("wake_at", nullable=True),
        sa.Column("until", sa.Date()),
        refers("idea_step", ["idea"], "idea"),
        refers("idea_step", ["body"], "body"),
        unique("idea_step", "idea", "number"),
    )
    index("idea_step", "body", "idea", "number")
    index("idea_step", "wake_at")


def _told() -> None:
    create("idea_follower", ["idea", "person"], refers("idea_follower", ["idea"], "idea"))
    create(
        "idea_news",
        ["move", "person"],
        *texts("told_in"),
        refers("idea_news", ["move"], "idea_step"),
    )
    index("idea_news", "person", "told_in")


def _worked() -> None:
    create(
        "worked_answer",
        ["idea", "person"],
        *texts("effect"),
        *maybes("words"),
        refers("worked_answer", ["idea"], "idea"),
    )
    create(
        "worked",
        ["idea"],
        *integers("asked", "answered"),
        *texts("counts", "split", "words"),
        refers("worked", ["idea"], "idea"),
    )


def _months() -> None:
    create(
        "idea_month",
        ["id"],
        *texts("channel", "state"),
        moment("since"),
        moment("due_at"),
        *maybes("by"),
        refers("idea_month", ["channel"], "programme", ["channel"]),
    )
    index("idea_month", "state", "due_at")
    planned = sa.text("state = 'planned'")
    op.create_index(
        op.f("uq_idea_month_workspace_channel"),
        "idea_month",
        ["workspace", "channel"],
        unique=True,
        sqlite_where=planned,
        postgresql_where=planned,
    )


def _ties() -> None:
    create(
        "tie",
        ["idea", "person"],
        *texts("state"),
        moment("next_at", nullable=True),
        refers("tie", ["idea"], "idea"),
    )
    index("tie", "next_at", "idea", "person")
