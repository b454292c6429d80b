"""What is told beside an act that posts something, while its channel takes no messages."""

from collections.abc import Callable

from coproduction.service import stuck
from handlers.blocks.kit import Block
from handlers.blocks.places import not_posted
from handlers.desk import Desk
from handlers.voice import Voice

Told = Callable[[Voice, str], Block]


async def unposted(desk: Desk, say: Voice, channel: str, told: Told = not_posted) -> list[Block]:
    """That it is kept, and posted later; nothing where it can be posted as far as that is known."""
    obstacle = await desk.read(lambda memory: stuck.shut(memory, channel))
    return [told(say, channel)] if obstacle else []
