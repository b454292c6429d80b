"""Languages, codes for words that people once saw, kinds of question, kept reports, one machine for nudges.

Messages are told apart by columns instead of composed texts. Words that only the code knows are checked
there, so that a new one does not make a whole table anew.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.migrations.spelling import (
    create,
    index,
    integers,
    maybes,
    moment,
    refers,
    rename,
    rewrite,
    texts,
    unchecked,
    unique,
    widen,
)

revision = "2026_11_28_second"
down_revision = "2026_11_23_first"

# Kinds whose subject was "round:group" or "round:group:end of the round", or "round:anything" for a move.
_KINDS = {
    "breakout": "round",
    "room": "group_card",
    "group": "seat_note",
    "moved": "move_note",
    "warning": "time_warning",
    "closing": "archive",
}
_CARD = ("kind", "subject", "recipient", "part", "occasion")


_SECTORS = {
    "family members": "family",
    "primary care": "primary-care",
    "the council": "council",
    "communications, arts and culture": "communications",
    "mental health": "mental-health",
    "entrepreneurs in tech and hygiene": "entrepreneurs",
}
_PERSPECTIVES = {"lived experience": "lived", "front line": "front", "governing body": "governing"}


def upgrade() -> None:
    """Table by table; nudges before messages, whose names and subjects they are found by."""
    _people()
    _programmes()
    _ideas()
    _polls()
    _ballots()
    _groups()
    _follow_ups()
    _nudges()
    _messages()
    _reports()


def _people() -> None:
    widen("person", *maybes("language"))
    unchecked("person", "perspective")
    rewrite("person", "sector", _SECTORS)
    rewrite("person", "perspective", _PERSPECTIVES)


def _programmes() -> None:
    widen("programme", *maybes("language"))


def _ideas() -> None:
    unchecked("idea", "kind")
    rewrite("idea", "kind", {"change idea": "change"})


def _polls() -> None:
    """All that were asked so far are single choices."""
    with op.batch_alter_table("poll") as changed:
        changed.drop_constraint(op.f("ck_poll_purpose"), type_="check")
        changed.add_column(sa.Column("kind", sa.Text(), nullable=False, server_default="choice"))
    with op.batch_alter_table("poll") as changed:
        changed.alter_column("kind", server_default=None)


def _ballots() -> None:
    """An answer is a text; that of a single choice is the position of its option."""
    rename("ballot", "option", "answer")
    unchecked("ballot", "option")
    with op.batch_alter_table("ballot") as changed:
        changed.alter_column("answer", type_=sa.Text(), postgresql_using="answer::text")


def _groups() -> None:
    for table in ("breakout_seat", "breakout_word"):
        rename(table, "number", "group")
        rename(table, "place", "order")


def _nudges() -> None:
    """A follow-up owns its due time; a message that nobody has touched is made anew when it is due."""
    op.execute(
        "UPDATE follow_up SET state = 'due' WHERE state IN ('asked', 'missed') "
        "OR (state = 'planned' AND id IN (SELECT subject FROM message "
        "WHERE message.workspace = follow_up.workspace AND kind = 'nudge' "
        "AND NOT (message.state = 'pending' AND attempt = 0 AND message.due_at = next_at)))"
    )
    op.execute(
        "DELETE FROM message WHERE kind = 'nudge' AND state = 'pending' AND subject IN "
        "(SELECT id FROM follow_up WHERE follow_up.workspace = message.workspace AND state <> 'due')"
    )


def _follow_ups() -> None:
    with op.batch_alter_table("follow_up") as changed:
        changed.drop_constraint(op.f("ck_follow_up_state"), type_="check")
        changed.drop_constraint(op.f("ck_follow_up_reply"), type_="check")
        changed.drop_constraint(op.f("uq_follow_up_workspace_pledge_occurrence"), type_="unique")
        changed.drop_constraint(op.f("fk_follow_up_workspace_pledge"), type_="foreignkey")
        changed.add_column(sa.Column("about", sa.Text(), nullable=False, server_default="pledge"))
    rename("follow_up", "pledge", "subject")
    with op.batch_alter_table("follow_up") as changed:
        changed.alter_column("about", server_default=None)
        changed.create_unique_constraint(
            op.f("uq_follow_up_workspace_about_subject_occurrence"),
            ["workspace", "about", "subject", "occurrence"],
        )
    index("follow_up", "state", "due_at")
    rewrite("follow_up", "state", {"put off": "put_off"})
    rewrite("follow_up", "reply", {"working on it": "working"})


def _messages() -> None:
    rename("message", "place", "order")
    with op.batch_alter_table("message") as changed:
        changed.drop_constraint(op.f("ck_message_kind"), type_="check")
        changed.drop_constraint(op.f("ck_message_state"), type_="check")
        changed.drop_constraint(op.f("uq_message_workspace_kind_subject_recipient"), type_="unique")
        changed.add_column(sa.Column("part", sa.Integer(), nullable=False, server_default="0"))
        changed.add_column(sa.Column("occasion", sa.Text(), nullable=False, server_default=""))
        changed.add_column(sa.Column("call", sa.Text(), nullable=False, server_default="post"))
    _split_subjects()
    with op.batch_alter_table("message") as changed:
        for name in ("part", "occasion", "call"):
            changed.alter_column(name, server_default=None)
        changed.create_unique_constraint(
            op.f("_".join(("uq_message_workspace", *_CARD))), ["workspace", *_CARD]
        )


def _split_subjects() -> None:
    message = sa.table(
        "message", *texts("workspace", "id", "kind", "subject", "occasion", "call"), *integers("part")
    )
    composed = message.c.kind.in_([*_KINDS, "recall", "report"])
    connection = op.get_bind()
    for row in connection.execute(sa.select(message).where(composed)).mappings().all():
        is_it = (message.c.workspace == row["workspace"]) & (message.c.id == row["id"])
        connection.execute(message.update().where(is_it).values(**_card_of(row["kind"], row["subject"])))


def _card_of(kind: str, subject: str) -> dict[str, Any]:
    about, _, rest = subject.partition(":")
    part, _, end = rest.partition(":")
    told: dict[str, Any] = {"kind": _KINDS.get(kind, kind), "subject": about}
    if kind in ("moved", "report"):
        return told | {"occasion": rest}
    if kind == "closing":
        told["call"] = "archive"
    return told | {"part": int(part or 0), "occasion": end}


def _reports() -> None:
    """One that is still to be posted was asked for without its figures, and nobody can count them here.

    So it becomes a report whose figures cannot be read: when it is posted, it says how to get another. One
    that was posted is never drawn again, and stays as it is.
    """
    create(
        "report",
        ["id"],
        *texts("channel"),
        moment("made_at"),
        *texts("origin"),
        *maybes("asked_by"),
        *texts("figures"),
        refers("report", ["channel"], "programme", ["channel"]),
        unique("report", "origin"),
    )
    op.execute(
        "INSERT INTO report (workspace, id, channel, made_at, origin, figures) "
        "SELECT workspace, id, subject, due_at, occasion, '{}' FROM message "
        "WHERE kind = 'report' AND state <> 'sent'"
    )
    op.execute("UPDATE message SET subject = id, occasion = '' WHERE kind = 'report' AND state <> 'sent'")
