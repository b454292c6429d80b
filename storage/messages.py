"""The outbox: claimed by one process at a time, and settled only by the one that claimed."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import CTE, func, select, update

from coproduction.messages import Kind, Message, MessageState
from storage import tables
from storage.phrases import add_new, change, columns_of, find, given, pair, value
from storage.repository import Shelf, told
from storage.statements import Query, Statement, within

_message = tables.message.c
_state = given(_message.state)
_kind = given(_message.kind)

_ADD = add_new(tables.message, "workspace", "kind", "subject", "recipient")
_CHANGE = change(tables.message, given(_message.state, "was"))
_SETTLE = change(tables.message, given(_message.lease, "held"))
_GET = find(Message, tables.message, given(_message.id))
_FIND = find(Message, tables.message, _kind, given(_message.subject), given(_message.recipient))
_IN_STATE = find(Message, tables.message, _state)
_OF_KIND_IN_STATE = find(Message, tables.message, _kind, _state)
_DUE_SINCE = find(Message, tables.message, _kind, _state, _message.due_at >= value(_message.due_at))
_COUNTS = Query(pair, select(_message.state, func.count()).where(_kind).group_by(_message.state))


def _due() -> CTE:
    """The messages to claim. On PostgreSQL those that another process is claiming are skipped, not waited
    for; on SQLite, which has no such words, nobody else is writing.

    A common table expression is evaluated once: PostgreSQL may run a plain subquery several times, and then
    claims more than it was told.
    """
    due = (
        select(_message.id)
        .where(given(_message.state, "waiting"), _message.next_at <= value(_message.next_at, "now"))
        .order_by(_message.due_at, _message.place, _message.id)
        .limit(value(_message.attempt, "most"))
        .with_for_update(skip_locked=True)
    )
    return within(due).cte("due").prefix_with("MATERIALIZED")


def _claim(due: CTE) -> Query[Message]:
    """Choosing and taking in one statement, so that nothing can come between."""
    began = func.coalesce(_message.first_started_at, value(_message.first_started_at, "began"))
    return Query(
        Message,
        update(tables.message)
        .values(
            state=value(_message.state, "as_"),
            lease=value(_message.lease),
            lease_until=value(_message.lease_until, "until"),
            attempt=_message.attempt + value(_message.attempt, "attempts"),
            first_started_at=began,
        )
        .where(_message.id.in_(select(due.c.id)))
        .returning(*columns_of(Message, tables.message)),
    )


def _lapse(claimed: MessageState) -> Statement:
    return Statement(
        update(tables.message)
        .values(
            state=MessageState.UNKNOWN,
            lease=None,
            lease_until=None,
            next_at=value(_message.next_at, "free_at"),
        )
        .where(_message.state == claimed, _message.lease_until < value(_message.lease_until, "now"))
    )


_CLAIM = _claim(_due())
_LAPSE_SENDING = _lapse(MessageState.SENDING)
_LAPSE_RECONCILING = _lapse(MessageState.RECONCILING)


class Messages(Shelf):
    """`coproduction.ports.Messages`."""

    def add(self, message: Message) -> bool:
        return self._touch(_ADD, **told(message)) == 1

    def get(self, message: str) -> Message | None:
        return self._one(_GET, id=message)

    def find(self, kind: Kind, subject: str, recipient: str = "") -> Message | None:
        return self._one(_FIND, kind=kind, subject=subject, recipient=recipient)

    def move_on(self, message: Message, was: MessageState) -> bool:
        return self._touch(_CHANGE, was=was, **told(message)) == 1

    def settle(self, message: Message, lease: str) -> bool:
        return self._touch(_SETTLE, held=lease, **told(message)) == 1

    def lapse(self, now: datetime, quiet_until: datetime) -> int:
        """A look that a dead process left half done has sent nothing, so it may be had again at once."""
        sending = self._touch(_LAPSE_SENDING, now=now, free_at=quiet_until)
        return sending + self._touch(_LAPSE_RECONCILING, now=now, free_at=now)

    def claim(
        self,
        waiting: MessageState,
        as_: MessageState,
        now: datetime,
        *,
        lease: str,
        until: datetime,
        most: int,
    ) -> list[Message]:
        sends = as_ is MessageState.SENDING
        return _in_order(
            self._all(
                _CLAIM,
                waiting=waiting,
                as_=as_,
                now=now,
                lease=lease,
                until=until,
                most=most,
                attempts=int(sends),
                began=now if sends else None,
            )
        )

    def with_states(self, states: Collection[MessageState], kind: Kind | None = None) -> list[Message]:
        query = _IN_STATE if kind is None else _OF_KIND_IN_STATE
        return _in_order(
            message for state in set(states) for message in self._all(query, state=state, kind=kind)
        )

    def sent_cards(self, kinds: Collection[Kind], since: datetime) -> list[Message]:
        sent = MessageState.SENT
        return _in_order(
            message
            for kind in set(kinds)
            for message in self._all(_DUE_SINCE, kind=kind, state=sent, due_at=since)
        )

    def counts(self, kind: Kind) -> dict[MessageState, int]:
        return dict(self._all(_COUNTS, kind=kind))


def _in_order(messages: Iterable[Message]) -> list[Message]:
    """RETURNING keeps no order, nor do several queries."""
    return sorted(messages, key=lambda message: (message.due_at, message.place, message.id))
