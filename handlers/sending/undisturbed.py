"""What nobody asked for waits while its reader wants no sound of Slack."""

from datetime import timedelta
from typing import Final

from coproduction.kinds import Cause
from coproduction.messages import Message, Outcome, postponed
from coproduction.service.kinds import kind_of
from handlers.desk import Desk

LOOK_AGAIN: Final = timedelta(days=1)  # a quiet time that is longer may be ended before


async def waits_for_quiet(desk: Desk, message: Message) -> Outcome | None:
    """Until when it waits; None when nothing speaks against it. Slack is asked of what is unasked only."""
    kind = kind_of(message.kind)
    if not message.recipient or kind.cause is not Cause.UNASKED:
        return None
    if await desk.read(lambda memory: kind.asked_for(memory, message)):
        return None
    ends = await desk.quiet.until(message.recipient)
    now = desk.clock()
    return postponed(min(ends, now + LOOK_AGAIN), now) if ends and ends > now else None
