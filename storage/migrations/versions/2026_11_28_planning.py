"""Sessions are planned before they begin: with an agenda, and with who says that they come."""

import sqlalchemy as sa

from storage.migrations.spelling import create, index, integers, maybes, moment, refers, texts, unique

revision = "2026_11_28_planning"
down_revision = "2026_11_28_own_words"


def upgrade() -> None:
    """Nothing was planned before."""
    create(
        "planned_session",
        ["id"],
        *texts("channel", "title"),
        *maybes("purpose"),
        *texts("wall", "zone"),
        moment("starts_at"),
        *integers("minutes"),
        *maybes("link"),
        *texts("planned_by", "helpers"),
        sa.Column("rules", sa.Text()),
        *texts("agenda", "origin"),
        *maybes("language"),
        *texts("state"),
        moment("announced_at", nullable=True),
        *integers("revision"),
        *maybes("session", "cancelled_by", "because"),
        moment("remind_at", nullable=True),
        unique("planned_session", "origin"),
        unique("planned_session", "session"),
    )
    index("planned_session", "state", "starts_at")
    create(
        "planned_answer",
        ["planned", "person"],
        *texts("coming"),
        refers("planned_answer", ["planned"], "planned_session"),
    )
    index("planned_answer", "person", "coming")
    create(
        "planned_need",
        ["planned", "person"],
        *texts("helps"),
        *maybes("words", "contact"),
        moment("forget_at"),
        refers("planned_need", ["planned"], "planned_session"),
    )
    index("planned_need", "forget_at", "planned")
    create(
        "agenda_template",
        ["id"],
        *texts("channel", "name", "agenda"),
        *integers("minutes"),
        *maybes("made_by"),
        unique("agenda_template", "channel", "name"),
    )
    index("agenda_template", "made_by")
