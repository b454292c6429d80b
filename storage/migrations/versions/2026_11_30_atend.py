"""What stood when a session ended is kept, and who asked a poll."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.spelling import create, flags, index, maybes, refers, widen

revision = "2026_11_30_atend"
down_revision = "2026_11_30_recruiting"


def upgrade() -> None:
    """What has ended before keeps the figures that it has now; who asked the polls of before is not known."""
    widen("poll", *maybes("asked_by"))
    widen("support", sa.Column("is_of_end", sa.Boolean()))
    create(
        "came_as",
        ["session", "person"],
        *maybes("sector", "perspective"),
        *flags("leads", "is_observer"),
        refers("came_as", ["session"], "session"),
    )
    index("came_as", "person")
    op.execute(_PEOPLE)
    op.execute(_SUPPORT)


_PEOPLE = """
INSERT INTO came_as (workspace, session, person, sector, perspective, leads, is_observer)
SELECT attendance.workspace, attendance.session, attendance.person, person.sector, person.perspective,
    COALESCE(person.is_facilitator, FALSE) OR EXISTS (
        SELECT 1 FROM session AS began WHERE began.workspace = session.workspace
        AND began.channel = session.channel AND began.started_by = attendance.person
        AND began.cancelled_by IS NULL
    ),
    COALESCE(person.is_observer, FALSE)
FROM attendance
JOIN session ON session.workspace = attendance.workspace AND session.id = attendance.session
LEFT JOIN person ON person.workspace = attendance.workspace AND person.id = attendance.person
WHERE session.ended_at IS NOT NULL
ORDER BY attendance.workspace, attendance.session, attendance.person
"""
_SUPPORT = """
UPDATE support SET is_of_end = TRUE WHERE EXISTS (
    SELECT 1 FROM idea
    JOIN session ON session.workspace = idea.workspace AND session.id = idea.session
    WHERE idea.workspace = support.workspace AND idea.id = support.idea AND session.ended_at IS NOT NULL
) AND NOT EXISTS (
    SELECT 1 FROM person
    WHERE person.workspace = support.workspace AND person.id = support.person AND person.is_observer
)
"""
