"""Just before a message is sent: is it still wanted, and does its reader want to hear a sound now?"""

from datetime import timedelta
from typing import Final

from coproduction.kinds import Cause
from coproduction.messages import Message, Outcome, postponed
from coproduction.service import reaching
from coproduction.service.kinds import kind_of
from handlers.desk import Desk

LOOK_AGAIN: Final = timedelta(days=1)  # a quiet time that is longer may be ended before


async def against(desk: Desk, message: Message) -> Outcome | None:
    """What speaks against it, now that its turn has come; None if nothing does."""
    kind = kind_of(message.kind)
    heeds_stop = bool(message.recipient) and kind.cause.heeds_stop
    if not (heeds_stop or kind.is_guarded):  # nothing is read
        return None
    quiet = await _quiet(desk, message) if heeds_stop and kind.cause is Cause.UNASKED else None
    now = desk.clock()
    stopped = await desk.read(lambda memory: reaching.against_after_all(memory, kind, message, now))
    return stopped or quiet


async def _quiet(desk: Desk, message: Message) -> Outcome | None:
    """Until when it waits, because its reader wants no sound; None where they do, or chose that it comes."""
    kind = kind_of(message.kind)
    if await desk.read(lambda memory: kind.asked_for(memory, message)):
        return None
    ends = await desk.quiet.until(message.recipient)
    now = desk.clock()
    return postponed(min(ends, now + LOOK_AGAIN), now) if ends and ends > now else None
