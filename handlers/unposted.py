"""What is told beside an act that posts something, while its channel takes no messages."""

from coproduction.service import stuck
from handlers.blocks.kit import Block
from handlers.blocks.places import not_posted
from handlers.desk import Desk
from handlers.voice import Voice


async def unposted(desk: Desk, say: Voice, channel: str) -> list[Block]:
    """That it is kept, and posted later; nothing where it can be posted as far as that is known."""
    obstacle = await desk.read(lambda memory: stuck.shut(memory, channel))
    return [not_posted(say, channel)] if obstacle else []
