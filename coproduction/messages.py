"""The messages the bot owes: what one is, and what became of a claim (`coproduction.outbox`: what storage
keeps of them).

Which state follows which is the machine's to say (`coproduction.machine`). What is pending for a reason that
somebody has to change is tried again at growing intervals, and as soon as anything else arrives in that
channel or the bot is invited there (`coproduction.stuck`).
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple
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
    under: str | None = None  # in whose thread it belongs: a message's id, or Slack's time of it
    told_in: str | None = None  # the id of the message to the same person with which it goes along

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
