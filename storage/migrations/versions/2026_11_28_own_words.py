"""What difference it made stands with the pledge alone; who handed a pledge over, and when."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.spelling import index, maybes, moment, texts, widen

revision = "2026_11_28_own_words"
down_revision = "2026_11_28_reminding"

_NOTE = sa.table(
    "note", *texts("workspace", "origin", "follow_up", "person", "about", "words"), moment("written_at")
)
_PLEDGE = sa.table(
    "pledge", *texts("workspace", "id", "person"), *maybes("difference", "taken_from"), moment("shared_at")
)
_FOLLOW_UP = sa.table("follow_up", *texts("workspace", "id", "about", "subject"))


def upgrade() -> None:
    """The newest words go with the pledge, where its person wrote them and nobody else would read them there.

    All others are what somebody typed. Of an old hand-over is known when it was asked for.
    """
    widen("pledge", *maybes("taken_from"), moment("taken_at", nullable=True))
    index("note", "about", "written_at")
    op.execute(_handed_over("taken_from", "person"))
    op.execute(_handed_over("taken_at", "asked_at"))
    connection, has_words = op.get_bind(), set[tuple[str, str]]()
    for row in connection.execute(_differences()).mappings().all():
        pledge = (row["workspace"], row["id"])
        is_placed = row["is_free"] and pledge not in has_words
        if is_placed:
            has_words.add(pledge)
            is_it = (_PLEDGE.c.workspace == row["workspace"]) & (_PLEDGE.c.id == row["id"])
            connection.execute(_PLEDGE.update().where(is_it).values(difference=row["words"]))
        told = {"about": "with_pledge", "words": ""} if is_placed else {"about": "typed"}
        is_note = (_NOTE.c.workspace == row["workspace"]) & (_NOTE.c.origin == row["origin"])
        connection.execute(_NOTE.update().where(is_note).values(told))


def _differences() -> sa.Select[tuple[object, ...]]:
    """Each note about what has changed, the newest first, and whether its pledge has a place for it."""
    asked = (_FOLLOW_UP.c.workspace == _NOTE.c.workspace) & (_FOLLOW_UP.c.id == _NOTE.c.follow_up)
    about = (_PLEDGE.c.workspace == _NOTE.c.workspace) & (_PLEDGE.c.id == _FOLLOW_UP.c.subject)
    is_free = (
        _PLEDGE.c.difference.is_(None) & _PLEDGE.c.shared_at.is_(None) & (_PLEDGE.c.person == _NOTE.c.person)
    )
    rows = sa.select(_NOTE.c.workspace, _NOTE.c.origin, _NOTE.c.words, _PLEDGE.c.id, is_free.label("is_free"))
    joined = rows.select_from(_NOTE.join(_FOLLOW_UP, asked).join(_PLEDGE, about))
    return joined.where(_NOTE.c.about == "difference").order_by(_NOTE.c.written_at.desc(), _NOTE.c.origin)


def _handed_over(column: str, from_: str) -> sa.TextClause:
    """The newest hand-over that whose the pledge is now said yes to."""
    return sa.text(
        f"UPDATE pledge SET {column} = (SELECT {from_} FROM asking WHERE asking.workspace = pledge.workspace "  # noqa: S608
        "AND asking.pledge = pledge.id AND asking.wish = 'hand_over' AND asking.state = 'agreed' "
        "AND asking.asked = pledge.person ORDER BY asking.asked_at DESC LIMIT 1)"
    )
