"""Claiming: choosing messages and taking them in one statement, so that no process takes what another has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import case, func, select, update

from coproduction.messages import Message
from storage.phrases import columns_of, given, several, value
from storage.statements import Query, within

if TYPE_CHECKING:
    from sqlalchemy import CTE, Table


def due(message: Table) -> CTE:
    """The messages to claim. On PostgreSQL those that another process is claiming are skipped, not waited
    for; on SQLite, which has no such words, nobody else is writing.

    A common table expression is evaluated once: PostgreSQL may run a plain subquery several times, and then
    claims more than it was told.
    """
    due = (
        select(message.c.id)
        .where(given(message.c.state, "waiting"), message.c.next_at <= value(message.c.next_at, "now"))
        .order_by(message.c.due_at, message.c.order, message.c.id)
        .limit(value(message.c.attempt, "most"))
        .with_for_update(skip_locked=True)
    )
    return within(due).cte("due").prefix_with("MATERIALIZED")


def due_in_turn(message: Table) -> CTE:
    """The same, but of each conversation only its next message of each rank: a busy one keeps back no other,
    and what overtakes in it never leaves the others without their turn.
    """
    lane = case(
        (message.c.recipient != "", message.c.recipient), else_=func.coalesce(message.c.channel, message.c.id)
    )
    rank = case(
        (message.c.kind.in_(several(message.c.kind, name="first")), 0),
        (message.c.kind.in_(several(message.c.kind, name="second")), 1),
        else_=2,
    )
    order = (message.c.due_at, message.c.order, message.c.id)
    is_due = (given(message.c.state, "waiting"), message.c.next_at <= value(message.c.next_at, "now"))
    turn = func.row_number().over(partition_by=(lane, rank), order_by=order)
    turns = within(select(message.c.id, turn.label("turn")).where(*is_due)).cte("turns")
    due = (
        select(message.c.id)
        .where(*is_due, message.c.id.in_(select(turns.c.id).where(turns.c.turn == 1)))
        .order_by(rank, *order)
        .limit(value(message.c.attempt, "most"))
        .with_for_update(skip_locked=True)
    )
    return within(due).cte("due").prefix_with("MATERIALIZED")


def claim(message: Table, due: CTE) -> Query[Message]:
    """Choosing and taking in one statement, so that nothing can come between."""
    began = func.coalesce(message.c.first_started_at, value(message.c.first_started_at, "began"))
    return Query(
        Message,
        update(message)
        .values(
            state=value(message.c.state, "as_"),
            lease=value(message.c.lease),
            lease_until=value(message.c.lease_until, "until"),
            attempt=message.c.attempt + value(message.c.attempt, "attempts"),
            first_started_at=began,
        )
        .where(message.c.id.in_(select(due.c.id)))
        .returning(*columns_of(Message, message)),
    )
