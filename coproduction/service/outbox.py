"""The messages the bot owes: claimed when they are due, settled by what became of them."""

from dataclasses import replace
from datetime import datetime, timedelta

from coproduction.messages import LEASE, QUIET, Message, MessageState, Outcome, settled
from coproduction.ports import Memory
from coproduction.service.kinds import KINDS, kind_of

CATCH_UP = timedelta(days=30)  # how old a card may be that a restart looks after
_ENDS = frozenset({MessageState.SENT, MessageState.EXPIRED, MessageState.FAILED, MessageState.UNCONFIRMED})
_AFTER_INVITATION = {
    MessageState.FAILED: MessageState.PENDING,
    MessageState.UNCONFIRMED: MessageState.UNKNOWN,
}


def is_anything_due(memory: Memory, now: datetime) -> bool:
    """Whether there is anything to claim, or a claim of a dead process to free."""
    return memory.messages.is_anything_due(now)


def claim_to_send(memory: Memory, now: datetime, most: int) -> list[Message]:
    """Messages that are due, claimed for sending. What is no longer wanted, or not now, is settled here."""
    memory.messages.lapse(now, now + QUIET)
    due = _claim(memory, now, MessageState.PENDING, MessageState.SENDING, most)
    return [message for message in due if _is_wanted_now(memory, message, now)]


def claim_to_look(memory: Memory, now: datetime, most: int) -> list[Message]:
    """Messages of which nobody knows whether they arrived, claimed for looking, after their quiet period."""
    return _claim(memory, now, MessageState.UNKNOWN, MessageState.RECONCILING, most)


def settle(memory: Memory, now: datetime, message: Message, outcome: Outcome) -> bool:
    """Record what became of a claimed message, and let its kind do what follows from its end.

    False when the claim was lost to somebody else meanwhile.
    """
    is_ours = memory.messages.settle(settled(message, outcome, now), message.lease or "")
    if is_ours and outcome.state in _ENDS:
        kind = kind_of(message.kind)
        if kind.keeps_changing and outcome.state is MessageState.SENT:
            memory.changed(message.card)  # what it shows may have changed while it was on its way
        kind.ended(memory, now, message, outcome)
    return is_ours


def redrawn(memory: Memory, message_id: str, drawn: str) -> None:
    """Remember what a card shows now."""
    message = memory.messages.get(message_id)
    if message:
        memory.messages.move_on(replace(message, drawn=drawn), message.state)


def retry_channel(memory: Memory, now: datetime, channel: str) -> None:
    """After the bot was invited: try again what the channel refused, and look for what it could not look for.

    What could not be redrawn there can be now.
    """
    for stuck in memory.messages.with_states(_AFTER_INVITATION):
        if stuck.channel == channel:
            again = replace(stuck, state=_AFTER_INVITATION[stuck.state], next_at=now)
            memory.messages.move_on(again, stuck.state)
    memory.changed(*(message.card for message in recent_cards(memory, now) if message.channel == channel))


def recent_cards(memory: Memory, now: datetime) -> list[Message]:
    """The posted cards that are young enough to be kept up to date."""
    changing = [kind.name for kind in KINDS.values() if kind.keeps_changing]
    return memory.messages.sent_cards(changing, now - CATCH_UP)


def _claim(
    memory: Memory, now: datetime, waiting: MessageState, as_: MessageState, most: int
) -> list[Message]:
    return memory.messages.claim(waiting, as_, now, lease=memory.new_id(), until=now + LEASE, most=most)


def _is_wanted_now(memory: Memory, message: Message, now: datetime) -> bool:
    against = kind_of(message.kind).guard(memory, message, now)
    if against:
        settle(memory, now, message, against)
    return against is None
