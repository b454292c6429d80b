"""The machine's steps as statements: what must hold for one is its condition, what it does its values.

Claiming is choosing messages and taking them in one statement, so that no process takes what another has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, case, func, null, select, update

from coproduction.machine import TABLE, Effect, Event, Guard
from coproduction.messages import Message
from storage.phrases import columns_of, given, several, value
from storage.statements import Query, Statement, within

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from sqlalchemy import CTE, ColumnElement, Table

    from coproduction.machine import Step

    Clause = ColumnElement[bool]

# A step that is made in one statement is given no state: what it reads and what it changes are one.
_HOLDS: Mapping[Guard, Callable[[Table], Clause]] = {
    Guard.DUE: lambda message: message.c.next_at <= value(message.c.next_at, "now"),
    Guard.QUIET_IS_OVER: lambda message: message.c.next_at <= value(message.c.next_at, "now"),
    Guard.STILL_THERE: lambda message: given(message.c.state, "was"),
    Guard.SAME_POST: lambda message: given(message.c.ts, "was_ts"),
    Guard.LEASE_IS_OVER: lambda message: message.c.lease_until < value(message.c.lease_until, "now"),
    Guard.LEASE_IS_OURS: lambda message: given(message.c.lease, "claimed_as"),
}
_VALUES: Mapping[Effect, Callable[[Table], dict[str, Any]]] = {
    Effect.LEASED: lambda message: {
        "lease": value(message.c.lease),
        "lease_until": value(message.c.lease_until, "until"),
    },
    Effect.FREED: lambda _: {"lease": null(), "lease_until": null()},
    Effect.COUNTED: lambda message: {
        "attempt": message.c.attempt + 1,
        "first_started_at": func.coalesce(
            message.c.first_started_at, value(message.c.first_started_at, "began")
        ),
    },
    Effect.QUIET: lambda message: {"next_at": value(message.c.next_at, "quiet_until")},
    Effect.WAITS: lambda message: {"next_at": value(message.c.next_at, "now")},
}


def holds(message: Table, guard: Guard) -> Clause:
    """What a guard of the machine asks of a row."""
    return _HOLDS[guard](message)


def may(message: Table, step: Step) -> Clause:
    """Whether a step may be made of a row, as a condition of the one statement that makes it."""
    guards = [holds(message, guard) for guard in step.guards if guard is not Guard.STILL_THERE]
    return and_(message.c.state == step.source, *guards)


def _values(message: Table, step: Step) -> dict[str, Any]:
    values: dict[str, Any] = {"state": step.after}
    for effect in step.effects:
        values |= _VALUES[effect](message)
    return values


def lapse(message: Table, event: Event) -> Statement:
    """Freeing what a dead process left claimed."""
    step = TABLE[event]
    return Statement(update(message).values(_values(message, step)).where(may(message, step)))


def _due(message: Table, step: Step) -> CTE:
    """The messages to claim. On PostgreSQL those that another process is claiming are skipped, not waited
    for; on SQLite, which has no such words, nobody else is writing.

    A common table expression is evaluated once: PostgreSQL may run a plain subquery several times, and then
    claims more than it was told.
    """
    due = (
        select(message.c.id)
        .where(may(message, step))
        .order_by(message.c.due_at, message.c.order, message.c.id)
        .limit(value(message.c.attempt, "most"))
        .with_for_update(skip_locked=True)
    )
    return within(due).cte("due").prefix_with("MATERIALIZED")


def _due_in_turn(message: Table, step: Step) -> CTE:
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
    is_due = may(message, step)
    turn = func.row_number().over(partition_by=(lane, rank), order_by=order)
    turns = within(select(message.c.id, turn.label("turn")).where(is_due)).cte("turns")
    due = (
        select(message.c.id)
        .where(is_due, message.c.id.in_(select(turns.c.id).where(turns.c.turn == 1)))
        .order_by(rank, *order)
        .limit(value(message.c.attempt, "most"))
        .with_for_update(skip_locked=True)
    )
    return within(due).cte("due").prefix_with("MATERIALIZED")


def claim(message: Table, event: Event, *, in_turn: bool = False) -> Query[Message]:
    """Choosing and taking in one statement, so that nothing can come between."""
    step = TABLE[event]
    due = (_due_in_turn if in_turn else _due)(message, step)
    return Query(
        Message,
        update(message)
        .values(_values(message, step))
        .where(message.c.id.in_(select(due.c.id)))
        .returning(*columns_of(Message, message)),
    )
