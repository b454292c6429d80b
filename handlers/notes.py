"""Taking back what one wrote about a pledge in one's own words."""

from coproduction.service import notes
from handlers import ids
from handlers.blocks import notes as blocks
from handlers.desk import Desk
from handlers.edge.heard import Click
from handlers.edge.listeners import Audience, Noun, OnClick
from handlers.edge.reply import Reply


async def forget(desk: Desk, click: Click) -> Reply:
    """Delete my words."""
    actor = await desk.directory.participant(click.person, click.channel)
    await desk.write(lambda memory: notes.forget(memory, actor, click.value))
    return Reply(words=blocks.deleted(await desk.voice(actor.id)), replaces=True)


NOUN = Noun(clicks=(OnClick(ids.DROP_NOTE, Audience.EVERYONE, forget),))
