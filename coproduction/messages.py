"""The messages the bot owes: what one is, what became of a claim, and what storage keeps of them.

Which state follows which is the machine's to say (`coproduction.machine`). What is pending for a reason that
somebody has to change is tried again at growing intervals, and as soon as anything else arrives in that
channel or the bot is invited there (`coproduction.stuck`).
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple, Protocol
from uuid import UUID, uuid5

from coproduction.machine import QUIET, TABLE, Effect, Event, moved
from coproduction.machine import MessageState as MessageState  # noqa: PLC0414 (also one of a message's words)

RESTORED = "a backup was restored, so it may have been sent before"
LOOK_BACK = timedelta(seconds=120)  # two clocks may differ by this much
MOST_PATIENT = timedelta(minutes=5)


class Call(StrEnum):
    """What a message asks of Slack when its turn comes."""

    POST = "post"
    ARCHIVE = "archive"  # no words: the channel it names is closed for writing


_IDS = UUID("6d9a54d4-70a6-4c43-9c2f-3c8f0f5d3f10")


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
    def arrived_at(self) -> datetime | None:
        """When it was known to stand in Slack; None while it does not. What was sent is moved no more."""
        return self.next_at if self.state is MessageState.SENT else None

    @property
    def lane(self) -> str:
        """The conversation in which one message goes after the other."""
        return self.recipient or self.channel or self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one claim: an event of the machine, why, and how long to wait before the next move."""

    event: Event
    reason: str | None = None
    wait: timedelta = timedelta(0)
    ts: str | None = None
    drawn: str | None = None
    channel: str | None = None  # where it stands, if that is known only now

    @property
    def state(self) -> MessageState:
        """The state that follows."""
        state = TABLE[self.event].after
        assert state  # noqa: S101 (no event of a claim leaves it where it was; held by a test)
        return state

    @property
    def was_tried(self) -> bool:
        """An attempt that was not made does not count."""
        return Effect.UNCOUNTED not in TABLE[self.event].effects

    @property
    def is_told(self) -> bool:
        """Whether this is an end that its kind wants to hear of."""
        return Effect.TELLS in TABLE[self.event].effects


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

    def about(self, kind: str, subject: str, *others: str) -> list[Message]:
        """All messages of one kind, or of `others` too, about one subject, whoever they are for, in order."""

    def move_on(self, message: Message, was: MessageState, ts: str | None = None) -> bool:
        """Store it only while it is still in the state it `was` read in; False when that has changed.

        With the `ts` of a post, only while it is still that post which stands in Slack.
        """

    def settle(self, message: Message, lease: str) -> bool:
        """Store it only while `lease` still holds it; False when somebody else has it now."""

    def is_anything_due(self, now: datetime) -> bool:
        """Whether `lapse` or `claim` would find anything at this moment."""

    def shared_time(self, now: datetime) -> datetime:
        """The time by the one clock that all processes share, the database's; `now` in a rehearsal.

        Leases and quiet times are given and judged by it: the clocks of two machines may differ.
        """

    def lapse(self, now: datetime, quiet_until: datetime) -> int:
        """Free what a dead process left claimed: a send becomes unknown until `quiet_until`."""

    def claim(self, event: Event, now: datetime, *, lease: str, until: datetime, most: int) -> list[Message]:
        """Take at most `most` waiting messages that are due, in order, so that no one else can take them.

        The event is one of the machine's that begin a lease, and says what they wait for.
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
    def sent_cards(
        self, kinds: Collection[str], since: datetime, people: Collection[str] | None = None
    ) -> list[Message]:
        """The sent messages of those kinds that fell due since then: all, or those to these people."""

    def states(self, kind: str, subjects: Collection[str]) -> dict[str, MessageState]:
        """Subject to the state of its message of that kind, of those that have one."""


def sent(ts: str, drawn: str | None = None, channel: str | None = None) -> Outcome:
    """Slack has it, as `ts` in `channel`: it was just posted, or was found there."""
    return Outcome(event=Event.ARRIVED, ts=ts, drawn=drawn, channel=channel)


def done() -> Outcome:
    """Slack has done it, and there are no words that one could find."""
    return Outcome(event=Event.ARRIVED)


def not_sent(reason: str, attempt: int, wait: timedelta = timedelta(0)) -> Outcome:
    """Slack surely does not have it: again after `wait`, or later as attempts go."""
    return Outcome(event=Event.NOT_SENT, reason=reason, wait=max(wait, patience(attempt)))


def resting(reason: str, wait: timedelta) -> Outcome:
    """Slack has asked to be left alone for so long, so nothing was tried."""
    return Outcome(event=Event.UNTOUCHED, reason=reason, wait=wait)


def held_up(reason: str, wait: timedelta) -> Outcome:
    """Surely not sent, and again after just so long: the conversation takes nothing until somebody changes
    something there, or Slack has said when it has time again.
    """
    return Outcome(event=Event.NOT_SENT, reason=reason, wait=wait)


def rejected(reason: str) -> Outcome:
    """Slack will never take it."""
    return Outcome(event=Event.REFUSED, reason=reason)


def unclear(reason: str) -> Outcome:
    """Slack may or may not have it: look, after the quiet period."""
    return Outcome(event=Event.UNCLEAR, reason=reason, wait=QUIET)


def absent() -> Outcome:
    """We looked, and it is not there: send it."""
    return Outcome(event=Event.ABSENT, reason="looked for and not found")


def cannot_look(reason: str) -> Outcome:
    """We may not look, so nobody can tell; a facilitator decides whether to send again."""
    return Outcome(event=Event.CANNOT_LOOK, reason=reason)


def look_later(reason: str, wait: timedelta) -> Outcome:
    """Looking failed for now."""
    return Outcome(event=Event.LATER, reason=reason, wait=wait)


def postponed(until: datetime, now: datetime) -> Outcome:
    """Wanted, but not at this hour."""
    return Outcome(event=Event.NOT_SENT, wait=until - now)


def released() -> Outcome:
    """Claimed but not touched: anybody may take it at once."""
    return Outcome(event=Event.UNTOUCHED)


def behind(other: Outcome) -> Outcome:
    """Claimed but not touched, because one before it in its conversation has to wait."""
    return Outcome(event=Event.UNTOUCHED, reason=other.reason, wait=other.wait)


def unwanted(reason: str) -> Outcome:
    """Nobody wants it any more."""
    return Outcome(event=Event.UNWANTED, reason=reason)


def too_late() -> Outcome:
    """Its time has passed: it is reported instead of sent."""
    return Outcome(event=Event.TOO_LATE, reason="its time had passed before it could be sent")


def settled(message: Message, outcome: Outcome, now: datetime) -> Message:
    """The message after what happened to it, no longer claimed by anybody. Raises Impossible."""
    after = replace(message, **moved(TABLE[outcome.event], message, now, outcome.wait))
    return replace(
        after,
        reason=outcome.reason,
        channel=message.channel or outcome.channel,
        ts=outcome.ts or message.ts,
        drawn=outcome.drawn or message.drawn,
    )


def decided(message: Message, event: Event, now: datetime, reason: str | None = None) -> Message:
    """The message after what somebody has decided about it. Raises Impossible."""
    return replace(message, **moved(TABLE[event], message, now), reason=reason)


def patience(attempt: int) -> timedelta:
    """How long to wait after the `attempt`th try that surely failed: doubling from 2 s, 5 minutes at most."""
    return min(timedelta(seconds=2 ** min(attempt, 10)), MOST_PATIENT)
