"""What becomes of words that somebody wrote: about which pledge they are, or taken back."""

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


async def place(desk: Desk, click: Click) -> Reply:
    """Keep them with this pledge."""
    actor = await desk.directory.participant(click.person, click.channel)
    origin, _, question = click.value.partition("|")
    await desk.write(lambda memory: notes.place(memory, actor, origin, question))
    return Reply()


async def was_question(desk: Desk, click: Click) -> Reply:
    """It was a question: the answer to it becomes help."""
    actor = await desk.directory.participant(click.person, click.channel)
    await desk.write(lambda memory: notes.take_for_question(memory, actor, click.value))
    return Reply()


NOUN = Noun(
    clicks=(
        OnClick(ids.DROP_NOTE, Audience.EVERYONE, forget),
        OnClick(ids.PLACE_NOTE, Audience.EVERYONE, place),
        OnClick(ids.WAS_QUESTION, Audience.EVERYONE, was_question),
    )
)
