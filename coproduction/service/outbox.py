"""The messages the bot owes: claimed when they are due, settled by what became of them."""

from dataclasses import replace
from datetime import datetime, timedelta

from coproduction.kinds import Cause
from coproduction.machine import LEASE, QUIET, TABLE, Event, can
from coproduction.messages import Card, Message, MessageState, Outcome, decided, settled
from coproduction.ports import Memory
from coproduction.service import along, reaching, stuck
from coproduction.service.kinds import KINDS, RANKS, kind_of
from coproduction.service.people import remember_conversation
from coproduction.stuck import OBSTACLES, Obstacle, obstacle_of

DELETED = "deleted in Slack"
CATCH_UP = timedelta(days=30)  # how old a card may be that a restart looks after
_NOT_THERE = frozenset(
    {MessageState.PENDING, MessageState.CANCELLED, MessageState.EXPIRED, MessageState.FAILED}
)
_AFTER_INVITATION = (Event.RETRIED, Event.LOOKED_AFTER)


def is_anything_due(memory: Memory, now: datetime) -> bool:
    """Whether there is anything to claim, or a claim of a dead process to free."""
    return memory.messages.is_anything_due(now)


def claim_to_send(memory: Memory, now: datetime, most: int, began: datetime | None = None) -> list[Message]:
    """Messages that are due, claimed for sending: of each conversation the next of each rank.

    What is no longer wanted, or not now, is settled here. `began` is when the first try begins by the clock
    of whoever dates them.
    """
    shared = memory.messages.shared_time(now)
    memory.messages.lapse(shared, shared + QUIET)
    due = memory.messages.claim_in_turn(
        now, lease=memory.new_id(), until=shared + LEASE, most=most, began=began or now, ranks=RANKS
    )
    due.sort(key=lambda message: kind_of(message.kind).rank)
    return [message for message in due if _is_wanted_now(memory, message, now)]


def claim_to_look(memory: Memory, now: datetime, most: int) -> list[Message]:
    """Messages of which nobody knows whether they arrived, claimed for looking, after their quiet period."""
    shared = memory.messages.shared_time(now)
    return memory.messages.claim(
        Event.TAKEN_UP, shared, lease=memory.new_id(), until=shared + LEASE, most=most
    )


def settle(memory: Memory, now: datetime, message: Message, outcome: Outcome) -> bool:
    """Record what became of a claimed message, and let its kind do what follows from its end.

    False when the claim was lost to somebody else meanwhile.
    """
    if message.lease is None:
        return False
    at = memory.messages.shared_time(now) if outcome.state is MessageState.UNKNOWN else now
    is_ours = memory.messages.settle(settled(message, outcome, at), message.lease)
    if is_ours and message.recipient and outcome.channel not in {None, message.channel}:
        remember_conversation(memory, message.recipient, outcome.channel)
    if is_ours and message.recipient and outcome.state in _NOT_THERE:
        _give_back(memory, message)
        along.leave(memory, now, message)
    if is_ours and not message.recipient:
        _mind_the_channel(memory, now, message, outcome)
    if is_ours and outcome.is_told:
        kind = kind_of(message.kind)
        is_sent = outcome.state is MessageState.SENT
        if is_sent and (kind.keeps_changing or (kind.takes_along and memory.messages.told_in(message.id))):
            memory.changed(message.card)  # what it shows may have changed while it was on its way
        kind.ended(memory, now, message, outcome)
    return is_ours


def _give_back(memory: Memory, message: Message) -> None:
    """What was not sent has taken nobody's week."""
    if kind_of(message.kind).cause is Cause.UNASKED and message.ts is None:
        memory.allowances.give_back(message.recipient, message.id)


def _mind_the_channel(memory: Memory, now: datetime, message: Message, outcome: Outcome) -> None:
    """What keeps one message from a channel keeps all others; when one arrives, so can they."""
    channel = message.channel or ""
    if outcome.state is MessageState.SENT:
        memory.messages.let_go(channel, OBSTACLES, now)
        if message.reason in OBSTACLES and stuck.frozen(memory, channel):
            _redraw(memory, now, channel)
    elif outcome.state is MessageState.PENDING and outcome.wait and outcome.reason:
        is_blocked = outcome.reason in OBSTACLES
        if is_blocked or not outcome.was_tried:
            memory.messages.hold(channel, now + outcome.wait, outcome.reason)
        if is_blocked and outcome.was_tried:
            kind = kind_of(message.kind)
            place, writers = kind.programme(memory, message), kind.writers(memory, message)
            stuck.tell(memory, now, place, outcome.reason, writers)
    if OBSTACLES.get(message.reason or "") is not OBSTACLES.get(outcome.reason or ""):
        _retell(memory, message)


def _retell(memory: Memory, message: Message) -> None:
    """What was told of what a channel does not take is not so any more, or is so again."""
    memory.changed(*stuck.told(memory, kind_of(message.kind).programme(memory, message)))


def deleted(memory: Memory, now: datetime, message: Message) -> None:
    """Somebody has deleted it in Slack: it is posted again while what it is about lives."""
    kind = kind_of(message.kind)
    event = Event.DELETED if kind.lives(memory, message) else Event.LET_GO
    if not can(event, message):
        return
    lost = replace(decided(message, event, now, DELETED), drawn=None)
    if memory.messages.move_on(lost, message.state, message.ts) and event is Event.DELETED:
        kind.again(memory, now, message)


def look_after(memory: Memory, now: datetime, channel: str) -> None:
    """Redraw the living cards of a channel though they show the newest: so one sees which are not there."""
    for message in recent_cards(memory, now):
        if message.channel == channel and kind_of(message.kind).lives(memory, message):
            memory.messages.move_on(replace(message, drawn=None), message.state)
            memory.changed(message.card)


def redrawn(memory: Memory, now: datetime, message_id: str, drawn: str) -> None:
    """Remember what a card shows now; where none could be redrawn, all that waits there can go on, too."""
    message = memory.messages.get(message_id)
    if message:
        memory.messages.move_on(replace(message, drawn=drawn, reason=None), message.state)
        if obstacle_of(message):
            memory.messages.freeze(message.channel or "", None)
            retry_channel(memory, now, message.channel or "")
            _retell(memory, message)


def uncertain(memory: Memory, card: Card) -> None:
    """What a card shows now nobody knows, because two processes may have drawn it at once: once more."""
    message = memory.messages.find(card)
    if message:
        memory.messages.move_on(replace(message, drawn=None), message.state)
        memory.changed(card)


def not_redrawn(memory: Memory, now: datetime, message_id: str, reason: str) -> None:
    """Remember that what stands in a channel stays as it is, if somebody has to change something for it.

    Where a session is announced there, those who lead it are told.

    Of an archived private channel Slack soon tells us nothing any more, but it is still archived.
    """
    message = memory.messages.get(message_id)
    if message is None or message.recipient or reason not in OBSTACLES:
        return
    if (obstacle_of(message), OBSTACLES[reason]) != (Obstacle.ARCHIVED, Obstacle.OUTSIDE):
        memory.messages.freeze(message.channel or "", reason)
        stuck.tell_ahead(memory, now, message.channel or "", reason)
        _retell(memory, message)


def retry_channel(memory: Memory, now: datetime, channel: str) -> None:
    """After the bot was invited, or the channel opened again: try again what it refused, look for what could
    not be looked for, and redraw what stands there.
    """
    memory.messages.let_go(channel, OBSTACLES, now)
    for event in _AFTER_INVITATION:
        for refused in memory.messages.with_states(TABLE[event].before):
            if refused.channel == channel:
                memory.messages.move_on(decided(refused, event, now, refused.reason), refused.state)
    _redraw(memory, now, channel)


def _redraw(memory: Memory, now: datetime, channel: str) -> None:
    """What people did while nothing there could be redrawn shows on no card: it is seen before all else."""
    memory.misleads(*(message.card for message in recent_cards(memory, now) if message.channel == channel))


def recent_cards(memory: Memory, now: datetime) -> list[Message]:
    """The posted cards that are young enough to be kept up to date."""
    changing = [kind.name for kind in KINDS.values() if kind.keeps_changing]
    return memory.messages.sent_cards(changing, now - CATCH_UP)


def _is_wanted_now(memory: Memory, message: Message, now: datetime) -> bool:
    kind = kind_of(message.kind)
    against = (
        along.against(message)
        or kind.guard(memory, message, now)
        or reaching.against(memory, kind, message, now)
    )
    if against:
        settle(memory, now, message, against)
    else:
        along.take(memory, now, message)
    return against is None
