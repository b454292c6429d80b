"""What the room was shown of how it arrived, what reports have counted, and no time of anybody's arrival."""

import json
import secrets
from collections import Counter, defaultdict
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

from storage.migrations.spelling import create, flags, integers, refers, texts

revision = "2026_11_28_candour"
down_revision = "2026_11_28_way_back"

_FEWEST = 5
_CHECKIN = sa.table(
    "checkin",
    *texts("workspace", "session", "voice"),
    *flags("is_named"),
    *integers("mood"),
    sa.column("word", sa.Text()),
)


def upgrade() -> None:
    """What has ended is settled as it would be now; what is live goes on and shows its next five answers."""
    create(
        "checkin_snapshot",
        ["session", "number"],
        sa.Column("number", sa.Integer(), nullable=False),
        *texts("moods", "words", "marks"),
        refers("checkin_snapshot", ["session"], "session"),
    )
    create(
        "released_answer",
        ["channel", "about", "number", "person"],
        sa.Column("number", sa.Integer(), nullable=False),
        *texts("said"),
        refers("released_answer", ["channel"], "programme", ["channel"]),
    )
    for key, checkins in _of_ended_sessions().items():
        if len(checkins) >= _FEWEST:
            _show(*key, checkins)
        if 0 < sum(not each["is_named"] for each in checkins) < _FEWEST:
            _forget_names(checkins)
    # First over what stands there, because PostgreSQL lets a dropped column's values stay in the rows.
    op.execute(
        "UPDATE attendance SET attended_at = (SELECT started_at FROM session WHERE "
        "session.workspace = attendance.workspace AND session.id = attendance.session)"
    )
    op.execute("ALTER TABLE attendance DROP COLUMN attended_at")


def _of_ended_sessions() -> dict[tuple[str, str], list[Any]]:
    session = sa.table("session", *texts("workspace", "id", "state"))
    is_its = (session.c.workspace == _CHECKIN.c.workspace) & (session.c.id == _CHECKIN.c.session)
    ended = sa.select(_CHECKIN).join(session, is_its).where(session.c.state == "ended")
    found: defaultdict[tuple[str, str], list[Any]] = defaultdict(list)
    for row in op.get_bind().execute(ended).mappings():
        found[row["workspace"], row["session"]].append(row)
    return found


def _show(workspace: str, session: str, checkins: list[Any]) -> None:
    """What the card of an ended session has shown is all of its answers."""
    moods = Counter(row["mood"] for row in checkins)
    words = sorted((row["word"] for row in checkins if row["word"]), key=str.casefold)
    snapshot = sa.table(
        "checkin_snapshot", *texts("workspace", "session", "moods", "words", "marks"), *integers("number")
    )
    op.execute(
        snapshot.insert().values(
            workspace=workspace,
            session=session,
            number=1,
            moods=json.dumps([moods[mood] for mood in range(1, 6)]),
            words=json.dumps(words, ensure_ascii=False),
            marks="[]",
        )
    )


def _forget_names(checkins: list[Any]) -> None:
    """Whoever knows all who spoke would find the few unnamed by leaving out the others."""
    secrets.SystemRandom().shuffle(checkins)
    for row in checkins:
        is_it = [_CHECKIN.c[name] == row[name] for name in ("workspace", "session", "voice")]
        op.execute(_CHECKIN.update().where(*is_it).values(voice=uuid4().hex, is_named=False))
