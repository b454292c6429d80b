"""What is noted of words in which nobody is to be named, before they are kept or posted."""

from coproduction.service import members
from coproduction.words import Text
from handlers.blocks import giveaways
from handlers.desk import Desk


async def noted(desk: Desk, channel: str, text: str) -> list[Text]:
    """What may tell who somebody is: also the first name of whoever is there, where it is in memory."""
    around = await desk.read(lambda memory: members.around(memory, channel))
    return giveaways.notes(text, desk.directory.held(around))
