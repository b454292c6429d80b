"""Ideas listed page by page."""

from coproduction.people import Actor
from coproduction.service import board, idealists, places
from coproduction.words import Text
from handlers import ids
from handlers.blocks import idealists as blocks
from handlers.blocks.kit import paragraphs
from handlers.desk import Desk
from handlers.edge.heard import Click, Command
from handlers.edge.listeners import Audience, Noun, OnClick, Verb
from handlers.edge.reply import Reply


async def listing(desk: Desk, command: Command, _rest: str) -> Reply:
    """/copro ideas"""
    actor = Actor(command.person, here=command.channel)
    where = await desk.read(lambda memory: places.newest(memory, actor, command.channel or ""))
    listed = await desk.read(lambda memory: board.fairly(memory, actor, where.channel))
    is_elsewhere = where.channel != command.channel
    return Reply(
        words=blocks.listing(await desk.voice(command.person), listed, where, is_elsewhere=is_elsewhere)
    )


async def more(desk: Desk, click: Click) -> Reply:
    """A page of ideas that did not fit where they were listed."""
    say, now = await desk.voice(click.person), desk.clock()
    which, _, subject = click.value.partition(":")
    if which == blocks.MINE:
        mine = await desk.read(lambda memory: idealists.own(memory, click.person))
        lines = blocks.owned(say, list(reversed(mine)), now)
    else:
        of = idealists.of_session if which == blocks.SESSION else board.fairly
        actor = Actor(click.person, here=click.channel)
        listed = await desk.read(lambda memory: of(memory, actor, subject))
        lines = [paragraphs(blocks.line(say, *each)) for each in listed]
    view = blocks.page(say, lines, click.position, click.value, ids.private(click.channel))
    return Reply(view=view)


NOUN = Noun(
    verbs=(Verb("ideas", Audience.EVERYONE, None, Text("see all ideas of this programme"), listing),),
    clicks=(OnClick(ids.MORE_IDEAS, Audience.EVERYONE, more),),
)
