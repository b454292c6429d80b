"""People who are not there any more, and what that changes in a breakout round that goes on."""

from coproduction.service.breakouts import presence
from handlers.desk import Desk
from handlers.edge.heard import Event
from handlers.edge.listeners import OnEvent
from handlers.edge.reply import Reply


async def left(desk: Desk, event: Event) -> Reply:
    """Somebody left a channel."""
    return await gone(desk, event.person, event.channel)


async def gone(desk: Desk, person: str, channel: str | None = None) -> Reply:
    """Somebody left a channel, or the whole workspace."""
    now = desk.clock()
    changes = await desk.write(lambda memory: presence.gone(memory, now, person, channel))
    cards = tuple(card for change in changes for card in change.cards)
    return Reply(refresh=cards, owes=any(change.owes for change in changes))


EVENTS = (OnEvent("member_left_channel", ("channels:read", "groups:read"), left),)
