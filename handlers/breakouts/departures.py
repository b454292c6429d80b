"""People who are not there any more, and what that changes in a breakout round that goes on."""

from coproduction.service.breakouts import presence
from handlers.desk import Desk
from handlers.edge.reply import Reply


async def gone(desk: Desk, person: str, channel: str | None = None) -> Reply:
    """Somebody left a channel, or the whole workspace."""
    now = desk.clock()
    await desk.write(lambda memory: presence.gone(memory, now, person, channel))
    return Reply()
