"""The machine's steps as statements: what must hold for one is its condition, what it does its values.

Claiming is choosing messages and taking them in one statement, so that no process takes what another has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, case, func, literal_column, null, select, update

from coproduction.machine import TABLE, Effect, Event, Guard
from coproduction.messages import Message
from storage.phrases import columns_of, given, several, value
from storage.statements import Query, Statement, within

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from sqlalchemy import CTE, ColumnElement, Label, Table

    from coproduction.machine import Step
    from storage.statements import Rows

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


# Where each database keeps a row. What is found by that is found at once, whatever the planner believes of
# how many are due: it is wrong just when many have come, and then a join by ids looks at each pair of them.
_SQLITE: Label[Any] = literal_column("message.rowid").label("row")
_POSTGRESQL: Label[Any] = literal_column("message.ctid").label("row")


def claim(message: Table, event: Event, *, in_turn: bool = False) -> Query[Message]:
    """Choosing and taking in one statement, so that nothing can come between."""
    step = TABLE[event]
    taking = update(message).values(_values(message, step)).returning(*columns_of(Message, message))
    here = (_next_ones if in_turn else _first)(message, step, _SQLITE).subquery("due")
    there = _locked(message, (_next_ones_now if in_turn else _first)(message, step, _POSTGRESQL))
    return Query(
        Message,
        {
            "sqlite": taking.where(_SQLITE.element == here.c.row, message.c.id == here.c.id),
            "postgresql": taking.where(_POSTGRESQL.element == there.c.row, message.c.id == there.c.id),
        },
    )


def _locked(message: Table, due: Rows) -> CTE:
    """The rows to claim on PostgreSQL: those that another process is claiming are skipped, not waited for. On
    SQLite, which has no such words, nobody else is writing.

    A common table expression is evaluated once: a plain subquery may be run several times, and would then
    claim more than it was told.
    """
    return due.with_for_update(skip_locked=True, of=message).cte("due").prefix_with("MATERIALIZED")


def _first(message: Table, step: Step, row: Label[Any]) -> Rows:
    """Where the first messages are that are due, at most as many as are given."""
    due = select(row, message.c.id).where(may(message, step)).order_by(*_order(message))
    return within(due.limit(value(message.c.attempt, "most")))


def _next_ones(message: Table, step: Step, row: Label[Any]) -> Rows:
    """The same, but of each conversation only its next message of each rank: a busy one keeps back no other,
    and what overtakes in it never leaves the others without their turn.
    """
    turns = _turns(message, step, row).subquery("turns")
    order = (turns.c.rank, turns.c.due_at, turns.c.order, turns.c.id)
    chosen = select(turns.c.row, turns.c.id).where(turns.c.turn == 1).order_by(*order)
    return chosen.limit(value(message.c.attempt, "most"))


def _next_ones_now(message: Table, step: Step, row: Label[Any]) -> Rows:
    """The same, each looked at once more where it is taken: somebody may have been quicker."""
    turns = _turns(message, step, row).subquery("turns")
    order = (turns.c.rank, turns.c.due_at, turns.c.order, turns.c.id)
    is_next = (turns.c.turn == 1, row.element == turns.c.row, message.c.id == turns.c.id)
    chosen = select(row, message.c.id).where(*is_next, may(message, step)).order_by(*order)
    return within(chosen.limit(value(message.c.attempt, "most")))


def _turns(message: Table, step: Step, row: Label[Any]) -> Rows:
    """Where all are that are due, each with its `turn` among those of its conversation and its rank."""
    lane = case(
        (message.c.recipient != "", message.c.recipient), else_=func.coalesce(message.c.channel, message.c.id)
    )
    what = (row, message.c.workspace, lane.label("lane"), _rank(message).label("rank"), *_order(message))
    due = within(select(*what).where(may(message, step))).subquery("all_due")
    order = (due.c.due_at, due.c.order, due.c.id)
    turn = func.row_number().over(partition_by=(due.c.lane, due.c.rank), order_by=order)
    return select(due.c.row, due.c.workspace, due.c.rank, *order, turn.label("turn"))


def _rank(message: Table) -> ColumnElement[int]:
    """Lower goes first."""
    return case(
        (message.c.kind.in_(several(message.c.kind, name="first")), 0),
        (message.c.kind.in_(several(message.c.kind, name="second")), 1),
        else_=2,
    )


def _order(message: Table) -> tuple[ColumnElement[Any], ...]:
    return message.c.due_at, message.c.order, message.c.id
