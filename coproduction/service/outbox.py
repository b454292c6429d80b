"""The messages the bot owes: owed in the act's own unit of work, claimed, settled by what became of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from coproduction.errors import Refusal
from coproduction.followups import TOO_LATE, FollowUpState
from coproduction.messages import (
    LEASE,
    QUIET,
    Kind,
    Message,
    MessageState,
    Outcome,
    settled,
)
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import people
from coproduction.service.objections import objection
from coproduction.words import Text

CARDS = (
    Kind.SESSION,
    Kind.BREAKOUT,
    Kind.ROOM,
    Kind.GROUP,
    Kind.IDEA,
    Kind.POLL,
    Kind.NUDGE,
)  # what keeps changing after it was posted
_ENDS = {  # how a nudge may end, and what that makes of its question
    MessageState.SENT: FollowUpState.ASKED,
    MessageState.EXPIRED: FollowUpState.MISSED,
    MessageState.FAILED: FollowUpState.MISSED,
    MessageState.UNCONFIRMED: FollowUpState.MISSED,
}
_AFTER_INVITATION = {
    MessageState.FAILED: MessageState.PENDING,
    MessageState.UNCONFIRMED: MessageState.UNKNOWN,
}


def owe(  # noqa: PLR0913 - the parts of one message; all but the first four have their usual value
    memory: Memory,
    now: datetime,
    kind: Kind,
    subject: str,
    *,
    channel: str | None = None,
    recipient: str = "",
    place: int = 0,
    under: str | None = None,
) -> bool:
    """Owe a message from `now` on; False when this subject is already owed to this recipient.

    `under` is the id of the message in whose thread it belongs.
    """
    return memory.messages.add(
        Message(
            id=memory.new_id(),
            kind=kind,
            subject=subject,
            due_at=now,
            next_at=now,
            channel=channel,
            recipient=recipient,
            place=place,
            under=under,
        )
    )


def claim_to_send(memory: Memory, now: datetime, most: int) -> list[Message]:
    """Messages that are due, claimed for sending. What is no longer wanted, or not now, is settled here."""
    memory.messages.lapse(now, now + QUIET)
    due = _claim(memory, now, MessageState.PENDING, MessageState.SENDING, most)
    return [message for message in due if _is_wanted_now(memory, message, now)]


def claim_to_look(memory: Memory, now: datetime, most: int) -> list[Message]:
    """Messages of which nobody knows whether they arrived, claimed for looking, after their quiet period."""
    return _claim(memory, now, MessageState.UNKNOWN, MessageState.RECONCILING, most)


def settle(memory: Memory, now: datetime, message: Message, outcome: Outcome) -> bool:
    """Record what became of a claimed message; False when the claim was lost to somebody else meanwhile."""
    held = memory.messages.settle(settled(message, outcome, now), message.lease or "")
    if held and outcome.state in _ENDS:
        _follow(memory, message, FollowUpState.PLANNED, _ENDS[outcome.state])
    return held


def resolve(memory: Memory, message: Message, channel: str) -> Message | None:
    """Keep the conversation in which a message will stand, before it is sent.

    None when the claim was lost to somebody else meanwhile: then the message is theirs to send.
    """
    if message.recipient:
        people.remember_conversation(memory, message.recipient, channel)
    known = replace(message, channel=channel)
    return known if memory.messages.settle(known, message.lease or "") else None


def redrawn(memory: Memory, message_id: str, drawn: str) -> None:
    """Remember what a card shows now."""
    message = memory.messages.get(message_id)
    if message:
        memory.messages.move_on(replace(message, drawn=drawn), message.state)


def retry_channel(memory: Memory, now: datetime, channel: str) -> int:
    """After the bot was invited: try again what the channel refused, and look for what it could not look for.

    How many there are.
    """
    stuck = [m for m in memory.messages.with_states(_AFTER_INVITATION) if m.channel == channel]
    again = [
        m
        for m in stuck
        if _wait_again(memory, replace(m, state=_AFTER_INVITATION[m.state], next_at=now), m.state)
    ]
    return len(again)


def nudges(memory: Memory, actor: Actor) -> tuple[dict[MessageState, int], Sequence[Message]]:
    """How many nudges stand where, and those that somebody should look at."""
    people.require_facilitator(memory, actor, Text("see how the nudges are going"))
    stuck = [MessageState.FAILED, MessageState.UNCONFIRMED, MessageState.EXPIRED]
    return memory.messages.counts(Kind.NUDGE), memory.messages.with_states(stuck, Kind.NUDGE)


def send_again(memory: Memory, now: datetime, actor: Actor, message_id: str) -> Message:
    """A facilitator decides that an unconfirmed message goes out again."""
    people.require_facilitator(memory, actor, Text("send a nudge again"))
    message = memory.messages.get(message_id)
    if message is None or message.state is not MessageState.UNCONFIRMED:
        raise Refusal("This nudge is not waiting for you any more.")
    not_after = now + TOO_LATE if message.not_after else None  # who presses now wants it sent now
    again = replace(message, state=MessageState.PENDING, next_at=now, not_after=not_after, reason=None)
    if not _wait_again(memory, again, message.state):  # another facilitator was quicker
        raise Refusal("This nudge is not waiting for you any more.")
    return again


def _wait_again(memory: Memory, message: Message, was: MessageState) -> bool:
    """Let a message that had come to an end be sent after all, and its question be asked; once."""
    is_first = memory.messages.move_on(message, was)
    if is_first:
        _follow(memory, message, FollowUpState.MISSED, FollowUpState.PLANNED)
    return is_first


def _claim(
    memory: Memory, now: datetime, waiting: MessageState, as_: MessageState, most: int
) -> list[Message]:
    return memory.messages.claim(waiting, as_, now, lease=memory.new_id(), until=now + LEASE, most=most)


def _is_wanted_now(memory: Memory, message: Message, now: datetime) -> bool:
    against = objection(memory, message, now)
    if against:
        settle(memory, now, message, against)
    return against is None


def _follow(memory: Memory, message: Message, before: FollowUpState, after: FollowUpState) -> None:
    """What became of a nudge is known of its question too, unless that has moved on meanwhile."""
    follow_up = memory.follow_ups.get(message.subject) if message.kind is Kind.NUDGE else None
    if follow_up and follow_up.state is before:
        memory.follow_ups.put(replace(follow_up, state=after))
