"""The outbox's rules: every message the bot owes is sent once, or is visibly not sent.

Slack has no key that would make a repeated post harmless. So a message is claimed, sent and recorded in
three steps, and when it is unclear whether a send arrived, the bot looks into the conversation before it
sends again:

    pending ──claim──▶ sending ──ok──▶ sent
       ▲                 │ ├─ surely not sent ─▶ pending (later)
       │                 │ ├─ refused ─────────▶ failed
       │                 │ └─ unclear, or lease expired ─▶ unknown
       └── not there ── reconciling ◀── claim, after the quiet period
                         ├─ found ─▶ sent   ├─ cannot look now ─▶ unknown
                         └─ may not look ─▶ unconfirmed
    from pending: cancelled (no longer wanted), expired (too late)
    pending for a reason that somebody has to change: tried again at growing intervals, and as soon as
    anything else arrives in that channel or the bot is invited there (`coproduction.stuck`)
    after a backup was restored: pending, sending ─▶ unknown
    when the bot is invited into the channel: failed ─▶ pending, unconfirmed ─▶ unknown
    when Slack has lost it: sent ─▶ pending while what it is about lives, else cancelled
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple, Protocol
from uuid import UUID, uuid5

LEASE = timedelta(seconds=60)  # longer than any one call to Slack may take
QUIET = timedelta(seconds=120)  # how long Slack may take to show what it stored
RESTORED = "a backup was restored, so it may have been sent before"
LOOK_BACK = timedelta(seconds=120)  # two clocks may differ by this much
MOST_PATIENT = timedelta(minutes=5)


class Call(StrEnum):
    """What a message asks of Slack when its turn comes."""

    POST = "post"
    ARCHIVE = "archive"  # no words: the channel it names is closed for writing


class MessageState(StrEnum):
    """Where a message stands; see the picture above."""

    PENDING = "pending"
    SENDING = "sending"
    UNKNOWN = "unknown"
    RECONCILING = "reconciling"
    SENT = "sent"
    FAILED = "failed"
    UNCONFIRMED = "unconfirmed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


_IDS = UUID("6d9a54d4-70a6-4c43-9c2f-3c8f0f5d3f10")

MOVING = frozenset(
    {MessageState.PENDING, MessageState.SENDING, MessageState.UNKNOWN, MessageState.RECONCILING}
)


class Card(NamedTuple):
    """What tells one message from all others: what it shows, and to whom when not to a channel."""

    kind: str  # the name of a `coproduction.kinds.MessageKind`
    subject: str  # the id of the thing it is about
    recipient: str = ""
    part: int = 0  # which part of the subject, such as one group of a round; 0 for the whole
    occasion: str = ""  # which of several times the same is told, such as one end of a round


def id_of(workspace: str, card: Card) -> str:
    """The id of the message with this unique key, which says nothing else to anybody.

    It is the same whenever it is made: what a database has forgotten, because a backup was restored, can be
    found in Slack by it.
    """
    return uuid5(_IDS, "\n".join([workspace, *map(str, card)])).hex


@dataclass(frozen=True, slots=True)
class Message:
    """One message the bot owes, to a channel or to a person. Times are aware UTC.

    What a `Card` holds is sent once: it is a unique key. `drawn` is a digest of what the message last showed,
    so that a restart knows which cards are out of date.
    """

    id: str
    kind: str
    subject: str
    due_at: datetime
    next_at: datetime
    channel: str | None = None  # known before sending, so that one can look there afterwards
    recipient: str = ""  # a person's id for a direct message, empty for a channel
    part: int = 0
    occasion: str = ""
    call: Call = Call.POST
    order: int = 0  # among messages due at the same instant
    not_after: datetime | None = None
    state: MessageState = MessageState.PENDING
    attempt: int = 0
    lease: str | None = None
    lease_until: datetime | None = None
    first_started_at: datetime | None = None
    ts: str | None = None
    drawn: str | None = None
    reason: str | None = None
    under: str | None = None  # the id of the message in whose thread it belongs

    @property
    def card(self) -> Card:
        """Its unique key."""
        return Card(self.kind, self.subject, self.recipient, self.part, self.occasion)

    @property
    def lane(self) -> str:
        """The conversation in which one message goes after the other."""
        return self.recipient or self.channel or self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one claim: the state that follows, why, and how long to wait before the next move."""

    state: MessageState
    reason: str | None = None
    wait: timedelta = timedelta(0)
    ts: str | None = None
    drawn: str | None = None
    channel: str | None = None  # where it stands, if that is known only now
    was_tried: bool = True  # an attempt that was not made does not count


Ranks = tuple[Collection[str], Collection[str]]  # the kinds that go first, and those that go second


class Messages(Protocol):
    """What storage keeps of this noun: the outbox."""

    def add(self, message: Message) -> bool:
        """False, and nothing stored, when a message with the same card is already owed."""

    def add_all(self, messages: Collection[Message]) -> int:
        """The same for many in one statement; how many were not owed yet and are stored."""

    def get(self, message: str) -> Message | None: ...
    def find(self, card: Card) -> Message | None: ...
    def find_all(self, cards: Collection[Card]) -> dict[Card, Message]:
        """Those of these cards that are owed or were sent; one look for each kind and subject among them."""

    def about(self, kind: str, subject: str) -> list[Message]:
        """All messages of one kind about one subject, whoever they are for, in order."""

    def move_on(self, message: Message, was: MessageState) -> bool:
        """Store it only while it is still in the state it `was` read in; False when that has changed."""

    def settle(self, message: Message, lease: str) -> bool:
        """Store it only while `lease` still holds it; False when somebody else has it now."""

    def is_anything_due(self, now: datetime) -> bool:
        """Whether `lapse` or `claim` would find anything at this moment."""

    def lapse(self, now: datetime, quiet_until: datetime) -> int:
        """Free what a dead process left claimed: a send becomes unknown until `quiet_until`."""

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
        """Take at most `most` waiting messages that are due, in order, so that no one else can take them.

        Claiming for SENDING also counts an attempt and keeps when the first one began.
        """

    def claim_in_turn(
        self, now: datetime, *, lease: str, until: datetime, most: int, began: datetime, ranks: Ranks
    ) -> list[Message]:
        """The same for pending ones to send, but of each conversation only the next message of each rank.

        Of more than `most` those of the higher ranks come first.
        """

    def hold(self, channel: str, until: datetime, reason: str) -> int:
        """What is pending for a channel waits until then, for this reason; how many had not."""

    def let_go(self, channel: str, reasons: Collection[str], now: datetime) -> int:
        """What waits in a channel for one of these reasons is due now; how many did."""

    def freeze(self, channel: str, reason: str | None) -> int:
        """What stands in a channel cannot be redrawn, for this reason (None: it can). How much that is."""

    def frozen(self, channel: str) -> str | None: ...

    def with_states(self, states: Collection[MessageState], kind: str | None = None) -> list[Message]: ...
    def sent_cards(self, kinds: Collection[str], since: datetime) -> list[Message]:
        """The sent messages of those kinds that fell due since then."""

    def counts(self, kind: str) -> dict[MessageState, int]: ...
    def states(self, kind: str, subjects: Collection[str]) -> dict[str, MessageState]:
        """Subject to the state of its message of that kind, of those that have one."""


def sent(ts: str, drawn: str | None = None, channel: str | None = None) -> Outcome:
    """Slack has it, as `ts` in `channel`: it was just posted, or was found there."""
    return Outcome(state=MessageState.SENT, ts=ts, drawn=drawn, channel=channel)


def not_sent(reason: str, attempt: int, wait: timedelta = timedelta(0)) -> Outcome:
    """Slack surely does not have it: again after `wait`, or later as attempts go."""
    return Outcome(state=MessageState.PENDING, reason=reason, wait=max(wait, patience(attempt)))


def resting(reason: str, wait: timedelta) -> Outcome:
    """Slack has asked to be left alone for so long, so nothing was tried."""
    return Outcome(state=MessageState.PENDING, reason=reason, wait=wait, was_tried=False)


def held_up(reason: str, wait: timedelta) -> Outcome:
    """The conversation takes nothing until somebody changes something there; tried again by itself, too."""
    return Outcome(state=MessageState.PENDING, reason=reason, wait=wait)


def rejected(reason: str) -> Outcome:
    """Slack will never take it."""
    return Outcome(state=MessageState.FAILED, reason=reason)


def unclear(reason: str) -> Outcome:
    """Slack may or may not have it: look, after the quiet period."""
    return Outcome(state=MessageState.UNKNOWN, reason=reason, wait=QUIET)


def absent() -> Outcome:
    """We looked, and it is not there: send it."""
    return Outcome(state=MessageState.PENDING, reason="looked for and not found")


def cannot_look(reason: str) -> Outcome:
    """We may not look, so nobody can tell; a facilitator decides whether to send again."""
    return Outcome(state=MessageState.UNCONFIRMED, reason=reason)


def look_later(reason: str, wait: timedelta) -> Outcome:
    """Looking failed for now."""
    return Outcome(state=MessageState.UNKNOWN, reason=reason, wait=wait)


def postponed(until: datetime, now: datetime) -> Outcome:
    """Wanted, but not at this hour."""
    return Outcome(state=MessageState.PENDING, wait=until - now)


def released() -> Outcome:
    """Claimed but not touched: anybody may take it at once."""
    return Outcome(state=MessageState.PENDING, was_tried=False)


def behind(other: Outcome) -> Outcome:
    """Claimed but not touched, because one before it in its conversation has to wait."""
    return Outcome(state=MessageState.PENDING, reason=other.reason, wait=other.wait, was_tried=False)


def unwanted(reason: str) -> Outcome:
    """Nobody wants it any more."""
    return Outcome(state=MessageState.CANCELLED, reason=reason)


def too_late() -> Outcome:
    """Its time has passed: it is reported instead of sent."""
    return Outcome(state=MessageState.EXPIRED, reason="its time had passed before it could be sent")


def settled(message: Message, outcome: Outcome, now: datetime) -> Message:
    """The message after what happened to it, no longer claimed by anybody."""
    return replace(
        message,
        state=outcome.state,
        reason=outcome.reason,
        next_at=now + outcome.wait,
        attempt=message.attempt if outcome.was_tried else max(0, message.attempt - 1),
        channel=message.channel or outcome.channel,
        ts=outcome.ts or message.ts,
        drawn=outcome.drawn or message.drawn,
        lease=None,
        lease_until=None,
    )


def patience(attempt: int) -> timedelta:
    """How long to wait after the `attempt`th try that surely failed: doubling from 2 s, 5 minutes at most."""
    return min(timedelta(seconds=2 ** min(attempt, 10)), MOST_PATIENT)
