"""The first tables.

A step says everything itself and imports no table of today: it must still mean the same when they changed.
"""

import sqlalchemy as sa
from alembic import op

from storage.migrations.spelling import (
    check,
    create,
    flags,
    index,
    integers,
    maybes,
    moment,
    refers,
    texts,
    unique,
)

revision = "2026_11_23_first"
down_revision = None

_KINDS = (
    "'session', 'breakout', 'group', 'room', 'moved', 'warning', 'recall', "
    "'closing', 'idea', 'poll', 'summary', 'nudge', 'report'"
)
_STATES = (
    "'pending', 'sending', 'unknown', 'reconciling', 'sent', 'failed', 'unconfirmed', 'cancelled', 'expired'"
)


def upgrade() -> None:
    """Everything that Alongside remembers."""
    _people()
    _programmes()
    _sessions()
    _attendance()
    _checkins()
    _rounds()
    _groups()
    _ideas()
    _support()
    _polls()
    _ballots()
    _pledges()
    _follow_ups()
    _messages()


def _people() -> None:
    create(
        "person",
        ["id"],
        *texts("zone"),
        *maybes("sector", "perspective"),
        *flags("is_facilitator", "wants_reminders"),
        *maybes("conversation"),
        *texts("needs", "offers"),
        check("person", "perspective", "IN ('lived experience', 'front line', 'governing body')"),
    )


def _programmes() -> None:
    create(
        "programme",
        ["channel"],
        moment("opened_at"),
        *integers("last_idea_number"),
        check("programme", "last_idea_number", ">= 0"),
    )


def _sessions() -> None:
    create(
        "session",
        ["id"],
        *texts("channel", "title", "state", "started_by"),
        moment("started_at"),
        moment("ended_at", nullable=True),
        refers("session", ["channel"], "programme", ["channel"]),
        check("session", "state", "IN ('live', 'ended')"),
        sa.CheckConstraint("(state = 'ended') = (ended_at IS NOT NULL)", name=op.f("ck_session_ended")),
    )
    index("session", "channel", "started_at")
    op.create_index(
        op.f("uq_session_workspace_channel"),
        "session",
        ["workspace", "channel"],
        unique=True,
        sqlite_where=sa.text("state = 'live'"),
        postgresql_where=sa.text("state = 'live'"),
    )


def _attendance() -> None:
    create(
        "attendance",
        ["session", "person"],
        moment("attended_at"),
        refers("attendance", ["session"], "session"),
    )
    index("attendance", "person")


def _checkins() -> None:
    create(
        "session_secret",
        ["session"],
        sa.Column("pepper", sa.LargeBinary(), nullable=False),
        refers("session_secret", ["session"], "session"),
    )
    create(
        "checkin",
        ["session", "voice"],
        *flags("is_named"),
        *integers("mood"),
        *maybes("word"),
        refers("checkin", ["session"], "session"),
        check("checkin", "mood", "BETWEEN 1 AND 5"),
    )


def _rounds() -> None:
    create(
        "breakout_round",
        ["id"],
        *texts("session", "origin"),
        *integers("number", "size", "groups", "seed"),
        *texts("prompts", "names", "apart", "together", "state"),
        *flags("has_channels"),
        sa.Column("minutes", sa.Integer()),
        *(moment(name, nullable=True) for name in ("started_at", "ends_at", "ended_at", "called_at")),
        refers("breakout_round", ["session"], "session"),
        unique("breakout_round", "session", "number"),
        unique("breakout_round", "origin"),
        check("breakout_round", "number", ">= 1"),
        check("breakout_round", "state", "IN ('planned', 'live', 'ended')"),
        sa.CheckConstraint(
            "(state = 'planned') = (started_at IS NULL)", name=op.f("ck_breakout_round_started")
        ),
        sa.CheckConstraint(
            "(state = 'ended') = (ended_at IS NOT NULL)", name=op.f("ck_breakout_round_ended")
        ),
    )
    op.create_index(
        "uq_breakout_round_workspace_session",
        "breakout_round",
        ["workspace", "session"],
        unique=True,
        sqlite_where=sa.text("state = 'live'"),
        postgresql_where=sa.text("state = 'live'"),
    )


def _groups() -> None:
    create(
        "breakout_seat",
        ["round", "person"],
        *integers("number", "place"),
        *maybes("role"),
        *texts("presence"),
        refers("breakout_seat", ["round"], "breakout_round"),
        check("breakout_seat", "number", ">= 1"),
        check("breakout_seat", "role", "IN ('scribe', 'timekeeper')"),
        check("breakout_seat", "presence", "IN ('expected', 'here', 'absent', 'back')"),
    )
    create(
        "breakout_word",
        ["id"],
        *texts("round", "text", "origin"),
        *integers("number", "place"),
        *texts("part"),
        refers("breakout_word", ["round"], "breakout_round"),
        unique("breakout_word", "origin"),
        check("breakout_word", "number", ">= 1"),
        check("breakout_word", "part", "IN ('agree', 'differ', 'idea')"),
    )
    index("breakout_word", "round")


def _ideas() -> None:
    create(
        "idea",
        ["id"],
        *texts("channel"),
        *maybes("session"),
        *integers("number"),
        *texts("kind", "text"),
        *maybes("author", "credit"),
        *texts("origin"),
        *flags("is_withdrawn"),
        refers("idea", ["channel"], "programme", ["channel"]),
        refers("idea", ["session"], "session"),
        unique("idea", "channel", "number"),
        unique("idea", "origin"),
        check("idea", "kind", "IN ('change idea', 'collaboration')"),
        check("idea", "number", ">= 1"),
    )
    index("idea", "author", "channel", "number")


def _support() -> None:
    create(
        "support",
        ["idea", "person"],
        refers("support", ["idea"], "idea"),
    )


def _polls() -> None:
    create(
        "poll",
        ["id"],
        *texts("channel"),
        *maybes("session"),
        *texts("question", "options", "purpose", "origin"),
        *flags("is_open"),
        refers("poll", ["channel"], "programme", ["channel"]),
        refers("poll", ["session"], "session"),
        unique("poll", "origin"),
        check("poll", "purpose", "IN ('any', 'closing')"),
    )
    index("poll", "channel", "is_open", "id")
    index("poll", "session", "id")


def _ballots() -> None:
    create(
        "ballot",
        ["poll", "person"],
        *integers("option"),
        refers("ballot", ["poll"], "poll"),
        check("ballot", "option", ">= 0"),
    )


def _pledges() -> None:
    create(
        "pledge",
        ["id"],
        *texts("channel"),
        *maybes("session"),
        *texts("person", "what"),
        sa.Column("by", sa.Date()),
        *maybes("first_step"),
        moment("made_at"),
        *texts("origin"),
        refers("pledge", ["channel"], "programme", ["channel"]),
        refers("pledge", ["session"], "session"),
        unique("pledge", "origin"),
    )
    index("pledge", "person")
    index("pledge", "channel")


def _follow_ups() -> None:
    create(
        "follow_up",
        ["id"],
        *texts("pledge", "person"),
        *integers("occurrence"),
        moment("due_at"),
        *texts("state"),
        *maybes("reply"),
        refers("follow_up", ["pledge"], "pledge"),
        unique("follow_up", "pledge", "occurrence"),
        check("follow_up", "state", "IN ('planned', 'asked', 'missed', 'answered', 'put off', 'cancelled')"),
        check("follow_up", "reply", "IN ('done', 'working on it', 'stuck')"),
        check("follow_up", "occurrence", ">= 0"),
    )
    index("follow_up", "person")


def _messages() -> None:
    create(
        "message",
        ["id"],
        *texts("kind", "subject"),
        moment("due_at"),
        moment("next_at"),
        *maybes("channel"),
        *texts("recipient"),
        *integers("place"),
        moment("not_after", nullable=True),
        *texts("state"),
        *integers("attempt"),
        *maybes("lease"),
        moment("lease_until", nullable=True),
        moment("first_started_at", nullable=True),
        *maybes("ts", "drawn", "reason", "under"),
        unique("message", "kind", "subject", "recipient"),
        check("message", "kind", f"IN ({_KINDS})"),
        check("message", "state", f"IN ({_STATES})"),
        check("message", "attempt", ">= 0"),
    )
    index("message", "state", "next_at")
    index("message", "kind", "state", "due_at")
