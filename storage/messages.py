"""The outbox: claimed by one process at a time, and settled only by the one that claimed."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import Index, UniqueConstraint, literal_column, select, update

from coproduction.machine import CLAIMED, TABLE, WAITING, Effect, Event, Guard
from coproduction.messages import Call, Card, Message, MessageState
from coproduction.outbox import Ranks
from storage import clock
from storage.claims import claim, holds, lapse
from storage.columns import integers, maybes, moment, noun, rule, texts, who, words
from storage.phrases import add_unless_taken, change, find, given, pair, several, value
from storage.register import Register
from storage.repository import Repository, values_of
from storage.statements import Query, Statement

# Its subject may be any noun, so it refers to none. The first index finds what is due without looking at
# what was sent; the second finds what a kind of card last showed.
message = noun(
    "message",
    Register(
        whose="the recipient, if it is a person",
        why="what the bot owes and has sent, so that nothing is sent twice",
        kept="as long as what it is about",
        export="what was sent to oneself, and when",
        erasure="messages to the person are deleted here; Slack keeps its own copy",
    ),
    *texts("kind", "subject", "occasion"),
    *who(*texts("recipient")),
    *integers("part", "order", "attempt"),
    *words("call", Call),
    moment("due_at"),
    moment("next_at"),
    *maybes("channel", "lease", "ts", "drawn", "reason", "under", "told_in"),
    moment("not_after", nullable=True),
    *words("state", MessageState),
    moment("lease_until", nullable=True),
    moment("first_started_at", nullable=True),
    UniqueConstraint("workspace", *Card._fields),
    rule("attempt", "attempt >= 0"),
    Index("ix_message_workspace_state_next_at", "workspace", "state", "next_at"),
    Index("ix_message_workspace_kind_state_due_at", "workspace", "kind", "state", "due_at"),
    Index("ix_message_workspace_told_in", "workspace", "told_in"),
)

_message = message.c


_state = given(_message.state)
_kind = given(_message.kind)
_TO_SEND = TABLE[Event.CLAIMED].source

_ADD = add_unless_taken(message)
_CHANGE = change(message, holds(message, Guard.STILL_THERE))
_CHANGE_POST = change(message, holds(message, Guard.STILL_THERE), holds(message, Guard.SAME_POST))
_SETTLE = change(message, holds(message, Guard.LEASE_IS_OURS))
_GET = find(Message, message, given(_message.id))
_FIND = find(Message, message, *(given(_message[name]) for name in Card._fields))
# Of one kind and subject: the index takes these two and then looks for each of the others.
_FIND_ALL = find(
    Message,
    message,
    given(_message.kind),
    given(_message.subject),
    *(_message[name].in_(several(_message[name])) for name in ("recipient", "part", "occasion")),
)
_ABOUT = find(Message, message, _kind, given(_message.subject))
_IN_STATE = find(Message, message, _state)
_OF_KIND_IN_STATE = find(Message, message, _kind, _state)
_OF_KINDS = _message.kind.in_(several(_message.kind))
_ABOUT_ANY = find(Message, message, _OF_KINDS, given(_message.subject))
_DUE_SINCE = find(Message, message, _OF_KINDS, _state, _message.due_at >= value(_message.due_at))
_SENT_TO = find(
    Message,
    message,
    _OF_KINDS,
    _message.recipient.in_(several(_message.recipient)),
    _state,
    _message.due_at >= value(_message.due_at),
)
_OF_PERSON = find(Message, message, _state, given(_message.recipient))
_TOLD_IN = find(Message, message, given(_message.told_in))
_STATES = Query(
    pair,
    select(_message.subject, _message.state).where(_kind, _message.subject.in_(several(_message.subject))),
)
_IS_DUE = Query(str, select(_message.id).where(_state, holds(message, Guard.DUE)).limit(1))
_IS_LAPSED = Query(str, select(_message.id).where(_state, holds(message, Guard.LEASE_IS_OVER)).limit(1))
_CLAIMS = {event: claim(message, event) for event, step in TABLE.items() if Effect.LEASED in step.effects}
_IN_CHANNEL = (given(_message.state), given(_message.channel), _message.recipient == literal_column("''"))
_HOLD = Statement(
    update(message)
    .values(next_at=value(_message.next_at, "until"), reason=value(_message.reason))
    .where(*_IN_CHANNEL, _message.next_at < value(_message.next_at, "until"))
)
_LET_GO = Statement(
    update(message)
    .values(next_at=value(_message.next_at, "now"))
    .where(
        *_IN_CHANNEL,
        _message.next_at > value(_message.next_at, "now"),
        _message.reason.in_(several(_message.reason, name="reasons")),
    )
)
_FREEZE = Statement(update(message).values(reason=value(_message.reason)).where(*_IN_CHANNEL))
_FROZEN = Query(str, select(_message.reason).where(*_IN_CHANNEL, _message.reason.is_not(None)).limit(1))
_CLAIM_IN_TURN = claim(message, Event.CLAIMED, in_turn=True)
_LAPSES = [lapse(message, event) for event in (Event.SENDER_DIED, Event.LOOKER_DIED)]


class Messages(Repository):
    """`coproduction.messages.Messages`."""

    def add(self, message: Message) -> bool:
        return self._owed(self._touch(_ADD, **values_of(message)))

    def add_all(self, messages: Collection[Message]) -> int:
        added = self._touch_all(_ADD, messages)
        self._owed(added)
        return added

    def get(self, message: str) -> Message | None:
        return self._one(_GET, id=message)

    def find(self, card: Card) -> Message | None:
        return self._one(_FIND, **card._asdict())

    def find_all(self, cards: Collection[Card]) -> dict[Card, Message]:
        wanted: dict[tuple[str, str], set[Card]] = {}
        for card in cards:
            wanted.setdefault((card.kind, card.subject), set()).add(card)
        return {
            message.card: message
            for those in wanted.values()
            for message in self._all(_FIND_ALL, **_any(those))
            if message.card in those
        }

    def about(self, kind: str, subject: str, *others: str) -> list[Message]:
        if not others:
            return _in_order(self._all(_ABOUT, kind=kind, subject=subject))
        return _in_order(self._all(_ABOUT_ANY, kind=[kind, *others], subject=subject))

    def move_on(self, message: Message, was: MessageState, ts: str | None = None) -> bool:
        if ts is None:
            moved = self._touch(_CHANGE, was=was, **values_of(message))
        else:
            moved = self._touch(_CHANGE_POST, was=was, was_ts=ts, **values_of(message))
        return self._owed(moved) if message.state in WAITING else moved == 1

    def settle(self, message: Message, lease: str) -> bool:
        return self._touch(_SETTLE, claimed_as=lease, **values_of(message)) == 1

    def is_anything_due(self, now: datetime) -> bool:
        if self._one(_IS_DUE, state=_TO_SEND, now=now) is not None:
            return True
        at = self.shared_time(now)
        return any(
            self._one(query, state=state, now=at) is not None
            for query, states in ((_IS_DUE, WAITING - {_TO_SEND}), (_IS_LAPSED, CLAIMED))
            for state in states
        )

    def shared_time(self, now: datetime) -> datetime:
        return now if self._scope.is_rehearsed else self._one(clock.TIME) or now

    def lapse(self, now: datetime, quiet_until: datetime) -> int:
        return sum(self._touch(lapsed, now=now, quiet_until=quiet_until) for lapsed in _LAPSES)

    def claim(self, event: Event, now: datetime, *, lease: str, until: datetime, most: int) -> list[Message]:
        return _in_order(self._all(_CLAIMS[event], now=now, lease=lease, until=until, most=most, began=now))

    def claim_in_turn(
        self, now: datetime, *, lease: str, until: datetime, most: int, began: datetime, ranks: Ranks
    ) -> list[Message]:
        first, second = ranks
        return _in_order(
            self._all(
                _CLAIM_IN_TURN,
                now=now,
                lease=lease,
                until=until,
                most=most,
                began=began,
                first=list(first),
                second=list(second),
            )
        )

    def hold(self, channel: str, until: datetime, reason: str) -> int:
        return self._touch(_HOLD, channel=channel, until=until, reason=reason, state=_TO_SEND)

    def let_go(self, channel: str, reasons: Collection[str], now: datetime) -> int:
        let_go = self._touch(_LET_GO, channel=channel, reasons=list(reasons), now=now, state=_TO_SEND)
        self._owed(let_go)
        return let_go

    def freeze(self, channel: str, reason: str | None) -> int:
        return self._touch(_FREEZE, channel=channel, reason=reason, state=MessageState.SENT)

    def frozen(self, channel: str) -> str | None:
        return self._one(_FROZEN, channel=channel, state=MessageState.SENT)

    def with_states(self, states: Collection[MessageState], kind: str | None = None) -> list[Message]:
        query = _IN_STATE if kind is None else _OF_KIND_IN_STATE
        return _in_order(
            message for state in set(states) for message in self._all(query, state=state, kind=kind)
        )

    def sent_cards(
        self, kinds: Collection[str], since: datetime, people: Collection[str] | None = None
    ) -> list[Message]:
        sent = MessageState.SENT
        if people is not None:
            named = {"kind": list(kinds), "recipient": list(people)}
            return _in_order(self._all(_SENT_TO, **named, state=sent, due_at=since))
        return _in_order(self._all(_DUE_SINCE, kind=list(kinds), state=sent, due_at=since))

    def waiting_for(self, recipient: str) -> list[Message]:
        return _in_order(self._all(_OF_PERSON, state=_TO_SEND, recipient=recipient))

    def cancelled_for(self, recipient: str) -> list[Message]:
        return _in_order(self._all(_OF_PERSON, state=MessageState.CANCELLED, recipient=recipient))

    def told_in(self, message: str) -> list[Message]:
        return _in_order(self._all(_TOLD_IN, told_in=message))

    def states(self, kind: str, subjects: Collection[str]) -> dict[str, MessageState]:
        if not subjects:
            return {}
        return dict(self._all(_STATES, kind=kind, subject=list(subjects)))

    def _owed(self, rows: int) -> bool:
        """Whether there is a message more to send or to look for, of which the sender shall hear."""
        if rows:
            self._scope.effects.owes()
        return rows == 1


def _any(cards: Collection[Card]) -> dict[str, object]:
    """The values of a look for these cards of one kind and subject; it may find more, made of their parts."""
    kind, subject, *_ = next(iter(cards))
    recipient, part, occasion = (
        sorted(set(each)) for each in zip(*(card[2:] for card in cards), strict=True)
    )
    return {"kind": kind, "subject": subject, "recipient": recipient, "part": part, "occasion": occasion}


def _in_order(messages: Iterable[Message]) -> list[Message]:
    """RETURNING keeps no order, nor do several queries."""
    return sorted(messages, key=lambda message: (message.due_at, message.order, message.id))
