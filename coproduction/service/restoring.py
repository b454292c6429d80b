"""After a backup was restored: what it does not know is looked for, and what people said since then holds.

A backup knows nothing of what was sent after it was made. So time is let pass here, before anything can be
sent, and all that is owed then waits to be looked for in Slack, where each message is found by its id.
"""

from dataclasses import replace
from datetime import datetime

from coproduction.breakouts import RoundState
from coproduction.machine import TABLE, Event
from coproduction.messages import RESTORED, Message, decided
from coproduction.ports import Memory
from coproduction.service import advance


def restored(memory: Memory, now: datetime) -> int:
    """Make one workspace fit to be served again; how many messages wait to be looked for."""
    _call_no_roll(memory, now)
    for step in advance.STEPS:
        for subject in step.due(memory, now):
            step.take(memory, now, subject)
    owed = memory.messages.with_states(TABLE[Event.RESTORED].before)
    for message in owed:
        memory.messages.move_on(_looked_for(message, now), message.state)
    return len(owed)


def _call_no_roll(memory: Memory, now: datetime) -> None:
    """Who has said "I'm here" since then is not known: nobody is moved because of it."""
    for round_ in memory.breakouts.live():
        if round_.state is RoundState.LIVE and round_.called_at is None:
            memory.breakouts.put(replace(round_, called_at=now))


def _looked_for(message: Message, now: datetime) -> Message:
    """A message of which a restored backup does not know whether it was sent: look before it is sent.

    It waits as long as it would have waited, and until Slack must have shown what was sent last. It is looked
    for from the time on when it was due.
    """
    unclear = decided(message, Event.RESTORED, now, RESTORED)
    return replace(unclear, first_started_at=message.first_started_at or message.due_at)
